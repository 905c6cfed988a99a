import { lineEnd, lineStart, type LineIndex } from '../outline/lines';
import type { Position, TextEdit } from '../outline/types';

/** The text of a line, without its line ending. */
export function lineText(lines: LineIndex, line: number): string {
  return lines.text.slice(lineStart(lines, line), lineEnd(lines, line));
}

/** Whether a line holds nothing but blanks; true past the last one. */
export function isBlank(lines: LineIndex, line: number): boolean {
  return lineText(lines, line).replace('\uFEFF', '').trim() === '';
}

/** After the last character of a line. */
export function endOfLine(lines: LineIndex, line: number): Position {
  return { line, character: lineEnd(lines, line) - lineStart(lines, line) };
}

/** Puts a line of its own under another, a blank line before and after it. */
export function insertUnder(lines: LineIndex, line: number, text: string, eol: string): TextEdit {
  const end = endOfLine(lines, line);
  return { range: { start: end, end }, newText: `${eol}${eol}${text}${isBlank(lines, line + 1) ? '' : eol}` };
}

/** Takes a line away, with the blank line after it when there is another before it. */
export function removeLine(lines: LineIndex, line: number): TextEdit {
  const last = lines.starts.length - 1;
  const mark = line === 0 && lines.text.startsWith('\uFEFF') ? 1 : 0;
  if (line === last) {
    const start = line === 0 ? { line, character: mark } : endOfLine(lines, line - 1);
    return { range: { start, end: endOfLine(lines, line) }, newText: '' };
  }
  const takesNext = line + 1 < last && isBlank(lines, line + 1) && (line === 0 || isBlank(lines, line - 1));
  const end = { line: line + (takesNext ? 2 : 1), character: 0 };
  return { range: { start: { line, character: mark }, end }, newText: '' };
}
