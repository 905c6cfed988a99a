import type { Evidence } from '../../facts';
import type {
  FlatStatement,
  PythonCall,
  PythonExpression,
  PythonImport,
  PythonModule,
  PythonStatement,
  PythonText,
} from './pythonModel';

/** Every statement, blocks opened: those of `if`, `try`, `with`… but not of classes and functions. */
export function* flatStatements(body: readonly PythonStatement[]): Generator<FlatStatement> {
  for (const statement of body) {
    if (statement.kind === 'block') {
      yield* flatStatements(statement.body);
    } else {
      yield statement;
    }
  }
}

/** Every statement of a module, those of functions and classes too. */
export function* allStatements(body: readonly PythonStatement[]): Generator<FlatStatement> {
  for (const statement of flatStatements(body)) {
    yield statement;
    if (statement.kind === 'class' || statement.kind === 'function') {
      yield* allStatements(statement.body);
    }
  }
}

/**
 * The statements that say what names are as a rule: not those that give a name more under a condition, nor those that only
 * pass what it is through a function.
 */
export function settledStatements(body: readonly PythonStatement[]): FlatStatement[] {
  const known = new Map<string, PythonExpression>();
  const settled: FlatStatement[] = [];
  const read = (statements: readonly PythonStatement[], isConditional: boolean): void => {
    for (const statement of statements) {
      if (statement.kind === 'block') {
        read(statement.body, isConditional || statement.of === 'if' || statement.of === 'else');
        continue;
      }
      const isSet = statement.kind === 'assign' && statement.operator === '=';
      const before = isSet ? known.get(statement.target) : undefined;
      if (before && isSet && isSameStill(statement.value, statement.target, before, isConditional)) {
        continue;
      }
      settled.push(statement);
      if (isSet && !isConditional) {
        known.set(statement.target, statement.value);
      }
    }
  };
  read(body, false);
  return settled;
}

/** `x = wrapped(x)`, or `if given: x = f'{given}/'` after `x = ''`. */
function isSameStill(value: PythonExpression, name: string, before: PythonExpression, isConditional: boolean): boolean {
  const passes = value.kind === 'call' && value.args.some((argument) => dottedName(argument) === name);
  return (passes && before.kind === 'call') || (isConditional && isText(before));
}

/** A text, or one that is asked for with another by default: `getattr(settings, 'BASE', '')`. */
function isText(value: PythonExpression): boolean {
  return value.kind === 'text' || textByDefault(value) !== undefined;
}

/** The text that `getattr` gives when nothing else is set; none stays none in what completes it: `slashed(getattr(…))`. */
export function textByDefault(value: PythonExpression, depth = 0): string | undefined {
  if (value.kind !== 'call' || depth > 3) {
    return undefined;
  }
  const [only, second, third] = value.args;
  if (calledName(value) === 'getattr') {
    return textOf(third);
  }
  return only && !second && textByDefault(only, depth + 1) === '' ? '' : undefined;
}

/** What a body sets a name to last. */
export function assigned(body: readonly PythonStatement[], name: string): PythonExpression | undefined {
  let value: PythonExpression | undefined;
  for (const statement of settledStatements(body)) {
    if (statement.kind === 'assign' && statement.target === name && statement.operator === '=') {
      ({ value } = statement);
    }
  }
  return value;
}

/** The dotted name of an expression; `''` when it isn't a name. */
export function dottedName(expression: PythonExpression | undefined): string {
  return expression?.kind === 'name' ? expression.name : '';
}

/** The last part of a dotted name: `CharField` of `models.CharField`. */
export function lastName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}

/** The first part of a dotted name: `models` of `models.CharField`. */
export function firstName(dotted: string): string {
  const at = dotted.indexOf('.');
  return at < 0 ? dotted : dotted.slice(0, at);
}

/** The name of what a decorator or a call calls: `app.route` of `app.route('/x')`; `''` when it isn't called by one. */
export function calledName(expression: PythonExpression | undefined): string {
  return dottedName(expression?.kind === 'call' ? expression.callee : expression);
}

/** What a method is called on, when that is more than a name: `f(x)` of `f(x).first()`. */
export function calledOn({ callee }: PythonCall): PythonExpression | undefined {
  return callee.kind === 'member' ? callee.of : undefined;
}

/** The argument of a call by its name, else by its place. */
export function argumentOf(call: PythonCall, name: string, place?: number): PythonExpression | undefined {
  return call.named.get(name) ?? (place === undefined ? undefined : call.args[place]);
}

/** A string that is known whole. */
export function textOf(value: PythonExpression | undefined): string | undefined {
  return value?.kind === 'text' ? value.text : undefined;
}

/** The strings among expressions. */
export function textsIn(values: readonly PythonExpression[] = []): string[] {
  return values.flatMap((value) => textOf(value) ?? []);
}

/** What a list holds; nothing when it is none. */
export function itemsOf(value: PythonExpression | undefined): readonly PythonExpression[] {
  return value?.kind === 'list' ? value.items : [];
}

/** What a list holds; what is no list, alone. */
export function itemsOrAlone(value: PythonExpression | undefined): readonly PythonExpression[] {
  return value?.kind === 'list' ? value.items : value ? [value] : [];
}

/** `True` or `False`, written so. */
export function truthOf(value: PythonExpression | undefined): boolean | undefined {
  return value?.kind === 'name' && /^(?:True|False)$/.test(value.name) ? value.name === 'True' : undefined;
}

/** What a map holds under a key that is a string. */
export function entry(map: PythonExpression | undefined, name: string): PythonExpression | undefined {
  return map?.kind === 'map' ? map.entries.find(([key]) => textOf(key) === name)?.[1] : undefined;
}

/** A string that no file holds as it is. */
export function madeText(text: string, line: number): PythonText {
  return { kind: 'text', text, pieces: [], line };
}

/** The whole name of what is imported, dotted: `django.db.models`; relative ones keep their dots. */
export function importedName({ module, name }: PythonImport): string {
  return name === undefined ? module : joinDotted(module, name);
}

/** A name with what its first part is imported from put in its place; as it is when that isn't imported. */
export function wholeName(dotted: string, { imports }: Pick<PythonModule, 'imports'>): string {
  const first = firstName(dotted);
  const imported = imports.get(first);
  return imported ? importedName(imported) + dotted.slice(first.length) : dotted;
}

/** A name of a module, after the module's, which may end by the dots of a relative one. */
export function joinDotted(module: string, name: string): string {
  return module.endsWith('.') ? `${module}${name}` : `${module}.${name}`;
}

/** Where something stands. */
export function placeOf({ path }: Pick<PythonModule, 'path'>, { line }: { readonly line: number }): Evidence {
  return { path, line };
}

/** The names that a loop gives values to, with the value of each; those of a list in a list too. */
export function takenBy(
  targets: PythonExpression,
  value: PythonExpression,
): (readonly [name: string, value: PythonExpression])[] {
  if (targets.kind === 'name') {
    return [[targets.name, value]];
  }
  return targets.kind === 'list' && value.kind === 'list'
    ? targets.items.flatMap((target, at) => {
        const item = value.items[at];
        return item ? takenBy(target, item) : [];
      })
    : [];
}
