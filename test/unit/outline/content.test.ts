import assert from 'node:assert/strict';
import { readOutline } from '../../../src/outline';

describe('what belongs to an item', () => {
  const cases: [name: string, text: string, ...contents: string[]][] = [
    ['nothing', '- [ ] a\n- ☐ b\n\n☑ c', '', '', ''],
    ['the label is not content', '- [ ] a\n  b *c*', ''],
    [
      'blocks',
      '- [ ] a\n\n  b **c**\n\n  | d | e |\n  |-|-|\n  | f | |\n\n  ```\n  g\n  ```\n  > h',
      'b c\nd\ne\nf\ng\nh',
    ],
    ['heading', '- [ ] a\n  # b', 'b'],
    ['list', '- [ ] a\n  - b\n  - c\n- d', 'b\nc'],
    ['what follows is not content', '- [ ] a\n\n  b\n\nc', 'b'],
    ['nested boxes', '- [ ] a\n  - [ ] b\n    - c\n  - [x] d\n\n    e\n\n  f', 'c\nd\ne\nf', 'c', 'e'],
    ['nested glyphs', '- [x] a\n\n  b\n  ☐ c\n  d\n  ☑ e', 'b\nd\ne', 'd', ''],
    ['glyphs in the label’s paragraph', '- [x] a\\\n  ☑ b\n  c\n  ☐ d\n  e', 'b\nc\ne', 'c', 'e'],
    ['lines after a glyph', 'a\n☐ b\nc *d*  \ne\n☑ f\\\n`g`', 'c d\ne', 'g'],
    ['plain lines after a glyph', '☐ a\n b\n\nc', 'b'],
    ['glyphs that start a list item', '- ☐ a\n  ☐ b\n  c\n\n  d\n- ☐ e\n\n  f', '', 'c\nd', 'f'],
    ['glyph further down a list item', '- a\n  ☐ b\n\n  c', ''],
    ['quote with boxes', '- [ ] a\n  > - [x] b\n  > - [ ] c', 'b\nc'],
    ['comments are not content', '- [ ] a <!-- b -->\n  <!-- c -->\n\n  d <!-- e -->\n\n  <!-- f\n\n  g -->', 'd'],
    ['HTML', '- [ ] a\n\n  <p>b <!-- c --></p>', 'b'],
    ['image', '- [ ] a\n\n  ![b](c)\n\n  ![](d.png)', 'b\nd.png'],
    [
      'images without alternative text',
      '- [ ] a\n\n  ![][b]\n\n  <img src="c.png">\n\n  x <img alt="" src=\'d\'>\n\n[b]: e',
      'e\nc.png\nx d',
    ],
    ['image of a ticked label', '- [ ] a\n  - [x] ![](b)\n  - [ ] ![](c)', 'b', '', ''],
    ['image in the label is not content', '- [ ] ![](a)', ''],
    ['link', '- [ ] a\n\n  <https://b.fr>\n\n  [c](d)', 'https://b.fr\nc'],
    ['rule', '- [ ] a\n\n  ---', ''],
    ['empty label', '- [ ]\n  - b', 'b'],
    ['code span over lines', '☐ `a\n☐ b`\nc', 'c'],
  ];
  for (const [name, text, ...expected] of cases) {
    for (const [eolName, eol] of [
      ['LF', '\n'],
      ['CRLF', '\r\n'],
    ] as const) {
      it(`${name} (${eolName})`, () => {
        const { items } = readOutline(text.replaceAll('\n', eol));
        assert.deepEqual(
          items.map(({ content }) => content),
          expected,
        );
      });
    }
  }
});

describe('what stands beside the boxes', () => {
  const cases: [name: string, text: string, ...proses: string[]][] = [
    ['no box', 'a\n\n- b\n- c\n\n| d |\n|-|\n\n> - [ ] e\n\n```\nf\n```', 'a', 'b\nc', 'd', 'e', 'f'],
    ['only boxes', '- [ ] a\n  b\n\n  c\n  - d\n- [x] e\n\n1. ☑ f', '', ''],
    ['other list items', '- [ ] a\n- b\n\n  c\n  - [ ] d\n    - e\n  - f\n- g', 'b\nc\nf\ng'],
    ['lines before the first glyph', 'a *b*\nc\n☐ d\ne\n☑ f', 'a b\nc'],
    ['glyph lines alone', '☐ a\nb'],
    ['glyphs in list items', '- a\n  ☐ b\n  c\n\n  d\n- ☐ e\n  ☐ f\n\n  g\n- h', 'a\nd\nh'],
    ['comments', '- a <!-- b -->\n- [ ] c', 'a'],
  ];
  for (const [name, text, ...expected] of cases) {
    it(name, () => {
      const proses = readOutline(text).blocks.map(({ prose }) => prose);
      assert.deepEqual(proses, expected.length > 0 ? expected : ['']);
    });
  }

  it('may be images', () => {
    const text = [
      '![](a)',
      'b ![](c)',
      '- [ ] d\n\n  ![e](f)',
      '| ![](g) |\n|-|',
      '<p><IMG src="h"></p>',
      'i <img src=j>',
      '[![](k)](l)',
      '`![](m)`',
      '    ![](n)',
      '<!-- ![](o) --> p',
      '<!-- <img> --> <image> q',
      '\\![r](s)',
      't',
    ].join('\n\n');
    assert.deepEqual(
      readOutline(text).blocks.map(({ hasImage }) => hasImage),
      [true, true, true, true, true, true, true, false, false, false, false, false, false],
    );
  });
});

describe('what is worked out on demand', () => {
  it('shows like any other property, and is the same each time', () => {
    const outline = readOutline('- [ ] a\n\n  [b](c) `d`');
    const [block] = outline.blocks;
    const [item] = outline.items;
    assert.deepEqual(Object.keys(outline).sort(), [
      'blocks',
      'code',
      'comments',
      'eol',
      'frontMatter',
      'headings',
      'items',
      'lineCount',
      'links',
    ]);
    assert.equal(structuredClone(item)?.content, 'b d');
    assert.deepEqual({ ...block }, { ...block, text: 'a\nb d', prose: '', hasImage: false });
    assert.equal(outline.links, outline.links);
    assert.equal(outline.code, outline.code);
    assert.deepEqual(structuredClone(outline), { ...outline });
  });
});
