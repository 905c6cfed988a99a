import assert from 'node:assert/strict';
import type { Env } from 'markdown-it';
import * as fc from 'fast-check';
import { applyEdits, indexLines, positionAt, readOutline } from '../../../src/outline';
import type { Outline } from '../../../src/outline';
import { Piece } from '../../../src/outline/piece';
import { dossierText } from '../../bench/dossierText.mjs';
import { anyText, markdown } from './markdownArbitrary';

/** Headings that cut a text, what looks like them, and what may hide them or run over them. */
const seam = fc.constantFrom(
  '# a\n',
  '## b c\n',
  '# a | b\n',
  '# a | b\n-|-\n',
  '# a\n-|-\n',
  '#\r\n',
  '###### x\r',
  '#no\n',
  '\n\n',
  '\r\n',
  '```\n',
  '~~~\n',
  '<!--\n',
  '-->\n',
  '<pre>\n',
  '[x]: <q "r\n',
  '[a]: b\n"c\n',
  '- a\n',
  '> a\n',
);
const sections = fc
  .array(fc.oneof({ weight: 2, arbitrary: seam }, markdown), { maxLength: 10 })
  .map((parts) => parts.join(''));

const typed = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('a', '\n', ' ', '\t', '#', '>', '|', '-', '=', '"', '\r', '\uFEFF', '☐') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('# x\n', '\n# x', '```', '<!--', '-->', '---\n', '- [ ] ', '[x]: y\n', '[x]'),
  },
  { weight: 1, arbitrary: markdown },
);
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.constantFrom(0, 0, 0, 1, 1, 3, 20),
  typed,
});

/** All that an outline says, once for all. */
function everything({ links, code, ...outline }: Outline): string {
  return JSON.stringify({ ...outline, links, code });
}

describe('reading again a text that changed a little', function () {
  this.timeout(60_000);

  it('gives what reading it all gives, edit after edit, and changes nothing of what was read before', () => {
    fc.assert(
      fc.property(
        fc.oneof({ weight: 4, arbitrary: sections }, anyText),
        fc.array(edit, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        (start, edits, isAskedForAll) => {
          let text = start;
          let outline = readOutline(text);
          for (const { at, removed, typed: newText } of edits) {
            const before = isAskedForAll ? everything(outline) : undefined;
            const from = Math.floor(at * text.length);
            text = text.slice(0, from) + newText + text.slice(from + removed);
            const again = readOutline(text, outline);
            assert.equal(everything(again), everything(readOutline(text)));
            assert.equal(before, isAskedForAll ? everything(outline) : undefined);
            outline = again;
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('a text cut at its headings reads as it does whole', () => {
    fc.assert(
      fc.property(fc.oneof(sections, markdown), (text) => {
        const outline = readOutline(text);
        fc.pre(!outline.frontMatter);
        const piece = new Piece(text, undefined, 0);
        const env: Env = { references: piece.references };
        const whole = piece.read(0, env);
        const { titles, items, blocks, comments, code } = whole;
        assert.equal(
          JSON.stringify([titles, items, blocks, comments, whole.links(new Map(piece.definitions(0))), code]),
          JSON.stringify([
            outline.headings.map(({ level, text: words, range, textRange }) => ({
              level,
              text: words,
              range,
              textRange,
            })),
            outline.items,
            outline.blocks,
            outline.comments,
            outline.links,
            outline.code,
          ]),
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps what stands in the sections that did not change, on their lines or moved', () => {
    const text = dossierText(20_000);
    const outline = readOutline(text);
    const at = positionAt(indexLines(text), text.indexOf('conteneurs'));
    const insert = (newText: string): Outline =>
      readOutline(applyEdits(text, [{ range: { start: at, end: at }, newText }]), outline);
    const kept = insert('e').items.filter((item) => outline.items.includes(item));
    assert.equal(kept.length, outline.items.length - 6);
    const [last, moved] = [outline.items.at(-1), insert('\n').items.at(-1)];
    assert.equal(moved?.range.start.line, (last?.range.start.line ?? 0) + 1);
    assert.equal(moved.content, last?.content);
  });
});
