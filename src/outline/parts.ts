import type { Env } from 'markdown-it';
import type { InlineText } from './inlineText';

/** A piece of the text that has a content: what is kept of the tokens, until words, links or code are asked for. */
export interface Part {
  readonly kind: 'paragraph' | 'itemStart' | 'heading' | 'cell' | 'html' | 'fence' | 'indented';
  /** As markdown-it gives it: without the containers' markers. */
  readonly content: string;
  /** The line it starts on. Parts are in the order of their lines. */
  readonly line: number;
  /** Offset in the source of each line's first character that is not a blank; for code, of its own first character only. */
  readonly offsets: readonly number[];
  /** A cell's row, and which of its cells it is. */
  readonly row: Row | undefined;
  readonly column: number;
  /** What follows the opening marks of a fence. */
  readonly info: string;
  /** Of a paragraph with boxes at the start of its lines. */
  readonly boxed: Boxed | undefined;
  /** What its text says, once it has been needed. */
  inline: InlineText | undefined;
}

/** A row of a table: the offset in the source where it starts, and those of its cells once they are known. */
export interface Row {
  readonly start: number;
  cells: readonly number[] | undefined;
}

/** Where a paragraph with boxes stands. */
export interface Boxed {
  readonly isQuoted: boolean;
  readonly lastLine: number;
  /** The last line of the list item whose first block it is. */
  readonly lastLineOfItem: number | undefined;
  /** How many list items enclose it, its own included. */
  readonly enclosing: number;
}

/** The parts of a piece of text. */
export interface Parts {
  readonly all: readonly Part[];
  /** The link references of the whole text, which inline parsing needs. */
  readonly env: Env;
}

/** The parts that start on the lines from `first` to `last`. */
export function partsOnLines({ all }: Parts, first: number, last: number): readonly Part[] {
  return all.slice(firstOnLine(all, first), firstOnLine(all, last + 1));
}

/** Index of the first part that starts on a line or after it. */
function firstOnLine(parts: readonly Part[], line: number): number {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((parts[middle]?.line ?? 0) < line) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
