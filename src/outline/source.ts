import { indexLines, lineEnd, lineStart, offsetAt, positionAt } from './lines';
import type { LineIndex } from './lines';
import type { Position, Range } from './types';

/**
 * A text, or a piece of one, made ready for the parsers: `\n` line endings, no byte order mark, no NUL. Lines and
 * characters are the same as in the text given, but for the mark that shifts the first line; so parsers' offsets become
 * positions in one step. Its own lines are counted from its start, and positions from the start of the whole text.
 */
export interface Source {
  readonly given: LineIndex;
  readonly lines: LineIndex;
  /** 1 when a byte order mark stands before the first character, else 0. */
  readonly shift: number;
  /** The line of the whole text on which it starts. */
  readonly firstLine: number;
}

/** @param firstLine the line of the whole text on which this piece of it starts */
export function readSource(text: string, firstLine = 0): Source {
  const given = indexLines(text);
  const shift = firstLine === 0 && text.startsWith('\uFEFF') ? 1 : 0;
  let plain = shift ? text.slice(1) : text;
  if (plain.includes('\r')) {
    plain = plain.replace(/\r\n?/g, '\n');
  }
  if (plain.includes('\0')) {
    plain = plain.replaceAll('\0', '\uFFFD');
  }
  return { given, lines: plain === text ? given : indexLines(plain), shift, firstLine };
}

/** Position in the whole text of an offset in the plain text. */
export function position(source: Source, offset: number): Position {
  const { line, character } = positionAt(source.lines, offset);
  return { line: line + source.firstLine, character: line === 0 ? character + source.shift : character };
}

/** What was given between two offsets in the plain text. */
export function givenText(source: Source, start: number, end: number): string {
  const { given, lines, firstLine } = source;
  if (given === lines) {
    return given.text.slice(start, end);
  }
  const [from = 0, to = 0] = [start, end].map((offset) => {
    const { line, character } = position(source, offset);
    return offsetAt(given, { line: line - firstLine, character });
  });
  return given.text.slice(from, to);
}

export function range(source: Source, start: number, end: number): Range {
  return { start: position(source, start), end: position(source, end) };
}

/** The same range some lines further down. */
export function movedRange({ start, end }: Range, by: number): Range {
  return {
    start: { line: start.line + by, character: start.character },
    end: { line: end.line + by, character: end.character },
  };
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
