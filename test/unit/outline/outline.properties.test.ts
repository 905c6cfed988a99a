import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { applyEdits, comparePositions, indexLines, offsetAt, readOutline, textIn } from '../../../src/outline';
import type { ChecklistItem, Outline, Position, Range } from '../../../src/outline';
import { anyText, markdown } from './markdownArbitrary';

function rangesOf({ frontMatter, headings, items, blocks, comments }: Outline): Range[] {
  return [
    ...(frontMatter ? [frontMatter.range, frontMatter.contentRange] : []),
    ...(frontMatter?.entries ?? []).flatMap(({ keyRange, valueRange }) => [keyRange, valueRange]),
    ...(frontMatter?.problems ?? []).map(({ range }) => range),
    ...headings.flatMap(({ range, textRange, sectionRange }) => [range, textRange, sectionRange]),
    ...items.flatMap(({ range, markRange, labelRange }) => [range, markRange, labelRange]),
    ...[...blocks, ...comments].map(({ range }) => range),
  ];
}

function assertInOrder(ranges: readonly Range[], what: string): void {
  ranges.forEach(({ start }, index) => {
    const before = ranges[index - 1];
    assert.ok(!before || comparePositions(before.end, start) <= 0, `${what} ${index} overlaps the one before`);
  });
}

function assertWithin(inner: Range, outer: Range, what: string): void {
  const isWithin = comparePositions(inner.start, outer.start) >= 0 && comparePositions(inner.end, outer.end) <= 0;
  assert.ok(isWithin, `${what} is not inside ${JSON.stringify(outer)}`);
}

function toggled(item: ChecklistItem): string {
  if (item.notation === 'task') {
    return item.checked ? ' ' : 'x';
  }
  return item.checked ? '☐' : '✔️';
}

/** Plain data, its positions as they are after a change of length on a line. */
function moved(value: unknown, after: Position, by: number): unknown {
  if (Array.isArray(value)) {
    return value.map((element) => moved(element, after, by));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, moved(inner, after, by)]);
  const copy = Object.fromEntries<unknown>(entries);
  const isAfter = copy['line'] === after.line && Number(copy['character']) >= after.character;
  return isAfter ? { ...copy, character: Number(copy['character']) + by } : copy;
}

describe('properties of an outline', function () {
  this.timeout(20_000);

  it('every range is inside the text, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(markdown, anyText), (text) => {
        const lines = indexLines(text);
        for (const { start, end } of rangesOf(readOutline(text))) {
          assert.ok(offsetAt(lines, start) <= offsetAt(lines, end));
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('ranges are in order and hold what they say', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const lines = indexLines(text);
        const { headings, items, blocks, comments, frontMatter } = readOutline(text);
        assertInOrder(
          headings.map(({ range }) => range),
          'heading',
        );
        assertInOrder(
          blocks.map(({ range }) => range),
          'block',
        );
        assertInOrder(
          comments.map(({ range }) => range),
          'comment',
        );
        assertInOrder(
          items.map(({ markRange }) => markRange),
          'mark',
        );
        const atMargin = [...headings, ...blocks].map(({ range }) => range);
        atMargin.sort((a, b) => comparePositions(a.start, b.start));
        assertInOrder(frontMatter ? [frontMatter.range, ...atMargin] : atMargin, 'block or heading');
        for (const heading of headings) {
          assertWithin(heading.textRange, heading.range, 'a heading’s text');
          assertWithin(heading.range, heading.sectionRange, 'a heading');
          const next = headings.find(
            (other) => other.level <= heading.level && comparePositions(other.range.start, heading.range.start) > 0,
          );
          if (next) {
            assert.deepEqual(heading.sectionRange.end, next.sectionRange.start);
          }
        }
        for (const { notation, checked, markRange, labelRange, range } of items) {
          const mark = textIn(lines, markRange);
          assert.match(mark, notation === 'task' ? /^[ xX]$/ : /^[☐☑☒✅✔][\uFE0E\uFE0F]*$/u);
          assert.equal(checked, !/^[ ☐]/u.test(mark));
          assertWithin(markRange, range, 'a mark');
          assertWithin(labelRange, range, 'a label');
          assertInOrder([markRange, labelRange], 'label');
        }
        for (const { range } of comments) {
          assert.match(textIn(lines, range), /^<!--/);
        }
        for (const { valueRange, source } of frontMatter?.entries ?? []) {
          assert.equal(textIn(lines, valueRange), source);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('sees the headings, comments and tasks that markdown-it sees', () => {
    const plain = new MarkdownIt({ html: true });
    fc.assert(
      fc.property(markdown, (text) => {
        const outline = readOutline(text);
        fc.pre(!outline.frontMatter);
        const tokens = plain.parse(text.replace(/^\uFEFF/, ''), {});
        const inline = tokens.flatMap(({ children }) => children ?? []);
        const levels = tokens.filter(({ type, level }) => type === 'heading_open' && level === 0).map(({ tag }) => tag);
        assert.deepEqual(
          outline.headings.map(({ level }) => `h${level}`),
          levels,
        );
        const comments = inline.filter(({ type, content }) => type === 'html_inline' && content.startsWith('<!--'));
        assert.ok(outline.comments.length >= comments.length);
        let quotes = 0;
        const tasks = tokens.filter(({ type, content }, index) => {
          quotes += type === 'blockquote_open' ? 1 : type === 'blockquote_close' ? -1 : 0;
          const isFirst = tokens[index - 2]?.type === 'list_item_open' && tokens[index - 1]?.type === 'paragraph_open';
          return quotes === 0 && isFirst && /^\[[ xX]\](?:\s|$)/.test(content);
        });
        assert.equal(outline.items.filter(({ notation }) => notation === 'task').length, tasks.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('changing a mark changes that item’s state and nothing else, and changing it back gives the text back', () => {
    let toggles = 0;
    fc.assert(
      fc.property(markdown, fc.nat(), (text, nat) => {
        const before = readOutline(text);
        const index = nat % Math.max(1, before.items.length);
        const item = before.items[index];
        if (!item) {
          return;
        }
        toggles++;
        const newText = toggled(item);
        const edited = applyEdits(text, [{ range: item.markRange, newText }]);
        const after = readOutline(edited);
        const longer = newText.length - (item.markRange.end.character - item.markRange.start.character);
        const items = before.items.map((other) => (other === item ? { ...item, checked: !item.checked } : other));
        const expected = moved({ ...before, items }, item.markRange.end, longer);
        assert.deepEqual(moved(after, item.markRange.end, 0), expected);
        const mark = textIn(indexLines(text), item.markRange);
        const markRange = after.items[index]?.markRange;
        assert.ok(markRange);
        assert.equal(applyEdits(edited, [{ range: markRange, newText: mark }]), text);
      }),
      { numRuns: 8000 },
    );
    assert.ok(toggles > 2000, `only ${toggles} texts had an item`);
  });
});
