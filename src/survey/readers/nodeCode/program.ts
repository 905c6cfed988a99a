/**
 * What a file of JavaScript or TypeScript declares, without what its functions compute: plain data that outlives the
 * tree it was read from, for {@link Interpreter} to follow names through files. Lines are counted from 1.
 */
export interface Program {
  readonly path: string;
  /** What runs when the file is loaded, in the order of the text; functions and classes come first, as when it runs. */
  readonly steps: readonly Step[];
  readonly exports: readonly Export[];
  /** Modules of which all is exported: `export * from './x'`. */
  readonly stars: readonly string[];
  /** Every function whose steps are kept, an outer one before those it holds. */
  readonly functions: readonly FunctionCode[];
  readonly classes: readonly ClassCode[];
  readonly enums: readonly EnumCode[];
  readonly unions: readonly EnumCode[];
}

export interface Export {
  /** `=` for `module.exports = …`. */
  readonly name: string;
  readonly value: Expression;
}

/** An enumeration, or a type that is one of some texts. */
export interface EnumCode {
  readonly name: string;
  readonly line: number;
  readonly members: readonly { readonly name: string; readonly value: Expression; readonly line: number }[];
}

export type Step =
  | { readonly kind: 'let'; readonly pattern: Pattern; readonly value: Expression | undefined }
  | { readonly kind: 'do'; readonly value: Expression }
  | { readonly kind: 'return'; readonly value: Expression }
  | {
      readonly kind: 'each';
      readonly pattern: Pattern;
      readonly list: Expression;
      readonly steps: readonly Step[];
    }
  /** What runs only when a map has a key: `if ('read' in route) { … }`. */
  | { readonly kind: 'when'; readonly map: Expression; readonly key: string; readonly steps: readonly Step[] };

/** Steps that hold no others. */
export type PlainStep = Exclude<Step, { readonly kind: 'each' | 'when' }>;

/** Steps one after the other, those of loops and conditions as if they ran once. */
export function plainSteps(steps: readonly Step[]): PlainStep[] {
  return steps.flatMap((step) =>
    step.kind === 'each'
      ? [{ kind: 'do', value: step.list }, ...plainSteps(step.steps)]
      : step.kind === 'when'
        ? plainSteps(step.steps)
        : [step],
  );
}

export type Pattern =
  | { readonly kind: 'name'; readonly name: string; readonly fallback?: Expression | undefined }
  | { readonly kind: 'map'; readonly fields: readonly { readonly key: string; readonly pattern: Pattern }[] }
  | { readonly kind: 'list'; readonly items: readonly (Pattern | undefined)[] };

export interface Parameter {
  readonly pattern: Pattern;
  /** Its type, as it is written. */
  readonly type: string;
  /** Whether its class keeps it: `constructor(private readonly router: Router)`. */
  readonly isProperty: boolean;
}

export interface FunctionCode {
  /** The name it is declared with; empty for one that has none. */
  readonly name: string;
  readonly line: number;
  readonly parameters: readonly Parameter[];
  readonly steps: readonly Step[];
  /** Whether it calls something named as what declares routes does. */
  readonly mayDeclare: boolean;
  /** The functions that stand in it directly. */
  readonly inner: readonly FunctionCode[];
}

export interface ClassCode {
  readonly name: string;
  readonly line: number;
  readonly decorators: readonly Expression[];
  readonly superclass: Expression | undefined;
  readonly members: readonly Member[];
}

export interface Member {
  readonly name: string;
  readonly line: number;
  readonly decorators: readonly Expression[];
  readonly isGetter: boolean;
  /** What the comment of documentation before it says first. */
  readonly summary: string | undefined;
  /** Of a method. */
  readonly code: FunctionCode | undefined;
  /** Of a property. */
  readonly value: Expression | undefined;
}

export interface Entry {
  /** Undefined for what is spread into the map. */
  readonly key: Expression | undefined;
  readonly value: Expression;
}

export type Expression = { readonly line: number } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'joined'; readonly parts: readonly Expression[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly object: Expression; readonly property: Expression }
  | {
      readonly kind: 'call';
      readonly callee: Expression;
      readonly args: readonly Expression[];
      readonly isNew: boolean;
    }
  | { readonly kind: 'assign'; readonly target: Expression; readonly value: Expression }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'map'; readonly entries: readonly Entry[] }
  | { readonly kind: 'spread'; readonly value: Expression }
  | { readonly kind: 'function'; readonly code: FunctionCode }
  | { readonly kind: 'class'; readonly code: ClassCode }
  | { readonly kind: 'regex'; readonly text: string }
  | { readonly kind: 'either'; readonly options: readonly Expression[] }
  | { readonly kind: 'import'; readonly from: string; readonly name: string }
  | { readonly kind: 'other' }
);

/** The text of a key or property that is written out; undefined for one that is computed. */
export function writtenKey(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'text' ? expression.text : undefined;
}

/** The value written under a key of a map that is written out. */
export function writtenEntry(expression: Expression | undefined, key: string): Expression | undefined {
  return expression?.kind === 'map'
    ? expression.entries.find((entry) => writtenKey(entry.key) === key)?.value
    : undefined;
}

/** What something is called where it stands: `isAdmin` for `guards.isAdmin`, `role` for `role('admin')`. */
export function labelOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'member':
      return writtenKey(expression.property) ?? labelOf(expression.object);
    case 'call':
      return labelOf(expression.callee);
    case 'spread':
      return labelOf(expression.value);
    default:
      return undefined;
  }
}
