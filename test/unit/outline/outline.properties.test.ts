import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { comparePositions, indexLines, offsetAt, readOutline, textIn } from '../../../src/outline';
import type { Outline, Range } from '../../../src/outline';
import { anyText, markdown } from './markdownArbitrary';
import { assertInOrder, assertWithin } from './ranges';

function rangesOf({ frontMatter, headings, items, blocks, comments, links, code }: Outline): Range[] {
  return [
    ...(frontMatter ? [frontMatter.range, frontMatter.contentRange] : []),
    ...(frontMatter?.entries ?? []).flatMap(({ keyRange, valueRange }) => [keyRange, valueRange]),
    ...(frontMatter?.problems ?? []).map(({ range }) => range),
    ...headings.flatMap(({ range, textRange, sectionRange }) => [range, textRange, sectionRange]),
    ...items.flatMap(({ range, markRange, labelRange }) => [range, markRange, labelRange]),
    ...links.flatMap(({ range, destinationRange }) => [range, destinationRange]),
    ...[...blocks, ...comments, ...code].map(({ range }) => range),
  ];
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
      { numRuns: 2000 },
    );
  });

  it('ranges are in order and hold what they say', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const lines = indexLines(text);
        const { headings, items, blocks, comments, frontMatter, code } = readOutline(text);
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
          code.map(({ range }) => range),
          'code',
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
      { numRuns: 2000 },
    );
  });

  it('sees the headings, comments, tasks, links and code that markdown-it sees', () => {
    const plain = new MarkdownIt({ html: true });
    plain.validateLink = () => true;
    plain.normalizeLink = (url) => url;
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
        const count = (list: typeof tokens, ...types: string[]): number =>
          list.filter(({ type }) => types.includes(type)).length;
        const spans = outline.code.filter(({ kind }) => kind === 'span');
        assert.equal(outline.code.length - spans.length, count(tokens, 'fence', 'code_block'));
        // Boxes are no text to us, while to markdown-it they may name a reference or keep emphasis from starting.
        if (!/\[x\]:|[☐☑☒✅✔]/iu.test(text)) {
          const links = inline.filter(({ type }) => type === 'link_open' || type === 'image');
          assert.deepEqual(
            outline.links.map(({ destination }) => plain.utils.unescapeAll(destination.replaceAll('\0', '\uFFFD'))),
            links.map((token) => token.attrGet(token.type === 'image' ? 'src' : 'href')),
          );
          assert.equal(spans.length, count(inline, 'code_inline'));
        }
      }),
      { numRuns: 2000 },
    );
  });
});
