import assert from 'node:assert/strict';
import { reading, shown } from './reading';

describe('headings', () => {
  const cases: [name: string, text: string, ...headings: [level: number, text: string, source: string][]][] = [
    ['ATX', '# Titre', [1, 'Titre', 'Titre']],
    [
      'every level',
      '# a\n## b\n### c\n#### d\n##### e\n###### f',
      ...'abcdef'.split('').map((letter, index): [number, string, string] => [index + 1, letter, letter]),
    ],
    ['seven marks are text', '####### a'],
    ['no blank after the mark is text', '#a'],
    ['empty', '##', [2, '', '']],
    ['indented, blanks and closing marks', '   ##   Titre  ##  ', [2, 'Titre', 'Titre']],
    ['a mark that closes nothing', '# C#', [1, 'C#', 'C#']],
    ['a tab after the mark', '#\tTitre', [1, 'Titre', 'Titre']],
    ['emoji, keycap and astral characters', '# 5️⃣ Arrêt 😀', [1, '5️⃣ Arrêt 😀', '5️⃣ Arrêt 😀']],
    [
      'bold, code and link',
      '## **Gras**, `code` et [lien](a "b")',
      [2, 'Gras, code et lien', '**Gras**, `code` et [lien](a "b")'],
    ],
    ['trailing punctuation', '# Fini ?!…', [1, 'Fini ?!…', 'Fini ?!…']],
    ['image', '# ![logo](a.png) Nom', [1, 'Nom', '![logo](a.png) Nom']],
    ['comment and tag', '# A <!-- b --> c<br>d', [1, 'A c d', 'A <!-- b --> c<br>d']],
    ['entity and escape', '# a &amp; \\*b\\*', [1, 'a & *b*', 'a &amp; \\*b\\*']],
    ['reference link', '# [a][b]\n\n[b]: c', [1, 'a', '[a][b]']],
    ['setext', 'Titre\n=====\n\nAutre\n---', [1, 'Titre', 'Titre'], [2, 'Autre', 'Autre']],
    ['setext on two lines', '  un\n  deux  \n===', [1, 'un deux', 'un\n  deux']],
    ['after a paragraph without a blank line', 'texte\n# Titre', [1, 'Titre', 'Titre']],
    ['in a quote', '> # a'],
    ['in a list', '- # a'],
    ['in a fence', '```\n# a\n```'],
    ['in indented code', '    # a'],
    ['in a comment', '<!--\n# a\n-->'],
    ['in front matter', '---\n# a: b\n---\n# c', [1, 'c', 'c']],
    ['after a byte order mark', '\uFEFF# T', [1, 'T', 'T']],
    ['lone CR', 'a\r\r# T\rb', [1, 'T', 'T']],
    ['NUL', '# a\0b', [1, 'a\uFFFDb', 'a\0b']],
  ];
  for (const [name, text, ...expected] of cases) {
    for (const [eolName, eol] of [
      ['LF', '\n'],
      ['CRLF', '\r\n'],
    ] as const) {
      it(`${name} (${eolName})`, () => {
        const { headings, at } = reading(text.replaceAll('\n', eol));
        const found = headings.map((heading) => [
          heading.level,
          heading.text,
          at(heading.textRange).replaceAll(eol, '\n'),
        ]);
        assert.deepEqual(found, expected);
      });
    }
  }

  it('tells where a heading stands, from its first mark to the end of its last line', () => {
    const { headings, at } = reading('  ## Titre ##  \n\nun\ndeux\n===\n');
    assert.deepEqual(
      headings.map(({ range }) => at(range)),
      ['## Titre ##  ', 'un\ndeux\n==='],
    );
  });

  it('shifts the first line only for a byte order mark', () => {
    const { headings } = reading('\uFEFF# A\n\n# B');
    assert.deepEqual(
      headings.map(({ textRange }) => shown(textRange)),
      ['0:3-0:4', '2:2-2:3'],
    );
    assert.equal(shown(headings[0]?.sectionRange ?? assert.fail()), '0:1-2:0');
  });

  it('gives each heading its section, sub-sections included', () => {
    const { headings, at } = reading('avant\n\n# A\na\n### B\nb\n## C\nc\n   # D\nd\n');
    assert.deepEqual(
      headings.map(({ text, sectionRange }) => [text, at(sectionRange)]),
      [
        ['A', '# A\na\n### B\nb\n## C\nc\n'],
        ['B', '### B\nb\n'],
        ['C', '## C\nc\n'],
        ['D', '   # D\nd\n'],
      ],
    );
  });
});
