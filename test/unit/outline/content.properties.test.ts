import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { comparePositions, indexLines, readOutline, textIn } from '../../../src/outline';
import { splitLines } from '../../../src/outline/lines';
import { markdown } from './markdownArbitrary';
import { assertWithin, isWithin } from './ranges';

function onOneLine(words: string): string {
  return words.replace(/\s+/g, ' ');
}

describe('properties of what is worked out on demand', function () {
  this.timeout(20_000);

  it('links, their destinations and code are where they are said to be', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const lines = indexLines(text);
        const { links, code } = readOutline(text);
        for (const [index, { destination, destinationRange, range, isImage }] of links.entries()) {
          const source = textIn(lines, range);
          assert.equal(textIn(lines, destinationRange), destination);
          assert.ok(source.startsWith(isImage ? '![' : source.startsWith('<') ? '<' : '['), source);
          assert.match(source, /[)>\]]$/);
          assert.equal(destinationRange.start.line, destinationRange.end.line);
          const isOwn = /[)>]$/.test(source);
          if (isOwn) {
            assertWithin(destinationRange, range, 'a destination');
          }
          const before = links[index - 1];
          if (before) {
            assert.ok(comparePositions(before.range.start, range.start) < 0, 'links are not in order');
            assert.ok(comparePositions(before.range.end, range.start) <= 0 || isWithin(range, before.range));
          }
        }
        for (const { kind, text: written, range } of code) {
          const sources = splitLines(textIn(lines, range));
          const expected = written.split('\n');
          assert.equal(sources.length, expected.length);
          for (const [index, line] of expected.entries()) {
            const visible = line.replaceAll('\uFFFD', '\0').trimStart();
            const source = (sources[index] ?? '').replaceAll('\uFFFD', '\0').replaceAll('\\|', '|');
            assert.ok(source.endsWith(visible.replaceAll('\\|', '|')), `${kind} ${JSON.stringify([source, line])}`);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('words are never those of a comment, and belong to the block or item that gives them', () => {
    fc.assert(
      fc.property(markdown, (given) => {
        let number = 0;
        const hasImages = /!\[|<img/.test(given);
        const text = given.replaceAll('note', () => `note${number++}.`);
        const { comments, blocks, items } = readOutline(text);
        const hidden = comments.flatMap(({ text: words }) => words.match(/note\d+\./g) ?? []);
        for (const words of [...items.map(({ content }) => content), ...blocks.flatMap((b) => [b.text, b.prose])]) {
          assert.ok(!hidden.some((note) => words.includes(note)), words);
        }
        for (const { text: words, prose, kind, hasImage } of blocks) {
          assert.equal(typeof hasImage, 'boolean');
          if (kind !== 'list' && kind !== 'paragraph') {
            assert.equal(prose, words);
          }
          assert.ok(prose.length <= words.length);
        }
        for (const { range, content } of items) {
          const inside = items.filter((other) => other.range !== range && isWithin(other.range, range));
          for (const { checked, text: label } of inside) {
            const isFound = !checked || hasImages || onOneLine(content).includes(onOneLine(label));
            assert.ok(isFound, `${JSON.stringify(label)} is not in ${JSON.stringify(content)}`);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});
