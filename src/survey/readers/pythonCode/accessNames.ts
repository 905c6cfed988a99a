import type { PythonExpression } from './pythonModel';
import { calledName, dottedName, lastName } from './pythonParts';
import { writtenTexts } from './constantTexts';

/** Names of decorators and of base classes that keep people out. */
const guarding =
  /login|logged|permission|_perms?\b|^perm_|auth(?!or)|require[sd]?(?:_|$|[A-Z])|[a-z]Required|access|(?:^|_)roles?(?:_|$)|Role|allowed|passes_?test|staff|superuser|admin|restrict|protect|owner|verified|_only$|secure[ds]?$|polic(?:y|ies)|scope|^only_|^Only[A-Z]/i;

/** Names that look like it and say something else. */
const harmless =
  /csrf|http_methods|require_(?:POST|GET|safe)$|sensitive|clickjacking|xframe|htmx|ajax|json|accessib|author_|feature|flag|throttle|rate|cache|_param|method_decorator|accessor|parser|render|ViewSet|AccessMixin|access_log|not_?required/i;

/** Decorators that are given what they require. */
const telling = /perm|roles?(?:_|$)|Role|scope|secure|passes_test|groups?_required|authori[sz]|polic/i;

/** Whether a decorator or a base class keeps people out. @param name without what stands before its last dot */
export function isGuard(name: string): boolean {
  return guarding.test(name) && !harmless.test(name);
}

/** What a decorator of a view requires: the permissions that it names, else its own name. */
export function guardsOf(decorator: PythonExpression): string[] {
  const name = lastName(calledName(decorator));
  if (name === 'method_decorator') {
    const inner = decorator.kind === 'call' ? decorator.args[0] : undefined;
    return (inner?.kind === 'list' ? inner.items : inner ? [inner] : []).flatMap(guardsOf);
  }
  if (name === 'permission_classes' && decorator.kind === 'call') {
    return permissionNames(decorator.args[0]) ?? [];
  }
  if (!isGuard(name)) {
    return [];
  }
  const told = decorator.kind === 'call' && telling.test(name) ? decorator.args.slice(0, 4).flatMap(toldNames) : [];
  return told.length > 0 ? told : [name];
}

/** The permissions or the roles that an argument names. */
function toldNames(argument: PythonExpression): string[] {
  const names = dottedName(argument);
  return [
    ...writtenTexts(argument),
    ...(names === '' || /^(?:True|False|None)$/.test(names) ? [] : [lastName(names)]),
    ...(argument.kind === 'list'
      ? argument.items.flatMap((item) => (item.kind === 'name' ? [lastName(item.name)] : []))
      : []),
  ].filter((text) => /^[\w.:-]+$/.test(text));
}

/**
 * The permissions of a list of classes, as they are written: `IsOwner | IsAdmin`.
 *
 * @returns undefined when it isn't a list we can tell
 */
export function permissionNames(list: PythonExpression | undefined): string[] | undefined {
  if (list?.kind === 'operation' && list.operator === '+') {
    const sides = list.sides.map(permissionNames);
    return sides.includes(undefined) ? undefined : sides.flatMap((names) => names ?? []);
  }
  if (list?.kind !== 'list') {
    return undefined;
  }
  const names = list.items.map(permissionName);
  return names.includes('') ? undefined : names;
}

function permissionName(item: PythonExpression): string {
  if (item.kind === 'operation') {
    const sides = item.sides.map(permissionName);
    return sides.includes('')
      ? ''
      : sides.length === 1
        ? `${item.operator}${sides[0] ?? ''}`
        : sides.join(` ${item.operator} `);
  }
  return item.kind === 'call' ? lastName(calledName(item)) : lastName(dottedName(item));
}
