import type { PythonExpression } from '../pythonCode/pythonModel';
import { dottedName, lastName } from '../pythonCode/pythonParts';
import { writtenTexts } from '../pythonCode/constantTexts';

/** What one request to a view is. */
export interface Asked {
  /** GET, POST… */
  readonly method: string;
  /** Of a set of views: `list`, `partial_update`… */
  readonly action?: string;
}

/** Whether a condition holds for a request; undefined when it hangs on something else. */
export function holds(condition: PythonExpression | undefined, asked: Asked): boolean | undefined {
  if (condition?.kind !== 'operation') {
    return undefined;
  }
  const { operator, sides } = condition;
  const values = sides.map((side) => (side.kind === 'operation' ? holds(side, asked) : undefined));
  if (operator === 'not') {
    return values[0] === undefined ? undefined : !values[0];
  }
  if (operator === 'and') {
    return values.includes(false) ? false : values.includes(undefined) ? undefined : true;
  }
  if (operator === 'or') {
    return values.includes(true) ? true : values.includes(undefined) ? undefined : false;
  }
  const [left, right] = sides;
  const subject = dottedName(left);
  const value = subject === 'self.action' ? asked.action : asksMethod(left) ? asked.method : undefined;
  if (value === undefined || !right || !/^(?:==|!=|in|not in)$/.test(operator)) {
    return undefined;
  }
  const isSafe = lastName(dottedName(right)) === 'SAFE_METHODS';
  const texts = isSafe ? ['GET', 'HEAD', 'OPTIONS'] : writtenTexts(right);
  return texts.length === 0 ? undefined : texts.includes(value) === (operator === '==' || operator === 'in');
}

/** The methods of requests that a condition names, whatever it says of them. */
export function namedMethods(condition: PythonExpression | undefined): readonly string[] {
  if (condition?.kind !== 'operation') {
    return [];
  }
  const [left, right] = condition.sides;
  return asksMethod(left) ? writtenTexts(right) : condition.sides.flatMap(namedMethods);
}

function asksMethod(subject: PythonExpression | undefined): boolean {
  return /(?:^|\.)request\.method$/.test(dottedName(subject));
}
