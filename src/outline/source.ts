import { indexLines, lineEnd, lineStart, positionAt } from './lines';
import type { LineIndex } from './lines';
import type { Position, Range } from './types';

/**
 * A text made ready for the parsers: `\n` line endings, no byte order mark, no NUL. Lines and characters are the same
 * as in the text given, but for the mark that shifts the first line; so parsers' offsets become positions in one step.
 */
export interface Source {
  readonly given: LineIndex;
  readonly lines: LineIndex;
  /** 1 when a byte order mark stands before the first character, else 0. */
  readonly shift: number;
}

export function readSource(text: string): Source {
  const given = indexLines(text);
  const shift = text.startsWith('\uFEFF') ? 1 : 0;
  let plain = shift ? text.slice(1) : text;
  if (plain.includes('\r')) {
    plain = plain.replace(/\r\n?/g, '\n');
  }
  if (plain.includes('\0')) {
    plain = plain.replaceAll('\0', '\uFFFD');
  }
  return { given, lines: plain === text ? given : indexLines(plain), shift };
}

/** Position in the text given of an offset in the plain text. */
export function position(source: Source, offset: number): Position {
  const found = positionAt(source.lines, offset);
  return found.line === 0 && source.shift ? { line: 0, character: found.character + source.shift } : found;
}

export function range(source: Source, start: number, end: number): Range {
  return { start: position(source, start), end: position(source, end) };
}

/** Whole lines, from the first character of `first` to the last of `last`, blank lines at the end left out. */
export function rangeOfLines(source: Source, first: number, last: number): Range {
  const { lines } = source;
  while (last > first && isBlank(lines, last)) {
    last--;
  }
  return range(source, lineStart(lines, first), lineEnd(lines, last));
}

function isBlank(lines: LineIndex, line: number): boolean {
  for (let at = lineStart(lines, line), end = lineEnd(lines, line); at < end; at++) {
    const code = lines.text.charCodeAt(at);
    if (code !== 32 && code !== 9) {
      return false;
    }
  }
  return true;
}
