import type { Rule } from './rule';
import { onOneLine } from './sentences';

/** A phase written twice: the site refuses the sheet, even when a product did go back. */
export const fichePhaseDouble: Rule = {
  code: 'fiche-phase-double',
  summary: 'Fiche produit : une phase est écrite deux fois',
  severity: 'warning',
  check: ({ fiche }) => {
    const seen = new Set<string>();
    return (fiche?.phases ?? []).flatMap(({ name }) => {
      if (!name || typeof name.value !== 'string') {
        return [];
      }
      if (!seen.has(name.value)) {
        seen.add(name.value);
        return [];
      }
      return [
        {
          range: name.range,
          message: `La phase « ${onOneLine(name.value)} » est écrite deux fois : gardez une seule entrée, de son premier début à sa dernière fin.`,
          fixes: [],
        },
      ];
    });
  },
};
