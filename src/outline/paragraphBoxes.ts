import { glyphAt, isCheckedGlyph, taskMark } from './boxes';
import { withoutImages, withoutLastBreak } from './inlineLines';
import type { InlineLine } from './inlineLines';
import type { Part } from './parts';
import type { BoxNotation } from './types';
import { onOneLine } from './words';

/** A box found in a paragraph. Offsets are in the paragraph's content. */
export interface Box {
  readonly notation: BoxNotation;
  readonly checked: boolean;
  readonly markStart: number;
  readonly markEnd: number;
  readonly labelStart: number;
  readonly labelEnd: number;
  readonly text: string;
}

/** The boxes of a paragraph, in order: the task's if it starts a list item, then the glyphs that start its lines. */
export function boxesOf({ content, kind }: Part, lines: readonly InlineLine[]): Box[] {
  const task = kind === 'itemStart' ? taskMark.exec(content) : null;
  const glyphs = lines.flatMap((line) => glyphBox(content, line) ?? []);
  if (!task) {
    return glyphs;
  }
  const firstGlyph = glyphs[0] ? glyphs[0].markStart : Infinity;
  const labelLines = lines.filter(({ start }) => start < firstGlyph);
  const [labelStart, labelEnd] = trimmed(content, task[0].length, labelLines.at(-1)?.end ?? content.length);
  const text = onOneLine(labelLines.map(withoutImages).join('\n'));
  const checked = task[1] !== ' ';
  return [{ notation: 'task', checked, markStart: 1, markEnd: 2, labelStart, labelEnd, text }, ...glyphs];
}

function glyphBox(content: string, line: InlineLine): Box | undefined {
  const mark = glyphAt(content, line.start);
  if (mark === undefined) {
    return undefined;
  }
  const [labelStart, labelEnd] = trimmed(content, line.start + mark.length, line.end);
  return {
    notation: 'glyph',
    checked: isCheckedGlyph(mark),
    markStart: line.start,
    markEnd: line.start + mark.length,
    labelStart,
    labelEnd,
    text: onOneLine(withoutImages(line)),
  };
}

/** Where the label stands between two offsets: without the blanks around it and the backslash of a hard break. */
function trimmed(content: string, start: number, end: number): [number, number] {
  const text = withoutLastBreak(content.slice(start, end).trimEnd()).trimEnd();
  const label = text.trimStart();
  return label ? [start + text.length - label.length, start + text.length] : [start, start];
}
