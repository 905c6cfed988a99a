import * as fc from 'fast-check';

const box = fc.constantFrom(
  '[ ]',
  '[x]',
  '[X]',
  '[ ](a)',
  '[]',
  '☐',
  '☑',
  '☒',
  '✅',
  '✔',
  '✔️',
  '☐︎',
  '☐️',
  '- [x] ☐',
  '',
);
const marker = fc.constantFrom('- ', '* ', '+ ', '1. ', '2) ', '-\t', '10. ', '- - ', '-', '');
const indent = fc.constantFrom('', '', '', '  ', '   ', '    ', '\t', '> ', '>', '- > ', '      ', '> > ');

const word = fc.constantFrom(
  'mot',
  'é',
  '😀',
  '𝒳',
  '**gras**',
  '*a',
  'b*',
  '`code`',
  '`',
  '``',
  '[lien](a "b")',
  '[x]',
  '[',
  '](',
  ')',
  '![a](b)',
  '<!-- note -->',
  '<!--',
  '-->',
  '<br>',
  '<b',
  '>',
  '&amp;',
  '\\',
  '\\*',
  '|',
  '☐',
  '[ ]',
  '_',
  '~~',
  '<https://a.fr>',
  '[a](<b c>)',
  '[a](b\\)(c))',
  '[![a](b)](c)',
  '![](d.png)',
  '[a][x]',
  '[x][]',
  '](<e>',
  '`` f` ``',
  '<img src="g">',
  ':',
  '\u00A0',
  '\u2028',
  '\0',
  '\uFEFF',
  '\uD83D',
  '\uFE0F',
  '\v',
  '\f',
  '5️⃣',
  '"',
  "'",
);
const words = fc.oneof(
  { weight: 6, arbitrary: fc.array(word, { maxLength: 5 }).map((list) => list.join(' ')) },
  { weight: 2, arbitrary: fc.array(word, { maxLength: 5 }).map((list) => list.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);

const itemLine = fc
  .tuple(
    indent,
    marker,
    box,
    fc.constantFrom(' ', ' ', ' ', '', '\t', '\u00A0', '  '),
    words,
    fc.constantFrom('', '', '\\', '  ', ' '),
  )
  .map((parts) => parts.join(''));
const otherLine = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(indent, words).map((parts) => parts.join('')) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(indent, fc.constantFrom('# ', '## ', '###', '#\t', '###### '), words, fc.constantFrom('', ' ##'))
      .map((parts) => parts.join('')),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        indent,
        fc.constantFrom(
          '```',
          '~~~',
          '===',
          '---',
          '***',
          '<!--',
          '-->',
          '<!-- a --> <!-- b',
          '<details>',
          '</details>',
          '[x]: b',
          '[x]:',
          '<h i>',
          '    code',
          '```Sh x',
          '[a]: <b> "c',
          '|-|-|',
          '| --- |',
          '<pre>',
          '<script>',
        ),
      )
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.tuple(indent, words, words).map(([start, a, b]) => `${start}| ${a} | ${b} |`) },
  { weight: 2, arbitrary: fc.constantFrom('', '', '', '  ', '>') },
);

const yamlLine = fc.oneof(
  fc.constantFrom(
    'a: b',
    'a: "b"',
    'b: [1, {c: d}]',
    '  - [ ] e',
    '- f',
    'é: |',
    '  ☐ g',
    '# h',
    'i: *j',
    'k: &k l',
    'm: !n o',
    '',
  ),
  fc.tuple(words, words).map(([key, value]) => `${key}: ${value}`),
  fc.string({ unit: fc.constantFrom(...'{}[]:,-?&*!|>\'"%@` \t#~ab'.split('')), maxLength: 12 }),
);
const frontMatter = fc.array(yamlLine, { maxLength: 5 }).map((lines) => ['---', ...lines, '---', '']);

/** Texts with all notations of boxes, amid whatever may surround or break them, with all line endings. */
export const markdown: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '', '', '\uFEFF'),
    fc.option(frontMatter, { nil: [] as string[], freq: 4 }),
    fc.array(fc.oneof({ weight: 3, arbitrary: itemLine }, { weight: 4, arbitrary: otherLine }), { maxLength: 14 }),
    fc.constantFrom(['\n'], ['\n'], ['\r\n'], ['\r'], ['\n', '\r\n', '\r']),
  )
  .map(([mark, front, lines, eols]) => {
    const all = [...front, ...lines];
    return (
      mark + all.map((line, index) => line + (index < all.length - 1 ? (eols[index % eols.length] ?? '') : '')).join('')
    );
  });

/** Anything at all: text that was never meant to be Markdown. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: fc.constantFrom(...'-*+#>`~[]()!<>|\\_&:= \t\n\r0☐✔x'.split('')), maxLength: 80 }),
);
