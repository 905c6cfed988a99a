import type { Column } from '../../facts';
import {
  asBoolean,
  asNumber,
  asText,
  evidenceOf,
  hostFunction,
  property,
  unknown,
  type JsEntry,
  type JsHost,
  type JsPlace,
  type JsText,
  type JsValue,
} from '../javascript/jsValue';
import type { MigrationRun } from '../nodeMigrations';

/** Plays the `db` that db-migrate gives to a migration, whose calls change the schema that is replayed. */
export function database(run: MigrationRun): JsHost {
  return {
    kind: 'host',
    get: (method) => {
      if (method === 'then' || method === 'catch') {
        return undefined;
      }
      return hostFunction((args, at) => {
        change(run, method, args, at);
        // Each call ends by calling what comes next.
        const next = args.at(-1);
        if (next?.kind === 'function') {
          run.interpreter.call(next, [], at);
        }
        return unknown;
      });
    },
  };
}

function change(run: MigrationRun, method: string, args: readonly JsValue[], at: JsPlace): void {
  const { replay } = run;
  const [first, second, third, fourth] = args;
  if (method === 'runSql' || method === 'all') {
    run.sql(first);
    return;
  }
  if (method === 'insert') {
    run.changesData(at);
    return;
  }
  const table = /(?:Table|Column|ForeignKey)$/.test(method) ? run.named(first, at) : undefined;
  if (!table) {
    return;
  }
  const name = table.text.replace(/^public\./, '');
  const column = asText(second);
  switch (method) {
    case 'createTable': {
      replay.createTable(name, evidenceOf(table));
      const columns = property(second, 'columns') ?? second;
      for (const { key, value } of columns?.kind === 'record' ? columns.entries.values() : []) {
        replay.addColumn(name, columnOf(key, value));
      }
      break;
    }
    case 'dropTable':
      replay.dropTable(name);
      break;
    case 'renameTable':
      if (column) {
        replay.renameTable(name, column.text, evidenceOf(column));
      }
      break;
    case 'addColumn':
      if (column) {
        replay.addColumn(name, columnOf(column, third ?? unknown));
      }
      break;
    case 'changeColumn':
      if (column) {
        const changed = columnOf(column, third ?? unknown);
        replay.alterColumn(name, column.text, (known) => ({ ...known, ...changed }), changed.evidence);
      }
      break;
    case 'removeColumn':
      if (column) {
        replay.dropColumn(name, column.text, evidenceOf(column));
      }
      break;
    case 'renameColumn': {
      const to = asText(third);
      if (column && to) {
        replay.renameColumn(name, column.text, to.text, evidenceOf(to));
      }
      break;
    }
    case 'addForeignKey':
      for (const entry of fourth?.kind === 'record' ? fourth.entries.values() : []) {
        pointAt(run, name, column, entry);
      }
      break;
  }
}

function columnOf(name: JsText, value: JsValue): Column {
  const type = asText(value)?.text ?? asText(property(value, 'type'))?.text;
  const length = asNumber(property(value, 'length'));
  const isNotNull = asBoolean(property(value, 'notNull'));
  const isPrimary = asBoolean(property(value, 'primaryKey')) === true;
  const foreign = property(value, 'foreignKey');
  const table = asText(property(foreign, 'table'))?.text;
  const mapping = property(foreign, 'mapping');
  const target =
    asText(mapping) ?? asText(mapping?.kind === 'record' ? [...mapping.entries.values()][0]?.value : undefined);
  return {
    name: name.text,
    ...(type === undefined ? {} : { type: length === undefined ? type : `${type}(${length})` }),
    ...(isNotNull === undefined ? {} : { nullable: !isNotNull }),
    ...(isPrimary ? { key: 'primary' as const } : table === undefined ? {} : { key: 'foreign' as const }),
    ...(table === undefined ? {} : { references: target ? `${table}.${target.text}` : table }),
    ...(asBoolean(property(value, 'unique')) === true ? { unique: true } : {}),
    evidence: evidenceOf(name),
  };
}

function pointAt({ replay }: MigrationRun, table: string, target: JsText | undefined, { key, value }: JsEntry): void {
  const column = asText(value)?.text;
  if (target) {
    const references = column === undefined ? target.text : `${target.text}.${column}`;
    replay.alterColumn(
      table,
      key.text,
      (known) => ({ ...known, key: known.key ?? 'foreign', references }),
      evidenceOf(key),
    );
  }
}
