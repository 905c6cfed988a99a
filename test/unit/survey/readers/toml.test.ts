import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { entryAt, textAt, valueAt } from '../../../../src/survey/readers/located';
import { readToml } from '../../../../src/survey/readers/toml';
import { SourceText } from '../../../../src/survey/sourceText';

const read = (text: string): ReturnType<typeof readToml> => readToml(new SourceText('a.toml', text));

describe('the reader of TOML', () => {
  it('gives values as they are written, with their lines', () => {
    const { value, brokenAt } = read(
      'a.b = 1.10\r\n[x."y z"]\r\nk = ["un",\r\n  "deux"]\r\nd = 2024-01-01\r\n[[l.m]]\r\nv = { q = true }\r\n[[l.m]]\r\nv = """\r\ndeux\r\n"""\r\n[l.m.sous]\r\nw = 1\r\n',
    );
    assert.equal(brokenAt, undefined);
    assert.equal(textAt(value, 'a', 'b'), '1.10');
    assert.deepEqual(
      valueAt(value, 'x', 'y z', 'k')?.items.map(({ text, line }) => [text, line]),
      [
        ['un', 3],
        ['deux', 4],
      ],
    );
    assert.equal(textAt(value, 'x', 'y z', 'd'), '2024-01-01');
    const [first, second] = valueAt(value, 'l', 'm')?.items ?? [];
    assert.equal(textAt(first, 'v', 'q'), 'true');
    assert.equal(entryAt(second, 'v')?.line, 9);
    assert.equal(textAt(second, 'sous', 'w'), '1');
    assert.equal(textAt(first, 'sous', 'w'), undefined);
  });

  it('reads over faulty lines, and says where the first is', () => {
    const { value, brokenAt } = read('a = 1\n<<<<<<< HEAD\nb = 2\nc = = 3\n__proto__ = 4\n');
    assert.equal(brokenAt, 2);
    assert.deepEqual(
      value?.entries.map(({ key, line, value: { text } }) => [key, line, text]),
      [
        ['a', 1, '1'],
        ['b', 3, '2'],
        ['__proto__', 5, '4'],
      ],
    );
  });

  it('neither throws nor lingers on texts made to exhaust it', () => {
    const texts = [
      'a='.repeat(50_000),
      `a = ${'['.repeat(20_000)}`,
      `${'a.'.repeat(20_000)}b = 1`,
      `[${'a.'.repeat(20_000)}b]\nc = 1`,
      'k = 1\n'.repeat(3000),
      `x = "${'a'.repeat(300_000)}`,
    ];
    for (const text of texts) {
      const start = Date.now();
      read(text);
      assert.ok(Date.now() - start < 4000, text.slice(0, 20));
    }
  });

  it('survives any text', () => {
    const piece = fc.oneof(fc.constantFrom('[', ']', '=', '"', "'", '.', 'a', '1', '\n', '{', '}', ','), fc.string());
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        read(pieces.join(''));
      }),
    );
  });
});
