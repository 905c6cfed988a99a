import { dialectOf, type SqlDialect } from './sqlDialect';
import { closingOf, isPlain, undone } from './sqlSigns';

/** One word, name, string or sign of a text of SQL. */
export interface SqlToken {
  /**
   * `name`: a name between quotes, backticks or brackets; `body`: what stands between PostgreSQL's `$$`; `end`: what ends
   * a statement, `;`, a line `GO` or `/`, or what `DELIMITER` said.
   */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'body' | 'sign' | 'end';
  /** What it stands for: quotes and escapes undone; of a `body`, nothing. */
  readonly text: string;
  /** In capitals: a keyword, or a sign; `''` for all that is quoted. */
  readonly upper: string;
  /** In UTF-16 code units, quotes included. */
  readonly start: number;
  readonly end: number;
  /** Whether nothing but blanks stands before it on its line. */
  readonly startsLine: boolean;
}

const blanks = /[\s\u00a0\ufeff]+/y;
const lineRest = /[^\r\n]*/y;
/**
 * Also what tools put in: Flyway's `${schema}`, and SQL Server's `@variable` and `#temporary`. Longer is no name, and
 * megabytes of letters would exhaust the stack of the expression's steps back.
 */
const word =
  /(?:[\w\u0080-\uffff]|[$#]\{[^{}\n]{0,100}\}|[$#@](?=[\w\u0080-\uffff@#$]))(?:[\w$#@\u0080-\uffff]|[$#]\{[^{}\n]{0,100}\}){0,1023}/y;
const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const dollarTag = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const bracketName = /\[([A-Za-z_#@\u0080-\uffff][^[\]\r\n]{0,127})\]/y;
const executedComment = /\/\*M?!(?:\d{5,6})?/y;
const aloneOnLine = /(?:GO(?:[ \t]+\d+)?|\/)[ \t]*(?=;?[ \t]*(?:\r|\n|$))/iy;
const delimiterLine = /DELIMITER[ \t]+(\S+)[^\r\n]*/iy;
const backslashOr = { "'": /['\\]/g, '"': /["\\]/g };
const connectLine = /\\c(?:onnect)?[ \t]+(?:-\w+=\S+[ \t]+)*["']?([\w-]+)/y;

/** Cuts a text of SQL into tokens, one at a time: what follows may depend on what was read, as a dump's rows do. */
export class SqlScanner {
  /** Where a string, a name or a comment begins that never ends. */
  brokenAt: number | undefined;
  private delimiter = ';';
  private isLineStart = true;
  private readonly dialect: SqlDialect;
  private readonly waiting: SqlToken[] = [];

  /** @param to where to stop; the text beyond is as if it didn't exist */
  constructor(
    readonly text: string,
    private position = 0,
    private readonly to = text.length,
    dialect?: SqlDialect,
  ) {
    this.dialect = dialect ?? dialectOf(text);
  }

  /** Another scanner, of a part of the same text. */
  inside(from: number, to: number): SqlScanner {
    return new SqlScanner(this.text, from, to, this.dialect);
  }

  next(): SqlToken | undefined {
    while (this.waiting.length === 0 && this.skipBlank()) {
      // Blanks, comments and the client's own commands follow each other in any order.
    }
    const waiting = this.waiting.shift();
    if (waiting || this.position >= this.to) {
      return waiting;
    }
    const token = this.read();
    this.isLineStart = false;
    return token;
  }

  /** Skips the rows that follow `COPY … FROM stdin;`, as far as the line `\.`. */
  skipRows(): void {
    const end = /^\\\.[ \t]*$/gm;
    end.lastIndex = this.position;
    const found = end.exec(this.text);
    this.position = found && found.index < this.to ? found.index + found[0].length : this.to;
  }

  /** Whether some line further on holds only `GO` or `/`: there, routines end at it. */
  hasLoneEnd(): boolean {
    return this.dialect.loneEnd > this.position && this.dialect.loneEnd < this.to;
  }

  /** Whether the file said `DELIMITER`, so that `;` no longer ends statements. */
  get hasOwnDelimiter(): boolean {
    return this.delimiter !== ';';
  }

  private skipBlank(): boolean {
    const { text, position } = this;
    const code = text.charCodeAt(position);
    // Most tokens follow each other directly, or after one blank.
    if (code === 32) {
      this.position += 1;
      return this.position < this.to;
    }
    if (isPlain(code) && !this.isLineStart) {
      return false;
    }
    const before = this.match(blanks);
    if (before !== undefined) {
      this.isLineStart ||= /[\r\n]/.test(before);
      return true;
    }
    if (position >= this.to) {
      return false;
    }
    const two = text.slice(position, position + 2);
    if (two === '--' || (two.startsWith('#') && this.dialect.hasHashComments && /^#(?:[\s#-]|$)/.test(two))) {
      this.match(lineRest);
      return true;
    }
    if (two === '/*') {
      if (this.match(executedComment) === undefined) {
        this.skipComment();
      }
      return true;
    }
    // The end of what MySQL executes though it looks like a comment.
    if (two === '*/') {
      this.position += 2;
      return true;
    }
    return this.isLineStart && this.skipCommand(two);
  }

  private skipComment(): void {
    const start = this.position;
    const mark = this.dialect.nestsComments ? /\/\*|\*\//g : /\*\//g;
    mark.lastIndex = start + 2;
    for (let depth = 1; depth > 0;) {
      const found = mark.exec(this.text);
      if (!found || found.index >= this.to) {
        this.brokenAt ??= start;
        this.position = this.to;
        return;
      }
      depth += found[0] === '/*' ? 1 : -1;
      this.position = mark.lastIndex;
    }
  }

  /** `\restrict`, `DELIMITER $$`: what is said to the client, not to the database. */
  private skipCommand(two: string): boolean {
    if (two.startsWith('\\')) {
      const start = this.position;
      const database = matchAt(connectLine, this.text, start)?.[1];
      this.match(lineRest);
      if (database !== undefined) {
        this.waiting.push(...useTokens(database, start, this.position));
      }
      return true;
    }
    if (/^d/i.test(two)) {
      const found = matchAt(delimiterLine, this.text, this.position);
      if (found) {
        this.delimiter = found[1] ?? ';';
        this.position += found[0].length;
        return true;
      }
    }
    return false;
  }

  private read(): SqlToken {
    const { text, position: start } = this;
    const first = text[start] ?? '';
    if (this.isLineStart || this.hasOwnDelimiter || !isPlain(text.charCodeAt(start))) {
      return this.readSpecial(first, start);
    }
    return this.readPlain(first, start);
  }

  private readSpecial(first: string, start: number): SqlToken {
    const { text } = this;
    if (first === ';' && !this.hasOwnDelimiter) {
      return this.token('end', start, start + 1);
    }
    if (this.hasOwnDelimiter && text.startsWith(this.delimiter, start)) {
      return this.token('end', start, start + this.delimiter.length);
    }
    if (this.isLineStart && /[gG/]/.test(first)) {
      const alone = matchAt(aloneOnLine, text, start);
      if (alone) {
        return this.token('end', start, start + alone[0].length);
      }
    }
    if (first === "'") {
      return this.quoted('string', start, start + 1, "'", this.dialect.hasBackslashes);
    }
    if (first === '"' || first === '`') {
      return this.quoted('name', start, start + 1, first, first === '"' && this.dialect.hasBackslashes);
    }
    if (first === '[' && !/[\w\])"]/.test(text[start - 1] ?? '')) {
      const name = matchAt(bracketName, text, start);
      if (name) {
        return this.token('name', start, start + name[0].length, name[1]);
      }
    }
    if (first === '$') {
      const tag = matchAt(dollarTag, text, start)?.[0];
      if (tag !== undefined) {
        const end = text.indexOf(tag, start + tag.length);
        this.brokenAt ??= end < 0 || end >= this.to ? start : undefined;
        return this.token('body', start, end < 0 ? this.to : Math.min(this.to, end + tag.length));
      }
    }
    return this.readPlain(first, start);
  }

  private readPlain(first: string, start: number): SqlToken {
    const { text } = this;
    if (first === '(' || first === ')' || first === ',' || first === '.') {
      this.position = start + 1;
      return { kind: 'sign', text: first, upper: first, start, end: start + 1, startsLine: this.isLineStart };
    }
    const found = this.wordAt(start);
    if (found === undefined) {
      return this.token('sign', start, start + (text.startsWith('::', start) ? 2 : 1));
    }
    if (/^\d/.test(first)) {
      const digits = matchAt(number, text, start)?.[0] ?? first;
      // Names may begin with a digit in MySQL: `2fa_codes`.
      return digits.length >= found.length || /^0x/i.test(found)
        ? this.token('number', start, start + Math.max(digits.length, found.length))
        : this.token('word', start, start + found.length);
    }
    const after = start + found.length;
    // E'it\'s', N'text', U&'text', q'[it's]'
    if (text[after] === "'" && /^(?:[enxbq]|nq|_\w+)$/i.test(found)) {
      const closing = /q$/i.test(found) ? closingOf(text[after + 1]) : undefined;
      return closing === undefined
        ? this.quoted('string', start, after + 1, "'", this.dialect.hasBackslashes || /^e$/i.test(found))
        : this.quoted('string', start, after + 2, `${closing}'`, false);
    }
    return this.token('word', start, after);
  }

  private wordAt(start: number): string | undefined {
    const found = matchAt(word, this.text, start)?.[0];
    // `END$$`: the delimiter's signs are also those of names.
    const cut = found !== undefined && this.hasOwnDelimiter ? found.indexOf(this.delimiter) : -1;
    return cut > 0 ? found?.slice(0, cut) : found;
  }

  /** @param from where its inside begins */
  private quoted(
    kind: 'string' | 'name',
    start: number,
    from: number,
    quote: string,
    hasBackslashes: boolean,
  ): SqlToken {
    const { text, to } = this;
    const mark = hasBackslashes ? backslashOr[quote === '"' ? '"' : "'"] : undefined;
    const nextMark = (after: number): number => {
      if (!mark) {
        return text.indexOf(quote, after);
      }
      mark.lastIndex = after;
      return mark.exec(text)?.index ?? -1;
    };
    let isEscaped = false;
    let at = nextMark(from);
    while (at >= 0 && at < to) {
      if (text[at] === '\\' || (quote.length === 1 && text[at + 1] === quote)) {
        isEscaped = true;
        at = nextMark(at + 2);
      } else {
        break;
      }
    }
    const isWhole = at >= 0 && at < to;
    this.brokenAt ??= isWhole ? undefined : start;
    const inside = text.slice(from, isWhole ? at : to);
    return this.token(
      kind,
      start,
      isWhole ? at + quote.length : to,
      isEscaped ? undone(inside, quote, hasBackslashes) : inside,
    );
  }

  private token(kind: SqlToken['kind'], start: number, end: number, inside?: string): SqlToken {
    this.position = end;
    const text = inside ?? (kind === 'body' ? '' : this.text.slice(start, end));
    const upper = kind === 'word' || kind === 'sign' ? text.toUpperCase() : '';
    return { kind, text, upper, start, end, startsLine: this.isLineStart };
  }

  private match(pattern: RegExp): string | undefined {
    const found = matchAt(pattern, this.text, this.position)?.[0];
    if (found === undefined || this.position >= this.to) {
      return undefined;
    }
    this.position += found.length;
    return found;
  }
}

/**
 * A scanner of a whole text. Nothing says whether `\\` escapes a quote where MySQL isn't named: it does when the text has
 * no end otherwise.
 */
export function scannerOf(text: string): SqlScanner {
  const scanner = new SqlScanner(text);
  const dialect = dialectOf(text);
  if (dialect.hasBackslashes || !text.includes("\\'") || /\bFROM\s+stdin\b/i.test(text)) {
    return scanner;
  }
  while (scanner.next()) {
    // Only whether it ends is asked.
  }
  return new SqlScanner(text, 0, text.length, {
    ...dialect,
    hasBackslashes: scanner.brokenAt !== undefined,
  });
}

/** `\connect other` says what `USE other` says. */
function useTokens(database: string, start: number, end: number): SqlToken[] {
  const common = { start, end, startsLine: true };
  return [
    { ...common, kind: 'end', text: ';', upper: '' },
    { ...common, kind: 'word', text: 'USE', upper: 'USE' },
    { ...common, kind: 'name', text: database, upper: '' },
    { ...common, kind: 'end', text: ';', upper: '' },
  ];
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}
