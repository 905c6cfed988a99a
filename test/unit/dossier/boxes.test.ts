import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { convertBoxes, setChecked } from '../../../src/dossier/boxes';
import { applyEdits, indexLines, readOutline, textIn, type BoxNotation, type TextEdit } from '../../../src/outline';
import { generate } from '../compose/documents';
import { dossier, shipped } from '../models/shippedLibrary';
import { markdown } from '../outline/markdownArbitrary';

const edits = (text: string, to: BoxNotation): TextEdit[] => convertBoxes(readOutline(text), indexLines(text), to);
const convert = (text: string, to: BoxNotation): string => applyEdits(text, edits(text, to));

/** What a reader would say of the boxes: their state, depth and label. */
const boxes = (text: string): string[] =>
  readOutline(text).items.map((item) => `${'>'.repeat(item.depth)}${item.checked ? '+' : '-'} ${item.text}`);

describe('Ticking a box', () => {
  const marks: readonly [before: string, wanted: boolean, after: string][] = [
    ['- [ ] a', true, '- [x] a'],
    ['- [x] a', false, '- [ ] a'],
    ['1. [X] a', false, '1. [ ] a'],
    ['☐ a', true, '☑ a'],
    ['✔️ a', false, '☐ a'],
    ['- ☐️ a', true, '- ☑ a'],
    ['- [ ] **a** [ ](b)', true, '- [x] **a** [ ](b)'],
  ];
  for (const [before, wanted, after] of marks) {
    it(`${before} → ${after}`, () => {
      const [item] = readOutline(before).items;
      assert.ok(item);
      const edit = setChecked(item, wanted);
      assert.ok(edit);
      assert.deepEqual(edit.range, item.markRange);
      assert.equal(applyEdits(before, [edit]), after);
      const [ticked] = readOutline(after).items;
      assert.equal(ticked?.checked, wanted);
      assert.equal(ticked && setChecked(ticked, wanted), undefined, 'nothing to change the second time');
    });
  }
});

describe('Converting the boxes of a document', () => {
  const both: readonly [name: string, glyphs: string, tasks: string][] = [
    ['one', '☐ a\n', '- [ ] a\n'],
    ['lines of one paragraph', '☐ a\\\n☑ b\\\n☐ c\n', '- [ ] a\n- [x] b\n- [ ] c\n'],
    ['paragraphs', '☐ a\n\n☑ b\n', '- [ ] a\n\n- [x] b\n'],
    ['markup in labels', '☐ **a** [b](c)\\\n☐ `d`\n', '- [ ] **a** [b](c)\n- [ ] `d`\n'],
    ['numbered', '1. ☐ a\n2. ☑ b\n', '1. [ ] a\n2. [x] b\n'],
    ['with something under it', '- ☐ a\n\n  réponse\n- ☑ b\n', '- [ ] a\n\n  réponse\n- [x] b\n'],
    ['nested, left alone', '- ☐ a\n  - [ ] b\n', '- [ ] a\n  - [ ] b\n'],
    [
      'after a title and a text',
      '# T\n\nAvant.\n\n☐ a\\\n☐ b\n\nAprès.\n',
      '# T\n\nAvant.\n\n- [ ] a\n- [ ] b\n\nAprès.\n',
    ],
    ['without a label', '☐\n\n☑\n', '- [ ]\n\n- [x]\n'],
    ['byte order mark', '\uFEFF☐ a\n', '\uFEFF- [ ] a\n'],
  ];
  for (const [name, glyphs, tasks] of both) {
    for (const [eolName, eol] of [
      ['LF', '\n'],
      ['CRLF', '\r\n'],
    ] as const) {
      it(`${name}, to and fro (${eolName})`, () => {
        const [a, b] = [glyphs.replaceAll('\n', eol), tasks.replaceAll('\n', eol)];
        assert.equal(convert(a, 'task'), b);
        assert.equal(convert(b, 'glyph'), a);
        assert.deepEqual([edits(b, 'task'), edits(a, 'glyph')], [[], []]);
      });
    }
  }

  const toTasks: readonly [name: string, before: string, after: string][] = [
    ['two blanks at the end of lines', '☐ a  \n☑ b  \n', '- [ ] a\n- [x] b\n'],
    ['no break between the lines', '☐ a\n☑ b', '- [ ] a\n- [x] b'],
    ['no blank after the glyph', '☐a\n- ✔️b', '- [ ] a\n- [x] b'],
    ['indented', '  ☐ a\\\n   ✅ b\n', '- [ ] a\n- [x] b\n'],
    ['text before in the paragraph', 'Avant\\\n☐ a\n', 'Avant\n- [ ] a\n'],
    ['text under a label', '☐ a\\\nréponse\\\n☐ b\n', '- [ ] a\n\n  réponse\n- [ ] b\n'],
    ['several in a list item', '- ☐ a\n  ☑ b\n', '- [ ] a\n- [x] b\n'],
    ['both notations', '☐ a\n\n- [x] b\n', '- [ ] a\n\n- [x] b\n'],
    [
      'not in code, comments or quotes',
      '```\n☐ a\n```\n<!-- ☐ b -->\n\n> ☐ c\n',
      '```\n☐ a\n```\n<!-- ☐ b -->\n\n> ☐ c\n',
    ],
    ['bold over two labels: left alone', '☐ **a\n☑ b**\n\n☐ c', '☐ **a\n☑ b**\n\n- [ ] c'],
  ];
  for (const [name, before, after] of toTasks) {
    it(`to tasks: ${name}`, () => {
      assert.equal(convert(before, 'task'), after);
      assert.deepEqual(boxes(after), boxes(before));
      assert.equal(convert(after, 'task'), after);
    });
  }

  const toGlyphs: readonly [name: string, before: string, after: string][] = [
    ['a label on two lines is put on one', '- [ ] a\n  b\n', '- ☐ a b\n'],
    [
      'one with an answer makes the list keep its markers',
      '- [ ] a\n- [x] b\n\n  réponse\n',
      '- ☐ a\n- ☑ b\n\n  réponse\n',
    ],
    ['an unticked box as a label', '- [ ] [ ] a\n', '☐ [ ] a\n'],
    ['right under a numbered list', '1. un\n- [ ] a\n', '1. un\n- ☐ a\n'],
  ];
  for (const [name, before, after] of toGlyphs) {
    it(`to glyphs: ${name}`, () => {
      assert.equal(convert(before, 'glyph'), after);
      assert.deepEqual(boxes(after), boxes(before));
      assert.equal(convert(after, 'glyph'), after);
    });
  }

  it('takes each generated document to the other notation and back', () => {
    for (const model of shipped) {
      const flat = generate(model, 'handbook');
      const tasks = convert(flat, 'task');
      assert.ok(!tasks.includes('☐'));
      assert.deepEqual(boxes(tasks), boxes(flat));
      assert.equal(convert(tasks, 'glyph'), flat);
    }
    const text = generate(dossier);
    assert.equal(convert(convert(text, 'glyph'), 'task'), text);
  });

  it('keeps each item, its state, its label and what stands under it, whatever the text, and has nothing to do again', function () {
    this.timeout(60_000);
    let converted = 0;
    fc.assert(
      fc.property(markdown, fc.constantFrom<BoxNotation>('task', 'glyph'), (text, to) => {
        const changes = edits(text, to);
        const after = applyEdits(text, changes);
        const [a, b] = [readOutline(text), readOutline(after)];
        const seen = ({ items, headings }: typeof a): unknown => [
          items.map((item) => [item.checked, item.depth, item.text, item.content.replace(/[\s\\]+/g, ' ').trim()]),
          headings.map(({ level, text: title }) => [level, title]),
        ];
        assert.deepEqual(seen(b), seen(a));
        assert.deepEqual(edits(after, to), []);
        converted += changes.length > 0 ? 1 : 0;
        const lines = indexLines(text);
        for (const { range, newText } of changes) {
          assert.notEqual(textIn(lines, range), newText, 'an edit that changes nothing');
        }
      }),
      { numRuns: 4000 },
    );
    assert.ok(converted > 500, `only ${converted} texts were converted`);
  });

  it('leaves almost no box of plain lists behind', () => {
    const label = fc.constantFrom('a', 'Un mot', '**gras** et `code`', '[lien](a.md)', 'é 😀', '5. cinq');
    const line = fc
      .tuple(fc.constantFrom('☐', '☑', '- [ ]', '- [x]', '* ☐', '1. ☐'), label)
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\n\n', '\\\n'),
        (all, join) => {
          const text = all.join(join);
          const { items } = readOutline(convert(text, 'task'));
          const before = readOutline(text).items;
          assert.deepEqual(
            items.filter(({ depth, notation }) => depth === 0 && notation === 'glyph'),
            [],
            `${text}\n→\n${convert(text, 'task')} ${before.length}`,
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
