import type { Evidence } from '../../facts';

/** A value as Java or Kotlin writes it in an annotation or a constant. */
export type JvmValue =
  | { readonly kind: 'text'; readonly text: string; readonly line: number }
  /** A constant, by the name it is called by: `Paths.USERS`. */
  | { readonly kind: 'name'; readonly name: string; readonly line: number }
  | { readonly kind: 'sum'; readonly parts: readonly JvmValue[]; readonly line: number }
  | { readonly kind: 'list'; readonly items: readonly JvmValue[]; readonly line: number }
  | { readonly kind: 'annotation'; readonly annotation: JvmAnnotation; readonly line: number }
  /** Anything else: a number, a boolean, a call. */
  | { readonly kind: 'other'; readonly text: string; readonly line: number };

export interface JvmAnnotation {
  /** Without its package: `GetMapping`. */
  readonly name: string;
  /** The package it is written with; mostly none. */
  readonly package: string;
  readonly line: number;
  readonly endLine: number;
  /** By name; what has no name is called `value`. */
  readonly values: ReadonlyMap<string, JvmValue>;
}

/** A type as it is named where it is used. */
export interface JvmTypeUse {
  /** As it is written, with its package or the class around it when they are: `List`, `Map.Entry`. */
  readonly name: string;
  readonly arguments: readonly JvmTypeUse[];
  /** The whole, as it is written. */
  readonly text: string;
}

export interface JvmField {
  readonly name: string;
  readonly line: number;
  readonly type: JvmTypeUse;
  readonly annotations: readonly JvmAnnotation[];
  /** Belongs to the class, not to its objects. */
  readonly isStatic: boolean;
  /** Holds nothing that lasts: `transient`, or a Kotlin property that computes its value. */
  readonly isTransient: boolean;
  readonly value: JvmValue | undefined;
  readonly comment: string | undefined;
}

export interface JvmMethod {
  readonly name: string;
  readonly line: number;
  readonly type: JvmTypeUse;
  readonly annotations: readonly JvmAnnotation[];
  readonly parameters: number;
  readonly isStatic: boolean;
  readonly comment: string | undefined;
}

export interface JvmConstant {
  readonly name: string;
  readonly line: number;
  readonly values: readonly JvmValue[];
}

/** A class, an interface, an enumeration, a record or an object. */
export interface JvmType {
  readonly name: string;
  readonly kind: 'class' | 'interface' | 'enum' | 'annotation' | 'object';
  readonly path: string;
  readonly line: number;
  readonly package: string;
  /** Simple name → whole name, of what the file imports; `*` lists what is imported whole. */
  readonly imports: JvmImports;
  /** The types around it, the outermost first. */
  readonly outer: readonly string[];
  readonly isAbstract: boolean;
  readonly annotations: readonly JvmAnnotation[];
  /** A class above comes first. */
  readonly superTypes: readonly JvmTypeUse[];
  /** Whether the first of them is a class, not an interface. */
  readonly extendsClass: boolean;
  readonly parameters: readonly string[];
  readonly fields: readonly JvmField[];
  readonly methods: readonly JvmMethod[];
  /** What an enumeration enumerates. */
  readonly constants: readonly JvmConstant[];
  readonly comment: string | undefined;
}

export interface JvmImports {
  readonly named: ReadonlyMap<string, string>;
  readonly whole: readonly string[];
}

/** What one file declares. */
export interface JvmFile {
  readonly path: string;
  readonly isKotlin: boolean;
  readonly types: readonly JvmType[];
  /** Kotlin's constants outside of any type. */
  readonly fields: readonly JvmField[];
  readonly package: string;
  readonly imports: JvmImports;
}

export const noType: JvmTypeUse = { name: '', arguments: [], text: '' };

/** The first annotation of one of these names. */
export function annotated(
  { annotations }: { readonly annotations: readonly JvmAnnotation[] },
  ...names: readonly string[]
): JvmAnnotation | undefined {
  return annotations.find(({ name }) => names.includes(name));
}

/** The items of a list, or the only value. */
export function itemsOf(value: JvmValue | undefined): readonly JvmValue[] {
  return value?.kind === 'list' ? value.items : value ? [value] : [];
}

/** The annotations held by a value: `@JoinTable(joinColumns = {@JoinColumn(…)})`. */
export function nestedAnnotations(value: JvmValue | undefined): readonly JvmAnnotation[] {
  return itemsOf(value).flatMap((item) => (item.kind === 'annotation' ? [item.annotation] : []));
}

/** `true` or `false`, when that is what is written. */
export function flagOf(annotation: JvmAnnotation | undefined, name: string): boolean | undefined {
  const value = annotation?.values.get(name);
  const text = value?.kind === 'other' || value?.kind === 'text' ? value.text : '';
  return text === 'true' ? true : text === 'false' ? false : undefined;
}

/** The last part of a name: `GET` of `RequestMethod.GET`. */
export function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Where an annotation stands, all its lines. */
export function placeOf(path: string, { line, endLine }: Pick<JvmAnnotation, 'line' | 'endLine'>): Evidence {
  return endLine > line ? { path, line, endLine } : { path, line };
}

/** What a documentation comment says first, without marks or tags; undefined when that is nothing. */
export function commentText(comment: string): string | undefined {
  const lines = comment
    .slice(0, 2000)
    .replace(/^\/\*\*/, '')
    .replace(/\*\/\s*$/, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*\*?\s?/, '').trim());
  const start = lines.findIndex((line) => line !== '');
  const words: string[] = [];
  for (const line of start < 0 ? [] : lines.slice(start)) {
    if (line === '' || line.startsWith('@') || /^<(?:p|ul|pre|br)\b/i.test(line)) {
      break;
    }
    words.push(line);
  }
  const text = words
    .join(' ')
    .replace(/\{@\w+\s+([^{}]*)\}/g, '$1')
    .replace(/<[^<>]*>/g, '')
    .trim();
  const first = /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
  return first === '' || first.length > 200 ? undefined : first;
}
