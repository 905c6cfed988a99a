import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { indexLines, lineEnd, lineStart, offsetAt, positionAt, textIn } from '../../../src/outline';

describe('lines of a text', () => {
  const cases: [name: string, text: string, lines: string[]][] = [
    ['nothing', '', ['']],
    ['no line ending', 'a', ['a']],
    ['LF', 'a\nb\n', ['a', 'b', '']],
    ['CRLF', 'a\r\nb\r\n', ['a', 'b', '']],
    ['lone CR', 'a\rb', ['a', 'b']],
    ['all three', 'a\r\r\nb\n\rc', ['a', '', 'b', '', 'c']],
    ['U+2028 and U+2029, which end no line', 'a\u2028b\u2029c', ['a\u2028b\u2029c']],
    ['vertical tab, form feed and next line, which end no line', 'a\vb\fc\u0085d', ['a\vb\fc\u0085d']],
    ['astral characters', '😀\n𝒳', ['😀', '𝒳']],
  ];
  for (const [name, text, expected] of cases) {
    it(`cuts ${name}`, () => {
      const lines = indexLines(text);
      const cut = lines.starts.map((_, line) => text.slice(lineStart(lines, line), lineEnd(lines, line)));
      assert.deepEqual(cut, expected);
    });
  }

  it('counts characters in UTF-16 code units', () => {
    assert.deepEqual(positionAt(indexLines('a\n😀b'), 4), { line: 1, character: 2 });
  });

  it('brings offsets back inside the text and out of line endings', () => {
    const lines = indexLines('ab\r\ncd');
    assert.deepEqual(positionAt(lines, -1), { line: 0, character: 0 });
    assert.deepEqual(positionAt(lines, 3), { line: 0, character: 2 });
    assert.deepEqual(positionAt(lines, 99), { line: 1, character: 2 });
  });

  for (const [line, character] of [
    [-1, 0],
    [0, -1],
    [0, 3],
    [2, 0],
    [0.5, 0],
    [0, NaN],
  ] as const) {
    it(`refuses position ${line}:${character} of a text that has no such place`, () => {
      assert.throws(() => offsetAt(indexLines('ab\r\ncd'), { line, character }), RangeError);
    });
  }

  it('gives the text at a range', () => {
    const lines = indexLines('ab\r\ncd');
    assert.equal(textIn(lines, { start: { line: 0, character: 1 }, end: { line: 1, character: 1 } }), 'b\r\nc');
  });

  it('goes from offsets to positions and back', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\r', '\n', '\t', '😀', '\u2028', '\0', '\uFEFF') });
    fc.assert(
      fc.property(text, fc.nat(40), (sample, nat) => {
        const lines = indexLines(sample);
        const offset = nat % (sample.length + 1);
        const back = offsetAt(lines, positionAt(lines, offset));
        assert.equal(back, sample.slice(offset - 1, offset + 1) === '\r\n' && offset > 0 ? offset - 1 : offset);
      }),
      { numRuns: 2000 },
    );
  });
});
