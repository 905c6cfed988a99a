import type { Position, Range } from './types';

/**
 * Where the lines of a text start and end. Lines are cut as VS Code cuts them: at `\r\n`, `\n` and a lone `\r`, and
 * nowhere else (U+2028 and U+2029 are ordinary characters).
 */
export interface LineIndex {
  readonly text: string;
  /** Offset of each line's first character; one entry a line, so never empty. */
  readonly starts: readonly number[];
}

const LF = 10;
const CR = 13;

/** Cuts a text into lines, in one pass over its line endings. */
export function indexLines(text: string): LineIndex {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      starts.push(at + 1);
    }
    return { text, starts };
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) {
      starts.push(at + 1);
    }
  }
  return { text, starts };
}

/** Offset of a line's first character; of the text's end for a line past the last one. */
export function lineStart({ text, starts }: LineIndex, line: number): number {
  return starts[line] ?? text.length;
}

/** Offset just after a line's last character, its line ending left out. */
export function lineEnd(lines: LineIndex, line: number): number {
  const { text, starts } = lines;
  let end = starts[line + 1];
  if (end === undefined) {
    return text.length;
  }
  end--;
  return text.charCodeAt(end) === LF && text.charCodeAt(end - 1) === CR ? end - 1 : end;
}

/**
 * Position of an offset in UTF-16 code units. An offset outside the text is brought back to its nearest end, and one
 * inside a line ending to the end of its line.
 */
export function positionAt(lines: LineIndex, offset: number): Position {
  const { starts } = lines;
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (lineStart(lines, middle) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  const start = lineStart(lines, low);
  return { line: low, character: Math.max(0, Math.min(offset, lineEnd(lines, low)) - start) };
}

/** Offset of a position. @throws RangeError when the text has no such line or the line no such character. */
export function offsetAt(lines: LineIndex, { line, character }: Position): number {
  const start = lines.starts[line];
  const offset = start === undefined ? NaN : start + character;
  if (!(character >= 0 && offset <= lineEnd(lines, line))) {
    throw new RangeError(`No position ${line}:${character} in a text of ${lines.starts.length} lines`);
  }
  return offset;
}

/** The characters at a range. @throws RangeError when the range is not inside the text. */
export function textIn(lines: LineIndex, { start, end }: Range): string {
  return lines.text.slice(offsetAt(lines, start), offsetAt(lines, end));
}

/** Less than zero when `a` stands before `b`, zero when they are the same place. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** The text of each line, cut as {@link indexLines} does, line endings left out. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** Whether a range lies in another, or is it. */
export function isInside(inner: Range, outer: Range): boolean {
  return comparePositions(outer.start, inner.start) <= 0 && comparePositions(inner.end, outer.end) <= 0;
}
