import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/outline';
import type { TextEdit } from '../../../src/outline';

function edit(line: number, from: number, to: number, newText: string): TextEdit {
  return { range: { start: { line, character: from }, end: { line, character: to } }, newText };
}

describe('applying edits', () => {
  it('changes nothing without edits', () => {
    assert.equal(applyEdits('a\r\nb', []), 'a\r\nb');
  });

  it('reads all positions in the text as given, in whatever order', () => {
    assert.equal(applyEdits('abc\r\ndef', [edit(1, 0, 1, 'DDD'), edit(0, 1, 2, '')]), 'ac\r\nDDDef');
  });

  it('keeps the order of insertions at one place, before what replaces the text there', () => {
    assert.equal(applyEdits('abc', [edit(0, 1, 2, 'X'), edit(0, 1, 1, '1'), edit(0, 1, 1, '2')]), 'a12Xc');
  });

  it('takes edits that touch', () => {
    assert.equal(applyEdits('abcd', [edit(0, 0, 2, 'X'), edit(0, 2, 4, 'Y'), edit(0, 2, 2, '-')]), 'X-Y');
  });

  it('deletes across lines', () => {
    const range = { start: { line: 0, character: 1 }, end: { line: 2, character: 0 } };
    assert.equal(applyEdits('ab\r\ncd\ref', [{ range, newText: '' }]), 'aef');
  });

  const refused: [name: string, edits: TextEdit[]][] = [
    ['edits that overlap', [edit(0, 0, 2, ''), edit(0, 1, 3, '')]],
    ['an insertion inside what another edit replaces', [edit(0, 0, 2, ''), edit(0, 1, 1, 'X')]],
    ['a range that ends before it starts', [edit(0, 2, 1, '')]],
    ['a range outside the text', [edit(0, 0, 9, '')]],
    ['a line outside the text', [edit(3, 0, 0, '')]],
  ];
  for (const [name, edits] of refused) {
    it(`refuses ${name}`, () => assert.throws(() => applyEdits('abcd', edits), RangeError));
  }
});
