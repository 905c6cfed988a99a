import assert from 'node:assert/strict';
import { readOutline } from '../../../src/outline';
import { reading } from './reading';

describe('blocks', () => {
  const cases: [name: string, text: string, ...blocks: [kind: string, text: string][]][] = [
    ['nothing', ''],
    ['blanks', ' \n\t\n'],
    ['headings alone', '# a\n\nb\n==='],
    ['paragraph', 'un *mot*\nou `deux`', ['paragraph', 'un mot\nou deux']],
    ['plain paragraph on two lines', '  un  \n   deux', ['paragraph', 'un\ndeux']],
    ['glyphs, left out of the text', '☐ a\n☑ **b**', ['paragraph', 'a\nb']],
    ['list', '- a\n- [ ] b\n\n  c\n  - ☑ d', ['list', 'a\nb\nc\nd']],
    ['numbered list', '1. a\n2. b', ['list', 'a\nb']],
    ['two lists', '- a\n* b', ['list', 'a'], ['list', 'b']],
    ['table', '| a | b |\n| --- | --- |\n| **c** | d\\|e |', ['table', 'a\nb\nc\nd|e']],
    ['fence', '```sh\nls *\n```', ['code', 'ls *']],
    ['fence never closed', '```\na\n\n', ['code', 'a']],
    ['indented code', '    a\n\n    b', ['code', 'a\n\nb']],
    ['quote', '> a\n> - b', ['quote', 'a\nb']],
    ['rule', 'a\n\n---', ['paragraph', 'a'], ['rule', '']],
    ['HTML', '<details><summary>a</summary>\n<!-- b -->c\n</details>', ['html', 'a\nc']],
    ['comment and text on one line', '<!-- a --> b', ['html', 'b']],
    ['comments alone are no block', '<!-- a -->\n\n<!-- b\n\nc --> <!-- d -->\n\ne', ['paragraph', 'e']],
    ['a comment never closed is no block', 'a\n\n<!-- b\n\nc', ['paragraph', 'a']],
    ['comment in a paragraph', 'a <!-- b --> c', ['paragraph', 'a  c']],
    ['script', '<script>\nlet a = "<!--";\n</script>', ['html', 'let a = "<!--";']],
    ['image', '![a](b.png)', ['image', 'a']],
    ['images and links around them', '[![a](b)](c) ![d][e]\n\n[e]: f', ['image', 'a d']],
    ['box and image', '☐ ![a](b)', ['paragraph', 'a']],
    ['image and text', 'a ![b](c)', ['paragraph', 'a b']],
    ['link', '<https://a.fr/%C3%A9> [a](javascript:b)', ['paragraph', 'https://a.fr/%C3%A9 a']],
    ['link definitions are no block', '[a]: b\n[c]: d "e"'],
    ['entities and escapes', '&#x20;a &eacute; \\*', ['paragraph', 'a é *']],
    ['front matter is no block', '---\na: b\n---\nc', ['paragraph', 'c']],
  ];
  for (const [name, text, ...expected] of cases) {
    it(name, () => {
      const found = readOutline(text).blocks.map((block) => [block.kind, block.text]);
      assert.deepEqual(found, expected);
    });
  }

  it('takes whole lines, without the blank ones at the end', () => {
    const { blocks, at } = reading('  a  \nb\n\n- c\n\n  d\n\n\n\n\n    e\n\n```\nf\n\n```\n\n> g\n> \n\n');
    assert.deepEqual(
      blocks.map(({ range }) => at(range)),
      ['  a  \nb', '- c\n\n  d\n\n\n\n\n    e', '```\nf\n\n```', '> g\n> '],
    );
  });

  it('starts after the byte order mark', () => {
    const { blocks, at } = reading('\uFEFFa');
    assert.equal(at(blocks[0]?.range ?? assert.fail()), 'a');
  });

  it('shows the text like any other property', () => {
    const [block] = readOutline('*a*').blocks;
    assert.deepEqual({ ...block }.text, 'a');
    assert.equal(structuredClone(block)?.text, 'a');
    assert.equal(block?.text, 'a');
  });
});

describe('what an outline says of the text', () => {
  for (const [text, eol, lineCount] of [
    ['', '\n', 1],
    ['a\nb', '\n', 2],
    ['a\r\nb\r\n', '\r\n', 3],
    ['a\r\nb\nc\r\n', '\r\n', 4],
    ['a\r\nb\n', '\n', 3],
    ['a\rb\r', '\n', 3],
  ] as const) {
    it(`${JSON.stringify(text)}: ${lineCount} lines, ${JSON.stringify(eol)}`, () => {
      const outline = readOutline(text);
      assert.deepEqual([outline.eol, outline.lineCount], [eol, lineCount]);
    });
  }
});
