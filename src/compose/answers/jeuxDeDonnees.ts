import type { Dataset } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { ownPlaces } from './ownPlaces';
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
    const unknown = datasets.find(({ kind }) => kind === 'encrypted') ?? datasets.find(({ kind }) => kind === 'dump');
    return {
      blocks: [
        ...(datasets.length > 0 ? sets(page, datasets) : []),
        ...without(page, datasets),
        ...staleDump(page, datasets),
        ...(datasets.length > 0 && !datasets.some(({ kind }) => kind === 'dump' || kind === 'encrypted')
          ? [page.notFound('Sauvegarde versionnée', ['*.sql', '*.dump', '*.gz', '*.csv'], 'f')]
          : []),
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
            ? datasets.some(({ kind, tables }) => kind === 'seed' && tables.length > 0) && commands.length > 0
              ? undefined
              : 'lequel de ces jeux suffit pour essayer le produit entier ?'
            : 'existe-t-il un jeu de données fictif ou anonymisé pour essayer le produit, et où est-il ?'
          : `que contient ${page.code(unknown.path)} (données réelles ?)${unknown.kind === 'encrypted' ? ', et quelle équipe en a la clé' : ''} ?`,
    };
  },
};

function sets(page: Page, datasets: readonly Dataset[]): string[] {
  const hidden = datasets.length - tableRows;
  const isProved = datasets.some(({ path, evidence }) => ownPlaces(path, evidence).length > 0);
  return [
    page.table(
      ['Fichier', 'Nature', 'Contenu', ...(isProved ? ['Preuve'] : [])],
      datasets
        .slice(0, tableRows)
        .map(({ path, kind, engine, tables, reason, evidence }) => [
          page.file(path),
          kinds[kind],
          [
            ...(engine === undefined ? [] : [page.text(engine)]),
            ...(tables.length > 0 ? [tablesTold(page, tables, kind)] : []),
            ...(reason === undefined ? [] : [page.text(reason)]),
          ].join(' ; '),
          ...(isProved ? [page.links(ownPlaces(path, evidence).slice(0, 2))] : []),
        ]),
    ),
    ...(hidden > 0 ? [`Et ${page.count(hidden, 'autre')}.`] : []),
  ];
}

/** Tables that no set fills, when the sets say which they do. */
function without(page: Page, datasets: readonly Dataset[]): string[] {
  const filled = new Set(datasets.filter(({ kind }) => kind === 'seed').flatMap(({ tables }) => tables));
  const tables = proven(page.inventory.tables).filter(({ kind }) => kind === undefined);
  const empty = tables.filter(({ name }) => !filled.has(name)).map(({ name }) => page.code(name));
  return filled.size === 0 || empty.length === 0 || !tables.some(({ name }) => filled.has(name))
    ? []
    : [
        empty.length > listed
          ? `${page.count(empty.length, 'table')} sur ${String(tables.length)} n’ont pas de jeu.`
          : `Sans jeu : ${enumerate(empty)}.`,
      ];
}

/** How far behind the last migration a saved base is. */
function staleDump(page: Page, datasets: readonly Dataset[]): string[] {
  const found = datasets.flatMap(({ path, migrations }) => {
    const behind = (migrations ?? []).flatMap((known) => {
      const [app = '', name = ''] = known.split(' ');
      const own = page.inventory.migrations.find(
        ({ folder }) => folder === `${app}/migrations` || folder.endsWith(`/${app}/migrations`),
      );
      const last = own?.last?.replace(/^.*\//, '').replace(/\.py$/, '') ?? '';
      return last > name ? [`${page.code(app)} ${name.slice(0, 4)} au lieu de ${last.slice(0, 4)}`] : [];
    });
    return behind.length > 0
      ? [
          `${page.file(path)} s’arrête à d’anciennes migrations (${enumerate(behind.slice(0, 3))}) : les appliquer après l’avoir chargé.`,
        ]
      : [];
  });
  return found.slice(0, 2);
}

/** Of a saved base, the tables that hold something: it may create more. */
function tablesTold(page: Page, tables: readonly string[], kind: Dataset['kind']): string {
  if (tables.length <= listed) {
    return `${page.count(tables.length, 'table')} : ${enumerate(tables.map((table) => page.code(table)))}`;
  }
  return kind === 'dump'
    ? page.count(tables.length, 'table remplie', 'tables remplies')
    : page.count(tables.length, 'table');
}
