import type { PythonCode } from './pythonCode';
import type {
  FlatStatement,
  PythonCall,
  PythonExpression,
  PythonMap,
  PythonModule,
  PythonStatement,
} from './pythonModel';
import { calledName, calledOn, dottedName, firstName, takenBy } from './pythonParts';

/** What names stand for inside a loop. */
export type Bound = ReadonlyMap<string, PythonExpression>;

/** A statement, and what the loops around it give their names. */
export interface BoundStatement {
  readonly statement: FlatStatement;
  readonly bound: Bound;
}

/** Loops inside loops are gone through this far. */
const mostTurns = 500;

const deepest = 12;

/**
 * Every statement of a module, those of its functions and classes too. Loops over a list that is written are gone
 * through: their statements come once for each of it, with what the loop's names stand for.
 */
export async function boundStatements(code: PythonCode, module: PythonModule): Promise<readonly BoundStatement[]> {
  const found: BoundStatement[] = [];
  let turns = 0;
  const read = async (body: readonly PythonStatement[], bound: Bound, depth: number): Promise<void> => {
    for (const statement of depth > deepest ? [] : body) {
      if (statement.kind !== 'block') {
        found.push({ statement, bound });
        if (statement.kind === 'class' || statement.kind === 'function') {
          await read(statement.body, bound, depth + 1);
        }
        continue;
      }
      const items = statement.each ? await itemsOf(code, statement.each.list, module) : undefined;
      if (!statement.each || !items) {
        await read(statement.body, bound, depth + 1);
        continue;
      }
      for (const item of items) {
        if (turns++ < mostTurns) {
          await read(statement.body, new Map([...bound, ...takenBy(statement.each.targets, item)]), depth + 1);
        }
      }
    }
  };
  await read(module.body, new Map(), 0);
  return found;
}

/** A name or a part of it, once what loops give it is put in its place. */
export function unbound(expression: PythonExpression | undefined, bound: Bound): PythonExpression | undefined {
  if (expression?.kind !== 'name') {
    return expression;
  }
  const first = firstName(expression.name);
  const value = bound.get(first);
  if (!value || first === expression.name) {
    return value ?? expression;
  }
  const name = dottedName(value);
  return name === '' ? undefined : { ...expression, name: name + expression.name.slice(first.length) };
}

/** What a loop goes through, when it is written: a list, a map's keys or its pairs, through what only orders them. */
async function itemsOf(
  code: PythonCode,
  list: PythonExpression,
  module: PythonModule,
  depth = 0,
): Promise<readonly PythonExpression[] | undefined> {
  if (depth > 5) {
    return undefined;
  }
  if (list.kind === 'list') {
    return list.items;
  }
  if (list.kind === 'map') {
    return list.entries.map(([key]) => key);
  }
  if (list.kind === 'call') {
    const called = calledName(list);
    const [argument] = list.args;
    if (/^(?:sorted|list|tuple|set|reversed)$/.test(called) && argument) {
      return itemsOf(code, argument, module, depth + 1);
    }
    const map = await mapOf(code, list, module);
    return map?.entries.map(([key, value]) => ({ kind: 'list' as const, items: [key, value], line: key.line }));
  }
  const resolved = await code.resolve(dottedName(list), module);
  // What is written elsewhere would be named otherwise here.
  return resolved?.kind === 'found' &&
    resolved.definition.kind === 'assign' &&
    resolved.rest.length === 0 &&
    (resolved.module === module || isPlain(resolved.definition.value))
    ? itemsOf(code, resolved.definition.value, resolved.module, depth + 1)
    : undefined;
}

/** The map of `NAMES.items()`, or of `names().items()` where a function returns it. */
async function mapOf(code: PythonCode, call: PythonCall, module: PythonModule): Promise<PythonMap | undefined> {
  const on = call.name === 'items' ? calledOn(call) : undefined;
  const made = on?.kind === 'call' ? on : undefined;
  const named = /^(.+)\.items$/.exec(calledName(call))?.[1];
  const resolved = await code.resolve(made ? calledName(made) : (named ?? ''), module);
  const definition = resolved?.kind === 'found' ? resolved.definition : undefined;
  if (definition?.kind === 'assign' && named !== undefined) {
    return definition.value.kind === 'map' ? definition.value : undefined;
  }
  const returned =
    definition?.kind === 'function' && made ? definition.body.find(({ kind }) => kind === 'return') : undefined;
  return returned?.kind === 'return' && returned.value.kind === 'map' ? returned.value : undefined;
}

/** Made of texts alone. */
function isPlain(list: PythonExpression): boolean {
  return list.kind === 'list' && list.items.every((item) => item.kind === 'text' || isPlain(item));
}
