import type { Dataset } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { enumerate, proven, tableRows } from './certainty';

/** Tables named in one cell, and commands listed, at most. */
const listed = 6;

const kinds: Readonly<Record<Dataset['kind'], string>> = {
  seed: 'jeu de départ',
  factory: 'fabriques d’objets fictifs, pour les tests',
  dump: 'sauvegarde de base',
  archive: 'archive',
  encrypted: 'chiffré, contenu inconnu',
  personal: 'données à relire',
};

/** What fills a base that works comes before what may be anything. */
const order: readonly Dataset['kind'][] = ['seed', 'dump', 'archive', 'encrypted', 'factory'];

export const jeuxDeDonnees: AnswerWriter = {
  item: 'jeux-de-donnees',
  write(page) {
    const commands = page.inventory.repository.commands.filter(
      ({ name, command }) =>
        command !== undefined && /seed|fixtures?|populate|anonymi|dump|restore|sample[-_:]?data|jeu/i.test(name),
    );
    const datasets = proven(page.inventory.datasets)
      .filter(({ kind }) => kind !== 'personal')
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    const unknown = datasets.find(({ kind }) => kind === 'encrypted' || kind === 'dump');
    return {
      blocks: [
        ...(datasets.length > 0 ? sets(page, datasets) : []),
        ...(commands.length > 0
          ? [
              commands
                .slice(0, listed)
                .map(({ command, evidence }) => `- ${page.code(command ?? '')} ${page.proof(evidence.slice(0, 1))}`)
                .join('\n'),
            ]
          : []),
        ...(datasets.length === 0 && commands.length === 0
          ? [
              page.notFound('Jeu de données ou sauvegarde', [
                'seeds',
                'fixtures',
                'factories',
                '*.sql',
                '*.dump',
                '*.csv',
                'les scripts',
                'le Makefile',
              ]),
            ]
          : []),
      ],
      question:
        unknown === undefined
          ? datasets.length > 0
            ? 'lequel de ces jeux suffit pour essayer le produit entier ?'
            : 'existe-t-il un jeu de données fictif ou anonymisé pour essayer le produit, et où est-il ?'
          : `que contient ${page.code(unknown.path)} (données réelles ?)${unknown.kind === 'encrypted' ? ', et quelle équipe en a la clé' : ''} ?`,
    };
  },
};

function sets(page: Page, datasets: readonly Dataset[]): string[] {
  const hidden = datasets.length - tableRows;
  return [
    page.table(
      ['Fichier', 'Nature', 'Contenu', 'Preuve'],
      datasets
        .slice(0, tableRows)
        .map(({ path, kind, engine, tables, reason, evidence }) => [
          page.file(path),
          kinds[kind],
          [
            ...(engine === undefined ? [] : [page.text(engine)]),
            ...(tables.length > 0 ? [tablesTold(page, tables)] : []),
            ...(reason === undefined ? [] : [page.text(reason)]),
          ].join(' ; '),
          page.links(evidence.slice(0, 2)),
        ]),
    ),
    ...(hidden > 0 ? [`Et ${page.count(hidden, 'autre')}.`] : []),
  ];
}

function tablesTold(page: Page, tables: readonly string[]): string {
  return tables.length > listed
    ? page.count(tables.length, 'table')
    : `${page.count(tables.length, 'table')} : ${enumerate(tables.map((table) => page.code(table)))}`;
}
