/** An expression of Go, as far as we follow them. */
export type GoExpression =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  | { readonly kind: 'name'; readonly name: string; readonly line: number }
  /** `of.name` */
  | { readonly kind: 'member'; readonly of: GoExpression; readonly name: string; readonly line: number }
  | {
      readonly kind: 'call';
      readonly called: GoExpression;
      readonly given: readonly GoExpression[];
      readonly line: number;
    }
  | { readonly kind: 'function'; readonly function: GoFunction; readonly line: number }
  /** `Type{…}`: a struct's fields, a list's items. */
  | {
      readonly kind: 'object';
      readonly type: GoType;
      readonly items: readonly { readonly key: string | undefined; readonly value: GoExpression }[];
      readonly line: number;
    }
  | { readonly kind: 'sum'; readonly parts: readonly GoExpression[]; readonly line: number }
  | { readonly kind: 'other'; readonly text: string; readonly line: number };

export type GoStatement =
  | {
      readonly kind: 'assign';
      readonly targets: readonly GoExpression[];
      readonly values: readonly GoExpression[];
      readonly type: GoType | undefined;
      /** Declares its names, whatever they mean outside. */
      readonly isNew: boolean;
    }
  /** What is between braces: names it declares mean nothing after. */
  | { readonly kind: 'block'; readonly body: readonly GoStatement[] }
  | { readonly kind: 'run'; readonly value: GoExpression }
  | { readonly kind: 'return'; readonly values: readonly GoExpression[] }
  /** What is done for each item. */
  | {
      readonly kind: 'each';
      readonly names: readonly string[];
      readonly over: GoExpression;
      readonly body: readonly GoStatement[];
    };

/** A type as it is named where it is used, pointers left out. */
export interface GoType {
  /** The name its package has in the file; `''` for a type of the same package. */
  readonly package: string;
  readonly name: string;
  /** What a list or a map holds. */
  readonly item: GoType | undefined;
}

export interface GoFunction {
  /** `''` for one without a name. */
  readonly name: string;
  readonly path: string;
  readonly folder: string;
  readonly line: number;
  readonly receiver: GoParameter | undefined;
  readonly parameters: readonly GoParameter[];
  readonly results: readonly GoType[];
  readonly body: readonly GoStatement[];
  /** The comment above it, without marks. */
  readonly comment: string;
  readonly imports: ReadonlyMap<string, string>;
}

export interface GoParameter {
  readonly name: string;
  /** Takes all that is left: `paths ...string`. */
  readonly isRest: boolean;
  readonly type: GoType;
}

export interface GoField {
  /** That of its type when it is embedded. */
  readonly name: string;
  readonly type: GoType;
  /** The type as it is written. */
  readonly text: string;
  readonly tag: string;
  readonly isEmbedded: boolean;
  readonly comment: string;
  readonly line: number;
}

export interface GoStruct {
  readonly name: string;
  readonly path: string;
  readonly folder: string;
  readonly line: number;
  readonly imports: ReadonlyMap<string, string>;
  /** Empty for what is no struct. */
  readonly fields: readonly GoField[];
  /** The type it is another name of, or is made of. */
  readonly base: GoType | undefined;
  readonly comment: string;
}

export interface GoValue {
  readonly name: string;
  readonly line: number;
  readonly type: GoType | undefined;
  readonly value: GoExpression | undefined;
  readonly isConstant: boolean;
  /** Counts the blocks of declarations of a file: constants of one block belong together. */
  readonly block: number;
  readonly comment: string;
}

/** What one file declares. */
export interface GoFile {
  readonly path: string;
  readonly folder: string;
  readonly package: string;
  /** By the name each has in the file. */
  readonly imports: ReadonlyMap<string, string>;
  readonly functions: readonly GoFunction[];
  readonly structs: readonly GoStruct[];
  readonly values: readonly GoValue[];
}

export const noGoType: GoType = { package: '', name: '', item: undefined };

/** The name a package is called by when its import doesn't say: its last part that is no version. */
export function packageName(path: string): string {
  const parts = path.split('/').filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? '').replace(/\.v\d+$/, '').replace(/^go-|-go$/g, '');
}
