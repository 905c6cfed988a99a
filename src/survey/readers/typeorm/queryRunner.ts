import type { Column } from '../../facts';
import {
  asBoolean,
  asNumber,
  asText,
  asTexts,
  evidenceOf,
  hostFunction,
  property,
  unknown,
  type JsHost,
  type JsPlace,
  type JsText,
  type JsValue,
} from '../javascript/jsValue';
import { columnName, constrain, labelOf, pointAt, reference, replayCall, tableOf } from '../migrationCalls';
import type { MigrationRun } from '../nodeMigrations';

const dataMethods = /^(?:insert|update|delete|save|remove|upsert|softDelete|increment|decrement|clear)$/;

/** What describes a table for a migration, `Table`, `TableColumn`…, played: each is what it is given. @param name `*` for all */
export function describer(name: string): JsHost | undefined {
  if (name === '*') {
    return { kind: 'host', get: describer };
  }
  return /^(?:Table|View)/.test(name) ? hostFunction(([options]) => options ?? unknown) : undefined;
}

/** Plays TypeORM's `queryRunner`, whose calls change the schema that is replayed. */
export function queryRunner(run: MigrationRun): JsHost {
  return {
    kind: 'host',
    get: (method) => {
      if (method === 'manager' || method === 'connection') {
        return entityManager(run);
      }
      return hostFunction((args, at) => change(run, method, args, at) ?? unknown);
    },
  };
}

/** What changes rows: of an entity manager, of a repository or of a query that it builds. */
function entityManager(run: MigrationRun): JsHost {
  const manager: JsHost = {
    kind: 'host',
    get: (method) => {
      if (method === 'then' || method === 'driver' || method === 'options') {
        return undefined;
      }
      return hostFunction((args, at) => {
        if (method === 'query') {
          run.sql(args[0]);
          return unknown;
        }
        if (method === 'transaction') {
          const body = args.find(({ kind }) => kind === 'function');
          return body ? run.interpreter.call(body, [manager], at) : unknown;
        }
        if (dataMethods.test(method)) {
          run.changesData(at);
        }
        return /^(?:getRepository|createQueryBuilder|insert|update|delete|into|values|set|where|from)$/.test(method)
          ? manager
          : unknown;
      });
    },
  };
  return manager;
}

function change(run: MigrationRun, method: string, args: readonly JsValue[], at: JsPlace): JsValue | undefined {
  const { replay } = run;
  const [first, second, third] = args;
  if (method === 'query') {
    run.sql(first);
    return undefined;
  }
  if (!/(?:Table|Column|Columns|ForeignKey|ForeignKeys|PrimaryKey|UniqueConstraint|View)$/.test(method)) {
    return undefined;
  }
  const table = replayCall(run, { tableOf }, method, args, at);
  if (!table) {
    return undefined;
  }
  const name = table.text;
  const described = second?.kind === 'list' ? second.items : second ? [second] : [];
  switch (method) {
    case 'hasTable':
      return { kind: 'boolean', value: replay.has(name) };
    case 'hasColumn': {
      const column = asText(second);
      return column && { kind: 'boolean', value: replay.hasColumn(name, column.text) };
    }
    case 'createTable':
      createTable(run, table, first);
      break;
    case 'addColumn':
    case 'addColumns':
      for (const column of described.flatMap(columnOf)) {
        replay.addColumn(name, column);
      }
      break;
    case 'changeColumn':
      changeColumn(run, name, second, third);
      break;
    case 'dropColumn':
    case 'dropColumns':
      for (const column of described.flatMap((each) => columnName(each) ?? [])) {
        replay.dropColumn(name, column.text, evidenceOf(column));
      }
      break;
    case 'createForeignKey':
    case 'createForeignKeys':
      for (const key of described) {
        addForeignKey(run, table, key);
      }
      break;
    case 'createPrimaryKey':
      constrain(run, table, 'primary', asTexts(second));
      break;
    case 'createUniqueConstraint':
      constrain(run, table, 'unique', asTexts(property(second, 'columnNames')));
      break;
  }
  return undefined;
}

function listed(value: JsValue | undefined, name: string): readonly JsValue[] {
  const list = property(value, name);
  return list?.kind === 'list' ? list.items : [];
}

function createTable(run: MigrationRun, table: JsText, options: JsValue | undefined): void {
  run.replay.createTable(table.text, evidenceOf(table), labelOf(options));
  for (const column of listed(options, 'columns').flatMap(columnOf)) {
    run.replay.addColumn(table.text, column);
  }
  for (const key of listed(options, 'foreignKeys')) {
    addForeignKey(run, table, key);
  }
  for (const unique of listed(options, 'uniques')) {
    constrain(run, table, 'unique', asTexts(property(unique, 'columnNames')));
  }
}

function columnOf(options: JsValue): Column[] {
  const name = columnName(options);
  if (!name) {
    return [];
  }
  const type = asText(property(options, 'type'))?.text;
  const length = property(options, 'length');
  const size = asText(length)?.text ?? asNumber(length)?.toString();
  const isArray = asBoolean(property(options, 'isArray')) === true;
  return [
    {
      name: name.text,
      ...(type === undefined
        ? {}
        : { type: `${type}${size === undefined || size === '' ? '' : `(${size})`}${isArray ? '[]' : ''}` }),
      nullable: asBoolean(property(options, 'isNullable')) === true,
      ...(asBoolean(property(options, 'isPrimary')) === true ? { key: 'primary' as const } : {}),
      ...(asBoolean(property(options, 'isUnique')) === true ? { unique: true } : {}),
      ...labelOf(options),
      evidence: evidenceOf(name),
    },
  ];
}

function changeColumn({ replay }: MigrationRun, table: string, old: JsValue | undefined, changed?: JsValue): void {
  const from = columnName(old);
  const [to] = changed ? columnOf(changed) : [];
  if (!from || !to) {
    return;
  }
  if (from.text !== to.name) {
    replay.renameColumn(table, from.text, to.name, to.evidence);
  }
  replay.alterColumn(table, to.name, (known) => ({ ...known, ...to }), to.evidence);
}

function addForeignKey(run: MigrationRun, table: JsText, options: JsValue): void {
  const target = asText(property(options, 'referencedTableName'))?.text;
  const columns = asTexts(property(options, 'referencedColumnNames'));
  for (const [index, name] of asTexts(property(options, 'columnNames')).entries()) {
    pointAt(run, table, name, reference(target, columns[index]?.text));
  }
}
