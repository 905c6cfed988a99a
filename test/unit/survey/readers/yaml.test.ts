import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { entryAt, textAt, valueAt, type Located } from '../../../../src/survey/readers/located';
import { readYaml } from '../../../../src/survey/readers/yaml';
import { SourceText } from '../../../../src/survey/sourceText';

function read(text: string): Located {
  const [first] = readYaml(new SourceText('x.yml', text)).documents;
  assert.ok(first);
  return first;
}

describe('The reader of YAML', () => {
  it('gives every value as it is written, with its lines', () => {
    const value = read(
      'image: node\r\nversion: 1.10\r\nlist:\r\n  - yes\r\n  - "2024-01-01"\r\nnothing: ~\r\nempty:\r\n',
    );
    assert.equal(textAt(value, 'version'), '1.10');
    assert.equal(entryAt(value, 'version')?.line, 2);
    assert.deepEqual(
      valueAt(value, 'list')?.items.map(({ text, line }) => [text, line]),
      [
        ['yes', 4],
        ['2024-01-01', 5],
      ],
    );
    assert.equal(valueAt(value, 'nothing')?.kind, 'null');
    assert.equal(valueAt(value, 'empty')?.kind, 'null');
    assert.equal(textAt(value, 'nothing'), undefined);
    assert.deepEqual([value.line, value.endLine], [1, 7]);
  });

  it('tells a quoted « null » and an empty text from nothing', () => {
    const value = read('a: "null"\nb: ""\nc: null\n');
    assert.equal(textAt(value, 'a'), 'null');
    assert.equal(textAt(value, 'b'), '');
    assert.equal(textAt(value, 'c'), undefined);
  });

  it('puts what aliases and merges stand for in their place, at its own lines', () => {
    const value = read('base: &base\n  image: ruby\n  user: app\nweb:\n  <<: *base\n  user: www\nother: *base\n');
    assert.deepEqual(
      valueAt(value, 'web')?.entries.map(({ key, line, value: { text } }) => [key, line, text]),
      [
        ['user', 6, 'www'],
        ['image', 2, 'ruby'],
      ],
    );
    assert.equal(textAt(value, 'other', 'image'), 'ruby');
    const several = read('a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc:\n  <<: [*a, *b]\n');
    assert.deepEqual(
      valueAt(several, 'c')?.entries.map(({ key, value: { text } }) => key + text),
      ['x1', 'y3'],
    );
  });

  it('reads each document, and what is left of a broken one', () => {
    const { documents, brokenAt } = readYaml(new SourceText('x.yml', 'kind: A\n---\nkind: B\n---\n'));
    assert.deepEqual(
      documents.map((document) => textAt(document, 'kind')),
      ['A', 'B'],
    );
    assert.equal(brokenAt, undefined);
    const broken = readYaml(new SourceText('x.yml', 'a: 1\nb: [1, 2\nc: 3\n'));
    assert.equal(textAt(broken.documents[0], 'a'), '1');
    assert.ok(broken.brokenAt !== undefined && broken.brokenAt >= 2);
  });

  it('ends quickly with an alias of itself, a bomb of aliases and bottomless nesting', () => {
    assert.equal(valueAt(read('a: &a\n  b: *a\n'), 'a', 'b')?.kind, 'null');
    const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 30; level++) {
      const aliases = Array.from({ length: 10 }, () => `*a${String(level - 1)}`).join(', ');
      bomb.push(`a${String(level)}: &a${String(level)} [${aliases}]`);
    }
    const count = ({ entries, items }: Located): number =>
      1 + [...entries.map(({ value }) => value), ...items].reduce((sum, value) => sum + count(value), 0);
    assert.ok(count(read(bomb.join('\n'))) < 1_000_000);
    const deep = [
      '['.repeat(100_000),
      '- '.repeat(50_000),
      '{a: '.repeat(100_000),
      Array.from({ length: 1000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n'),
    ];
    for (const text of deep) {
      const { documents, brokenAt } = readYaml(new SourceText('x.yml', text));
      assert.deepEqual(documents, []);
      assert.ok(brokenAt);
    }
  });

  it('never throws, and never points out of the text', () => {
    const piece = fc.constantFrom(
      'a: ',
      '- ',
      '&x ',
      '*x',
      '<<: ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      '"',
      '|',
      '? ',
      'é',
      '---\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
        ),
        (text) => {
          const source = new SourceText('x.yml', text);
          const lines = source.lines.length;
          const check = ({ line, endLine, entries, items }: Located): void => {
            assert.ok(line >= 1 && line <= endLine && endLine <= lines);
            for (const entry of entries) {
              assert.ok(entry.line >= 1 && entry.line <= lines);
              check(entry.value);
            }
            items.forEach(check);
          };
          readYaml(source).documents.forEach(check);
        },
      ),
    );
  });
});
