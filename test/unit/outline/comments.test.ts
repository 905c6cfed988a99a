import assert from 'node:assert/strict';
import { reading } from './reading';

describe('comments', () => {
  const cases: [name: string, text: string, ...comments: [text: string, source: string][]][] = [
    ['alone on its line', '<!-- a -->', ['a', '<!-- a -->']],
    ['on several lines, blank ones included', 'x\n\n<!--\na\n\nb\n-->\ny', ['a\n\nb', '<!--\na\n\nb\n-->']],
    ['several on one line', '<!--a--><!-- b --> c <!----> ', ['a', '<!--a-->'], ['b', '<!-- b -->'], ['', '<!---->']],
    [
      'in a paragraph',
      'x <!-- a --> y\nz <!-- b\n  c --> **<!-- d -->**',
      ['a', '<!-- a -->'],
      ['b\n  c', '<!-- b\n  c -->'],
      ['d', '<!-- d -->'],
    ],
    ['in a heading', '## x <!-- a --> ##', ['a', '<!-- a -->']],
    ['in a setext heading', 'x\ny <!-- a -->\n===', ['a', '<!-- a -->']],
    ['in an item', '- [ ] x <!-- a -->\n  - <!-- b -->', ['a', '<!-- a -->'], ['b', '<!-- b -->']],
    ['under an item, on several lines', '- x\n\n  <!-- a\n    b -->', ['a\n  b', '<!-- a\n    b -->']],
    [
      'in a quote, on several lines',
      '> <!-- a\n> b -->\n>\n> x <!-- c\n> d -->',
      ['a\nb', '<!-- a\n> b -->'],
      ['c\nd', '<!-- c\n> d -->'],
    ],
    ['in HTML', '<details>\n<!-- a -->\n<p><!-- b --></p>\n</details>', ['a', '<!-- a -->'], ['b', '<!-- b -->']],
    ['in a link', '[x <!-- a --> y](z)', ['a', '<!-- a -->']],
    ['never closed', 'x\n\n<!-- a\n\nb\n\n', ['a\n\nb', '<!-- a\n\nb']],
    ['never closed, in a list', '- <!-- a\n\nb', ['a', '<!-- a']],
    ['never closed, in a paragraph: no comment', 'x <!-- a\ny'],
    ['never closed and empty', '<!--', ['', '<!--']],
    ['abruptly closed', 'x <!--> y <!---> z', ['', '<!-->'], ['', '<!--->']],
    ['in a code span: no comment', '`<!-- a -->` x `y <!-- b` -->'],
    ['in a fence: no comment', '```\n<!-- a -->\n```'],
    ['in indented code: no comment', '    <!-- a -->'],
    ['in a script: no comment', '<script>\n// <!-- a -->\n</script>'],
    ['in front matter: no comment', '---\na: <!-- b -->\n---'],
    ['escaped: no comment', '\\<!-- a -->'],
    [
      'in table cells',
      '| <!-- a --> | x |\n| --- | --- |\n| y \\| z <!-- b --> | `<!-- c -->` <!-- d \\| e --> |\n| | <!-- f -->',
      ['a', '<!-- a -->'],
      ['b', '<!-- b -->'],
      ['d | e', '<!-- d \\| e -->'],
      ['f', '<!-- f -->'],
    ],
    [
      'in a table without pipes around, in a quote in a list',
      '- > x | y <!-- a -->\n  > --- | ---\n  > z | <!-- b --> w',
      ['a', '<!-- a -->'],
      ['b', '<!-- b -->'],
    ],
    ['beside astral characters', '😀 <!-- 😀 --> 😀 <!-- a -->', ['😀', '<!-- 😀 -->'], ['a', '<!-- a -->']],
  ];
  for (const [name, text, ...expected] of cases) {
    for (const [eolName, eol, mark] of [
      ['LF', '\n', ''],
      ['CRLF and byte order mark', '\r\n', '\uFEFF'],
    ] as const) {
      it(`${name} (${eolName})`, () => {
        const { comments, at } = reading(mark + text.replaceAll('\n', eol));
        const found = comments.map(({ text: words, range }) => [words, at(range).replaceAll(eol, '\n')]);
        assert.deepEqual(found, expected);
      });
    }
  }
});
