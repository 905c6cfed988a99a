import { indexLines, offsetAt } from './lines';
import type { TextEdit } from './types';

/**
 * The text once the edits are made. Their ranges are all positions in the text as given, in any order; insertions at
 * one place keep the order they are given in, as in an editor.
 *
 * @throws RangeError when two edits overlap, when a range ends before it starts or lies outside the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = indexLines(text);
  const splices = edits.map(({ range, newText }) => ({
    start: offsetAt(lines, range.start),
    end: offsetAt(lines, range.end),
    newText,
  }));
  // The sort is stable, so what is inserted at one place stays in order, and before what replaces the text there.
  splices.sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, newText } of splices) {
    if (end < start) {
      throw new RangeError('An edit ends before it starts');
    }
    if (start < done) {
      throw new RangeError('Two edits overlap');
    }
    parts.push(text.slice(done, start), newText);
    done = end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}
