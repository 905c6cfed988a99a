import type { Evidence } from '../../facts';
import { isConstraint, readAttributes, readColumn, readKey, readType, textOf } from './sqlColumns';
import { addElements, dropTable } from './sqlCreate';
import { byComma, SqlCursor } from './sqlCursor';
import type { SqlSession } from './sqlSession';

/** Reads a statement from what follows `ALTER`. */
export function alter(cursor: SqlCursor, session: SqlSession): void {
  if (cursor.take('INDEX')) {
    renameIndex(cursor, session);
    return;
  }
  if (cursor.take('SCHEMA')) {
    alterSchema(cursor, session);
    return;
  }
  cursor.take('FOREIGN');
  cursor.take('MATERIALIZED');
  const isTable = cursor.take('TABLE');
  if (!isTable && !cursor.take('VIEW')) {
    return;
  }
  const isOptional = cursor.takeIfExists();
  cursor.take('ONLY');
  const name = cursor.name();
  const table = name && session.tableChanged(name);
  if (!name || table === undefined || (isOptional && !session.replay.has(table))) {
    return;
  }
  cursor.take('*');
  new TableChange(table, session, session.evidence(name.start)).read(cursor);
}

/** Actions that change no column: what follows one that adds a column isn't another. */
const otherActions = new Set(
  (
    'CONVERT ENGINE AUTO_INCREMENT DEFAULT CHARACTER CHARSET COLLATE ORDER ENABLE DISABLE ALGORITHM LOCK FORCE OWNER SET RESET VALIDATE ' +
    'CLUSTER REPLICA INHERIT NO ROW_FORMAT CHECK NOCHECK DETACH EXCHANGE TRUNCATE PARTITION REMOVE SWITCH REBUILD WITH'
  ).split(' '),
);

/** What one `ALTER TABLE` does, action after action. */
class TableChange {
  /** What an action without a verb does again: SQL Server's `ADD a int, b int`. */
  private last: 'ADD' | 'DROP' | undefined;

  constructor(
    private table: string,
    private readonly session: SqlSession,
    private readonly evidence: Evidence,
  ) {}

  read(cursor: SqlCursor): void {
    for (const action of byComma(cursor.rest())) {
      this.act(new SqlCursor(action));
    }
  }

  private act(cursor: SqlCursor): void {
    if (cursor.take('WITH', 'CHECK') || cursor.take('WITH', 'NOCHECK')) {
      // Whether the rows that are there are checked.
    }
    if (cursor.take('ADD')) {
      this.last = 'ADD';
      this.add(cursor);
    } else if (cursor.take('DROP')) {
      this.last = 'DROP';
      this.drop(cursor);
    } else if (cursor.take('ALTER')) {
      cursor.take('COLUMN');
      this.alterColumn(cursor);
    } else if (cursor.take('MODIFY')) {
      this.modify(cursor);
    } else if (cursor.take('CHANGE')) {
      this.change(cursor);
    } else if (cursor.take('RENAME')) {
      this.rename(cursor);
    } else if (cursor.take('SET', 'SCHEMA')) {
      const schema = cursor.name();
      if (schema) {
        this.moveTo(this.session.tableOf({ parts: [...schema.parts, this.table.replace(/^.*\./, '')], start: 0 }));
      }
    } else if (cursor.take('COMMENT')) {
      cursor.take('=');
      this.session.replay.labelTable(this.table, textOf(cursor.next()));
    } else if (cursor.take('ATTACH', 'PARTITION')) {
      this.attach(cursor);
    } else if (this.last !== undefined && !otherActions.has(cursor.word()) && cursor.word(1) !== '=') {
      if (this.last === 'DROP') {
        this.drop(cursor);
      } else if (cursor.peek(1) !== undefined) {
        this.add(cursor);
      }
    }
  }

  private add(cursor: SqlCursor): void {
    const isColumn = cursor.take('COLUMN');
    const isOptional = cursor.takeIfExists();
    const { replay } = this.session;
    if (cursor.word() === '(') {
      if (this.known()) {
        addElements(cursor.parens() ?? [], this.table, this.evidence, this.session);
      }
      return;
    }
    if (!isColumn && isConstraint(cursor)) {
      const key = readKey(cursor, this.table, this.session);
      if (key) {
        this.session.keys.add(this.table, key, this.evidence);
      }
      return;
    }
    const read = readColumn(cursor, this.session);
    if (!read || (isOptional && replay.hasColumn(this.table, read.column.name))) {
      return;
    }
    replay.addColumn(this.table, read.column);
    for (const key of read.keys) {
      this.session.keys.add(this.table, key, read.column.evidence);
    }
  }

  private drop(cursor: SqlCursor): void {
    if (cursor.take('PRIMARY', 'KEY')) {
      this.session.keys.dropPrimary(this.table, this.evidence);
      return;
    }
    const isKey = /^(?:CONSTRAINT|INDEX|KEY|CHECK)$/.test(cursor.word()) && cursor.peek(1) !== undefined;
    if (isKey || cursor.word() === 'FOREIGN') {
      cursor.next();
      cursor.take('KEY');
      cursor.takeIfExists();
      const name = cursor.name()?.parts.at(-1);
      if (name !== undefined) {
        this.session.keys.dropNamed(this.table, name, this.evidence);
      }
      return;
    }
    if (/^(?:PARTITION|PERIOD)$/.test(cursor.word()) && cursor.peek(1) !== undefined) {
      return;
    }
    cursor.take('COLUMN');
    cursor.takeIfExists();
    const several = cursor.parens();
    for (const list of several ? byComma(several) : [cursor.rest()]) {
      const column = list[0]?.text;
      if (column !== undefined) {
        this.session.keys.dropColumn(this.table, column, this.evidence);
        this.session.replay.dropColumn(this.table, column, this.evidence);
      }
    }
  }

  /** PostgreSQL's `ALTER a TYPE text`, SQL Server's `ALTER COLUMN a varchar(20) NOT NULL`, H2's `ALTER COLUMN a RENAME TO b`. */
  private alterColumn(cursor: SqlCursor): void {
    cursor.takeIfExists();
    const column = cursor.next()?.text;
    if (column === undefined) {
      return;
    }
    const { replay } = this.session;
    if (cursor.take('RENAME', 'TO')) {
      this.renameColumn(column, cursor.next());
    } else if (cursor.take('SET', 'NOT', 'NULL')) {
      replay.alterColumn(this.table, column, (before) => ({ ...before, nullable: false }), this.evidence);
    } else if (cursor.take('DROP', 'NOT', 'NULL') || cursor.take('SET', 'NULL')) {
      replay.alterColumn(this.table, column, (before) => ({ ...before, nullable: true }), this.evidence);
    } else if (cursor.take('SET', 'DATA', 'TYPE') || cursor.take('TYPE')) {
      this.retype(column, cursor);
    } else if (!/^(?:SET|DROP|ADD|RESET|RESTART)$/.test(cursor.word())) {
      this.retype(column, cursor);
    }
  }

  /** Gives a column the type that follows, and what the definition says of its being empty. */
  private retype(column: string, cursor: SqlCursor): void {
    const type = readType(cursor, this.session.text);
    const { nullable, label } = readAttributes(cursor, column, this.session);
    this.session.replay.alterColumn(
      this.table,
      column,
      (before) => ({
        ...before,
        ...(type === undefined ? {} : { type }),
        ...(nullable === undefined ? {} : { nullable }),
        ...(label === undefined ? {} : { label }),
      }),
      this.evidence,
    );
  }

  private modify(cursor: SqlCursor): void {
    cursor.take('COLUMN');
    cursor.takeIfExists();
    const several = cursor.parens();
    for (const list of several ? byComma(several) : [cursor.rest()]) {
      const definition = new SqlCursor(list);
      const column = definition.next()?.text;
      if (column !== undefined) {
        this.redefine(column, new SqlCursor(list), several === undefined);
      }
    }
  }

  private change(cursor: SqlCursor): void {
    cursor.take('COLUMN');
    cursor.takeIfExists();
    const from = cursor.next()?.text;
    const to = cursor.peek();
    if (from === undefined || !to) {
      return;
    }
    if (from.toLowerCase() !== to.text.toLowerCase()) {
      this.renameColumn(from, to);
    }
    this.redefine(to.text, cursor, true);
  }

  /**
   * MySQL says a column whole again: but for its keys, what isn't said is as if it never had been. Oracle says what
   * changes.
   */
  private redefine(column: string, cursor: SqlCursor, isWhole: boolean): void {
    const read = readColumn(cursor, this.session);
    if (!read) {
      return;
    }
    const { type, nullable, label } = read.column;
    const saysAll = isWhole && type !== undefined && !/^(?:n?varchar2|number|n?clob)\b/i.test(type);
    this.session.replay.alterColumn(
      this.table,
      column,
      (before) => {
        const bare = { ...before };
        if (saysAll) {
          delete bare.label;
        }
        const isNullable = saysAll || nullable === false ? nullable : before.nullable;
        return {
          ...bare,
          ...(type === undefined ? {} : { type }),
          ...(isNullable === undefined ? {} : { nullable: before.key !== 'primary' && isNullable }),
          ...(label === undefined ? {} : { label }),
        };
      },
      this.evidence,
    );
    for (const key of read.keys) {
      this.session.keys.add(this.table, key, this.evidence);
    }
  }

  private rename(cursor: SqlCursor): void {
    if (cursor.take('TO') || cursor.take('AS') || cursor.peek(1) === undefined) {
      const to = cursor.name();
      if (to) {
        const schema = this.table.includes('.') ? this.table.replace(/\.[^.]*$/, '') : undefined;
        const isBare = to.parts.length === 1 && schema !== undefined;
        this.moveTo(isBare ? `${schema}.${to.parts[0] ?? ''}` : this.session.tableOf(to), to.start);
      }
      return;
    }
    if (/^(?:CONSTRAINT|INDEX|KEY)$/.test(cursor.word()) && cursor.word(2) === 'TO') {
      cursor.next();
      const from = cursor.next()?.text;
      cursor.take('TO');
      const to = cursor.next()?.text;
      if (from !== undefined && to !== undefined) {
        this.session.keys.renameKey(this.table, from, to);
      }
      return;
    }
    cursor.take('COLUMN');
    cursor.takeIfExists();
    const from = cursor.next()?.text;
    if (from !== undefined && cursor.take('TO')) {
      this.renameColumn(from, cursor.next());
    }
  }

  private renameColumn(from: string, to: SqlCursor['tokens'][number] | undefined): void {
    if (to) {
      this.session.replay.renameColumn(this.table, from, to.text, this.session.evidence(to.start));
      this.session.keys.renameColumn(this.table, from, to.text);
    }
  }

  /** @param start where the new name stands; where the table is named when its schema changes */
  private moveTo(to: string, start?: number): void {
    renameTable(this.table, to, start === undefined ? this.evidence : this.session.evidence(start), this.session);
    this.table = to;
  }

  /** A partition holds rows of its table, and its columns are that one's. */
  private attach(cursor: SqlCursor): void {
    const part = cursor.name();
    if (part) {
      dropTable(this.session.tableOf(part), this.session);
      this.session.makeTemporary(part);
    }
  }

  private known(): boolean {
    return this.session.replay.has(this.table);
  }
}

/** Gives a table or a view another name. */
export function renameTable(from: string, to: string, evidence: Evidence, session: SqlSession): void {
  if (from.toLowerCase() === to.toLowerCase() || !session.replay.has(to)) {
    session.replay.renameTable(from, to, evidence);
    session.keys.renameTable(from, to);
  }
}

function renameIndex(cursor: SqlCursor, session: SqlSession): void {
  cursor.takeIfExists();
  const from = cursor.name()?.parts.at(-1);
  const to = cursor.take('RENAME', 'TO') ? cursor.name()?.parts.at(-1) : undefined;
  if (from !== undefined && to !== undefined) {
    session.keys.renameKey(undefined, from, to);
  }
}

/** `ALTER SCHEMA a RENAME TO b`; SQL Server's `ALTER SCHEMA b TRANSFER a.table`. */
function alterSchema(cursor: SqlCursor, session: SqlSession): void {
  const schema = cursor.name()?.parts.at(-1);
  if (schema === undefined) {
    return;
  }
  if (cursor.take('TRANSFER')) {
    const moved = cursor.name();
    if (moved) {
      const to = session.tableOf({ parts: [schema, moved.parts.at(-1) ?? ''], start: moved.start });
      renameTable(session.tableOf(moved), to, session.evidence(moved.start), session);
    }
  }
}
