import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { canAgree } from '../../../../src/survey/readers/versionRange';

describe('Two requirements on a version', () => {
  for (const [one, other, expected] of [
    ['3.9', '^3.9', true],
    ['3.7.0', '^3.9', false],
    ['10.x', '16', false],
    ['16', '16.14.2', true],
    ['>=14', '12.1', false],
    ['>=14 <17', '16', true],
    ['>= 14, < 17', '18', false],
    ['16 || 18', '18.2', true],
    ['16 - 18', '18.9', true],
    ['~> 3.1.2', '3.2.0', false],
    ['~> 3.1', '3.4', true],
    ['~=3.9', '3.11', true],
    ['~3.9.1', '3.9.7', true],
    ['^0.2.3', '0.3.0', false],
    ['14-alpine', '14.2', true],
    ['lts/*', '14', true],
    ['latest', '3', true],
    ['!=3', '3', true],
    ['1.10', '1.1', false],
  ] as const) {
    it(`${one} and ${other} ${expected ? 'can' : 'can’t'} be satisfied together`, () => {
      assert.equal(canAgree(one, other), expected);
      assert.equal(canAgree(other, one), expected);
    });
  }

  it('always agree with themselves, whatever they are', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[~^<>=]{0,2}\d{1,2}(\.\d{1,2}){0,2}$/)), (text) => {
        assert.ok(canAgree(text, text) || /^[<>=~^]*[<]/.test(text), text);
      }),
    );
  });
});
