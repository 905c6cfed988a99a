import * as assert from 'node:assert/strict';
import { util } from 'prettier';
import { displayWidth } from '../../../src/compose/displayWidth';

describe('The width of a text', () => {
  it('is that of Prettier, for each character', () => {
    const wrong: string[] = [];
    for (let code = 0x20; code <= 0x2ffff; code++) {
      const character = String.fromCodePoint(code);
      if (
        /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]$/u.test(character) &&
        displayWidth(character) !== util.getStringWidth(character)
      ) {
        wrong.push(code.toString(16));
      }
    }
    assert.deepEqual(wrong, []);
  });

  it('is that of Prettier, for signs made of several', () => {
    for (const text of [
      '⚠️',
      '⚠',
      '👩‍💻',
      '1️⃣',
      '👍🏽',
      '🇫🇷',
      '🇫',
      '☐ ☑',
      '©️',
      'été',
      'e\u0301te\u0301',
      '日本語',
      'ｗ',
      'l’été',
    ]) {
      assert.equal(displayWidth(text), util.getStringWidth(text), text);
    }
    assert.deepEqual(['e\u0301', '👩‍💻', '日本', 'aé'].map(displayWidth), [1, 2, 4, 2]);
  });
});
