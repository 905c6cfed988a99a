import type { Column } from '../../facts';
import {
  asText,
  asTexts,
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
import { constrain, pointAt, replayCall } from '../migrationCalls';
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
  if (dataMethods.test(method)) {
    run.changesData(at);
  }
  if (!tableMethods.test(method)) {
    return unknown;
  }
  const table = replayCall(run, { tableOf: tableNameOf, columnOf: attributeColumn }, method, args, at);
  if (table && method === 'addConstraint') {
    addConstraint(run, table, args[1], args[2]);
  }
  return table && method === 'describeTable' ? described(run.replay.columns(table.text), at) : unknown;
}

function attributeColumn(name: JsText, attribute: JsValue): Column {
  return columnOf(asText(property(attribute, 'field')) ?? name, attribute);
}

/** `addConstraint(table, { fields, type, references })`, or with the fields before in older releases. */
function addConstraint(run: MigrationRun, table: JsText, second: JsValue | undefined, third?: JsValue): void {
  const options = second?.kind === 'record' ? second : third;
  const fields = asTexts(second?.kind === 'record' ? property(second, 'fields') : second);
  const kind = asText(property(options, 'type'))?.text.toLowerCase();
  const references = referenceOf(property(options, 'references'));
  if (kind === 'foreign key') {
    for (const field of fields) {
      pointAt(run, table, field, references);
    }
  } else {
    constrain(run, table, kind === 'primary key' ? 'primary' : kind === 'unique' ? 'unique' : 'other', fields);
  }
}

/** What `describeTable` tells: its columns, so that a migration may ask whether one is there. */
function described(columns: readonly Column[], at: JsPlace): JsValue {
  const entries = columns.map(({ name }): [string, JsEntry] => [name, { key: textAt(name, at), value: host({}) }]);
  return entries.length === 0 ? unknown : { kind: 'record', entries: new Map(entries) };
}
