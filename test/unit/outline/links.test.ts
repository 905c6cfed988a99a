import assert from 'node:assert/strict';
import { reading } from './reading';

describe('links', () => {
  const cases: [name: string, text: string, ...links: [destination: string, text: string, source: string][]][] = [
    ['with a title', 'x [a *b*](c/d.md#e "f")', ['c/d.md#e', 'a b', '[a *b*](c/d.md#e "f")']],
    ['image', "![a `b`](c.png 'd')", ['c.png', 'a b', "![a `b`](c.png 'd')"]],
    ['image in a link', '[![a](b)](c)', ['c', 'a', '[![a](b)](c)'], ['b', 'a', '![a](b)']],
    ['image and words in a link', '[![a](b) c](d)', ['d', 'a c', '[![a](b) c](d)'], ['b', 'a', '![a](b)']],
    ['link in an image: words only', '![a [b](c)](d)', ['d', 'a b', '![a [b](c)](d)']],
    ['autolinks', '<https://a.fr/b> <c@d.fr>', ['https://a.fr/b', '', '<https://a.fr/b>'], ['c@d.fr', '', '<c@d.fr>']],
    ['autolink in a link', '[a <bc:d> e](f)', ['f', 'a bc:d e', '[a <bc:d> e](f)'], ['bc:d', '', '<bc:d>']],
    ['several lines', 'x [a\nb](\n  c\n  "d\ne") y', ['c', 'a b', '[a\nb](\n  c\n  "d\ne")']],
    ['angle brackets', '[a](<b c> "d") [e](<>)', ['b c', 'a', '[a](<b c> "d")'], ['', 'e', '[e](<>)']],
    ['parentheses and escapes', '[a](b(c)d) [e](f\\)g)', ['b(c)d', 'a', '[a](b(c)d)'], ['f\\)g', 'e', '[e](f\\)g)']],
    ['undecoded', '[a](%C3%A9&amp;\\_é)', ['%C3%A9&amp;\\_é', 'a', '[a](%C3%A9&amp;\\_é)']],
    ['no destination', '[a]() [b]( )', ['', 'a', '[a]()'], ['', 'b', '[b]( )']],
    ['brackets in the text', '[a [b] \\] c](d)', ['d', 'a [b] ] c', '[a [b] \\] c](d)']],
    ['link in a link: the inner one', '[a [b](c) d](e)', ['c', 'b', '[b](c)']],
    ['any scheme', '[a](javascript:b)', ['javascript:b', 'a', '[a](javascript:b)']],
    ['in headings', '# [a](b) #\n\n[c](d)\ne\n===', ['b', 'a', '[a](b)'], ['d', 'c', '[c](d)']],
    ['in items', '- x\n  - [ ] y [a](b)\n\n    [c](\n    d)', ['b', 'a', '[a](b)'], ['d', 'c', '[c](\n    d)']],
    ['after a glyph', '☐ [a](b)\n☑[c](d)', ['b', 'a', '[a](b)'], ['d', 'c', '[c](d)']],
    ['in quotes', '> > [a\n> > b](c\n> d)\n> [e](f)', ['f', 'e', '[e](f)']],
    ['over the lines of a quote', '> [a\n>   b](\n>\tc)', ['c', 'a b', '[a\n>   b](\n>\tc)']],
    ['after tabs', '-\t\tx\n\n-\t[a](b)\n\t\t[c](d)', ['b', 'a', '[a](b)'], ['d', 'c', '[c](d)']],
    [
      'in table cells',
      '| x \\| [a](b) | [c](d\\|e) |\n|-|-|\n| | \\|\\| [![f](g)](h) ![i](j) |',
      ['b', 'a', '[a](b)'],
      ['d\\|e', 'c', '[c](d\\|e)'],
      ['h', 'f', '[![f](g)](h)'],
      ['g', 'f', '![f](g)'],
      ['j', 'i', '![i](j)'],
    ],
    ['beside astral characters', '😀 [😀](😀) 𝒳 [b](c)', ['😀', '😀', '[😀](😀)'], ['c', 'b', '[b](c)']],
    ['beside code', '`[a](b)` [`c](d)`](e)', ['e', 'c](d)', '[`c](d)`](e)']],
    ['a box is no link', '- [x] a\n- [x](b)\n- [ ] [c](d)\n\n[x]: e', ['b', 'x', '[x](b)'], ['d', 'c', '[c](d)']],
    ['in code: no link', '`[a](b)`\n\n    [a](b)\n\n```\n<https://a.fr>\n```'],
    ['in comments: no link', 'x <!-- [a](b) <c:d> -->\n\n<!--\n[a](b)\n-->'],
    ['in HTML: no link', '<div>\n[a](b)\n</div>\n\n<a href="b">c</a>'],
    ['in front matter: no link', '---\na: "[b](c)"\n---\n'],
    ['not links', '[a] (b) [c](d e) [f]( \\[g](h) <i> [j][k] [l'],
  ];
  for (const [name, text, ...expected] of cases) {
    for (const [eolName, eol, mark] of [
      ['LF', '\n', ''],
      ['CRLF and byte order mark', '\r\n', '\uFEFF'],
    ] as const) {
      it(`${name} (${eolName})`, () => {
        const { links, at } = reading(mark + text.replaceAll('\n', eol));
        const found = links.map(({ destination, text: words, range }) => [
          destination,
          words,
          at(range).replaceAll(eol, '\n'),
        ]);
        assert.deepEqual(found, expected);
        for (const { destination, destinationRange, isImage, range } of links) {
          assert.equal(at(destinationRange), destination);
          assert.equal(isImage, at(range).startsWith('!'));
        }
      });
    }
  }
});

describe('reference links', () => {
  const cases: [name: string, text: string, ...links: [source: string, destination: string, line: number][]][] = [
    [
      'full, collapsed and shortcut',
      '[a][B  c] [b c][] [B C]! ![d][b c]\n\n[b C]: e',
      ['[a][B  c]', 'e', 2],
      ['[b c][]', 'e', 2],
      ['[B C]', 'e', 2],
      ['![d][b c]', 'e', 2],
    ],
    ['defined before, in angle brackets', '[a]: <b c> "d"\n\n[a]', ['[a]', 'b c', 0]],
    ['defined on the next line', '[a]\n\n[a]:\n  b\n  "c"', ['[a]', 'b', 3]],
    ['defined over the lines of a quote', '> [a\n> b]:\n>\t<c>\n\n[a b]', ['[a b]', 'c', 2]],
    ['defined in an item', '- [a]\n\n  [a]: b', ['[a]', 'b', 2]],
    ['defined twice: the first counts', '[a]\n\n[a]: b\n[a]: c', ['[a]', 'b', 2]],
    ['not encoded', '[a]\n\n[a]: é%20(😀)\\)', ['[a]', 'é%20(😀)\\)', 2]],
    ['empty', '[a]\n\n[a]: <>', ['[a]', '', 2]],
    ['named like a box', '- [x] [x]\n- ☐ [x]\n\n[x]: b', ['[x]', 'b', 3], ['[x]', 'b', 3]],
    ['around an image', '[![a][b]][c]\n\n[b]: d\n[c]: e', ['[![a][b]][c]', 'e', 3], ['![a][b]', 'd', 2]],
    ['in a table', '| [a] | [x][a] |\n|-|-|\n\n[a]: b', ['[a]', 'b', 3], ['[x][a]', 'b', 3]],
    ['named like what all objects have', '[constructor] [__proto__]\n\n[__proto__]: a', ['[__proto__]', 'a', 2]],
    ['without definition', '[a][b] [c][] [d]\n\n[e]: f'],
    ['defined in code', '[a]\n\n```\n[a]: b\n```'],
  ];
  for (const [name, text, ...expected] of cases) {
    for (const [eolName, eol, mark] of [
      ['LF', '\n', ''],
      ['CRLF and byte order mark', '\r\n', '\uFEFF'],
    ] as const) {
      it(`${name} (${eolName})`, () => {
        const { links, at } = reading(mark + text.replaceAll('\n', eol));
        const found = links.map(({ range, destination, destinationRange: { start } }) => [
          at(range),
          destination,
          start.line,
        ]);
        assert.deepEqual(found, expected);
        for (const { destination, destinationRange } of links) {
          assert.equal(at(destinationRange), destination);
        }
      });
    }
  }
});
