import type { Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';
import type { SchemaReplay } from './schemaReplay';
import { alter, renameTable } from './sqlAlter';
import { textOf } from './sqlColumns';
import { create, dropTable } from './sqlCreate';
import { SqlCursor, type SqlName } from './sqlCursor';
import { SqlSession } from './sqlSession';
import { SqlStatements, type SqlStatement } from './sqlStatements';
import { scannerOf } from './sqlTokens';

/** What a text of SQL did beside the tables it left in the replay. */
export interface SqlOutcome {
  /** The tables whose rows it adds, changes or takes away, each with the first place that does so. */
  readonly data: readonly { readonly table: string; readonly evidence: Evidence }[];
  /** Where a string or a comment begins that never ends: what follows wasn't read. */
  readonly brokenAt: Evidence | undefined;
  /** Whether a statement of it made, changed or removed a table or a view. */
  readonly changesSchema: boolean;
}

/**
 * Replays a text of SQL: `CREATE`, `ALTER`, `DROP` and `RENAME TABLE`, views, comments, unique indexes. PostgreSQL's, MySQL's,
 * SQLite's, SQL Server's and Oracle's ways of writing are read alike. Nothing is thrown.
 *
 * @param source the file, for the lines of evidence
 * @param text the SQL itself, when it isn't the whole file: what a string of it holds, as it stands there or with its
 *   escapes undone (lines stay right as long as line breaks are those of the file)
 * @param offset where that text begins in the file, in UTF-16 code units; or, when it was put together from several
 *   places, what gives the file's offset for one of the text
 */
export function replaySql(
  replay: SchemaReplay,
  source: SourceText,
  text: string = source.text,
  offset: number | ((position: number) => number) = 0,
): SqlOutcome {
  const offsetOf = typeof offset === 'number' ? (position: number): number => position + offset : offset;
  const session = new SqlSession(replay, source, text, offsetOf);
  const scanner = scannerOf(text);
  for (const statement of new SqlStatements(scanner).all()) {
    replayStatement(statement, session);
  }
  return {
    data: [...session.data].map(([table, evidence]) => ({ table, evidence })),
    brokenAt: scanner.brokenAt === undefined ? undefined : session.evidence(scanner.brokenAt),
    changesSchema: session.changesSchema,
  };
}

function replayStatement(statement: SqlStatement, session: SqlSession): void {
  const cursor = new SqlCursor(statement);
  const verb = cursor.next()?.upper ?? '';
  switch (verb) {
    case 'CREATE':
      create(cursor, session);
      break;
    case 'ALTER':
      alter(cursor, session);
      break;
    case 'DROP':
      drop(cursor, session);
      break;
    case 'RENAME':
      rename(cursor, session);
      break;
    case 'COMMENT':
      comment(cursor, session);
      break;
    case 'USE':
      session.use(cursor.name()?.parts.at(-1) ?? '');
      break;
    case 'SET':
    case 'SELECT':
      search(cursor, session);
      break;
    case 'EXEC':
    case 'EXECUTE':
      callProcedure(cursor, session);
      break;
    case 'WITH':
      dataInQuery(cursor, session);
      break;
    default:
      changeData(verb, cursor, session);
  }
}

function drop(cursor: SqlCursor, session: SqlSession): void {
  cursor.take('FOREIGN');
  cursor.take('TEMPORARY');
  cursor.take('MATERIALIZED');
  if (cursor.take('INDEX')) {
    cursor.take('CONCURRENTLY');
    cursor.takeIfExists();
    const index = cursor.name();
    const on = cursor.take('ON') ? cursor.name() : undefined;
    if (index) {
      const table = on && session.tableOf(on);
      session.keys.dropNamed(table, index.parts.at(-1) ?? '', session.evidence(index.start));
    }
    return;
  }
  if (!cursor.take('TABLE') && !cursor.take('VIEW')) {
    return;
  }
  cursor.takeIfExists();
  do {
    const name = cursor.name();
    const table = name && session.tableChanged(name);
    if (table !== undefined) {
      dropTable(table, session);
    }
  } while (cursor.take(','));
}

/** MySQL's `RENAME TABLE a TO b, c TO d`; Oracle's `RENAME a TO b`. */
function rename(cursor: SqlCursor, session: SqlSession): void {
  cursor.take('TABLE');
  cursor.takeIfExists();
  do {
    const from = cursor.name();
    const to = cursor.take('TO') ? cursor.name() : undefined;
    if (from && to) {
      moveTable(from, to, session);
    }
  } while (cursor.take(','));
}

function moveTable(from: SqlName, to: SqlName, session: SqlSession): void {
  const table = session.tableChanged(from);
  if (table !== undefined) {
    renameTable(table, session.tableOf(to), session.evidence(to.start), session);
  }
}

function comment(cursor: SqlCursor, session: SqlSession): void {
  cursor.take('ON');
  cursor.take('MATERIALIZED');
  cursor.take('FOREIGN');
  const isColumn = cursor.take('COLUMN');
  if (!isColumn && !cursor.take('TABLE') && !cursor.take('VIEW')) {
    return;
  }
  const name = cursor.name();
  if (!name || !cursor.take('IS')) {
    return;
  }
  const label = textOf(cursor.next());
  if (!isColumn) {
    session.replay.labelTable(session.tableOf(name), label);
    return;
  }
  const table = session.tableOf({ parts: name.parts.slice(0, -1), start: name.start });
  labelColumn(table, name.parts.at(-1) ?? '', label, name.start, session);
}

function labelColumn(
  table: string,
  column: string,
  label: string | undefined,
  start: number,
  session: SqlSession,
): void {
  if (session.replay.has(table)) {
    session.replay.alterColumn(
      table,
      column,
      (before) => {
        const bare = { ...before };
        delete bare.label;
        return label === undefined ? bare : { ...bare, label };
      },
      session.evidence(start),
    );
  }
}

/** `SET search_path TO a, b`; a dump's `SELECT pg_catalog.set_config('search_path', 'a', false)`. */
function search(cursor: SqlCursor, session: SqlSession): void {
  cursor.take('LOCAL');
  cursor.take('SESSION');
  if (cursor.take('SEARCH_PATH')) {
    session.search(
      cursor
        .rest()
        .slice(1)
        .flatMap(({ kind, text }) => (kind === 'sign' ? [] : [text])),
    );
    return;
  }
  const told = cursor.rest().filter(({ upper }) => upper !== '(' && upper !== ',');
  const call = told.findIndex(({ upper }) => upper === 'SET_CONFIG');
  if (call >= 0 && told[call + 1]?.text === 'search_path') {
    session.search((told[call + 2]?.text ?? '').split(',').map((schema) => schema.trim()));
  }
}

/** SQL Server's procedures that rename things and describe them. */
function callProcedure(cursor: SqlCursor, session: SqlSession): void {
  const procedure = cursor.name()?.parts.at(-1)?.toLowerCase();
  const said = cursor.rest().filter(({ kind }) => kind === 'string' || kind === 'name');
  const [first, second, third] = said;
  if (procedure === 'sp_rename' && first && second) {
    const parts = first.text.split('.').map((part) => part.replace(/^[["]|[\]"]$/g, ''));
    if (third?.text.toUpperCase() === 'COLUMN') {
      const table = session.tableOf({ parts: parts.slice(0, -1), start: first.start });
      session.replay.renameColumn(table, parts.at(-1) ?? '', second.text, session.evidence(second.start));
      session.keys.renameColumn(table, parts.at(-1) ?? '', second.text);
    } else if (third === undefined || third.text.toUpperCase() === 'OBJECT') {
      moveTable(
        { parts, start: first.start },
        { parts: [...parts.slice(0, -1), second.text], start: second.start },
        session,
      );
    }
  } else if (procedure === 'sp_addextendedproperty' && first?.text === 'MS_Description') {
    const valueAfter = (level: string): string | undefined =>
      said[said.findIndex(({ text }) => text.toUpperCase() === level) + 1]?.text;
    const levels = new Set(said.slice(2).map(({ text }) => text.toUpperCase()));
    const table = session.tableOf({
      parts: [valueAfter('SCHEMA') ?? '', valueAfter('TABLE') ?? ''],
      start: first.start,
    });
    if (levels.has('COLUMN')) {
      labelColumn(table, valueAfter('COLUMN') ?? '', textOf(second), first.start, session);
    } else if (levels.has('TABLE')) {
      session.replay.labelTable(table, textOf(second));
    }
  }
}

const beforeTarget = new Set(
  'INTO FROM TABLE ONLY LOW_PRIORITY HIGH_PRIORITY DELAYED QUICK IGNORE OVERWRITE OR ABORT FAIL REPLACE ROLLBACK IF EXISTS'.split(
    ' ',
  ),
);

function changeData(verb: string, cursor: SqlCursor, session: SqlSession): void {
  if (verb === 'COPY') {
    const name = cursor.name();
    cursor.parens();
    if (name && cursor.word() === 'FROM') {
      session.changeData(name);
    }
    return;
  }
  if (verb === 'LOAD') {
    while (!cursor.isAtEnd && !cursor.take('INTO', 'TABLE')) {
      cursor.next();
    }
  } else if (!/^(?:INSERT|REPLACE|UPDATE|DELETE|MERGE|TRUNCATE)$/.test(verb)) {
    return;
  } else if (verb === 'UPDATE' && cursor.peek(1) === undefined) {
    return;
  }
  while (cursor.takeOneOf(beforeTarget)) {
    // Words before the table's name.
  }
  const name = cursor.name();
  if (name) {
    session.changeData(name);
  }
}

/** `WITH old AS (DELETE FROM a RETURNING id) INSERT INTO b …` */
function dataInQuery(cursor: SqlCursor, session: SqlSession): void {
  while (!cursor.isAtEnd) {
    const verb = cursor.next()?.upper ?? '';
    const isData =
      (verb === 'INSERT' && cursor.word() === 'INTO') ||
      (verb === 'DELETE' && cursor.word() === 'FROM') ||
      (verb === 'UPDATE' && /^(?:SET|AS)$/.test(cursor.word(1)));
    if (isData) {
      changeData(verb, cursor, session);
    }
  }
}
