import { setChecked } from '../dossier/boxes';
import { placeOfAnswer } from '../dossier/next';
import { comparePositions } from '../outline/lines';
import type { Fix, Rule } from './rule';
import { typeset } from './sentences';

/** An item that asks for a text, ticked while nothing is written under it. */
export const cocheSansReponse: Rule = {
  code: 'coche-sans-reponse',
  summary: 'Case cochée sans rien d’écrit dessous',
  severity: 'warning',
  check: ({ status, outline }) =>
    (status?.sections ?? [])
      .flatMap(({ items }) => items)
      .flatMap((item) => {
        const { box, item: asked } = item.matched;
        if (!box || asked.expects !== 'content' || item.state !== 'done' || item.hasAnswer) {
          return [];
        }
        const fixes: Fix[] = [
          {
            kind: 'edit',
            title: 'Décocher la case',
            isPreferred: true,
            edits: () => [setChecked(box, false) ?? []].flat(),
          },
        ];
        const target = placeOfAnswer(item, outline);
        if (target) {
          fixes.push({ kind: 'go', title: 'Aller sous la case pour écrire', target });
        }
        const hasLabel = comparePositions(box.labelRange.start, box.labelRange.end) < 0;
        return [
          {
            range: hasLabel ? box.labelRange : box.markRange,
            message: typeset('Case cochée sans réponse : écrivez-la sous la case, ou décochez-la.'),
            fixes,
          },
        ];
      }),
};
