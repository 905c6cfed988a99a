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
  const table = tableOf(run, first, at);
  if (!table) {
    return undefined;
  }
  const name = table.text.replace(/^public\./, '');
  const described = second?.kind === 'list' ? second.items : second ? [second] : [];
  switch (method) {
    case 'hasTable':
      return { kind: 'boolean', value: replay.has(name) };
    case 'hasColumn': {
      const column = asText(second);
      return column && { kind: 'boolean', value: replay.hasColumn(name, column.text) };
    }
    case 'createTable':
      createTable(run, name, table, first);
      break;
    case 'createView':
      replay.dropTable(name);
      replay.createTable(name, evidenceOf(table), { kind: 'view' });
      break;
    case 'dropTable':
    case 'dropView':
      replay.dropTable(name);
      break;
    case 'renameTable': {
      const to = tableOf(run, second, at);
      if (to) {
        replay.renameTable(name, to.text, evidenceOf(to));
      }
      break;
    }
    case 'addColumn':
    case 'addColumns':
      for (const column of described.flatMap(columnOf)) {
        replay.addColumn(name, column);
      }
      break;
    case 'changeColumn':
      changeColumn(run, name, second, third);
      break;
    case 'renameColumn': {
      const to = asText(third) ?? asText(property(third, 'name'));
      const old = nameOf(second);
      if (to && old) {
        replay.renameColumn(name, old.text, to.text, evidenceOf(to));
      }
      break;
    }
    case 'dropColumn':
    case 'dropColumns':
      for (const column of described.flatMap((each) => nameOf(each) ?? [])) {
        replay.dropColumn(name, column.text, evidenceOf(column));
      }
      break;
    case 'createForeignKey':
    case 'createForeignKeys':
      for (const key of described) {
        addForeignKey(run, name, key);
      }
      break;
    case 'createPrimaryKey':
      for (const column of asTexts(second)) {
        replay.alterColumn(name, column.text, (known) => ({ ...known, key: 'primary' }), evidenceOf(column));
      }
      break;
    case 'createUniqueConstraint':
      addUnique(run, name, second);
      break;
  }
  return undefined;
}

/** A table's name: alone, of what describes it, or with its schema. */
function tableOf(run: MigrationRun, value: JsValue | undefined, at: JsPlace): JsText | undefined {
  const name = run.named(nameOf(value), at);
  const schema = asText(property(value, 'schema'))?.text;
  return name && schema !== undefined && schema !== 'public' ? { ...name, text: `${schema}.${name.text}` } : name;
}

function nameOf(value: JsValue | undefined): JsText | undefined {
  return asText(value) ?? asText(property(value, 'name'));
}

function listed(value: JsValue | undefined, name: string): readonly JsValue[] {
  const list = property(value, name);
  return list?.kind === 'list' ? list.items : [];
}

function createTable(run: MigrationRun, name: string, table: JsText, options: JsValue | undefined): void {
  const { replay } = run;
  const label = asText(property(options, 'comment'))?.text;
  replay.createTable(name, evidenceOf(table), label === undefined ? {} : { label });
  for (const column of listed(options, 'columns').flatMap(columnOf)) {
    replay.addColumn(name, column);
  }
  for (const key of listed(options, 'foreignKeys')) {
    addForeignKey(run, name, key);
  }
  for (const unique of listed(options, 'uniques')) {
    addUnique(run, name, unique);
  }
}

function columnOf(options: JsValue): Column[] {
  const name = nameOf(options);
  if (!name) {
    return [];
  }
  const type = asText(property(options, 'type'))?.text;
  const length = property(options, 'length');
  const size = asText(length)?.text ?? asNumber(length)?.toString();
  const isArray = asBoolean(property(options, 'isArray')) === true;
  const label = asText(property(options, 'comment'))?.text;
  return [
    {
      name: name.text,
      ...(type === undefined
        ? {}
        : { type: `${type}${size === undefined || size === '' ? '' : `(${size})`}${isArray ? '[]' : ''}` }),
      nullable: asBoolean(property(options, 'isNullable')) === true,
      ...(asBoolean(property(options, 'isPrimary')) === true ? { key: 'primary' as const } : {}),
      ...(asBoolean(property(options, 'isUnique')) === true ? { unique: true } : {}),
      ...(label === undefined ? {} : { label }),
      evidence: evidenceOf(name),
    },
  ];
}

function changeColumn({ replay }: MigrationRun, table: string, old: JsValue | undefined, changed?: JsValue): void {
  const from = nameOf(old);
  const [to] = changed ? columnOf(changed) : [];
  if (!from || !to) {
    return;
  }
  if (from.text !== to.name) {
    replay.renameColumn(table, from.text, to.name, to.evidence);
  }
  replay.alterColumn(table, to.name, (known) => ({ ...known, ...to }), to.evidence);
}

function addForeignKey({ replay }: MigrationRun, table: string, options: JsValue): void {
  const target = asText(property(options, 'referencedTableName'))?.text;
  const columns = asTexts(property(options, 'referencedColumnNames'));
  for (const [index, name] of asTexts(property(options, 'columnNames')).entries()) {
    const other = columns[index]?.text;
    if (target !== undefined) {
      const references = other === undefined ? target : `${target}.${other}`;
      replay.alterColumn(
        table,
        name.text,
        (known) => ({ ...known, key: known.key ?? 'foreign', references }),
        evidenceOf(name),
      );
    }
  }
}

function addUnique({ replay }: MigrationRun, table: string, options: JsValue | undefined): void {
  const names = asTexts(property(options, 'columnNames'));
  const [name] = names;
  if (name && names.length === 1) {
    replay.alterColumn(table, name.text, (known) => ({ ...known, unique: true }), evidenceOf(name));
  }
}
