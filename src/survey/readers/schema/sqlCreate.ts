import type { Column, Evidence } from '../../facts';
import { isConstraint, readColumn, readKey, textOf } from './sqlColumns';
import { byComma, columnNames, SqlCursor, type SqlName } from './sqlCursor';
import type { SqlKey } from './sqlKeys';
import { selectedColumns } from './sqlSelect';
import type { SqlSession } from './sqlSession';

const beforeTable = new Set(
  'OR REPLACE GLOBAL LOCAL UNLOGGED EXTERNAL FOREIGN VIRTUAL COLUMN ROW PRIVATE SHARDED DUPLICATED IMMUTABLE BLOCKCHAIN'.split(
    ' ',
  ),
);
const temporary = new Set(['TEMP', 'TEMPORARY']);

/** Reads a statement from what follows `CREATE`. */
export function create(cursor: SqlCursor, session: SqlSession): void {
  const replaces = cursor.word() === 'OR';
  let isTemporary = false;
  while (cursor.takeOneOf(beforeTable) || temporary.has(cursor.word())) {
    isTemporary = cursor.takeOneOf(temporary) || isTemporary;
  }
  if (cursor.take('TABLE')) {
    createTable(cursor, session, { replaces, isTemporary });
  } else if (cursor.take('UNIQUE')) {
    createUnique(cursor, session);
  } else {
    createView(cursor, session, isTemporary);
  }
}

interface Creation {
  readonly replaces: boolean;
  readonly isTemporary: boolean;
}

function createTable(cursor: SqlCursor, session: SqlSession, { replaces, isTemporary }: Creation): void {
  cursor.takeIfExists();
  const name = cursor.name();
  if (!name) {
    return;
  }
  if (isTemporary || name.parts.at(-1)?.startsWith('#') === true) {
    session.makeTemporary(name);
    return;
  }
  // A partition holds rows of its table, and its columns are that one's.
  if (session.isTemporary(name) || cursor.take('PARTITION', 'OF')) {
    session.makeTemporary(name);
    return;
  }
  const table = session.tableMade(name);
  if (replaces) {
    dropTable(table, session);
  }
  const evidence = session.evidence(name.start);
  if (!session.replay.createTable(table, evidence)) {
    return;
  }
  readTableBody(cursor, table, evidence, session);
}

function readTableBody(cursor: SqlCursor, table: string, evidence: Evidence, session: SqlSession): void {
  if (cursor.take('LIKE')) {
    copyColumns(cursor.name(), table, evidence, session);
    return;
  }
  if (cursor.take('USING')) {
    // SQLite's virtual tables: `USING fts5(title, body, tokenize = 'porter')`
    cursor.next();
  }
  if (cursor.take('OF') || cursor.take('CLONE') || cursor.take('COPY')) {
    session.replay.markPartial(table, 'ses colonnes viennent d’un type ou d’une autre table');
    cursor.next();
  }
  const isLikeInParens = cursor.word() === '(' && cursor.word(1) === 'LIKE' && cursor.word(3) === ')';
  const body = /^(?:SELECT|WITH)$/.test(cursor.word(1)) ? undefined : cursor.parens();
  if (isLikeInParens) {
    copyColumns(new SqlCursor(body?.slice(1) ?? []).name(), table, evidence, session);
    return;
  }
  addElements(body ?? [], table, evidence, session);
  readOptions(cursor, table, evidence, session);
}

/** The columns and constraints between the parentheses. */
export function addElements(
  body: readonly SqlCursor['tokens'][number][],
  table: string,
  evidence: Evidence,
  session: SqlSession,
): void {
  const keys: SqlKey[] = [];
  for (const element of byComma(body)) {
    const cursor = new SqlCursor(element);
    if (cursor.take('LIKE')) {
      copyColumns(cursor.name(), table, evidence, session);
    } else if (isConstraint(cursor)) {
      const key = readKey(cursor, table, session);
      keys.push(...(key ? [key] : []));
    } else if (cursor.word(1) !== '=') {
      const column = readColumn(cursor, session);
      if (column) {
        session.replay.addColumn(table, column.column);
        keys.push(...column.keys);
      }
    }
  }
  for (const key of keys) {
    session.keys.add(table, key, evidence);
  }
}

/** What follows the parentheses. */
function readOptions(cursor: SqlCursor, table: string, evidence: Evidence, session: SqlSession): void {
  while (!cursor.isAtEnd) {
    if (cursor.take('COMMENT')) {
      cursor.take('=');
      session.replay.labelTable(table, textOf(cursor.next()));
    } else if (cursor.take('INHERITS')) {
      for (const parent of byComma(cursor.parens() ?? [])) {
        copyColumns(new SqlCursor(parent).name(), table, evidence, session);
      }
    } else if (/^(?:SELECT|WITH)$/.test(cursor.word()) || (cursor.word() === '(' && cursor.word(1) === 'SELECT')) {
      if (cursor.word() !== 'WITH' || /^(?:\w+)$/.test(cursor.word(1))) {
        addSelected(cursor, table, evidence, session);
      } else {
        cursor.next();
      }
    } else if (!cursor.parens()) {
      cursor.next();
    }
  }
}

/** The columns that a query gives a table or a view. */
function addSelected(cursor: SqlCursor, table: string, evidence: Evidence, session: SqlSession, isView = false): void {
  const { columns, isWhole } = selectedColumns(cursor.rest(), session, evidence);
  for (const column of columns) {
    if (!session.replay.hasColumn(table, column.name)) {
      session.replay.addColumn(table, isView ? column : { nullable: true, ...column });
    }
  }
  if (!isWhole) {
    session.replay.markPartial(table, 'ses colonnes viennent d’une requête');
  }
}

/** Those of another table, which this one is made like. */
function copyColumns(from: SqlName | undefined, table: string, evidence: Evidence, session: SqlSession): void {
  const source = from && session.tableOf(from);
  const columns = source === undefined ? [] : session.replay.columns(source);
  for (const column of columns) {
    if (!session.replay.hasColumn(table, column.name)) {
      session.replay.addColumn(table, { ...column, implicit: true, evidence });
    }
  }
  if (columns.length === 0) {
    session.replay.markPartial(table, 'ses colonnes sont celles d’une table inconnue');
  }
}

/** `CREATE UNIQUE INDEX name ON table (column)`, unless it only holds for some rows. */
function createUnique(cursor: SqlCursor, session: SqlSession): void {
  while (!cursor.isAtEnd && cursor.word() !== 'INDEX') {
    cursor.next();
  }
  cursor.take('INDEX');
  cursor.take('CONCURRENTLY');
  cursor.takeIfExists();
  const index = cursor.word() === 'ON' ? undefined : cursor.name();
  while (!cursor.isAtEnd && !cursor.take('ON')) {
    cursor.next();
  }
  cursor.take('ONLY');
  const name = cursor.name();
  while (!cursor.isAtEnd && cursor.word() !== '(') {
    cursor.next();
  }
  const columns = columnNames(cursor.parens() ?? []);
  const known = columns.flatMap((column) => column ?? []);
  const isPartial = cursor.rest().some(({ upper }) => upper === 'WHERE');
  const table = name && session.tableChanged(name);
  if (name && table !== undefined && known.length === columns.length && !isPartial && session.replay.has(table)) {
    const key: SqlKey = { kind: 'unique', name: index?.parts.at(-1), columns: known, target: undefined };
    session.keys.add(table, key, session.evidence(name.start));
  }
}

function createView(cursor: SqlCursor, session: SqlSession, isTemporary: boolean): void {
  // `ALGORITHM = MERGE DEFINER = a@b SQL SECURITY DEFINER`, `MATERIALIZED`, `FORCE`
  for (let ahead = 0; !cursor.isAtEnd && cursor.word() !== 'VIEW'; ahead += 1) {
    if (
      ahead > 12 ||
      /^(?:ON|AS|TYPE|INDEX|SEQUENCE|SCHEMA|DATABASE|USER|ROLE|POLICY|EXTENSION|DOMAIN)$/.test(cursor.word())
    ) {
      return;
    }
    cursor.next();
  }
  if (!cursor.take('VIEW')) {
    return;
  }
  cursor.takeIfExists();
  const name = cursor.name();
  if (!name || isTemporary || session.isTemporary(name)) {
    return;
  }
  const table = session.tableMade(name);
  const evidence = session.evidence(name.start);
  // A view is made again whole, whether or not the text says `OR REPLACE`.
  session.replay.dropTable(table);
  session.replay.createTable(table, evidence, { kind: 'view' });
  const named = byComma(cursor.parens() ?? []);
  for (const [column] of named) {
    if (column) {
      session.replay.addColumn(table, { name: column.text, evidence: session.evidence(column.start) } satisfies Column);
    }
  }
  while (!cursor.isAtEnd && cursor.word() !== 'AS') {
    cursor.next();
  }
  if (cursor.take('AS') && named.length === 0) {
    addSelected(cursor, table, evidence, session, true);
  }
}

/** Takes a table or a view away, and its keys. */
export function dropTable(table: string, session: SqlSession): void {
  session.replay.dropTable(table);
  session.keys.dropTable(table);
}
