/** Where a piece of Ruby stands: lines counted from 1. */
export interface RubyPlace {
  readonly path: string;
  readonly line: number;
  /** Of a call, where its arguments end, its block left out. */
  readonly endLine: number;
}

export interface RubyCall extends RubyPlace {
  readonly kind: 'call';
  readonly receiver: RubyNode | undefined;
  readonly name: string;
  /** Those given by their place, splats included. */
  readonly args: readonly RubyNode[];
  /** Those given by name; the keys of `'a' => b` are code too. */
  readonly pairs: readonly RubyPair[];
  readonly block: RubyBlock | undefined;
}

export interface RubyPair {
  readonly key: RubyNode;
  readonly value: RubyNode;
}

export interface RubyBlock {
  /** Names; of a destructured one, its names. */
  readonly params: readonly (readonly string[])[];
  readonly body: readonly RubyNode[];
}

export interface RubyText extends RubyPlace {
  readonly kind: 'text';
  /** Texts and what is interpolated between them, in their order; of a heredoc, filled once its body is read. */
  readonly parts: (string | RubyNode)[];
  readonly isSymbol: boolean;
  /** Where its first part begins, in UTF-16 code units. */
  offset: number;
}

export interface RubyDefinition extends RubyPlace {
  readonly kind: 'def';
  readonly name: string;
  /** Whether it is the class's own: `def self.x`. */
  readonly isStatic: boolean;
  /** Each with what it is when it isn't given. */
  readonly params: readonly { readonly name: string; readonly value: RubyNode | undefined }[];
  readonly body: readonly RubyNode[];
}

export interface RubyClass extends RubyPlace {
  readonly kind: 'class' | 'module';
  readonly name: string;
  readonly superclass: RubyNode | undefined;
  readonly body: readonly RubyNode[];
}

/** `if`, `unless`, their modifiers, `a ? b : c` and each `when` of a `case`: the branch taken when it holds comes first. */
export interface RubyCondition extends RubyPlace {
  readonly kind: 'if';
  readonly condition: RubyNode;
  readonly consequence: readonly RubyNode[];
  readonly alternative: readonly RubyNode[];
}

/** Ruby code as plain data, which outlives its tree: what this product reads in it, and `other` for the rest. */
export type RubyNode =
  | RubyCall
  | RubyText
  | RubyDefinition
  | RubyClass
  | (RubyPlace & { readonly kind: 'name'; readonly name: string })
  | (RubyPlace & { readonly kind: 'literal'; readonly value: number | boolean | null })
  | (RubyPlace & { readonly kind: 'list'; readonly items: readonly RubyNode[] })
  | (RubyPlace & { readonly kind: 'hash'; readonly pairs: readonly RubyPair[] })
  | (RubyPlace & { readonly kind: 'splat'; readonly value: RubyNode })
  | (RubyPlace & { readonly kind: 'assign'; readonly name: string; readonly value: RubyNode })
  | RubyCondition
  | (RubyPlace & { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly RubyNode[] })
  | (RubyPlace & { readonly kind: 'alias'; readonly name: string })
  | (RubyPlace & { readonly kind: 'return' })
  | (RubyPlace & { readonly kind: 'group'; readonly items: readonly RubyNode[] })
  | (RubyPlace & { readonly kind: 'other'; readonly items: readonly RubyNode[] });
