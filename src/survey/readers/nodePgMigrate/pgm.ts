import type { Column } from '../../facts';
import {
  asBoolean,
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
import { constrain, labelOf, pointAt, reference, replayCall, tableOf } from '../migrationCalls';
import type { MigrationRun } from '../nodeMigrations';

/**
 * Plays node-pg-migrate's `pgm`, whose calls change the schema that is replayed.
 *
 * @param shorthands types that the migration names itself
 */
export function pgm(run: MigrationRun, shorthands: JsValue | undefined): JsHost {
  return {
    kind: 'host',
    get: (method) => {
      if (method === 'db') {
        return { kind: 'host', get: () => hostFunction(([sql]) => sqlOf(run, sql)) };
      }
      return hostFunction((args, at) => {
        if (method === 'sql') {
          return sqlOf(run, args[0]);
        }
        if (/(?:Tables?|Columns?|Constraint|View)$/.test(method)) {
          change(run, method, args, at, shorthands);
        }
        return unknown;
      });
    },
  };
}

function sqlOf(run: MigrationRun, sql: JsValue | undefined): JsValue {
  run.sql(sql);
  return unknown;
}

function change(
  run: MigrationRun,
  method: string,
  args: readonly JsValue[],
  at: JsPlace,
  shorthands: JsValue | undefined,
): void {
  const { replay } = run;
  const [, second, third] = args;
  const columnNamed = (name: JsText, described: JsValue): Column => columnOf(name, described, shorthands);
  const table = replayCall(run, { tableOf, columnOf: columnNamed }, method, args, at);
  if (!table) {
    return;
  }
  const described = second?.kind === 'record' ? [...second.entries.values()] : [];
  switch (method) {
    case 'createTable':
      addConstraints(run, table, property(third, 'constraints'));
      break;
    case 'addColumn':
    case 'addColumns':
      for (const { key, value } of described) {
        replay.addColumn(table.text, columnNamed(key, value));
      }
      break;
    case 'dropColumn':
    case 'dropColumns':
      for (const column of second?.kind === 'record' ? described.map(({ key }) => key) : asTexts(second)) {
        replay.dropColumn(table.text, column.text, evidenceOf(column));
      }
      break;
    case 'alterColumn': {
      const column = asText(second);
      if (column) {
        replay.alterColumn(table.text, column.text, (known) => altered(known, column, third), evidenceOf(column));
      }
      break;
    }
    case 'addConstraint':
    case 'createConstraint':
      addConstraints(run, table, third);
      break;
  }
}

function columnOf(name: JsText, value: JsValue, shorthands: JsValue | undefined, depth = 0): Column {
  const written = asText(value) ?? asText(property(value, 'type'));
  const short = written && depth < 4 ? property(shorthands, written.text) : undefined;
  if (short) {
    return { ...columnOf(name, short, shorthands, depth + 1), ...(value.kind === 'record' ? rest(value) : {}) };
  }
  const isId = written?.text === 'id';
  return {
    name: name.text,
    ...(written ? { type: isId ? 'serial' : written.text } : {}),
    ...(isId ? { key: 'primary' as const } : {}),
    ...rest(value),
    evidence: evidenceOf(name),
  };
}

/** All that a column's options say but its type. */
function rest(value: JsValue): Partial<Column> {
  const references = referenceOf(property(value, 'references'));
  const isNotNull = asBoolean(property(value, 'notNull'));
  const isPrimary = asBoolean(property(value, 'primaryKey')) === true;
  return {
    ...(isNotNull === undefined ? {} : { nullable: !isNotNull }),
    ...(isPrimary ? { key: 'primary' as const } : references === undefined ? {} : { key: 'foreign' as const }),
    ...(references === undefined ? {} : { references }),
    ...(asBoolean(property(value, 'unique')) === true ? { unique: true } : {}),
    ...labelOf(value),
  };
}

/** `users`, `"users"`, `users(id)` or `{ schema, name }`. */
function referenceOf(value: JsValue | undefined): string | undefined {
  const text = tableOf(value)?.text.replaceAll('"', '');
  const [, table = '', column] = /^([\w.]+)\s*(?:\(\s*(\w+)\s*\))?/.exec(text ?? '') ?? [];
  return reference(table === '' ? undefined : table, column);
}

function altered(known: Column, name: JsText, options: JsValue | undefined): Column {
  const type = asText(property(options, 'type'))?.text;
  const isNotNull = asBoolean(property(options, 'notNull'));
  const mayBeNull = asBoolean(property(options, 'allowNull'));
  const nullable = mayBeNull ?? (isNotNull === undefined ? undefined : !isNotNull);
  return {
    ...known,
    ...(type === undefined ? {} : { type }),
    ...(nullable === undefined ? {} : { nullable }),
    evidence: evidenceOf(name),
  };
}

function addConstraints(run: MigrationRun, table: JsText, options: JsValue | undefined): void {
  constrain(run, table, 'primary', asTexts(property(options, 'primaryKey')));
  constrain(run, table, 'unique', asTexts(property(options, 'unique')));
  const keys = property(options, 'foreignKeys');
  for (const key of keys?.kind === 'list' ? keys.items : keys ? [keys] : []) {
    const references = referenceOf(property(key, 'references'));
    for (const column of asTexts(property(key, 'columns'))) {
      pointAt(run, table, column, references);
    }
  }
}
