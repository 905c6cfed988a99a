import type { Column } from '../../facts';
import { columnNames, type SqlCursor } from './sqlCursor';
import type { SqlKey } from './sqlKeys';
import type { SqlSession } from './sqlSession';
import type { SqlToken } from './sqlTokens';

/** A column as a definition says it, and the keys written beside it. */
export interface SqlColumn {
  readonly column: Column;
  readonly keys: readonly SqlKey[];
}

/** Words that follow a type. */
const afterType = new Set(
  (
    'CONSTRAINT NOT NULL DEFAULT PRIMARY FOREIGN UNIQUE REFERENCES CHECK COLLATE GENERATED IDENTITY AUTO_INCREMENT AUTOINCREMENT ' +
    'COMMENT ON CHARSET KEY AS STORED VIRTUAL INVISIBLE VISIBLE FIRST AFTER SPARSE ROWGUIDCOL ENABLE DISABLE STORAGE COMPRESSION ' +
    'ENCODE USING ALWAYS DEFERRABLE INITIALLY MASKED ENCRYPTED PERSISTED OPTIONS CASCADE RESTRICT BEFORE POSITION EXCLUDE HIDDEN ' +
    'SELECT PRINT END BEGIN IF EXEC EXECUTE DECLARE RETURN COMMIT MODIFY RENAME ADD DROP ALTER'
  ).split(' '),
);

/** A type is longer only when it lists values: the rest of them is left out. */
const longestType = 300;

/** Reads a column from its name on. */
export function readColumn(cursor: SqlCursor, session: SqlSession): SqlColumn | undefined {
  const name = cursor.next();
  if (!name || (name.kind !== 'word' && name.kind !== 'name' && name.kind !== 'string')) {
    return undefined;
  }
  const type = readType(cursor, session.text);
  const told = readAttributes(cursor, name.text, session);
  const isSerial = /^(?:(?:small|big)?serial\d?)\b/i.test(type ?? '');
  return {
    column: {
      name: name.text,
      ...(type === undefined ? {} : { type }),
      nullable: !isSerial && (told.nullable ?? !told.isGenerated),
      ...(told.label === undefined ? {} : { label: told.label }),
      evidence: session.evidence(name.start),
    },
    keys: told.keys,
  };
}

/** Reads a type, as it is written but for blanks; undefined when there is none. */
export function readType(cursor: SqlCursor, text: string): string | undefined {
  const tokens: SqlToken[] = [];
  for (let token = cursor.peek(); token; token = cursor.peek()) {
    if (token.upper === '(') {
      const from = cursor.position;
      cursor.parens();
      // Not spread: a broken text may hold any number.
      for (const inside of cursor.tokens.slice(from, cursor.position)) {
        tokens.push(inside);
      }
      continue;
    }
    const isFirst = tokens.length === 0;
    const follows =
      afterType.has(token.upper) ||
      token.upper === ',' ||
      token.upper === '=' ||
      (token.upper === 'CHARACTER' && cursor.word(1) === 'SET') ||
      (token.upper === 'SET' && !isFirst) ||
      (token.upper === 'WITH' && !/^(?:TIME|LOCAL)$/.test(cursor.word(1))) ||
      (token.kind === 'string' && !isFirst);
    if (follows) {
      break;
    }
    tokens.push(token);
    cursor.next();
  }
  return tokens.length === 0 ? undefined : written(tokens, text);
}

/** Tokens as they are written, every run of blanks and comments made one blank. */
function written(tokens: readonly SqlToken[], text: string): string {
  let type = '';
  let end = tokens[0]?.start ?? 0;
  for (const token of tokens) {
    const gap = token.start > end && !type.endsWith('(') && !/^[),]$/.test(token.upper) ? ' ' : '';
    type += gap + (token.kind === 'string' ? text.slice(token.start, token.end) : token.text);
    end = token.end;
    if (type.length > longestType) {
      return `${type.slice(0, longestType)}…`;
    }
  }
  return type;
}

interface Attributes {
  nullable: boolean | undefined;
  isGenerated: boolean;
  label: string | undefined;
  readonly keys: SqlKey[];
}

/** Reads what follows a column's type, up to the end or a comma. */
export function readAttributes(cursor: SqlCursor, column: string, session: SqlSession): Attributes {
  const told: Attributes = { nullable: undefined, isGenerated: false, label: undefined, keys: [] };
  let name: string | undefined;
  const add = (kind: SqlKey['kind'], target?: SqlKey['target']): void => {
    told.keys.push({ kind, name, columns: [column], target });
    name = undefined;
  };
  while (!cursor.isAtEnd && cursor.word() !== ',') {
    if (cursor.parens() || cursor.take('NOT', 'DEFERRABLE') || cursor.take('FOREIGN', 'KEY')) {
      continue;
    }
    if (cursor.take('NOT', 'NULL')) {
      told.nullable = false;
    } else if (cursor.take('NULL')) {
      told.nullable = true;
    } else if (cursor.take('PRIMARY', 'KEY') || cursor.take('KEY')) {
      add('primary');
    } else if (cursor.take('UNIQUE')) {
      cursor.take('KEY');
      add('unique');
    } else if (cursor.word() === 'REFERENCES') {
      add('foreign', readTarget(cursor, session));
    } else if (cursor.take('CONSTRAINT')) {
      name = cursor.next()?.text;
    } else if (cursor.take('COMMENT')) {
      cursor.take('=');
      told.label = textOf(cursor.next());
    } else if (cursor.take('DEFAULT')) {
      // `DEFAULT NULL` says nothing of what the column may hold.
      if (cursor.word() !== '(') {
        cursor.next();
      }
    } else if (cursor.take('SET') || cursor.take('COLLATE')) {
      cursor.next();
    } else {
      told.isGenerated ||= /^(?:IDENTITY|AUTO_INCREMENT)$/.test(cursor.word());
      cursor.next();
    }
  }
  return told;
}

/** `REFERENCES table (column)`, and goes past it. */
function readTarget(cursor: SqlCursor, session: SqlSession): SqlKey['target'] {
  cursor.take('REFERENCES');
  const name = cursor.name();
  const columns = cursor.parens();
  const table = name && session.tableOf(name);
  return table === undefined
    ? undefined
    : { table: session.replay.nameOf(table) ?? table, columns: columnNames(columns ?? []) };
}

const keyKinds: Readonly<Record<string, SqlKey['kind']>> = { PRIMARY: 'primary', FOREIGN: 'foreign', UNIQUE: 'unique' };
const betweenKeyAndColumns = new Set(
  'KEY INDEX CLUSTERED NONCLUSTERED FULLTEXT SPATIAL NULLS NOT DISTINCT USING BTREE HASH IF EXISTS'.split(' '),
);

/** Reads a constraint of a whole table, from `CONSTRAINT` or its own word on; undefined when it is no key. */
export function readKey(cursor: SqlCursor, table: string, session: SqlSession): SqlKey | undefined {
  let name: string | undefined;
  if (cursor.take('CONSTRAINT')) {
    cursor.takeIfExists();
    const isNamed = keyKinds[cursor.word()] === undefined || keyKinds[cursor.word(1)] !== undefined;
    name = isNamed ? cursor.name()?.parts.at(-1) : undefined;
  }
  const kind = keyKinds[cursor.word()];
  if (kind === undefined) {
    return undefined;
  }
  cursor.next();
  if (cursor.take('KEY', 'USING', 'INDEX') || cursor.take('USING', 'INDEX')) {
    const index = cursor.name()?.parts.at(-1) ?? '';
    const columns = session.keys.columnsOf(table, index);
    return columns && { kind, name: name ?? index, columns, target: undefined };
  }
  while (!cursor.isAtEnd && cursor.word() !== '(') {
    const token = cursor.next();
    if (token && token.upper !== '.' && !betweenKeyAndColumns.has(token.upper)) {
      name ??= token.text;
    }
  }
  const columns = columnNames(cursor.parens() ?? []);
  const known = columns.flatMap((column) => column ?? []);
  if (known.length === 0 || known.length < columns.length) {
    return undefined;
  }
  if (kind !== 'foreign') {
    return { kind, name, columns: known, target: undefined };
  }
  while (!cursor.isAtEnd && cursor.word() !== 'REFERENCES') {
    cursor.next();
  }
  return { kind, name, columns: known, target: readTarget(cursor, session) };
}

/** Whether what follows is a constraint or an index of the table, not a column. */
export function isConstraint(cursor: SqlCursor): boolean {
  const second = cursor.word(1);
  switch (cursor.word()) {
    case 'CONSTRAINT':
    case 'UNIQUE':
    case 'PRIMARY':
    case 'FOREIGN':
      return cursor.peek(1) !== undefined;
    case 'CHECK':
      return second === '(' || second === 'CONSTRAINT';
    case 'EXCLUDE':
      return second === '(' || second === 'USING';
    case 'PERIOD':
      return second === 'FOR';
    case 'SUPPLEMENTAL':
      return second === 'LOG';
    case 'PARTITION':
      return /^(?:\(|BY|PARTITIONS)$/.test(second) || /^(?:VALUES|START)$/.test(cursor.word(2));
    case 'KEY':
    case 'INDEX':
    case 'FULLTEXT':
    case 'SPATIAL':
      return opensColumns(cursor);
    default:
      return false;
  }
}

/** `KEY name (column)`, where `key varchar(20)` and `key public.geometry(Point, 4326)` are columns. */
function opensColumns(cursor: SqlCursor): boolean {
  for (let ahead = 1; ahead <= 5; ahead += 1) {
    const word = cursor.word(ahead);
    if (word === '(') {
      const [inside, second, third] = [cursor.peek(ahead + 1), cursor.word(ahead + 2), cursor.peek(ahead + 3)];
      const isType = /^(?:geometry|geography)$/i.test(cursor.peek(ahead - 1)?.text ?? '');
      const isNumber = second === ',' && third?.kind === 'number';
      const isColumn = inside?.kind === 'word' || inside?.kind === 'name' || inside?.upper === '(';
      return isColumn && !isType && !isNumber;
    }
    if (/^(?:\.|NOT|NULL|DEFAULT|PRIMARY|UNIQUE|REFERENCES|CHECK|COMMENT|COLLATE)$/.test(word)) {
      return false;
    }
  }
  return false;
}

/** What a string says; also between double quotes, as MySQL has it. Undefined for `NULL`. */
export function textOf(token: SqlToken | undefined): string | undefined {
  const text = token?.kind === 'string' || token?.kind === 'name' ? token.text.trim().replace(/\s+/g, ' ') : '';
  return text === '' ? undefined : text;
}
