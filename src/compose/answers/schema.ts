import type { Inventory, Table } from '../../survey/facts';
import type { AnswerWriter, Page } from './answer';
import { byName, enumerate, proven, tableRows, toConfirm } from './certainty';
import { partlyRead } from './partlyRead';
import { mainTables, relationsDiagram } from './tables';

/** Columns named in one sentence, at most. */
const namedColumns = 5;

export const schema: AnswerWriter = {
  item: 'schema',
  write(page) {
    const { databases, tables } = page.inventory;
    const found = proven(tables);
    return {
      blocks: [
        ...engines(page, databases),
        ...toConfirm(page, databases),
        ...(found.length > 0 ? described(page, found) : [withoutTables(page)]),
        ...partlyRead(page, 'tables'),
      ],
      question:
        found.length > 0
          ? 'que contient une ligne de chaque table principale, et quelles colonnes portent des données personnelles ?'
          : 'quelles sont les tables principales, et que contient une ligne de chacune ?',
    };
  },
};

function engines(page: Page, databases: Inventory['databases']): string[] {
  const lines = byName(proven(databases)).map(({ name, facts }) => {
    const versions = [...new Set(facts.flatMap(({ version }) => version ?? []))];
    const end = facts.find(({ endOfLife }) => endOfLife !== undefined)?.endOfLife;
    const support = end === undefined ? '' : `, fin de support en ${page.date(end, 'month')}`;
    return `- **${page.text(name)}**${versions.length > 0 ? ` ${versions.map((version) => page.code(version)).join(', ')}` : ''}${support} ${page.proof(facts.flatMap(({ evidence }) => evidence))}`;
  });
  return lines.length > 0
    ? [lines.join('\n')]
    : [
        page.notFound(
          'Base de données',
          ['docker-compose.yml', 'les dépendances', 'la configuration', 'les variables'],
          'f',
        ),
      ];
}

function withoutTables(page: Page): string {
  return page.notFound('Tables', ['les migrations', 'les modèles du code', '*.sql'], 'fp');
}

function described(page: Page, tables: readonly Table[]): string[] {
  const main = mainTables(tables).slice(0, tableRows);
  const columns = tables.reduce((sum, table) => sum + table.columns.length, 0);
  const diagram = relationsDiagram(tables);
  const hasLabels = main.some(({ label }) => label !== undefined);
  const rows = main.map(({ name, label, columns: own, evidence }) => [
    page.code(name),
    ...(hasLabels ? [page.text(label ?? '')] : []),
    String(own.length),
    page.links(evidence.slice(0, 1)),
  ]);
  const json = tables.flatMap(({ name, columns: own }) =>
    own.filter(({ type }) => /^jsonb?\b|JSONField/i.test(type ?? '')).map((column) => `${name}.${column.name}`),
  );
  const softlyDeleted = tables.filter(({ columns: own }) => own.some(({ name }) => /^deleted_?at$/i.test(name))).length;
  return [
    `${page.count(tables.length, 'table')} et ${page.count(columns, 'colonne')}, d’après ${sourcesOf(tables)} : ${page.annex('base-de-donnees', 'annexe de la base')}.`,
    ...(diagram === undefined ? [] : [diagram]),
    ...(tables.length > main.length ? [`Les ${String(main.length)} tables que le plus d’autres entourent :`] : []),
    page.table(['Table', ...(hasLabels ? ['Nom dans le code'] : []), 'Colonnes', 'Déclarée par'], rows),
    ...(softlyDeleted > 0
      ? [
          `${page.count(softlyDeleted, 'table garde', 'tables gardent')} les lignes supprimées (${page.code('deleted_at')} ou ${page.code('deletedAt')}).`,
        ]
      : []),
    ...(json.length > 0
      ? [
          `${page.count(json.length, 'colonne JSON n’a', 'colonnes JSON n’ont')} pas de schéma en base : ${enumerate(json.slice(0, namedColumns).map((name) => page.code(name)))}${json.length > namedColumns ? ', entre autres' : ''}.`,
        ]
      : []),
  ];
}

const sourceLabels: Readonly<Record<Table['source'], string>> = {
  schema: 'le schéma versionné',
  migrations: 'les migrations rejouées',
  models: 'les modèles du code',
  sql: 'un fichier SQL',
};

/** « les migrations rejouées (Knex) et les modèles du code (Django) ». */
export function sourcesOf(tables: readonly Table[]): string {
  const found = new Map<string, Set<string>>();
  for (const { source, from } of tables) {
    const label = sourceLabels[source];
    found.set(label, (found.get(label) ?? new Set()).add(from));
  }
  return enumerate([...found].map(([label, froms]) => `${label} (${[...froms].sort().join(', ')})`));
}
