import type { AnnexWriter } from '../answers/answer';
import { tableRows } from '../answers/certainty';
import { linkAddress, linkLabel, productLinks } from '../answers/productLinks';

export const liens: AnnexWriter = {
  id: 'liens',
  title: 'Liens',
  items: ['liens'],
  write(page) {
    const links = productLinks(page);
    if (links.length <= tableRows) {
      return undefined;
    }
    const cited = links.filter(({ kind }) => kind === 'cited');
    return [
      'Adresses relevées dans les documents, les fiches du produit, ses pages et sa configuration. Aucune n’a été suivie : rien ne dit si elles répondent encore.',
      page.table(
        ['Quoi', 'Où', 'Preuve'],
        links
          .filter(({ kind }) => kind !== 'cited')
          .map((link) => [linkLabel(page, link), linkAddress(page, link.url), page.links(link.evidence.slice(0, 2))]),
      ),
      ...(cited.length > 0
        ? [
            'Autres adresses que citent le README, la documentation et les pages destinées au public :',
            page.table(
              ['Où', 'Citée par'],
              cited.map(({ url, evidence }) => [linkAddress(page, url), page.links(evidence.slice(0, 2))]),
            ),
          ]
        : []),
    ];
  },
};
