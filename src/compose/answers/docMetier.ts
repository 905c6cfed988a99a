import type { ProductDocument } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { externalDocuments, toldGroup } from './externalDocuments';

/** Beyond, a folder says enough. */
const mostListed = 6;

export const docMetier: AnswerWriter = {
  item: 'doc-metier',
  write(page) {
    const { documents } = page.inventory.repository;
    const business = documents.filter(({ kind }) => kind === 'business');
    const decided = new Set(page.inventory.repository.decisions.map(({ evidence }) => evidence[0]?.path));
    const technical = documents.filter(({ kind, path }) => kind === 'technical' && !decided.has(path));
    const lines = [
      ...headings(page),
      ...tracking(page),
      ...externalDocuments(page)
        .filter(({ isForUsers }) => !isForUsers)
        .slice(0, 5)
        .map((group) => `- ${toldGroup(page, group)}`),
      ...(business.length > 0 ? [list(page, business)] : []),
    ];
    return {
      blocks: [
        ...(lines.length > 0
          ? [lines.join('\n')]
          : [page.notFound('Documentation métier', ['docs/', 'documentation/', '*.md'], 'f')]),
        ...(technical.length > 0
          ? [`Pour les développeurs, ${page.count(technical.length, 'document')} :`, list(page, technical)]
          : []),
      ],
      question:
        'où sont les documents internes absents du dépôt : règles de gestion, support, bilans, mesures d’usage ?',
    };
  },
};

/** What the public is told of why the product is there: the rules of the trade, in a few words. */
function headings(page: Page): string[] {
  const said = page.inventory.repository.statements
    .filter(({ kind }) => kind === 'business')
    .slice(0, 4)
    .map(({ quote, evidence }) => `« ${page.text(quote)} » ${page.proof(evidence)}`);
  return said.length === 0 ? [] : [`- Dans les pages destinées au public : ${said.join(', ')}`];
}

/** Sections of the README on what is measured. */
function tracking(page: Page): string[] {
  return page.inventory.readme
    .flatMap(({ path, sections }) => sections.map((section) => ({ path, ...section })))
    .filter(({ title }) =>
      /matomo|piwik|tracking|taggage|mesure d[’']audience|analytics|statistiques d[’'](?:usage|utilisation)|\bkpis?\b/i.test(
        title,
      ),
    )
    .slice(0, 2)
    .map(
      ({ path, title, line, endLine }) =>
        `- Ce qui est mesuré : section « ${page.text(title)} » ${page.proof([{ path, line, ...(endLine > line ? { endLine } : {}) }])}`,
    );
}

/** Notes of versions, by the folder that holds nothing else: one line says it all. */
function versionNotes(documents: readonly ProductDocument[]): ReadonlyMap<string, readonly ProductDocument[]> {
  const folders = new Map<string, ProductDocument[]>();
  for (const document of documents.filter(({ name }) => /^v?\d+(?:\.\d+)+[.-]/.test(name))) {
    const folder = document.path.slice(0, -document.name.length);
    folders.set(folder, [...(folders.get(folder) ?? []), document]);
  }
  return new Map([...folders].filter(([, notes]) => notes.length > 2));
}

function list(page: Page, all: readonly ProductDocument[]): string {
  const notes = versionNotes(all);
  const documents = all.filter((document) => ![...notes.values()].some((group) => group.includes(document)));
  const groups = [...notes].map(
    ([folder, { length }]) => `- ${page.count(length, 'note de version', 'notes de version')} : ${page.file(folder)}`,
  );
  return [...groups, ...(documents.length > 0 ? [listed(page, documents)] : [])].join('\n');
}

function listed(page: Page, documents: readonly ProductDocument[]): string {
  const shown = documents.slice(0, mostListed).map(({ title, name, path, evidence }) => {
    const release = page.inventory.repository.releases.find((each) => each.evidence[0]?.path === path);
    if (release) {
      return `- Journal des versions, jusqu’à ${page.text(release.name)}${release.date === undefined ? '' : ` (${page.date(release.date)})`} ${page.proof(release.evidence)}`;
    }
    return title === undefined && evidence.every(({ line }) => line === 1)
      ? `- ${page.file(evidence[0]?.path ?? name)}${name.endsWith('.sql') ? ' : requêtes de statistiques' : ''}`
      : `- ${page.text(title ?? name)} ${page.proof(evidence)}`;
  });
  const rest = documents.slice(mostListed);
  const [first] = rest;
  const folder = first?.path.slice(0, first.path.lastIndexOf('/') + 1) ?? '';
  return [
    ...shown,
    ...(rest.length > 0
      ? [`- et ${page.count(rest.length, 'autre')}${folder === '' ? '' : `, dont ${page.file(folder)}`}`]
      : []),
  ].join('\n');
}
