import type { SqlScanner, SqlToken } from './sqlTokens';

/** Tokens of one statement, without what ends it. The first is the word that says what it does. */
export type SqlStatement = readonly SqlToken[];

/** What is kept of a statement that only moves rows or asks: its rows may be millions. */
const keptOfOthers = 16;

/** What is kept of one that may hide its verb behind queries. */
const keptOfQueries = 5000;

/** Blocks that are read inside one another: `DO`, `EXECUTE`. */
const deepest = 4;

/** What is read to its end: what a dump's `COPY` says last is where its rows are. */
const wholeVerbs = new Set(['CREATE', 'ALTER', 'DROP', 'RENAME', 'COMMENT', 'EXEC', 'EXECUTE', 'COPY']);

const routines = new Set(['FUNCTION', 'PROCEDURE', 'PROC', 'TRIGGER', 'PACKAGE', 'EVENT', 'RULE']);

/** What may stand between `CREATE` and `FUNCTION`. */
const beforeRoutine =
  /^(?:OR|REPLACE|ALTER|CONSTRAINT|AGGREGATE|EDITIONABLE|NONEDITIONABLE|TEMP|TEMPORARY|EVENT|IF|NOT|EXISTS)$/;

/**
 * Cuts SQL into its statements, as `;` does, `GO`, or the word that begins the next one, since SQL Server needs neither.
 * Those in PostgreSQL's `DO` blocks, in conditions and in `EXECUTE 'text'` are given too; what routines hold is not.
 */
export class SqlStatements {
  private readonly ahead: SqlToken[] = [];

  constructor(
    private readonly scanner: SqlScanner,
    private readonly depth = 0,
  ) {}

  *all(): Generator<SqlStatement> {
    let tokens: SqlToken[] = [];
    let parens = 0;
    let limit = 0;
    for (let token = this.take(); token; token = this.take()) {
      if (token.kind === 'end' || (tokens.length > 0 && parens === 0 && this.begins(token, tokens))) {
        yield* this.whole(tokens);
        if (isCopyFromInput(tokens)) {
          this.scanner.skipRows();
        }
        tokens = [];
        parens = 0;
        if (token.kind === 'end') {
          continue;
        }
      }
      if (tokens.length === 0) {
        limit = limitOf(token);
      }
      parens = token.upper === '(' ? parens + 1 : token.upper === ')' ? Math.max(0, parens - 1) : parens;
      if (tokens.length < limit) {
        tokens.push(token);
      }
      if (routines.has(token.upper) && isRoutine(tokens)) {
        this.skipRoutine();
        tokens = [];
        parens = 0;
      }
    }
    yield* this.whole(tokens);
  }

  private *whole(tokens: readonly SqlToken[]): Generator<SqlStatement> {
    const [first, ...rest] = tokens.slice(0, 5);
    if (!first) {
      return;
    }
    const isRun = first.upper === 'EXEC' || first.upper === 'EXECUTE';
    const inner =
      first.upper === 'DO' ? rest.find(({ kind }) => kind === 'body') : isRun ? literalOf(tokens) : undefined;
    if (!inner) {
      yield tokens;
    } else if (this.depth < deepest) {
      const scanner = this.scanner.inside(...this.insideOf(inner));
      yield* new SqlStatements(scanner, this.depth + 1).all();
    }
  }

  /** Where what a string or a body holds begins and ends. */
  private insideOf({ kind, start, end }: SqlToken): [number, number] {
    const { text } = this.scanner;
    const open = text.indexOf(kind === 'body' ? '$' : "'", start + (kind === 'body' ? 1 : 0)) + 1;
    const close = kind === 'body' ? open - start : 1;
    return [open, Math.max(open, end - close)];
  }

  private take(): SqlToken | undefined {
    return this.ahead.shift() ?? this.scanner.next();
  }

  private peek(): SqlToken | undefined {
    if (this.ahead.length === 0) {
      const token = this.scanner.next();
      if (token) {
        this.ahead.push(token);
      }
    }
    return this.ahead[0];
  }

  /** Whether a word begins the next statement, though nothing ended the one before. */
  private begins(token: SqlToken, before: readonly SqlToken[]): boolean {
    const begin = token.kind === 'word' ? beginnings[token.upper] : undefined;
    const previous = before.at(-1);
    const verb = before[0]?.upper ?? '';
    if (!begin || (previous && beforeName.has(previous.upper)) || permissions.has(verb)) {
      return false;
    }
    const next = this.peek();
    return begin({
      next: next?.upper ?? '',
      isNamed: next?.kind === 'word' || next?.kind === 'name',
      verb,
      previous: previous?.upper ?? '',
      startsLine: token.startsLine,
    });
  }

  /** Leaves out the rest of a routine: what it holds is done when it is called, if ever. */
  private skipRoutine(): void {
    const endsAlone = !this.scanner.hasOwnDelimiter && this.scanner.hasLoneEnd();
    let blocks = 0;
    let isDeclaring = false;
    let previous = '';
    for (let token = this.take(); token; token = this.take()) {
      if (token.kind === 'end') {
        if (token.text !== ';' || (!endsAlone && blocks <= 0 && !isDeclaring)) {
          return;
        }
      } else if ((previous === 'AS' || previous === 'IS') && token.kind === 'word') {
        isDeclaring ||=
          blocks === 0 && !['BEGIN', 'SELECT', 'WITH', 'EXTERNAL', 'ON', 'LANGUAGE'].includes(token.upper);
      }
      if (token.upper === 'BEGIN' && !/^(?:TRAN|TRANSACTION)$/.test(this.peek()?.upper ?? '')) {
        blocks += 1;
        isDeclaring = false;
      } else if (token.upper === 'CASE' && previous !== 'END') {
        blocks += 1;
      } else if (token.upper === 'END' && !/^(?:IF|LOOP|WHILE|REPEAT|FOR)$/.test(this.peek()?.upper ?? '')) {
        blocks -= 1;
      }
      previous = token.upper;
    }
  }
}

/** What is known where a statement may begin. */
interface Beginning {
  /** The word or the sign that follows; `''` when it is quoted. */
  readonly next: string;
  readonly isNamed: boolean;
  /** The first word of the statement before. */
  readonly verb: string;
  readonly previous: string;
  readonly startsLine: boolean;
}

const permissions = new Set(['GRANT', 'REVOKE', 'DENY']);
/** After these words another verb says when, or what a right is for. */
const bound = new Set(['ON', 'FOR', 'OR', 'AFTER', 'BEFORE', 'DO', 'KEY', 'OF', 'INSTEAD', 'MATCHED']);
/** After these words comes a name, even one that is also a verb: `REFERENCES comment ON DELETE CASCADE`. */
const beforeName = new Set([',', '.', ...'REFERENCES TABLE INTO FROM JOIN COLUMN ONLY EXISTS TO VIEW'.split(' ')]);
const opens = new Set(['THEN', 'BEGIN', 'ELSE', 'LOOP']);

/** Whether a verb that moves rows begins a statement. */
function movesRows({ verb, previous, startsLine, isNamed }: Beginning): boolean {
  return isNamed && verb !== 'MERGE' && !bound.has(previous) && (startsLine || opens.has(previous));
}

/** SQL Server's other statements: they end one that changes a table, and nothing else that we read. */
function endsChange({ verb, previous, startsLine }: Beginning): boolean {
  return (
    startsLine && (verb === 'ALTER' || verb === 'DROP' || verb === 'EXEC') && !/^(?:COLUMN|TABLE|VIEW)$/.test(previous)
  );
}

const beginnings: Readonly<Record<string, (at: Beginning) => boolean>> = {
  CREATE: ({ isNamed, previous }) => isNamed && !bound.has(previous),
  ALTER: ({ next, verb, startsLine }) =>
    /^(?:TABLE|PROCEDURE|FUNCTION|MATERIALIZED)$/.test(next) ||
    (startsLine && verb !== 'ALTER' && /^(?:VIEW|SCHEMA|DATABASE|INDEX|TYPE|SEQUENCE|DOMAIN)$/.test(next)),
  DROP: ({ next, verb }) =>
    next === 'TABLE' ||
    (verb !== 'ALTER' && /^(?:VIEW|MATERIALIZED|INDEX|SCHEMA|PROCEDURE|FUNCTION|TYPE|TRIGGER)$/.test(next)),
  RENAME: ({ next, verb }) => next === 'TABLE' && verb !== 'ALTER',
  COMMENT: ({ next }) => next === 'ON',
  INSERT: (at) => at.verb !== 'MERGE' && !bound.has(at.previous) && (at.next === 'INTO' || movesRows(at)),
  REPLACE: (at) => at.next === 'INTO' && !bound.has(at.previous),
  DELETE: (at) => at.verb !== 'MERGE' && !bound.has(at.previous) && (at.next === 'FROM' || movesRows(at)),
  MERGE: ({ next }) => next === 'INTO',
  TRUNCATE: ({ next, previous }) => next === 'TABLE' && !bound.has(previous),
  UPDATE: movesRows,
  COPY: movesRows,
  EXEC: (at) => at.startsLine || opens.has(at.previous),
  EXECUTE: (at) => !/^(?:FUNCTION|PROCEDURE|ON)$/.test(at.next) && (at.startsLine || opens.has(at.previous)),
  SELECT: endsChange,
  PRINT: endsChange,
  DECLARE: endsChange,
  WHILE: endsChange,
  RETURN: endsChange,
  COMMIT: endsChange,
  ROLLBACK: endsChange,
  BEGIN: endsChange,
  END: endsChange,
  ELSE: endsChange,
  USE: endsChange,
  GRANT: endsChange,
  IF: (at) => endsChange(at) && !/^(?:CONSTRAINT|INDEX|ADD|DROP)$/.test(at.previous),
  SET: (at) =>
    endsChange(at) && /^(?:@.*|ANSI_\w+|QUOTED_IDENTIFIER|IDENTITY_INSERT|NOCOUNT|XACT_ABORT)$/.test(at.next),
};

function limitOf({ upper }: SqlToken): number {
  return wholeVerbs.has(upper) ? Number.POSITIVE_INFINITY : upper === 'WITH' ? keptOfQueries : keptOfOthers;
}

/** `COPY table (columns) FROM stdin`: its rows follow, and end at the line `\.`. */
function isCopyFromInput(tokens: SqlStatement): boolean {
  return (
    tokens[0]?.upper === 'COPY' &&
    tokens.some(({ upper }, index) => upper === 'STDIN' && tokens[index - 1]?.upper === 'FROM')
  );
}

function isRoutine(tokens: SqlStatement): boolean {
  const [verb, ...words] = tokens.slice(0, -1).map(({ upper }) => upper);
  return (
    (verb === 'CREATE' || verb === 'ALTER') &&
    (words.every((upper) => beforeRoutine.test(upper)) ||
      (words[0] === 'DEFINER' && words.length < 9) ||
      (words[2] === 'DEFINER' && words.length < 11))
  );
}

/** The string of `EXECUTE 'text'`, `EXECUTE IMMEDIATE 'text'`, `EXEC('text')`; undefined when it is put together. */
function literalOf(tokens: SqlStatement): SqlToken | undefined {
  const rest = tokens.slice(1).filter(({ upper }) => !['(', ')', 'IMMEDIATE', 'SP_EXECUTESQL'].includes(upper));
  const [first, second] = rest;
  return first &&
    (first.kind === 'string' || first.kind === 'body') &&
    (!second || second.upper === ',' || second.upper === 'USING')
    ? first
    : undefined;
}
