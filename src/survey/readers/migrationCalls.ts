import type { Column } from '../facts';
import { asText, evidenceOf, property, unknown, type JsPlace, type JsText, type JsValue } from './javascript/jsValue';
import type { MigrationRun } from './nodeMigrations';

/** How a tool of migrations writes what its calls are about. */
export interface CallDialect {
  /** The name of a table. */
  readonly tableOf: (value: JsValue | undefined) => JsText | undefined;
  /** What is said of a column; undefined when the tool's own calls tell of columns otherwise. */
  readonly columnOf?: (name: JsText, described: JsValue) => Column;
}

/**
 * Replays a call that most tools of migrations write alike: `renameColumn(table, old, new)`.
 *
 * @param args the table, then what the call is about
 * @returns the table, without the schema `public`; undefined when its name isn't known
 */
export function replayCall(
  run: MigrationRun,
  { tableOf, columnOf }: CallDialect,
  method: string,
  args: readonly JsValue[],
  at: JsPlace,
): JsText | undefined {
  const { replay } = run;
  const [first, second, third] = args;
  const known = run.named(tableOf(first), at);
  if (!known) {
    return undefined;
  }
  const table = { ...known, text: known.text.replace(/^public\./, '') };
  const [from, to] = [columnName(second), columnName(third)];
  if (/^drop(?:Table|(?:Materialized)?View)$/.test(method)) {
    replay.dropTable(table.text);
  } else if (/^create(?:Materialized)?View$/.test(method)) {
    replay.dropTable(table.text);
    replay.createTable(table.text, evidenceOf(table), { kind: 'view' });
  } else if (method === 'renameTable') {
    const renamed = run.named(tableOf(second), at);
    if (renamed) {
      replay.renameTable(table.text, renamed.text, evidenceOf(renamed));
    }
  } else if (method === 'renameColumn' && from && to) {
    replay.renameColumn(table.text, from.text, to.text, evidenceOf(to));
  } else if (method === 'removeColumn' && from) {
    replay.dropColumn(table.text, from.text, evidenceOf(from));
  } else if (columnOf && method === 'createTable') {
    replay.createTable(table.text, evidenceOf(table), labelOf(third));
    for (const { key, value } of second?.kind === 'record' ? second.entries.values() : []) {
      replay.addColumn(table.text, columnOf(key, value));
    }
  } else if (columnOf && from && method === 'addColumn') {
    replay.addColumn(table.text, columnOf(from, third ?? unknown));
  } else if (columnOf && from && method === 'changeColumn') {
    const changed = columnOf(from, third ?? unknown);
    replay.alterColumn(table.text, from.text, (column) => ({ ...column, ...changed }), changed.evidence);
  }
  return table;
}

/** Makes a column point at another, or does nothing when that one isn't known. */
export function pointAt({ replay }: MigrationRun, table: JsText, column: JsText, references: string | undefined): void {
  if (references !== undefined) {
    const change = (known: Column): Column => ({ ...known, key: known.key ?? 'foreign', references });
    replay.alterColumn(table.text, column.text, change, evidenceOf(column));
  }
}

/** What a foreign key points at; undefined when its table isn't known. */
export function reference(table: string | undefined, column: string | undefined): string | undefined {
  return table === undefined || column === undefined ? table : `${table}.${column}`;
}

/** Says what a constraint makes of its columns: values that are unique together aren't so alone. */
export function constrain(
  { replay }: MigrationRun,
  table: JsText,
  kind: 'primary' | 'unique' | 'other',
  columns: readonly JsText[],
): void {
  const isUnique = kind === 'unique' && columns.length === 1;
  const told: Partial<Column> = kind === 'primary' ? { key: 'primary' } : isUnique ? { unique: true } : {};
  for (const column of columns) {
    replay.alterColumn(table.text, column.text, (known) => ({ ...known, ...told }), evidenceOf(column));
  }
}

/** A column's name: alone, or of what describes it. */
export function columnName(value: JsValue | undefined): JsText | undefined {
  return asText(value) ?? asText(property(value, 'name'));
}

/** What the options of a table or of a column say it is. */
export function labelOf(options: JsValue | undefined): { label?: string } {
  const label = asText(property(options, 'comment'))?.text;
  return label === undefined ? {} : { label };
}

/** A table's name: alone, or `{ schema, name }`. */
export function tableOf(value: JsValue | undefined): JsText | undefined {
  return inSchema(columnName(value), property(value, 'schema'));
}

/** A table of `schema`, which goes without saying when it is `public`. */
export function inSchema(name: JsText | undefined, schema: JsValue | undefined): JsText | undefined {
  const text = asText(schema)?.text;
  return name && text !== undefined && text !== 'public' ? { ...name, text: `${text}.${name.text}` } : name;
}
