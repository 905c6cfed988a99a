import type { PythonExpression } from './pythonModel';
import { calledName } from './pythonParts';

/** Modules that make routes, groups or tables inside functions: all theirs are opened. */
const making =
  /register_blueprint|include_router|add_(?:url_rule|api_route|resource|namespace|router|routes?|perm|view)\b|get_or_create|update_or_create|bulk_create|\bGroup\.objects\b|\bGroup\(|\bRoleNeed\(|__acl__|\bFlask\(|\bFastAPI\(|^[ \t]+\w+[ \t]*=[ \t]*(?:\w+\.)?(?:APIRouter|Blueprint|Router)\(|^down_revision\b|^[ \t]+app(?:lication)?[ \t]*=[ \t]*\w+\(|^[ \t]+class[ \t]+\w+\(\w*(?:APIRouter|Blueprint)\b|^[ \t]+\w*router\.register\(/m;

/** Functions whose body says what is allowed, wherever they stand. */
const telling = new Set(['get_permissions', 'has_permission', 'has_object_permission', 'get_urls']);

/** Functions that may give a column to classes, by their names. */
const giving = /col|field$|key|pk|fk/i;

/**
 * Tells which functions of a module have their bodies read: mostly they are all that is long in a file, and declare
 * nothing.
 *
 * @param text the module's
 */
export function openedFunctions(
  text: string,
): (name: string, decorators: readonly PythonExpression[], bodyText: () => string) => boolean {
  const opensAll = making.test(text);
  const asksMethod = text.includes('request.method');
  return (name, decorators, bodyText) =>
    // What undoes a migration isn't run.
    name !== 'downgrade' &&
    (opensAll ||
      telling.has(name) ||
      giving.test(name) ||
      decorators.some((decorator) => /(?:^|\.)declared_attr\b/.test(calledName(decorator))) ||
      (asksMethod && bodyText().includes('request.method')));
}
