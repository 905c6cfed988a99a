import type { Column } from '../../facts';
import {
  asBoolean,
  asText,
  asTexts,
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
  const [first, second, third] = args;
  const table = run.named(nameOf(first), at);
  if (!table) {
    return;
  }
  const name = table.text;
  const described = (value: JsValue | undefined): JsEntry[] =>
    value?.kind === 'record' ? [...value.entries.values()] : [];
  switch (method) {
    case 'createTable': {
      const label = asText(property(third, 'comment'))?.text;
      replay.createTable(name, evidenceOf(table), label === undefined ? {} : { label });
      addColumns(run, name, described(second), shorthands);
      constrain(run, name, property(third, 'constraints'));
      break;
    }
    case 'createView':
    case 'createMaterializedView':
      replay.dropTable(name);
      replay.createTable(name, evidenceOf(table), { kind: 'view' });
      break;
    case 'dropTable':
    case 'dropView':
    case 'dropMaterializedView':
      replay.dropTable(name);
      break;
    case 'renameTable': {
      const to = run.named(nameOf(second), at);
      if (to) {
        replay.renameTable(name, to.text, evidenceOf(to));
      }
      break;
    }
    case 'addColumn':
    case 'addColumns':
      addColumns(run, name, described(second), shorthands);
      break;
    case 'dropColumn':
    case 'dropColumns':
      for (const column of second?.kind === 'record' ? described(second).map(({ key }) => key) : asTexts(second)) {
        replay.dropColumn(name, column.text, evidenceOf(column));
      }
      break;
    case 'renameColumn': {
      const [from, to] = [asText(second), asText(third)];
      if (from && to) {
        replay.renameColumn(name, from.text, to.text, evidenceOf(to));
      }
      break;
    }
    case 'alterColumn': {
      const column = asText(second);
      if (column) {
        replay.alterColumn(name, column.text, (known) => altered(known, column, third), evidenceOf(column));
      }
      break;
    }
    case 'addConstraint':
    case 'createConstraint':
      constrain(run, name, third);
      break;
  }
}

/** A name alone, or `{ schema, name }`. */
function nameOf(value: JsValue | undefined): JsText | undefined {
  const name = asText(value) ?? asText(property(value, 'name'));
  const schema = asText(property(value, 'schema'))?.text;
  return name && schema !== undefined && schema !== 'public' ? { ...name, text: `${schema}.${name.text}` } : name;
}

function addColumns(
  { replay }: MigrationRun,
  table: string,
  entries: readonly JsEntry[],
  shorthands: JsValue | undefined,
): void {
  for (const { key, value } of entries) {
    replay.addColumn(table, columnOf(key, value, shorthands));
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
  const label = asText(property(value, 'comment'))?.text;
  return {
    ...(isNotNull === undefined ? {} : { nullable: !isNotNull }),
    ...(isPrimary ? { key: 'primary' as const } : references === undefined ? {} : { key: 'foreign' as const }),
    ...(references === undefined ? {} : { references }),
    ...(asBoolean(property(value, 'unique')) === true ? { unique: true } : {}),
    ...(label === undefined ? {} : { label }),
  };
}

/** `users`, `"users"`, `users(id)` or `{ schema, name }`. */
function referenceOf(value: JsValue | undefined): string | undefined {
  const text = nameOf(value)?.text.replaceAll('"', '');
  const [, table = '', column] = /^([\w.]+)\s*(?:\(\s*(\w+)\s*\))?/.exec(text ?? '') ?? [];
  return table === '' ? undefined : column === undefined ? table : `${table}.${column}`;
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

function constrain({ replay }: MigrationRun, table: string, options: JsValue | undefined): void {
  const primary = asTexts(property(options, 'primaryKey'));
  const unique = asTexts(property(options, 'unique'));
  for (const column of primary) {
    replay.alterColumn(table, column.text, (known) => ({ ...known, key: 'primary' }), evidenceOf(column));
  }
  for (const column of unique.length === 1 ? unique : []) {
    replay.alterColumn(table, column.text, (known) => ({ ...known, unique: true }), evidenceOf(column));
  }
  const keys = property(options, 'foreignKeys');
  for (const key of keys?.kind === 'list' ? keys.items : keys ? [keys] : []) {
    const references = referenceOf(property(key, 'references'));
    for (const column of references === undefined ? [] : asTexts(property(key, 'columns'))) {
      replay.alterColumn(
        table,
        column.text,
        (known) => ({ ...known, key: known.key ?? 'foreign', ...(references === undefined ? {} : { references }) }),
        evidenceOf(column),
      );
    }
  }
}
