import type { Evidence } from '../../facts';

/**
 * What an expression of PHP is worth, as far as its text says. Plain data: it outlives the tree.
 */
export interface PhpValue {
  /**
   * `partial`: a text of which a piece isn't known, `?` in its place; `class`: `X::class`; `constant`: `X::Y` that no text
   * gives; `new`: an object, its arguments in `entries`; `object`: what a reader made of a call; `closure`: a function.
   */
  readonly kind:
    | 'text'
    | 'partial'
    | 'number'
    | 'boolean'
    | 'null'
    | 'list'
    | 'class'
    | 'constant'
    | 'new'
    | 'object'
    | 'closure'
    | 'unknown';
  /** The text, the number as it is written, `true`, the class's full name, `Class::NAME`; else empty. */
  readonly text: string;
  /** Where it begins, in UTF-16 code units. */
  readonly offset: number;
  readonly line: number;
  /** The file that it stands in, when that is another one than the one that is read: a setting's. */
  readonly path?: string;
  /** Of a list, its elements; of an object, the arguments it was made with. */
  readonly entries: readonly PhpEntry[];
  /** Of a text, where each piece of it stands in the file. */
  readonly pieces: readonly PhpPiece[];
}

export interface PhpEntry {
  /** Undefined for an element without key or an argument without name. */
  readonly key: PhpValue | undefined;
  readonly value: PhpValue;
}

export interface PhpPiece {
  /** Where the piece begins in the text. */
  readonly at: number;
  /** Where it begins in the file. */
  readonly offset: number;
}

/** What is missing in a `partial` text. */
export const missing = '?';

export function phpValue(
  kind: PhpValue['kind'],
  text: string,
  { offset, line }: Pick<PhpValue, 'offset' | 'line'>,
  entries: readonly PhpEntry[] = [],
): PhpValue {
  return { kind, text, offset, line, entries, pieces: kind === 'text' ? [{ at: 0, offset }] : [] };
}

/** The element of a list, or the named argument of an object, that has a key. */
export function entryOf(value: PhpValue | undefined, key: string): PhpValue | undefined {
  return value?.entries.findLast((entry) => entry.key?.text === key)?.value;
}

/** The argument that stands at a place or bears a name. */
export function argumentOf(
  value: PhpValue | undefined,
  position: number,
  ...names: readonly string[]
): PhpValue | undefined {
  const unnamed = value?.entries.filter(({ key }) => key === undefined) ?? [];
  const named = names.map((name) => entryOf(value, name)).find((found) => found !== undefined);
  return named ?? (position < 0 ? undefined : unnamed[position]?.value);
}

/** A text, when it is known whole. */
export function textOf(value: PhpValue | undefined): string | undefined {
  return value?.kind === 'text' ? value.text : undefined;
}

/** The known texts of a list, or the one text that stands for a list of one. */
export function textsOf(value: PhpValue | undefined): PhpValue[] {
  if (value?.kind === 'list') {
    return value.entries.map(({ value: each }) => each).filter(({ kind }) => kind === 'text');
  }
  return value?.kind === 'text' ? [value] : [];
}

/** Whether it is true or false; undefined when the text doesn't say. */
export function truthOf(value: PhpValue | undefined): boolean | undefined {
  switch (value?.kind) {
    case 'boolean':
      return value.text === 'true';
    case 'null':
      return false;
    case 'text':
      return value.text !== '' && value.text !== '0';
    case 'number':
      return Number(value.text) !== 0;
    case 'list':
      return value.entries.length > 0;
    case 'class':
    case 'new':
    case 'closure':
      return true;
    default:
      return undefined;
  }
}

/** Several texts one after the other; partial when one isn't known. */
export function joined(values: readonly PhpValue[], place: Pick<PhpValue, 'offset' | 'line'>): PhpValue {
  let text = '';
  let isWhole = true;
  const pieces: PhpPiece[] = [];
  for (const value of values) {
    const known = ['text', 'partial', 'number'].includes(value.kind) ? value.text : undefined;
    const own = value.pieces.length > 0 ? value.pieces : [{ at: 0, offset: value.offset }];
    pieces.push(...own.map(({ at, offset }) => ({ at: at + text.length, offset })));
    isWhole &&= known !== undefined && value.kind !== 'partial';
    text += known ?? (value.kind === 'null' ? '' : missing);
  }
  return { kind: isWhole ? 'text' : 'partial', text, offset: place.offset, line: place.line, entries: [], pieces };
}

/** Where a position in a text stands in the file. */
export function offsetIn({ pieces, offset }: PhpValue, position: number): number {
  const piece = pieces.findLast(({ at }) => at <= position);
  return piece ? piece.offset + position - piece.at : offset;
}

/** Where a value is written. @param path the file that is read */
export function evidenceOf(path: string, value: Pick<PhpValue, 'line' | 'path'>): Evidence {
  return { path: value.path ?? path, line: value.line };
}

/** A value of another file, with all it holds. */
export function standingIn(path: string, value: PhpValue): PhpValue {
  return {
    ...value,
    path,
    entries: value.entries.map((entry) => ({ key: entry.key, value: standingIn(path, entry.value) })),
  };
}

/** The last part of a class's name. */
export function shortName(name: string): string {
  return name.slice(name.lastIndexOf('\\') + 1);
}
