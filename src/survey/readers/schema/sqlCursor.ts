import type { SqlToken } from './sqlTokens';

/** A name as SQL writes it: `"public"."users"`. */
export interface SqlName {
  /** Without quotes; the last is the thing's own. Parts that a tool puts in when it runs are left out. */
  readonly parts: readonly string[];
  /** Where its last part stands, in UTF-16 code units. */
  readonly start: number;
}

/** Goes through the tokens of one statement. */
export class SqlCursor {
  private index = 0;

  constructor(readonly tokens: readonly SqlToken[]) {}

  /** Which token comes next, counted from 0. */
  get position(): number {
    return this.index;
  }

  get isAtEnd(): boolean {
    return this.index >= this.tokens.length;
  }

  /** @param ahead how many tokens further */
  peek(ahead = 0): SqlToken | undefined {
    return this.tokens[this.index + ahead];
  }

  /** The keyword or the sign there, in capitals; `''` for what is quoted, and at the end. */
  word(ahead = 0): string {
    return this.peek(ahead)?.upper ?? '';
  }

  next(): SqlToken | undefined {
    const token = this.tokens[this.index];
    this.index += 1;
    return token;
  }

  /** Goes past some words if they follow, all of them; else stays. */
  take(...words: readonly string[]): boolean {
    const follows = words.every((word, ahead) => this.word(ahead) === word);
    if (follows) {
      this.index += words.length;
    }
    return follows;
  }

  /** Goes past one word of several. */
  takeOneOf(words: ReadonlySet<string>): boolean {
    const follows = words.has(this.word());
    if (follows) {
      this.index += 1;
    }
    return follows;
  }

  /** Goes past `IF EXISTS` or `IF NOT EXISTS`. */
  takeIfExists(): boolean {
    return this.take('IF', 'NOT', 'EXISTS') || this.take('IF', 'EXISTS');
  }

  /** A name, and goes past it; undefined, and stays, when there is none. */
  name(): SqlName | undefined {
    const from = this.index;
    const parts: string[] = [];
    let start = 0;
    do {
      const token = this.peek();
      // SQL Server's `base..table`.
      if (token?.upper === '.' && parts.length > 0) {
        continue;
      }
      if (!token || !isNamePart(token)) {
        break;
      }
      parts.push(token.text);
      start = token.start;
      this.index += 1;
    } while (this.take('.'));
    const own = parts.at(-1);
    if (own === undefined || withoutPlaceholders(own) === '') {
      this.index = from;
      return undefined;
    }
    return { parts: parts.map(withoutPlaceholders).filter((part) => part !== ''), start };
  }

  /** The tokens between the parentheses that open here, and goes past them; undefined, and stays, when none does. */
  parens(): readonly SqlToken[] | undefined {
    if (this.word() !== '(') {
      return undefined;
    }
    const from = this.index + 1;
    let depth = 0;
    for (; this.index < this.tokens.length; this.index += 1) {
      const word = this.word();
      depth += word === '(' ? 1 : word === ')' ? -1 : 0;
      if (depth === 0) {
        this.index += 1;
        return this.tokens.slice(from, this.index - 1);
      }
    }
    return this.tokens.slice(from);
  }

  /** What is left, and goes to the end. */
  rest(): readonly SqlToken[] {
    const rest = this.tokens.slice(this.index);
    this.index = this.tokens.length;
    return rest;
  }
}

/** Cuts tokens at the commas that no parentheses enclose. */
export function byComma(tokens: readonly SqlToken[]): SqlToken[][] {
  const lists: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += token.upper === '(' || token.upper === '[' ? 1 : token.upper === ')' || token.upper === ']' ? -1 : 0;
    if (token.upper === ',' && depth === 0) {
      lists.push([]);
    } else {
      lists.at(-1)?.push(token);
    }
  }
  return lists.filter((list) => list.length > 0);
}

/** The columns of a list such as `(a, b DESC, "c"(10))`; those that are worked out, `lower(a)`, are undefined. */
export function columnNames(tokens: readonly SqlToken[]): (string | undefined)[] {
  return byComma(tokens).map(([first, second, third]) => {
    const isLength = second?.upper === '(' && third?.kind === 'number';
    const isPlain = !second || isLength || /^(?:ASC|DESC|COLLATE|NULLS|\w*_OPS)$/.test(second.upper);
    return first && isNamePart(first) && isPlain ? first.text : undefined;
  });
}

function isNamePart({ kind, upper }: SqlToken): boolean {
  return kind === 'name' || (kind === 'word' && upper !== '');
}

/** Flyway's `${schema}`, an extension's `@extschema@`. */
function withoutPlaceholders(part: string): string {
  return part.replace(/[$#]\{[^{}]*\}|^@\w+@$/g, '');
}
