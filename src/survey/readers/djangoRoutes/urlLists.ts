import type { PythonExpression, PythonModule, PythonStatement } from '../pythonCode/pythonModel';
import { dottedName, lastName } from '../pythonCode/pythonParts';

/** What is put in a list of routes, in the order of the module. */
export interface Piece {
  readonly value: PythonExpression;
  /** One route, not a list of them. */
  readonly isOne: boolean;
  /** Put there when the product is being debugged only. */
  readonly isDebug: boolean;
  /** Put there in a loop. */
  readonly isRepeated: boolean;
  /** Which statement does it, among those of the module that change a list. */
  readonly index: number;
}

/** What a module puts in a list. @param before which statement to stop at: what the list was then */
export function piecesOf(name: string, module: PythonModule, before = Number.POSITIVE_INFINITY): readonly Piece[] {
  let pieces: Piece[] = [];
  let index = 0;
  const read = (body: readonly PythonStatement[], isDebug: boolean, isRepeated: boolean, isTop: boolean): void => {
    for (const statement of body) {
      if (statement.kind === 'block') {
        const isDebugBlock = isDebug || (statement.of === 'if' && isDebugOnly(statement.condition));
        read(statement.body, isDebugBlock, isRepeated || statement.of === 'for', isTop && statement.of === 'other');
        continue;
      }
      index++;
      if (index >= before) {
        return;
      }
      const added = addedTo(name, statement);
      if (added) {
        if (added.isNew && isTop) {
          pieces = [];
        }
        pieces.push({ value: added.value, isOne: added.isOne, isDebug, isRepeated, index });
      }
    }
  };
  read(module.body, false, false, true);
  return pieces;
}

function addedTo(
  name: string,
  statement: PythonStatement,
): { readonly value: PythonExpression; readonly isOne: boolean; readonly isNew: boolean } | undefined {
  if (statement.kind === 'assign' && statement.target === name) {
    return { value: statement.value, isOne: false, isNew: statement.operator === '=' };
  }
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') {
    return undefined;
  }
  const called = dottedName(statement.value.callee);
  const value = statement.value.args.at(-1);
  const method = called.startsWith(`${name}.`) ? called.slice(name.length + 1) : '';
  return value && /^(?:append|extend|insert)$/.test(method)
    ? { value, isOne: method !== 'extend', isNew: false }
    : undefined;
}

const debugNames = /^(?:(?:IS_|USE_|ENABLE_)?(?:DEBUG|DEV|DEVELOPMENT|LOCAL|TESTING|TEST)(?:_\w+)?)$/i;

/** Whether a condition only holds on the machine of who develops. */
export function isDebugOnly(condition: PythonExpression | undefined): boolean {
  if (condition?.kind === 'name') {
    return debugNames.test(lastName(condition.name));
  }
  if (condition?.kind !== 'operation') {
    return false;
  }
  const { operator, sides } = condition;
  switch (operator) {
    case 'and':
      return sides.some(isDebugOnly);
    case 'or':
      return sides.every(isDebugOnly);
    case '==':
      return sides.some((side) => side.kind === 'text' && /^(?:dev|development|local|test)$/i.test(side.text));
    case 'in':
      return sides.some((side) => side.kind === 'text' && /debug_toolbar|silk|browser_reload/.test(side.text));
    default:
      return false;
  }
}
