/**
 * What detectors of Python frameworks read of a module, as plain data that outlives its syntax tree: what is declared
 * at its top, in its classes and, where routes are made there, in its functions.
 */

/** An expression; what we don't follow is `other`. Lines are counted from 1. */
export type PythonExpression =
  | { readonly kind: 'text'; readonly value: string; readonly line: number }
  /** An f-string, or strings side by side. */
  | { readonly kind: 'joined'; readonly parts: readonly PythonExpression[]; readonly line: number }
  /** A name, dotted or not: `views.Index.as_view`; `True` and `None` too. */
  | { readonly kind: 'name'; readonly name: string; readonly line: number }
  /** An attribute of what isn't a name: `f(x).urls`. */
  | { readonly kind: 'member'; readonly of: PythonExpression; readonly name: string; readonly line: number }
  | PythonCall
  /** A list, a tuple or a set. */
  | { readonly kind: 'list'; readonly items: readonly PythonExpression[]; readonly line: number }
  | {
      readonly kind: 'map';
      readonly entries: readonly (readonly [PythonExpression, PythonExpression])[];
      readonly line: number;
    }
  | {
      readonly kind: 'operation';
      /** `+`, `|`, `&`, `~`, `or`, `==`, `in`… */
      readonly operator: string;
      readonly sides: readonly PythonExpression[];
      readonly line: number;
    }
  /** `*x` in a list or a call. */
  | { readonly kind: 'splat'; readonly of: PythonExpression; readonly line: number }
  /** `x[y]`. */
  | {
      readonly kind: 'index';
      readonly of: PythonExpression;
      readonly items: readonly PythonExpression[];
      readonly line: number;
    }
  /** A loop inside brackets: `[f(x) for x in y]`, of which this is `f(x)`. */
  | { readonly kind: 'loop'; readonly each: PythonExpression; readonly line: number }
  | { readonly kind: 'other'; readonly line: number };

export interface PythonCall {
  readonly kind: 'call';
  readonly callee: PythonExpression;
  readonly args: readonly PythonExpression[];
  readonly named: ReadonlyMap<string, PythonExpression>;
  readonly line: number;
}

export type PythonStatement =
  | {
      readonly kind: 'assign';
      /** Dotted: `urlpatterns`, `view.methods`. */
      readonly target: string;
      readonly operator: '=' | '+=';
      readonly value: PythonExpression;
      readonly type?: PythonExpression;
      readonly line: number;
    }
  | { readonly kind: 'expression'; readonly value: PythonExpression; readonly line: number }
  | { readonly kind: 'return'; readonly value: PythonExpression; readonly line: number }
  | PythonClass
  | PythonFunction
  | {
      readonly kind: 'block';
      readonly of: 'if' | 'else' | 'for' | 'other';
      /** Of an `if` or an `elif`. */
      readonly condition?: PythonExpression;
      /** An `elif`. */
      readonly isAlternative?: boolean;
      /** Of a `for`: the names it gives to each of what it goes through. */
      readonly each?: { readonly names: readonly string[]; readonly list: PythonExpression };
      readonly body: readonly PythonStatement[];
      readonly line: number;
    };

export interface PythonClass {
  readonly kind: 'class';
  readonly name: string;
  readonly bases: readonly PythonExpression[];
  readonly decorators: readonly PythonExpression[];
  readonly body: readonly PythonStatement[];
  readonly summary?: string;
  readonly line: number;
}

export interface PythonFunction {
  readonly kind: 'function';
  readonly name: string;
  readonly parameters: readonly PythonParameter[];
  readonly decorators: readonly PythonExpression[];
  /** Empty unless what it does matters: see `pythonTree.ts`. */
  readonly body: readonly PythonStatement[];
  /** Its docstring's first line. */
  readonly summary?: string;
  readonly line: number;
}

export interface PythonParameter {
  readonly name: string;
  readonly value?: PythonExpression;
  readonly type?: PythonExpression;
}

/** What an imported name stands for: a module, or a name of it. */
export interface PythonImport {
  /** Dotted, with the leading dots of a relative one. */
  readonly module: string;
  /** Absent: the module itself. */
  readonly name?: string;
}

export interface PythonModule {
  /** From the root, with `/`. */
  readonly path: string;
  readonly lines: readonly string[];
  readonly body: readonly PythonStatement[];
  /** By the name they have here. */
  readonly imports: ReadonlyMap<string, PythonImport>;
  /** Modules of which all names are imported. */
  readonly wholly: readonly string[];
}

/** Every statement, blocks opened: those of `if`, `try`, `with`… but not of classes and functions. */
export function* flatStatements(
  body: readonly PythonStatement[],
): Generator<Exclude<PythonStatement, { kind: 'block' }>> {
  for (const statement of body) {
    if (statement.kind === 'block') {
      yield* flatStatements(statement.body);
    } else {
      yield statement;
    }
  }
}

/** Every statement of a module, those of functions and classes too. */
export function* allStatements(
  body: readonly PythonStatement[],
): Generator<Exclude<PythonStatement, { kind: 'block' }>> {
  for (const statement of flatStatements(body)) {
    yield statement;
    if (statement.kind === 'class' || statement.kind === 'function') {
      yield* allStatements(statement.body);
    }
  }
}

/** The dotted name of an expression; `''` when it isn't a name. */
export function dottedName(expression: PythonExpression | undefined): string {
  return expression?.kind === 'name' ? expression.name : '';
}

/** The last part of a dotted name. */
export function lastName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}

/** The name of what a decorator or a call calls: `app.route` of `app.route('/x')`. */
export function calledName(expression: PythonExpression | undefined): string {
  return expression?.kind === 'call' ? dottedName(expression.callee) : dottedName(expression);
}

/** The argument of a call by its name, else by its place. */
export function argumentOf(call: PythonCall, name: string, place?: number): PythonExpression | undefined {
  return call.named.get(name) ?? (place === undefined ? undefined : call.args[place]);
}
