import type { ProductLink } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { tableRows } from './certainty';
import { placeName } from './externalDocuments';
import { linkAddress, linkLabel, productLinks } from './productLinks';

/** From how many on documents of one place are told together. */
const together = 3;

export const liens: AnswerWriter = {
  item: 'liens',
  write(page) {
    const all = productLinks(page);
    const told = all.filter(({ kind }) => kind !== 'cited');
    const links = told.length > 0 ? told : all;
    if (all.length === 0) {
      return {
        blocks: [page.notFound('Lien', ['README.md', 'package.json', 'publiccode.yml'])],
        question: 'à quelles adresses sont le service, son code, ses documents et sa boîte de contact ?',
      };
    }
    const groups = documentGroups(links);
    const grouped = new Set([...groups.values()].flat());
    const rows = [
      ...links.filter((link) => !grouped.has(link) && link.kind !== 'tool').map((link) => rowOf(page, link)),
      ...[...groups].map(([where, own]) => [
        page.count(own.length, 'document'),
        page.text(where),
        page.links(own.flatMap(({ evidence }) => evidence.slice(0, 1))),
      ]),
      ...links.filter((link) => !grouped.has(link) && link.kind === 'tool').map((link) => rowOf(page, link)),
    ];
    const [largest] = [...groups].sort(([, a], [, b]) => b.length - a.length);
    const contact = links.find(({ kind }) => kind === 'contact');
    return {
      blocks: [
        page.table(['Quoi', 'Où', 'Preuve'], rows.slice(0, tableRows)),
        ...(all.length > tableRows
          ? [
              `Les ${String(all.length)} adresses trouvées sont dans ${page.annex('liens', 'l’annexe des liens')} ; aucune n’a été suivie.`,
            ]
          : []),
      ],
      question: largest
        ? `quelle équipe détient les ${String(largest[1].length)} documents de ${page.text(largest[0])}, et où en est la copie durable ?`
        : contact
          ? `la boîte ${page.code(contact.url)} est-elle encore relevée, et par quelle équipe ?`
          : 'quels autres lieux faut-il connaître : espace de travail, maquettes, messagerie, boîte de contact ?',
    };
  },
};

/** Documents of one place, when they are many. */
function documentGroups(links: readonly ProductLink[]): Map<string, ProductLink[]> {
  const groups = new Map<string, ProductLink[]>();
  for (const link of links.filter(({ kind }) => kind === 'document')) {
    const where = placeName(link.url);
    groups.set(where, [...(groups.get(where) ?? []), link]);
  }
  return new Map([...groups].filter(([, own]) => own.length >= together));
}

function rowOf(page: Page, link: ProductLink): string[] {
  return [linkLabel(page, link), linkAddress(page, link.url), page.links(link.evidence.slice(0, 1))];
}
