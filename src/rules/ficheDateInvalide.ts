import { datesOf, readDate } from '../fiche/dates';
import { writeValue } from '../fiche/edits';
import type { Rule } from './rule';

/** Dates that are none: another order, a month alone, a day that the calendar doesn't have. */
export const ficheDateInvalide: Rule = {
  code: 'fiche-date-invalide',
  summary: 'Fiche produit : une date n’est pas lisible ou n’existe pas',
  severity: 'warning',
  check: ({ fiche }) =>
    datesOf(fiche).flatMap((value) => {
      const reading = readDate(value);
      if (reading.kind !== 'wrong') {
        return [];
      }
      const { meant } = reading;
      return [
        {
          range: value.range,
          message: reading.isUnknownDay
            ? 'Ce jour n’existe pas dans le calendrier : corrigez la date.'
            : 'Le site ne lit pas cette date : écrivez l’année, le mois et le jour, sans guillemets (AAAA-MM-JJ).',
          fixes:
            meant === undefined
              ? []
              : [
                  {
                    kind: 'edit',
                    title: `Écrire ${meant}`,
                    isPreferred: true,
                    edits: () => [writeValue(value.range, meant)],
                  },
                ],
        },
      ];
    }),
};
