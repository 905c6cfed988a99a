import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readJson } from '../../../../src/survey/readers/json';
import { entryAt, textAt, valueAt } from '../../../../src/survey/readers/located';
import { SourceText } from '../../../../src/survey/sourceText';

describe('The reader of JSON', () => {
  it('gives every value as it is written, with its lines', () => {
    const { value, brokenAt } = readJson(
      new SourceText(
        'x.json',
        '{\r\n  // note\r\n  "a": {"b": 1.10, "__proto__": true},\r\n  "c": [\r\n    null,\r\n  ],\r\n}',
      ),
    );
    assert.equal(brokenAt, undefined);
    assert.equal(textAt(value, 'a', 'b'), '1.10');
    assert.equal(textAt(value, 'a', '__proto__'), 'true');
    assert.equal(entryAt(value, 'c')?.line, 4);
    assert.deepEqual([valueAt(value, 'c')?.line, valueAt(value, 'c')?.endLine], [4, 6]);
    assert.equal(valueAt(value, 'c')?.items[0]?.kind, 'null');
    assert.equal(valueAt(value, 'constructor'), undefined);
  });

  it('takes the last of a key written twice, as JavaScript does', () => {
    const { value } = readJson(new SourceText('x.json', '{"a": "1",\n"a": "2"}'));
    assert.equal(textAt(value, 'a'), '2');
    assert.equal(entryAt(value, 'a')?.line, 2);
  });

  it('gives what is left of a broken text, and the line where it breaks', () => {
    const { value, brokenAt } = readJson(new SourceText('x.json', '{\n"a": "1",\n<<<<<<< HEAD\n"b": "2"\n}'));
    assert.equal(textAt(value, 'a'), '1');
    assert.equal(brokenAt, 3);
    assert.deepEqual(readJson(new SourceText('x.json', '')), { value: undefined, brokenAt: 1 });
    assert.equal(readJson(new SourceText('x.json', '['.repeat(100_000))).value, undefined);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        readJson(new SourceText('x.json', text));
      }),
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        assert.equal(readJson(new SourceText('x.json', text)).brokenAt, undefined);
      }),
    );
  });
});
