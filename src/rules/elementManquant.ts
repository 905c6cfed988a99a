import type { SectionStatus } from '../dossier/status';
import type { Item } from '../models/types';
import { insertFix } from './insertion';
import type { Rule } from './rule';
import { isBare } from './sectionVide';
import { quoteList, typeset } from './sentences';

/** Items of the model that a section doesn't have. */
export const elementManquant: Rule = {
  code: 'element-manquant',
  summary: 'Élément du modèle absent de sa section',
  severity: 'warning',
  check: (subject) =>
    (subject.status?.sections ?? []).flatMap((section) => {
      const { heading } = section.matched;
      const missing = missingItems(section);
      if (!heading || missing.length === 0) {
        return [];
      }
      const names = quoteList(missing.map(({ title }) => title));
      const isOne = missing.length === 1;
      const message = isOne
        ? `Élément manquant : ${names}. Insérez-le.`
        : `${missing.length} éléments manquants : ${names}. Insérez-les.`;
      const title = isOne ? `Insérer l’élément ${names}` : `Insérer les ${missing.length} éléments manquants`;
      return [
        {
          range: heading.textRange,
          message: typeset(message),
          fixes: [insertFix(subject, missing, typeset(title), true)],
        },
      ];
    }),
};

/** Of items that exclude each other, one is enough; a section without object needs none. */
function missingItems(section: SectionStatus): Item[] {
  if (section.notApplicable || isBare(section)) {
    return [];
  }
  const branches = new Set(section.items.flatMap(({ matched }) => (matched.range ? [matched.item.branch] : [])));
  return section.items
    .filter(({ matched: { item, range } }) => range === undefined && !(item.branch && branches.has(item.branch)))
    .map(({ matched }) => matched.item);
}
