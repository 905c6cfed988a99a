import assert from 'node:assert/strict';
import { readOutline } from '../../../src/outline';
import type { FrontMatter } from '../../../src/outline';
import { reading, shown } from './reading';

function frontMatterOf(text: string): FrontMatter {
  const { frontMatter } = readOutline(text);
  assert.ok(frontMatter);
  return frontMatter;
}

function withYaml(yaml: string): string {
  return `---\n${yaml}\n---\n\n# Titre\n`;
}

describe('front matter', () => {
  for (const [name, text] of [
    ['no fence', 'a: b\n---\n'],
    ['a fence below the first line', '\n---\na: b\n---\n'],
    ['an indented fence', ' ---\na: b\n---\n'],
    ['four dashes', '----\na: b\n----\n'],
    ['a fence never closed', '---\na: b\n\n# Titre\n'],
    ['a fence closed by dots', '---\na: b\n...\n'],
    ['nothing after the fence', '---'],
  ] as const) {
    it(`is not there: ${name}`, () => assert.equal(readOutline(text).frontMatter, undefined));
  }

  for (const [name, text] of [
    ['empty', '---\n---\n'],
    ['blank', '---\n\n  \n---'],
    ['only a YAML comment', '---\n# rien\n---\n'],
  ] as const) {
    it(`may be ${name}`, () => {
      const { entries, problems } = frontMatterOf(text);
      assert.deepEqual([entries, problems], [[], []]);
    });
  }

  for (const [eolName, eol, mark] of [
    ['LF', '\n', ''],
    ['CRLF', '\r\n', ''],
    ['CR', '\r', ''],
    ['CRLF and byte order mark', '\r\n', '\uFEFF'],
  ] as const) {
    it(`tells where it stands (${eolName})`, () => {
      const text = mark + ['---  ', 'a: b', '', 'é: 😀', '---', '', '# T', ''].join(eol);
      const { frontMatter, headings, blocks, at } = reading(text);
      assert.ok(frontMatter);
      assert.equal(at(frontMatter.range), ['---  ', 'a: b', '', 'é: 😀', '---'].join(eol));
      assert.equal(at(frontMatter.contentRange), ['a: b', '', 'é: 😀', ''].join(eol));
      assert.deepEqual(
        frontMatter.entries.map(({ keyRange, valueRange }) => [at(keyRange), at(valueRange)]),
        [
          ['a', 'b'],
          ['é', '😀'],
        ],
      );
      assert.deepEqual(
        headings.map(({ range }) => shown(range)),
        ['6:0-6:3'],
      );
      assert.deepEqual(blocks, []);
    });
  }

  it('gives each key’s value, as data and as written', () => {
    const yaml = `texte: bonjour
cite: "2020-01-01" # relire
date: 2020-01-01
nombre: 12
oui: true
rien:
blanc:   
nul: ~
liste:
  - a
  - b: 1

"entre guillemets": [1, 'deux']
bloc: |
  un
  deux

ancre: &x {c: d}
alias: *x
1.10: version
<<: e
__proto__: f`;
    const { frontMatter, at } = reading(withYaml(yaml));
    const found = frontMatter?.entries.map(({ key, value, source }) => [key, value, source]);
    assert.deepEqual(frontMatter?.problems, []);
    assert.deepEqual(found, [
      ['texte', 'bonjour', 'bonjour'],
      ['cite', '2020-01-01', '"2020-01-01"'],
      ['date', '2020-01-01', '2020-01-01'],
      ['nombre', 12, '12'],
      ['oui', true, 'true'],
      ['rien', null, ''],
      ['blanc', null, ''],
      ['nul', null, '~'],
      ['liste', ['a', { b: 1 }], '- a\n  - b: 1'],
      ['entre guillemets', [1, 'deux'], "[1, 'deux']"],
      ['bloc', 'un\ndeux\n', '|\n  un\n  deux'],
      ['ancre', { c: 'd' }, '{c: d}'],
      ['alias', { c: 'd' }, '*x'],
      ['1.10', 'version', 'version'],
      ['<<', 'e', 'e'],
      ['__proto__', 'f', 'f'],
    ]);
    for (const { valueRange, source } of frontMatter?.entries ?? []) {
      assert.equal(at(valueRange), source);
    }
    const places = new Map(frontMatter?.entries.map(({ key, valueRange }) => [key, shown(valueRange)]));
    assert.deepEqual([places.get('rien'), places.get('blanc')], ['6:5-6:5', '7:6-7:6']);
  });

  it('keeps CRLF in a value as written, not in its data', () => {
    const { frontMatter } = reading('---\r\na: |\r\n  b\r\n  c\r\n---\r\n');
    assert.deepEqual(
      frontMatter?.entries.map(({ value, source }) => [value, source]),
      [['b\nc\n', '|\r\n  b\r\n  c']],
    );
  });

  const problems: [name: string, yaml: string, ...problems: [message: RegExp, source: string][]][] = [
    ['a key written twice', 'a: 1\nb: 2\na: 3', [/« a » est écrite deux fois/, 'a']],
    ['a key written twice further in', 'a:\n  - b: 1\n    "b": 2', [/« b » est écrite deux fois/, '"b"']],
    ['a colon in a value', 'titre: Mesure : la suite', [/« : ».*guillemets/, 'M']],
    ['a tab', 'a:\n\tb: 1', [/tabulation/, '\t']],
    ['a quote never closed', 'a: "b', [/Il manque un signe/, '']],
    ['a bracket never closed', 'a: [b', [/./, '']],
    ['an alias of nothing', 'a: *b', [/« \* »/, '*b']],
    ['a tag', 'a: !b c', [/« ! »/, '!b']],
    ['two documents', 'a: b\n...\nc: d', [/qu’un document/, 'c: d\n']],
    ['a text', 'bonjour', [/« clé : valeur »/, 'bonjour']],
    ['a list', '- a\n- b', [/« clé : valeur »/, '- a\n- b']],
    ['too deep', `a: ${'['.repeat(20_000)}`, [/imbriqué/, `a: ${'['.repeat(20_000)}`]],
    ['too deep, without brackets', `${'- '.repeat(5000)}a`, [/imbriqué/, `${'- '.repeat(5000)}a`]],
    ['a value that holds itself', 'a: &a [*a]', [/renvoie/, 'a: &a [*a]']],
  ];
  for (const [name, yaml, ...expected] of problems) {
    it(`says what is wrong: ${name}`, () => {
      const { frontMatter, headings, at } = reading(withYaml(yaml));
      const found = frontMatter?.problems ?? [];
      assert.deepEqual(
        found.map(({ range }) => at(range)),
        expected.map(([, source]) => source),
      );
      expected.forEach(([message], index) => assert.match(found[index]?.message ?? '', message));
      for (const { message } of found) {
        assert.match(message, /^[^\n]+\.$/);
      }
      assert.equal(headings.length, 1);
    });
  }

  it('does not expand a bomb', () => {
    const levels = 'abcdefghijkl'.split('');
    const line = (name: string, index: number): string => {
      const before = levels[index - 1];
      return `${name}: &${name} [${before ? Array(9).fill(`*${before}`).join(',') : 'boum'}]`;
    };
    const { entries, problems: found } = frontMatterOf(withYaml(levels.map(line).join('\n')));
    assert.equal(entries.length, levels.length);
    assert.equal(entries.at(-1)?.value, undefined);
    assert.match(found[0]?.message ?? '', /renvoie/);
  });

  it('does not read what is far too long for front matter', () => {
    const { entries, problems: found } = frontMatterOf(withYaml('a: b\n'.repeat(50_000)));
    assert.deepEqual(entries, []);
    assert.match(found[0]?.message ?? '', /trop long/);
  });

  it('keeps the first of many problems', () => {
    const { problems: found } = frontMatterOf(withYaml('a: b\n'.repeat(500)));
    assert.equal(found.length, 20);
    assert.equal(found[0]?.range.start.line, 2);
  });
});
