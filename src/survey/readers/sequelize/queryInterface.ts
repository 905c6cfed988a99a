import type { Column } from '../../facts';
import {
  asText,
  asTexts,
  evidenceOf,
  host,
  hostFunction,
  property,
  textAt,
  unknown,
  type JsEntry,
  type JsHost,
  type JsPlace,
  type JsText,
  type JsValue,
} from '../javascript/jsValue';
import type { MigrationRun } from '../nodeMigrations';
import { columnOf, referenceOf, tableNameOf } from './sequelizeAttributes';

const dataMethods = /^(?:bulkInsert|bulkUpdate|bulkDelete|insert|update|delete|upsert|increment|decrement)$/;
const tableMethods =
  /^(?:(?:create|drop|rename|describe)Table|(?:add|change|rename|remove)Column|addConstraint|addIndex|removeConstraint)$/;

/** Plays Sequelize's `queryInterface`, whose calls change the schema that is replayed. */
export function queryInterface(run: MigrationRun): JsHost {
  const transaction = hostFunction(([first, second], at) => {
    const body = second?.kind === 'function' ? second : first;
    return body?.kind === 'function' ? run.interpreter.call(body, [unknown], at) : unknown;
  });
  const query = hostFunction(([sql]) => {
    run.sql(sql?.kind === 'record' ? property(sql, 'query') : sql);
    return { kind: 'list', items: [unknown, unknown] };
  });
  const sequelize = host({ query, transaction });
  const self: JsHost = {
    kind: 'host',
    get: (method) => {
      if (method === 'sequelize') {
        return sequelize;
      }
      // Umzug gives it as `context`.
      if (method === 'context' || method === 'queryInterface') {
        return self;
      }
      return tableMethods.test(method) || dataMethods.test(method) || method === 'showAllTables'
        ? hostFunction((args, at) => change(run, method, args, at))
        : undefined;
    },
  };
  return self;
}

function change(run: MigrationRun, method: string, args: readonly JsValue[], at: JsPlace): JsValue {
  const { replay } = run;
  if (dataMethods.test(method)) {
    run.changesData(at);
    return unknown;
  }
  if (method === 'showAllTables') {
    return unknown;
  }
  const table = run.named(tableNameOf(args[0]), at);
  if (!table) {
    return unknown;
  }
  const name = table.text.replace(/^public\./, '');
  const [, second, third] = args;
  const column = asText(second);
  switch (method) {
    case 'createTable':
      replay.createTable(name, evidenceOf(table), labelOf(third));
      for (const { key, value } of second?.kind === 'record' ? second.entries.values() : []) {
        replay.addColumn(name, columnOf(asText(property(value, 'field')) ?? key, value));
      }
      break;
    case 'dropTable':
      replay.dropTable(name);
      break;
    case 'renameTable': {
      const to = run.named(tableNameOf(second), at);
      if (to) {
        replay.renameTable(name, to.text, evidenceOf(to));
      }
      break;
    }
    case 'addColumn':
      if (column) {
        replay.addColumn(name, columnOf(column, third ?? unknown));
      }
      break;
    case 'changeColumn':
      if (column) {
        changeColumn(run, name, column, third ?? unknown);
      }
      break;
    case 'renameColumn': {
      const to = asText(third);
      if (column && to) {
        replay.renameColumn(name, column.text, to.text, evidenceOf(to));
      }
      break;
    }
    case 'removeColumn':
      if (column) {
        replay.dropColumn(name, column.text, evidenceOf(column));
      }
      break;
    case 'addConstraint':
      constrain(run, name, second, third);
      break;
    case 'describeTable':
      return described(replay.columns(name), at);
  }
  return unknown;
}

function labelOf(options: JsValue | undefined): { label?: string } {
  const label = asText(property(options, 'comment'))?.text;
  return label === undefined ? {} : { label };
}

function changeColumn({ replay }: MigrationRun, table: string, name: JsText, attribute: JsValue): void {
  const changed = columnOf(name, attribute);
  replay.alterColumn(table, name.text, (known) => ({ ...known, ...changed }), changed.evidence);
}

/** `addConstraint(table, { fields, type, references })`, or with the fields before in older releases. */
function constrain(
  { replay }: MigrationRun,
  table: string,
  second: JsValue | undefined,
  third: JsValue | undefined,
): void {
  const options = second?.kind === 'record' ? second : third;
  const fields = asTexts(second?.kind === 'record' ? property(second, 'fields') : second);
  const kind = asText(property(options, 'type'))?.text.toLowerCase();
  const references = referenceOf(property(options, 'references'));
  for (const field of fields) {
    replay.alterColumn(
      table,
      field.text,
      (column) => constrained(column, kind, references, fields.length),
      evidenceOf(field),
    );
  }
}

function constrained(column: Column, kind: string | undefined, references: string | undefined, fields: number): Column {
  if (kind === 'primary key') {
    return { ...column, key: 'primary' };
  }
  if (kind === 'foreign key' && references !== undefined) {
    return { ...column, key: column.key ?? 'foreign', references };
  }
  return kind === 'unique' && fields === 1 ? { ...column, unique: true } : column;
}

/** What `describeTable` tells: its columns, so that a migration may ask whether one is there. */
function described(columns: readonly Column[], at: JsPlace): JsValue {
  const entries = columns.map(({ name }): [string, JsEntry] => [name, { key: textAt(name, at), value: host({}) }]);
  return entries.length === 0 ? unknown : { kind: 'record', entries: new Map(entries) };
}
