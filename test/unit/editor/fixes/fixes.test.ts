import assert from 'node:assert/strict';
import { checkSummary } from '../../../../src/editor/commands/checkSummary';
import { withoutOverlaps } from '../../../../src/editor/fixes/withoutOverlaps';
import type { TextEdit } from '../../../../src/outline';

function edit(start: number, end: number): TextEdit {
  return { range: { start: { line: 0, character: start }, end: { line: 0, character: end } }, newText: 'x' };
}

describe('fixing all of a kind', () => {
  it('makes together the fixes that are apart', () => {
    assert.deepEqual(withoutOverlaps([[edit(0, 2)], [edit(3, 4), edit(6, 7)]]), [edit(0, 2), edit(3, 4), edit(6, 7)]);
  });

  it('leaves out whole a fix that touches an earlier one', () => {
    assert.deepEqual(withoutOverlaps([[edit(0, 3)], [edit(2, 4), edit(6, 7)], [edit(8, 9)]]), [edit(0, 3), edit(8, 9)]);
    assert.deepEqual(withoutOverlaps([[edit(1, 1)], [edit(1, 1)]]), [edit(1, 1)]);
  });
});

describe('what a check says', () => {
  for (const [counts, expected] of [
    [[1, 0, 0], '1 document vérifié : aucun problème.'],
    [[1, 1, 0], '1 document vérifié : 1 problème.'],
    [[2, 7, 1], '2 documents vérifiés : 7 problèmes, 1 excusé.'],
    [[3, 0, 2], '3 documents vérifiés : aucun problème, 2 excusés.'],
  ] as const) {
    it(expected, () => {
      assert.equal(checkSummary(counts[0], counts[1], counts[2]), expected);
    });
  }

  it('says what to do when there is no document', () => {
    assert.match(checkSummary(0, 0, 0), /^Aucun document d’arrêt trouvé\. Générez/);
  });
});
