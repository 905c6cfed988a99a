import { datesOf, readDate } from '../fiche/dates';
import type { Rule } from './rule';

/** Quoted dates are text for the site, which wants dates. */
export const ficheDateEntreGuillemets: Rule = {
  code: 'fiche-date-entre-guillemets',
  summary: 'Fiche produit : une date est entre guillemets',
  severity: 'warning',
  check: ({ fiche }) =>
    datesOf(fiche).flatMap((value) => {
      const reading = readDate(value);
      const isEmpty = reading.kind === 'empty';
      if (!isEmpty && !(reading.kind === 'date' && reading.isQuoted)) {
        return [];
      }
      return [
        {
          range: value.range,
          message: isEmpty
            ? 'Une date vide s’écrit sans guillemets : retirez-les, ou écrivez le jour (AAAA-MM-JJ).'
            : 'Cette date est entre guillemets : le site la prend pour du texte, retirez-les.',
          fixes: [
            {
              kind: 'edit',
              title: 'Retirer les guillemets',
              isPreferred: true,
              edits: () => [{ range: value.range, newText: isEmpty ? '' : reading.date }],
            },
          ],
        },
      ];
    }),
};
