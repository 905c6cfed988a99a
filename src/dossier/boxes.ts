import { applyEdits } from '../outline/edits';
import { comparePositions, lineEnd, lineStart, textIn, type LineIndex } from '../outline/lines';
import { readOutline } from '../outline/outline';
import type { Block, BoxNotation, ChecklistItem, Outline, Position, Range, TextEdit } from '../outline/types';

/** What ticks a box or unticks it: a change of its mark alone. Undefined when it is so already. */
export function setChecked({ notation, checked, markRange }: ChecklistItem, wanted: boolean): TextEdit | undefined {
  if (checked === wanted) {
    return undefined;
  }
  return { range: markRange, newText: notation === 'task' ? (wanted ? 'x' : ' ') : glyph(wanted) };
}

/**
 * Writes the boxes at the margin in the other notation: `☐ a` lines as a task list, or the other way round. The
 * document then reads as it did, each item with its state, its label and what stands under it; boxes of which that
 * can't be said, as when a word in bold starts under one and ends under the next, stay as they are.
 *
 * @returns in document order; none when all boxes have that notation already
 */
export function convertBoxes(outline: Outline, lines: LineIndex, to: BoxNotation): TextEdit[] {
  const groups = groupByBlock(outline, to).map(({ block, items }): Group => {
    const rewriting = { outline, lines, block, items };
    return to === 'task'
      ? [toTasks(rewriting, true), toTasks(rewriting, false)]
      : [...bareGlyphs(rewriting), listedGlyphs(rewriting)];
  });
  if (groups.length === 0) {
    return [];
  }
  const expected = reading(outline);
  const reads = (edits: readonly TextEdit[]): boolean =>
    reading(readOutline(applyEdits(lines.text, edits), outline)) === expected;
  return settle(groups, [], reads)
    .filter(({ range, newText }) => textIn(lines, range) !== newText)
    .sort((a, b) => comparePositions(a.range.start, b.range.start));
}

/** Whether {@link convertBoxes} has something to try: much quicker, for it reads the document again. */
export function hasBoxesToConvert({ items }: Outline, to: BoxNotation): boolean {
  return items.some(({ depth, notation }) => depth === 0 && notation !== to);
}

/** The ways to rewrite the boxes of one block, the best first. */
type Group = readonly (readonly TextEdit[])[];

interface Rewriting {
  readonly outline: Outline;
  readonly lines: LineIndex;
  readonly block: Block;
  /** The block's boxes to rewrite. */
  readonly items: readonly ChecklistItem[];
}

/** Adds to the edits those of each group that keep the document's reading: all at once if they do, else by halves. */
function settle(
  groups: readonly Group[],
  settled: TextEdit[],
  reads: (edits: readonly TextEdit[]) => boolean,
): TextEdit[] {
  if (groups.length === 0) {
    return settled;
  }
  const all = [...settled, ...groups.flatMap((group) => group[0] ?? [])];
  if (reads(all)) {
    return all;
  }
  if (groups.length === 1) {
    const other = groups[0]?.slice(1).find((edits) => reads([...settled, ...edits]));
    return other ? [...settled, ...other] : settled;
  }
  const half = groups.length >> 1;
  return settle(groups.slice(half), settle(groups.slice(0, half), settled, reads), reads);
}

/** All that must not change: headings, items with their state, label and content, and the words of the whole. */
function reading({ headings, items, blocks }: Outline): string {
  return JSON.stringify([
    headings.map(({ level, text }) => [level, text]),
    items.map(({ checked, depth, text, content }) => [checked, depth, text, words(content)]),
    words(blocks.map(({ text }) => text).join(' ')),
  ]);
}

/** A backslash at the end of a paragraph shows, the same between two lines doesn't. */
function words(text: string): string {
  return text.replace(/[\s\\]+/g, ' ').trim();
}

function groupByBlock({ blocks, items }: Outline, to: BoxNotation): { block: Block; items: ChecklistItem[] }[] {
  const groups: { block: Block; items: ChecklistItem[] }[] = [];
  let index = 0;
  for (const item of items) {
    while (blocks[index] && comparePositions(blocks[index]?.range.end ?? item.range.end, item.markRange.start) <= 0) {
      index++;
    }
    const block = blocks[index];
    if (!block || item.depth > 0 || item.notation === to) {
      continue;
    }
    if (groups.at(-1)?.block === block) {
      groups.at(-1)?.items.push(item);
    } else {
      groups.push({ block, items: [item] });
    }
  }
  return groups;
}

/** `☐ a\` → `- [ ] a`; `1. ☐ a` keeps its marker. @param apart whether a text right under a label becomes a paragraph of its own */
function toTasks({ outline, lines, block, items }: Rewriting, apart: boolean): TextEdit[] {
  const edits: TextEdit[] = [];
  let marker = '- ';
  for (const item of items) {
    const { markRange, labelRange, range, checked } = item;
    const { line } = markRange.start;
    const margin = lineText(lines, line).slice(0, markRange.start.character);
    const hasMarker = margin.replace('\uFEFF', '').trim() !== '';
    const needsBlank = /^\S/.test(lineText(lines, line).slice(markRange.end.character));
    const box = `${checked ? '[x]' : '[ ]'}${needsBlank ? ' ' : ''}`;
    if (hasMarker) {
      marker = margin.replace('\uFEFF', '');
      edits.push({ range: markRange, newText: box });
    } else {
      edits.push({ range: { start: firstOf(lines, line), end: markRange.end }, newText: `${marker}${box}` });
      if (item === items[0] && line > block.range.start.line) {
        edits.push(...withoutBreak(lines, line - 1));
      }
    }
    const labelLine = labelRange.end.line;
    const isFollowed = labelLine < range.end.line && lineText(lines, labelLine + 1).trim() !== '';
    const ending = { start: labelRange.end, end: endOf(lines, labelLine) };
    // A guess, which the document's reading then confirms: these marks start a block of their own.
    const startsBlock = /^\s*(?:[-*+>#`~|]|\d+[.)])/.test(lineText(lines, labelLine + 1));
    const gap = isFollowed && apart && !startsBlock ? outline.eol : '';
    edits.push({ range: ending, newText: gap });
    if (isFollowed && block.kind === 'paragraph') {
      const indent = ' '.repeat(marker.length);
      for (let under = labelLine + 1; under <= range.end.line; under++) {
        const text = lineText(lines, under);
        const blanks = { start: firstOf(lines, under), end: { line: under, character: text.search(/\S|$/) } };
        edits.push({ range: blanks, newText: indent });
      }
      edits.push(...withoutBreak(lines, range.end.line));
    }
  }
  return edits;
}

/** `- [ ] a` → `☐ a\`, the handbook's lines: only for a plain bullet list of boxes, each on a line. */
function bareGlyphs({ lines, block, items }: Rewriting): TextEdit[][] {
  const taken = new Map(items.map((item) => [item.range.start.line, item]));
  const edits: TextEdit[] = [];
  for (let line = block.range.start.line; line <= block.range.end.line; line++) {
    const item = taken.get(line);
    const text = lineText(lines, line);
    if (!item && text.trim() === '') {
      continue;
    }
    const marker = text.slice(0, (item?.markRange.start.character ?? 1) - 1).replace('\uFEFF', '');
    if (!item || item.range.end.line !== line || !/^ {0,3}[-*+][ \t]+$/.test(marker)) {
      return [];
    }
    const { line: labelLine, character } = item.markRange.end;
    const box = { start: firstOf(lines, line), end: { line: labelLine, character: character + 1 } };
    edits.push({ range: box, newText: glyph(item.checked) });
    const ending = { start: item.labelRange.end, end: endOf(lines, line) };
    edits.push({ range: ending, newText: taken.has(line + 1) ? '\\' : '' });
  }
  return [edits];
}

/** `- [ ] a` → `- ☐ a`, whatever stands under it. A glyph's label ends with its line, so a task's is put on one. */
function listedGlyphs({ lines, items }: Rewriting): TextEdit[] {
  return items.flatMap(({ markRange, labelRange, checked }) => {
    const { line, character } = markRange.start;
    const box = { start: { line, character: character - 1 }, end: { line, character: character + 2 } };
    const edits: TextEdit[] = [{ range: box, newText: glyph(checked) }];
    const first = comparePositions(labelRange.start, labelRange.end) < 0 ? line : labelRange.end.line;
    for (let above = first; above < labelRange.end.line; above++) {
      const text = lineText(lines, above);
      const end = text.length - (breakOf(text)?.length ?? 0);
      const under = lineText(lines, above + 1).search(/\S|$/);
      edits.push({
        range: { start: { line: above, character: end }, end: { line: above + 1, character: under } },
        newText: above === line && end === character + 2 ? '' : ' ',
      });
    }
    return edits;
  });
}

function glyph(checked: boolean): string {
  return checked ? '☑' : '☐';
}

/** Takes the hard break off the end of a line. */
function withoutBreak(lines: LineIndex, line: number): TextEdit[] {
  const text = lineText(lines, line);
  const found = breakOf(text);
  if (found === undefined) {
    return [];
  }
  const end = endOf(lines, line);
  return [{ range: { start: { line, character: end.character - found.length }, end }, newText: '' }];
}

/** The blanks or the backslash that end a line, if any; two backslashes are one that shows. */
function breakOf(text: string): string | undefined {
  const [found] = /(?<=(?:^|[^\\])(?:\\\\)*)\\$|[ \t]+$/.exec(text) ?? [];
  return found;
}

function lineText(lines: LineIndex, line: number): string {
  return lines.text.slice(lineStart(lines, line), lineEnd(lines, line));
}

/** The first character of a line, after the byte order mark if there is one. */
function firstOf(lines: LineIndex, line: number): Position {
  return { line, character: line === 0 && lines.text.startsWith('\uFEFF') ? 1 : 0 };
}

function endOf(lines: LineIndex, line: number): Range['end'] {
  return { line, character: lineEnd(lines, line) - lineStart(lines, line) };
}
