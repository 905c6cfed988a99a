import type { ProductDocument, Table } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { byName, proven, tableRows } from './certainty';
import { externalDocuments, toldGroup } from './externalDocuments';

/** Pages that every product of the State has, by the names of their files: their first heading says less. */
const usual: readonly (readonly [name: RegExp, label: string])[] = [
  [/^(?:faq|foire)/, 'Foire aux questions'],
  [/^(?:cgu|terms|tos|conditions)/, 'Conditions d’utilisation'],
  [/^(?:mentions?|legal)/, 'Mentions légales'],
  [/accessibilit/, 'Accessibilité'],
  [/confidentialit|privacy|donneespersonnelles/, 'Données personnelles'],
  [/^(?:guide|manuel|modedemploi|userguide|usermanual)/, 'Guide d’utilisation'],
];

function label(name: string, path: string): string | undefined {
  const stem = name
    .replace(/\..*$/, '')
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
  const found = usual.find(([pattern]) => pattern.test(stem))?.[1];
  return found !== undefined && /\.(?:pdf|docx?|odt)$/i.test(path) ? undefined : found;
}

/** The address of a page: where a file says so, else the route that bears its name. */
function routeOf(page: Page, { path: document, route }: ProductDocument): string | undefined {
  const stem = document.replace(/^.*\//, '').replace(/\..*$/, '').toLowerCase();
  return (
    route ??
    page.inventory.api.find(
      ({ method, path }) => method === 'GET' && path.replace(/\/$/, '').toLowerCase() === `/${stem}`,
    )?.path
  );
}

/** Answers that editors write on the site are in the base, and go with it. */
function inBase(page: Page): Table | undefined {
  return proven(page.inventory.tables).find(({ name }) =>
    /(?:^|[_.])faqs?(?:[_.]|item|$)|foire_aux_questions/i.test(name),
  );
}

export const docUtilisateur: AnswerWriter = {
  item: 'doc-utilisateur',
  write(page) {
    const found = page.inventory.repository.documents.filter(({ kind }) => kind === 'user');
    const elsewhere = externalDocuments(page)
      .filter(({ isForUsers }) => isForUsers)
      .slice(0, 4)
      .map((group) => `- ${toldGroup(page, group)}.`);
    const faq = inBase(page);
    const more = [
      ...elsewhere,
      ...(faq
        ? [
            `- Le texte de la foire aux questions est en base, table ${page.code(faq.name)} ${page.proof(faq.evidence.slice(0, 1))}, pas dans le dépôt.`,
          ]
        : []),
    ];
    const question = faq
      ? 'où est la copie du texte de la foire aux questions, qui disparaîtra avec la base ?'
      : elsewhere.length > 0
        ? 'quelle équipe garde les documents hébergés hors du dépôt, et où en est la copie durable ?'
        : 'où est la documentation destinée au public qui n’est pas dans le dépôt : aide en ligne, tutoriels, vidéos ?';
    if (found.length === 0) {
      return {
        blocks: [
          ...(more.length > 0 ? [more.join('\n')] : []),
          page.notFound('Documentation pour le public', ['docs/', 'documentation/', '*.md', '*.pdf'], 'f'),
        ],
        question,
      };
    }
    // Each part of a product has its own mentions and terms.
    const pages = byName(
      found.map((each) => ({ ...each, name: label(each.name, each.path) ?? each.title ?? each.name })),
    );
    const routes = pages.map(({ facts }) => facts.flatMap((each) => routeOf(page, each) ?? [])[0]);
    const hasRoutes = routes.some((route) => route !== undefined);
    const rows = pages.slice(0, tableRows).map(({ name, facts }, index) => {
      const route = routes[index];
      const address = hasRoutes ? [route === undefined ? '' : page.code(route)] : [];
      return [page.text(name), page.links(facts.flatMap(({ evidence }) => evidence)), ...address];
    });
    // Pages that tell the public what it may ask, and all of them here: nothing is missing.
    const isWhole =
      more.length === 0 &&
      hasRoutes &&
      pages.some(({ name }) => /foire aux questions|guide/i.test(name)) &&
      pages.length > 2;
    return {
      blocks: [
        page.table(['Document', 'Où', ...(hasRoutes ? ['Adresse'] : [])], rows),
        ...(pages.length > tableRows ? [`Et ${page.count(pages.length - tableRows, 'autre')}.`] : []),
        ...(more.length > 0 ? [more.join('\n')] : []),
      ],
      question: isWhole ? undefined : question,
    };
  },
};
