/** A piece of Java or Kotlin: a word, a text between quotes or a sign. Comments are left out, but documentation. */
export interface JvmToken {
  readonly kind: 'word' | 'text' | 'sign' | 'comment';
  /** Of a text, what stands between its quotes, escapes replaced. */
  readonly text: string;
  readonly line: number;
  /** In UTF-16 code units. */
  readonly offset: number;
  /** Whether only blanks stand before it on its line. */
  readonly isFirst: boolean;
  /** Whether a text holds parts to be computed: `"$base/x"`. */
  readonly isTemplate: boolean;
}

const word = /[\p{L}_$][\p{L}\p{N}_$]*|`[^`\r\n]+`/uy;
const blank = /[^\S\r\n]+/y;
const number = /\d[\w.]*/y;
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Cuts Java or Kotlin into tokens, in time in proportion to its length; what isn't closed ends with its line or the text. */
export function jvmTokens(text: string): JvmToken[] {
  const tokens: JvmToken[] = [];
  let at = 0;
  let line = 1;
  let isFirst = true;
  const push = (kind: JvmToken['kind'], value: string, offset: number, startLine: number, isTemplate = false): void => {
    tokens.push({ kind, text: value, line: startLine, offset, isFirst, isTemplate });
    isFirst = false;
  };
  while (at < text.length) {
    const char = text[at] ?? '';
    const two = text.slice(at, at + 2);
    if (char === '\n' || char === '\r') {
      at += two === '\r\n' ? 2 : 1;
      line++;
      isFirst = true;
    } else if (/\s/.test(char)) {
      blank.lastIndex = at;
      at += Math.max(1, blank.exec(text)?.[0].length ?? 1);
    } else if (two === '//') {
      at = lineEnd(text, at);
    } else if (two === '/*') {
      const end = commentEnd(text, at);
      const comment = text.slice(at, end);
      if (comment.startsWith('/**') && comment.length > 4) {
        push('comment', comment, at, line);
      }
      line += linesIn(comment);
      at = end;
    } else if (char === '"') {
      const read = text.startsWith('"""', at) ? rawText(text, at) : quotedText(text, at);
      push('text', read.value, at, line, read.isTemplate);
      line += linesIn(text.slice(at, read.end));
      at = read.end;
    } else if (char === "'") {
      at = quotedText(text, at).end;
    } else {
      word.lastIndex = at;
      number.lastIndex = at;
      const found = word.exec(text)?.[0];
      const digits = found === undefined ? number.exec(text)?.[0] : undefined;
      const value = found ?? digits ?? (['->', '::', '?.', '=='].includes(two) ? two : char);
      push(found === undefined && digits === undefined ? 'sign' : 'word', value.replaceAll('`', ''), at, line);
      at += value.length;
    }
  }
  return tokens;
}

/** The index of what closes the bracket at an index; the last index when nothing does. */
export function closingOf(tokens: readonly JvmToken[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind !== 'sign') {
      continue;
    }
    if ('([{'.includes(token.text)) {
      depth++;
    } else if (')]}'.includes(token.text) && --depth <= 0) {
      return index;
    }
  }
  return tokens.length - 1;
}

function lineEnd(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    if (text[end] === '\n' || text[end] === '\r') {
      return end;
    }
  }
  return text.length;
}

function commentEnd(text: string, at: number): number {
  const end = text.indexOf('*/', at + 2);
  return end < 0 ? text.length : end + 2;
}

function rawText(text: string, at: number): { value: string; end: number; isTemplate: boolean } {
  const closed = text.indexOf('"""', at + 3);
  const end = closed < 0 ? text.length : closed;
  const value = text.slice(at + 3, end);
  return { value, end: Math.min(text.length, end + 3), isTemplate: value.includes('$') };
}

function quotedText(text: string, at: number): { value: string; end: number; isTemplate: boolean } {
  const quote = text[at];
  let value = '';
  let isTemplate = false;
  for (let end = at + 1; end < text.length; end++) {
    const char = text[end] ?? '';
    if (char === '\\') {
      const next = text[++end] ?? '';
      value += escapes[next] ?? next;
    } else if (char === quote) {
      return { value, end: end + 1, isTemplate };
    } else if (char === '\n' || char === '\r') {
      return { value, end, isTemplate };
    } else {
      isTemplate ||= char === '$' && /[\w{]/.test(text[end + 1] ?? '');
      value += char;
    }
  }
  return { value, end: text.length, isTemplate };
}

function linesIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
