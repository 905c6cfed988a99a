import { holds, namedMethods, type Asked } from './requestConditions';
import type { PythonExpression, PythonFunction, PythonStatement } from '../pythonCode/pythonModel';
import { calledName, lastName } from '../pythonCode/pythonParts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** What refuses a request. */
const refusing = /NotAllowed$|BadRequest$|Forbidden$|NotFound$/;

/**
 * The methods that a function answers to, by what it does of `request.method`: those that it names, and GET, when it
 * gives them something back. Undefined when it doesn't ask, or refuses all.
 */
export function functionMethods({ body }: PythonFunction): readonly string[] | undefined {
  const named = new Set(conditionsIn(body).flatMap(namedMethods));
  const answered = methods.filter(
    (method) =>
      (named.has(method) || (method === 'GET' && named.size > 0) || (method === 'POST' && named.has('GET'))) &&
      answerTo(body, { method }, false) === 'answered',
  );
  return answered.length > 0 ? answered : undefined;
}

function conditionsIn(body: readonly PythonStatement[]): (PythonExpression | undefined)[] {
  return body.flatMap((statement) =>
    statement.kind === 'block' ? [statement.condition, ...conditionsIn(statement.body)] : [],
  );
}

type Answer = 'answered' | 'refused';

/** @param isGuard whether the body is what becomes of a request of another method than those that are wanted */
function answerTo(body: readonly PythonStatement[], asked: Asked, isGuard: boolean): Answer | undefined {
  let mayAnswer = false;
  /** What the conditions before an `else` name, and whether one of them held. */
  let before: { readonly named: readonly string[]; readonly held: boolean } = { named: [], held: false };
  for (const statement of body) {
    if (statement.kind === 'raise' || (statement.kind === 'return' && refuses(statement.value, isGuard))) {
      return mayAnswer ? 'answered' : 'refused';
    }
    if (statement.kind === 'return') {
      return 'answered';
    }
    if (statement.kind !== 'block') {
      continue;
    }
    if (statement.of !== 'else' && statement.isAlternative !== true) {
      before = { named: [], held: false };
    }
    const named = [...before.named, ...namedMethods(statement.condition)];
    const isRun: boolean | undefined = before.held
      ? false
      : statement.of === 'if'
        ? holds(statement.condition, asked)
        : true;
    before = { named, held: before.held || (statement.of === 'if' && isRun === true) };
    if (isRun === false) {
      continue;
    }
    const isOther = named.length > 0 && !named.includes(asked.method);
    const answer = answerTo(statement.body, asked, isGuard || isOther);
    if (answer && isRun === true && (statement.of === 'if' || (statement.of === 'else' && named.length > 0))) {
      return answer;
    }
    mayAnswer ||= answer === 'answered';
  }
  return mayAnswer ? 'answered' : undefined;
}

/** `return HttpResponseNotAllowed(['POST'])`, `return HttpResponse(status=405)`; sent elsewhere, unasked. */
function refuses(value: PythonExpression, isGuard: boolean): boolean {
  if (value.kind !== 'call') {
    return false;
  }
  const name = lastName(calledName(value));
  const status = value.named.get('status');
  return (
    refusing.test(name) ||
    (status?.kind === 'number' && /^40[0345]$/.test(status.text)) ||
    (isGuard && /redirect$|Redirect$/.test(name))
  );
}
