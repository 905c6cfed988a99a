import { removeLines } from '../fiche/edits';
import type { Rule } from './rule';

/** Code and archives outlive the service: their addresses may stay. */
const lasting = /^https?:\/\/(?:[^/]+\.)?(?:github\.com|gitlab\.[^/]+|archive\.org)(?:\/|$)/i;

/** A stopped product whose sheet still sends its readers to the service. */
export const ficheLienConserve: Rule = {
  code: 'fiche-lien-conserve',
  summary: 'Fiche produit : le produit est arrêté et sa fiche donne encore l’adresse du service',
  severity: 'information',
  check: ({ fiche, lines }) => {
    const link = fiche?.entries.get('link');
    const address = typeof link?.value === 'string' ? link.value.trim() : '';
    if (!fiche?.isStopped || !link || address === '' || lasting.test(address)) {
      return [];
    }
    const removal = removeLines(lines, link.keyRange, link.valueRange);
    return [
      {
        range: link.valueRange,
        message:
          'Le produit est arrêté et sa fiche donne encore son adresse : retirez « link » une fois le service fermé.',
        fixes: removal ? [{ kind: 'edit', title: 'Retirer « link »', isPreferred: true, edits: () => [removal] }] : [],
      },
    ];
  },
};
