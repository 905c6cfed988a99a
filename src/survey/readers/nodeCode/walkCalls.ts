import { plainSteps, type Expression, type PlainStep, type Program } from './program';

type CallExpression = Expression & { readonly kind: 'call' };

/** Every call that a file's kept code holds, whichever function it stands in. */
export function callsIn(program: Program): CallExpression[] {
  const calls: CallExpression[] = [];
  const pending: Expression[] = program.exports.map(({ value }) => value);
  const addSteps = (steps: readonly PlainStep[]): void => {
    for (const step of steps) {
      if (step.value) {
        pending.push(step.value);
      }
    }
  };
  const seen = new Set<Expression>();
  addSteps(plainSteps(program.steps));
  for (const { steps } of program.functions) {
    addSteps(plainSteps(steps));
  }
  for (const code of program.classes) {
    pending.push(
      ...code.decorators,
      ...code.members.flatMap(({ value, decorators }) => [...(value ? [value] : []), ...decorators]),
    );
  }
  for (let expression = pending.pop(); expression; expression = pending.pop()) {
    if (seen.has(expression)) {
      continue;
    }
    seen.add(expression);
    if (expression.kind === 'call') {
      calls.push(expression);
    }
    pending.push(...inside(expression));
  }
  return calls.sort((a, b) => a.line - b.line);
}

/** What an expression is made of, the steps of functions left out. */
function inside(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return [expression.callee, ...expression.args];
    case 'member':
      return [expression.object];
    case 'assign':
      return [expression.value];
    case 'list':
      return expression.items;
    case 'map':
      return expression.entries.map(({ value }) => value);
    case 'spread':
      return [expression.value];
    case 'either':
      return expression.options;
    case 'joined':
      return expression.parts;
    default:
      return [];
  }
}
