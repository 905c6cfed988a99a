import assert from 'node:assert/strict';
import type { ChecklistItem } from '../../../src/outline';
import { handbookChecklists } from './handbook';
import { reading, shown } from './reading';

/** `[x]` or `[ ]`, its depth and its label; what tells a notation is in the mark. */
function brief({ checked, depth, text }: ChecklistItem): string {
  return `${'>'.repeat(depth)}${checked ? '+' : '-'} ${text}`.trimEnd();
}

describe('checklist items', () => {
  const cases: [name: string, text: string, ...items: string[]][] = [
    ['dash', '- [ ] a', '- a'],
    ['star', '* [x] a', '+ a'],
    ['plus', '+ [X] a', '+ a'],
    ['number and dot', '1. [x] a\n2. [ ] b', '+ a', '- b'],
    ['number and bracket', '1) [X] a', '+ a'],
    ['tab after the marker', '-\t[x]\ta', '+ a'],
    ['no label', '- [ ]\n- [x] ', '-', '+'],
    ['label on the next line', '- [ ]\n  a', '- a'],
    ['no-break space after the box', '- [ ]\u00A0a', '- a'],
    ['nested', '- [ ] a\n  - [x] b\n    1. [ ] c\n- d\n  - [x] e', '- a', '>+ b', '>>- c', '>+ e'],
    ['loose', '- [ ] a\n\n- [x] b', '- a', '+ b'],
    ['on one line', '- - [x] a', '>+ a'],
    ['label on several lines', '- [ ] a\n  b\\\n  c  \n  d\n\n  e', '- a b c d'],
    ['lazy continuation', '- [ ] a\nb', '- a b'],
    ['markup', '- [x] **a** [b](c) `d` ![e](f) <!-- g -->', '+ a b d'],
    ['a link to [x] defined elsewhere', '- [x] a\n\n[x]: b', '+ a'],
    ['a box in a box', '- [ ] [x] a', '- [x] a'],
    ['not a box: link', '- [ ](a)\n- [x](b)'],
    ['not a box: no blank', '- [ ]a\n- []\n-[ ] b'],
    ['not a box: escaped', '- \\[ ] a\n- [ \\] b'],
    ['not a box: not first', '- a [ ] b\n- **[ ] c**'],
    ['not a box: two blanks', '- [  ] a'],
    ['not a box: paragraph', '[ ] a'],
    ['not a box: second paragraph of an item', '- a\n\n  [ ] b'],
    ['not a box: heading in an item', '- # [ ] a'],
    ['not a box: table in an item', '- [ ] a | b\n  --|--'],

    ['empty glyph', '☐ a', '- a'],
    ['all glyphs', '☐ a\n\n☑ b\n\n☒ c\n\n✅ d\n\n✔ e', '- a', '+ b', '+ c', '+ d', '+ e'],
    ['variation selectors', '✔️ a\n☑︎ b\n☐️ c', '+ a', '+ b', '- c'],
    ['glyphs in one paragraph', '☐ a\n☑ b\n✔️ c', '- a', '+ b', '+ c'],
    ['backslash breaks', '☐ a\\\n☑ b\\\n☐ c\\', '- a', '+ b', '- c'],
    ['two-space breaks', '☐ a  \n☑ b   \n☐ c  ', '- a', '+ b', '- c'],
    ['breaks and markup', '☐ **a**\\\n☑ *b*  \n☐ `c`\n✅ [d](e)', '- a', '+ b', '- c', '+ d'],
    ['indented glyphs', '  ☐ a\n   ☑ b', '- a', '+ b'],
    ['deeply indented continuation', '☐ a\n          ☑ b', '- a', '+ b'],
    ['no blank after the glyph', '☐a\n☑*b*', '- a', '+ b'],
    ['no-break space after the glyph', '☐\u00A0a\u202F', '- a'],
    ['glyph alone', '☐\n☑ b', '-', '+ b'],
    ['text before and under', 'avant\n☐ a\nsuite\n☑ b', '- a', '+ b'],
    ['glyphs with a list marker', '- ☐ a\n* ☑ b\n1. ✅ c\n2) ✔ d', '- a', '+ b', '+ c', '+ d'],
    ['nested glyphs', '- ☐ a\n  - ☑ b', '- a', '>+ b'],
    ['several glyphs in one list item', '- ☐ a\n  ☑ b\n  - ☐ c', '- a', '+ b', '>- c'],
    ['glyph under a list item', '- a\n  ☐ b\n\n  ☐ c', '>- b', '>- c'],
    ['glyph under a task', '- [ ] a\\\n  ☑ b', '- a', '>+ b'],
    ['glyph in a task', '- [ ] ☐ a', '- ☐ a'],
    ['emphasis over two lines', '☐ *a\n☑ b*', '- a', '+ b'],
    ['link over two lines', '☐ [a\nb](c)\n☑ d', '- a', '+ d'],
    ['markup after a glyph', '✔️_a_\n☐_b_', '+ a', '- b'],
    ['not at line start', 'a ☐ b\n**☐ c**'],
    ['in a code span', '`a\n☐ b`\n☑ c', '+ c'],
    ['in an inline comment', 'a <!-- b\n☐ c\n--> d\n☑ e', '+ e'],
    ['in a link title', '[a](b "c\n☐ d")\n☑ e', '+ e'],
    ['in an image', '![a\n☐ b](c)\n☑ d', '+ d'],
    ['in a heading', '# ☐ a\n\n☐ b\n==='],
    ['in a table', '| ☐ a | ☐ b |\n| --- | --- |\n| ☐ c | [ ] d |'],

    ['fences', '```\n- [ ] a\n☐ b\n```\n~~~md\n- [ ] c\n~~~\n- [ ] d', '- d'],
    ['a fence never closed', '```\n- [ ] a\n\n☐ b'],
    ['a fence in an item', '- [ ] a\n  ```\n  - [ ] b\n  ```', '- a'],
    ['indented code', '    - [ ] a\n    ☐ b'],
    ['comments', '<!--\n- [ ] a\n\n☐ b\n-->\n- [ ] c', '- c'],
    ['a comment never closed', '- [ ] a\n\n<!--\n- [ ] b\n\n☐ c', '- a'],
    ['HTML', '<details>\n- [ ] a\n☐ b\n</details>'],
    ['HTML with a blank line', '<details>\n\n- [ ] a\n\n</details>', '- a'],
    ['quotes', '> - [ ] a\n> ☐ b\n\n- [ ] c\n  > - [ ] d\n  > ☐ e', '- c'],
    ['front matter', '---\na:\n  - [ ]\n☐ b: c\n---\n- [ ] d', '- d'],
    ['U+2028 starts no line', '☐ a\u2028☑ b', '- a\u2028☑ b'],
    ['astral characters', '😀😀\n☐ 😀 a\n- [x] 𝒳', '- 😀 a', '+ 𝒳'],
  ];
  for (const [name, text, ...expected] of cases) {
    for (const [eolName, eol, mark] of [
      ['LF', '\n', ''],
      ['CRLF', '\r\n', ''],
      ['CR and byte order mark', '\r', '\uFEFF'],
    ] as const) {
      it(`${name} (${eolName})`, () => {
        const { items, at } = reading(mark + text.replaceAll('\n', eol));
        assert.deepEqual(items.map(brief), expected);
        for (const item of items) {
          const box = at(item.markRange);
          assert.match(box, item.notation === 'task' ? /^[ xX]$/ : /^[☐☑☒✅✔][\uFE0E\uFE0F]*$/u);
          assert.equal(item.checked, !/^[ ☐]/u.test(box));
        }
      });
    }
  }

  it('tells where marks, labels and items stand', () => {
    const { items, at } = reading('- [ ] **a**\n  b  \n\n  c\n  - [x] d\n\n\ntexte');
    const found = items.map(({ markRange, labelRange, range }) => [shown(markRange), at(labelRange), at(range)]);
    assert.deepEqual(found, [
      ['0:3-0:4', '**a**\n  b', '- [ ] **a**\n  b  \n\n  c\n  - [x] d'],
      ['4:5-4:6', 'd', '  - [x] d'],
    ]);
  });

  it('gives a glyph the lines of text under it', () => {
    const { items, at } = reading('avant\n☐ a  \nsuite de a\n ✔️ b\\\nsuite de b\n\naprès');
    const found = items.map(({ markRange, labelRange, range }) => [shown(markRange), at(labelRange), at(range)]);
    assert.deepEqual(found, [
      ['1:0-1:1', 'a', '☐ a  \nsuite de a'],
      ['3:1-3:3', 'b', ' ✔️ b\\\nsuite de b'],
    ]);
  });

  it('gives what is nested in a list item to its last glyph', () => {
    const { items, at } = reading('- ☐ a\n  ☐ b\n\n  suite\n- ☐ c\n\n  suite\n');
    assert.deepEqual(
      items.map(({ range }) => at(range)),
      ['- ☐ a', '  ☐ b\n\n  suite', '- ☐ c\n\n  suite'],
    );
  });

  it('ends a task’s label before the glyph under it, and keeps both in the task', () => {
    const { items, at } = reading('- [ ] a\\\n  ☑ b');
    assert.deepEqual(
      items.map(({ labelRange, range }) => [at(labelRange), at(range)]),
      [
        ['a', '- [ ] a\\\n  ☑ b'],
        ['b', '  ☑ b'],
      ],
    );
  });

  it('places an empty label right after its box', () => {
    const { items } = reading('- [ ]   \n\n☐  ');
    assert.deepEqual(
      items.map(({ labelRange }) => shown(labelRange)),
      ['0:5-0:5', '2:1-2:1'],
    );
  });

  it('counts tabs and astral characters as the editor does', () => {
    const { items } = reading('😀\n☐ a\n\n-\t\t😀\n-\t[x] b\n\t-\t[ ]\t😀c😀');
    assert.deepEqual(
      items.map(({ markRange, labelRange }) => [shown(markRange), shown(labelRange)]),
      [
        ['1:0-1:1', '1:2-1:3'],
        ['4:3-4:4', '4:6-4:7'],
        ['5:4-5:5', '5:7-5:12'],
      ],
    );
  });

  it('reads the 24 items of the handbook’s page', () => {
    const { headings, items } = reading(handbookChecklists);
    assert.equal(items.length, 24);
    assert.ok(items.every(({ notation, checked, depth }) => notation === 'glyph' && !checked && depth === 0));
    assert.equal(headings.length, 8);
    const labels = items.map(({ text }) => text);
    assert.ok(labels.every((label) => label !== '' && !/[☐\\]|\s$/u.test(label)));
    assert.deepEqual(labels.slice(2, 4), [
      'Tous liens ou fichiers concernant le produit',
      'Schéma d’architecture du projet (frontend, backend, bases de données, services externes)',
    ]);
  });
});
