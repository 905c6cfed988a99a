import type { ClassLine } from '../pythonCode/classLine';
import type { PythonCode } from '../pythonCode/pythonCode';
import type { PythonModule } from '../pythonCode/pythonModel';
import { allStatements, entry, itemsOf, lastName } from '../pythonCode/pythonParts';
import { textValue } from '../pythonCode/constantTexts';

/** Settings that count where the product is developed or tested only. */
const elsewhere = /(?:^|\/)(?:dev|development|local|tests?|testing|ci|debug|e2e)\w*\.py$/i;

/**
 * The permissions that Django REST framework asks for where a view says nothing: `DEFAULT_PERMISSION_CLASSES`.
 *
 * @returns their names; undefined when no settings say, when they don't agree, or when only the running product knows
 */
export async function restDefaults(
  code: PythonCode,
  settings: readonly PythonModule[],
): Promise<readonly string[] | undefined> {
  const told = new Map<string, readonly string[] | undefined>();
  for (const module of settings.filter(({ path }) => !elsewhere.test(path))) {
    for (const statement of allStatements(module.body)) {
      const list =
        statement.kind === 'assign' && statement.target === 'REST_FRAMEWORK'
          ? entry(statement.value, 'DEFAULT_PERMISSION_CLASSES')
          : undefined;
      if (list) {
        const names = await Promise.all(itemsOf(list).map(async (item) => textValue(code, item, module, settings)));
        const known = names.flatMap((name) => (name === undefined || name.startsWith('{') ? [] : [lastName(name)]));
        const isKnown = list.kind === 'list' && known.length === names.length;
        told.set(isKnown ? known.join(' ') : '', isKnown ? known : undefined);
      }
    }
  }
  const [only, second] = [...told.values()];
  return second ? undefined : only;
}

/** Whether a class is a view that only Django REST framework's own classes, and the product's, make: others may say more. */
export function takesDefaults({ own, outside }: ClassLine): boolean {
  const isView = (name: string): boolean => /View(?:Set)?$/.test(name);
  return (
    own.length > 0 &&
    outside.some((name) => /^rest_framework\.(?:views|viewsets|generics)\./.test(name)) &&
    outside.every((name) => !isView(name) || /^rest_framework\.(?:views|viewsets|generics)\./.test(name))
  );
}
