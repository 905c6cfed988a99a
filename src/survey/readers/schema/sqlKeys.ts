import type { Column, Evidence } from '../../facts';
import type { SchemaReplay } from './schemaReplay';

/** A primary key, a foreign key, or values that must differ. */
export interface SqlKey {
  readonly kind: 'primary' | 'foreign' | 'unique';
  /** As the text names it; undefined, and the database makes a name up. */
  readonly name: string | undefined;
  readonly columns: readonly string[];
  /** What a foreign key points at: the table, and its columns in the same order when they are said. */
  readonly target: { readonly table: string; readonly columns: readonly (string | undefined)[] } | undefined;
}

interface KnownKey extends Omit<SqlKey, 'name' | 'columns'> {
  /** All names it may be dropped by, in small letters. */
  readonly names: readonly string[];
  columns: readonly string[];
}

/** Keys remembered of one table: no real one has more. */
const mostKeys = 500;

const known = new WeakMap<SchemaReplay, SqlKeys>();

/** The keys of a replay's tables, by name: a later text drops them by it. */
export class SqlKeys {
  private readonly byTable = new Map<string, readonly KnownKey[]>();
  private readonly tableByName = new Map<string, string>();

  private constructor(private readonly replay: SchemaReplay) {}

  /** Those of one replay: the same for all the texts that are replayed on it. */
  static of(replay: SchemaReplay): SqlKeys {
    const keys = known.get(replay) ?? new SqlKeys(replay);
    known.set(replay, keys);
    return keys;
  }

  /** Adds a key to a table, and says so in its columns. */
  add(table: string, key: SqlKey, evidence: Evidence): void {
    const own = this.keysOf(table);
    const number = own.filter(({ kind }) => kind === key.kind).length + 1;
    const names = namesOf(table, key, number).map(folded);
    if (own.length < mostKeys) {
      this.keep(table, [...own, { ...key, names }]);
    }
    for (const [index, column] of key.columns.entries()) {
      this.replay.alterColumn(table, column, (before) => withKey(before, key, index), evidence);
    }
  }

  /** @param table undefined when only the name is said: PostgreSQL's indexes are dropped so */
  dropNamed(table: string | undefined, name: string, evidence: Evidence): void {
    const own = table ?? this.tableByName.get(folded(name));
    if (own !== undefined) {
      this.drop(own, ({ names }) => names.includes(folded(name)), evidence);
    }
  }

  dropPrimary(table: string, evidence: Evidence): void {
    this.drop(table, ({ kind }) => kind === 'primary', evidence);
  }

  /** The columns of a key, by its name; undefined when it isn't known. */
  columnsOf(table: string, name: string): readonly string[] | undefined {
    return this.keysOf(table).find(({ names }) => names.includes(folded(name)))?.columns;
  }

  /** @param table as in `dropNamed` */
  renameKey(table: string | undefined, from: string, to: string): void {
    const named = table ?? this.tableByName.get(folded(from));
    const own = named === undefined ? [] : this.keysOf(named);
    this.keep(
      named ?? '',
      own.map((key) => (key.names.includes(folded(from)) ? { ...key, names: [folded(to)] } : key)),
    );
  }

  renameTable(from: string, to: string): void {
    const own = this.keysOf(from);
    this.byTable.delete(folded(from));
    this.keep(to, own);
  }

  dropTable(table: string): void {
    this.byTable.delete(folded(table));
  }

  renameColumn(table: string, from: string, to: string): void {
    for (const key of this.keysOf(table)) {
      key.columns = key.columns.map((column) => (folded(column) === folded(from) ? to : column));
    }
  }

  /** The keys that a column is part of go with it. */
  dropColumn(table: string, column: string, evidence: Evidence): void {
    this.drop(table, ({ columns }) => columns.some((own) => folded(own) === folded(column)), evidence);
  }

  private drop(table: string, isDropped: (key: KnownKey) => boolean, evidence: Evidence): void {
    const own = this.keysOf(table);
    const left = own.filter((key) => !isDropped(key));
    if (left.length === own.length) {
      return;
    }
    this.keep(table, left);
    const touched = new Set(own.filter(isDropped).flatMap(({ columns }) => columns));
    for (const column of touched) {
      this.replay.alterColumn(table, column, (before) => withKeys(before, column, left), evidence);
    }
  }

  private keep(table: string, keys: readonly KnownKey[]): void {
    this.byTable.set(folded(table), keys);
    for (const name of keys.flatMap(({ names }) => names)) {
      this.tableByName.set(name, table);
    }
  }

  private keysOf(table: string): readonly KnownKey[] {
    return this.byTable.get(folded(table)) ?? [];
  }
}

/** A column, once a key says something of it. @param index its place in the key */
function withKey(column: Column, { kind, columns, target }: Omit<SqlKey, 'name'>, index: number): Column {
  if (kind === 'primary') {
    return { ...column, key: 'primary', nullable: false };
  }
  if (kind === 'unique') {
    return columns.length === 1 ? { ...column, unique: true } : column;
  }
  const pointed = target?.columns[index];
  const references = target && (pointed === undefined ? target.table : `${target.table}.${pointed}`);
  return {
    ...column,
    key: column.key ?? 'foreign',
    ...(references === undefined ? {} : { references }),
  };
}

/** A column, as the keys that are left say it. */
function withKeys(before: Column, name: string, keys: readonly KnownKey[]): Column {
  const bare = { ...before };
  delete bare.key;
  delete bare.references;
  delete bare.unique;
  return keys.reduce((column, key) => {
    const index = key.columns.findIndex((own) => folded(own) === folded(name));
    return index < 0 ? column : withKey(column, key, index);
  }, bare);
}

/** PostgreSQL's and MySQL's own names for keys without one. */
function namesOf(table: string, { kind, name, columns }: SqlKey, number: number): string[] {
  if (name !== undefined) {
    return [name];
  }
  const bare = table.replace(/^.*\./, '');
  const all = columns.join('_');
  return kind === 'primary'
    ? [`${bare}_pkey`]
    : kind === 'unique'
      ? [`${bare}_${all}_key`, ...columns.slice(0, 1)]
      : [`${bare}_${all}_fkey`, `${bare}_ibfk_${number}`];
}

function folded(name: string): string {
  return name.toLowerCase();
}
