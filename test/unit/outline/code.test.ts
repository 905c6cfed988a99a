import assert from 'node:assert/strict';
import { reading } from './reading';

describe('code', () => {
  const cases: [name: string, text: string, ...code: [kind: string, text: string, source?: string][]][] = [
    ['fence', 'x\n```sh\na\n  b\n```', ['fence:sh', 'a\n  b']],
    ['fence with tildes', '~~~ Python title="x"\na\n```\n~~~~', ['fence:python', 'a\n```']],
    ['blank lines', '```\n\na\n\n```', ['fence', '\na\n']],
    ['empty fence', '```js\n```\nx', ['fence:js', '']],
    ['fence never closed', '```\na\n b', ['fence', 'a\n b']],
    ['fence never closed nor filled', '```', ['fence', '']],
    ['fence closed by the end of its item', '- ```\n  a\n- b', ['fence', 'a']],
    ['indented fence', '   ```\n   a\n     b\n c\n  ```', ['fence', 'a\n  b\nc', 'a\n     b\n c']],
    ['fence in an item', '- [ ] x\n  1. y\n\n     ```\n     a\n       b\n     ```', ['fence', 'a\n  b', 'a\n       b']],
    ['fence in a quote', '> ```\n> a\n>\n>   b\n> ```', ['fence', 'a\n\n  b', 'a\n>\n>   b']],
    ['fence in a quote never closed', '> ```\n> a\n\nb', ['fence', 'a']],
    ['fence and tabs', '-\t```\n\ta\n\t\tb\n\t```', ['fence', 'a\n\tb', 'a\n\t\tb']],
    ['indented', 'x\n\n    a\n\n      b\n\ny', ['indented', 'a\n\n  b', 'a\n\n      b']],
    ['indented with tabs', '\ta\n\t\tb', ['indented', 'a\n\tb', 'a\n\t\tb']],
    ['indented in an item', '-     a\n      b\n\n      c', ['indented', 'a\nb\n\nc', 'a\n      b\n\n      c']],
    ['indented in a quote', '>     a\n>     b', ['indented', 'a\nb', 'a\n>     b']],
    ['span', 'x `a b` y', ['span', 'a b']],
    ['span with double back quotes', '`` a`b `` ```c``d```', ['span', 'a`b'], ['span', 'c``d']],
    ['blanks in spans', '` a ` `  b  ` ` c` ` `', ['span', 'a'], ['span', ' b '], ['span', ' c'], ['span', ' ']],
    ['span over lines', 'x `a\n b`\n- c', ['span', 'a\n b']],
    ['span over the lines of a quote', '> `a\n>  b`', ['span', 'a\n b', 'a\n>  b']],
    [
      'span in a heading, an item and a link',
      '# `a`\n\n- [ ] `b` [`c`](d)',
      ['span', 'a'],
      ['span', 'b'],
      ['span', 'c'],
    ],
    ['span after a glyph', '☐ `a`\n☑`b`', ['span', 'a'], ['span', 'b']],
    [
      'span in table cells',
      '| \\| `a` | `b\\|c` |\n|-|-|\n| `d` |',
      ['span', 'a'],
      ['span', 'b|c', 'b\\|c'],
      ['span', 'd'],
    ],
    ['beside astral characters', '😀 `𝒳` 😀 `a`', ['span', '𝒳'], ['span', 'a']],
    ['no code', '\\`a\n\n``b`\n\n![`c`](d)\n\n<!-- `e` -->\n\n<p>\n`f`\n</p>'],
    ['in front matter: no code', '---\na: "`b`"\n---'],
  ];
  for (const [name, text, ...expected] of cases) {
    for (const [eolName, eol, mark] of [
      ['LF', '\n', ''],
      ['CRLF and byte order mark', '\r\n', '\uFEFF'],
    ] as const) {
      it(`${name} (${eolName})`, () => {
        const { code, at } = reading(mark + text.replaceAll('\n', eol));
        const found = code.map(({ kind, language, text: code, range }) => [
          language ? `${kind}:${language}` : kind,
          code,
          at(range).replaceAll(eol, '\n'),
        ]);
        assert.deepEqual(
          found,
          expected.map(([kind, code, source = code]) => [kind, code, source]),
        );
      });
    }
  }
});
