import type { Column, Table } from '../../survey/facts';
import { entityName, mermaidBlock, mermaidText } from '../mermaid';

/** What a diagram of tables shows at most, so that it can be read. */
const mostRelations = 12;

/** A column that says where a row of another table is. */
interface Relation {
  readonly from: Table;
  readonly to: Table;
  readonly column: Column;
}

/** The tables that a person should know first: those that others lean on and that lean on others, then the widest. */
export function mainTables(tables: readonly Table[]): Table[] {
  const weights = new Map<Table, number>(tables.map((table) => [table, 0]));
  for (const { from, to } of relationsOf(tables)) {
    weights.set(from, (weights.get(from) ?? 0) + 1);
    weights.set(to, (weights.get(to) ?? 0) + 1);
  }
  return [...tables].sort(
    (a, b) =>
      (weights.get(b) ?? 0) - (weights.get(a) ?? 0) ||
      b.columns.length - a.columns.length ||
      (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}

/** How the main tables hold together; undefined when none points at another. */
export function relationsDiagram(tables: readonly Table[]): string | undefined {
  const ranks = new Map(mainTables(tables).map((table, index) => [table, index]));
  const rankOf = ({ from, to }: Relation): number => (ranks.get(from) ?? 0) + (ranks.get(to) ?? 0);
  const relations = relationsOf(tables)
    .sort((a, b) => rankOf(a) - rankOf(b))
    .slice(0, mostRelations);
  return relations.length === 0
    ? undefined
    : mermaidBlock([
        'erDiagram',
        ...relations.map(
          ({ from, to, column }) =>
            `  ${entityName(to.name)} ||--o${column.unique === true ? '|' : '{'} ${entityName(from.name)} : ${mermaidText(column.name)}`,
        ),
      ]);
}

/** Each pair of tables once by column, also where several repositories have tables of one name. */
function relationsOf(tables: readonly Table[]): Relation[] {
  const byName = new Map(tables.map((table) => [table.name.toLowerCase(), table]));
  return tables.flatMap((from) =>
    from.columns.flatMap((column) => {
      const [target = ''] = column.references?.toLowerCase().split(/\.(?=[^.]+$)/) ?? [];
      const to = byName.get(column.references?.toLowerCase() ?? '') ?? byName.get(target);
      return to === undefined ? [] : [{ from, to, column }];
    }),
  );
}
