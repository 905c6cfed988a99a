import type { SourceText } from '../../sourceText';
import type { PhpNames } from './phpNodes';
import { phpValue, type PhpEntry, type PhpValue } from './phpValue';

/** `#[Route('/x')]` or `@Route("/x")`. */
export interface PhpAttribute {
  /** The class's full name. */
  readonly name: string;
  readonly line: number;
  /** What it is given: entries with a key for what is named. */
  readonly arguments: PhpValue;
}

/** How deep annotations may hold one another. */
const deepest = 20;

/** The token of an annotation's arguments that begins here. */
const token =
  /\s*(?:\*(?!\/)\s*)*(?:"((?:[^"\\]|\\.|"")*)"|(@?\\?[A-Za-z_][\w\\]*(?:::\w+)?)|(-?\d+(?:\.\d+)?)|([(){}=:,]))/y;

/** Tags that no framework gives a meaning to. */
const plainTag =
  /^(?:param|return|var|throws|see|link|deprecated|author|since|todo|internal|method|property|template|extends|implements|inheritdoc|phpstan|psalm|copyright|license|package|category|version|uses|mixin|noinspection|codeCoverageIgnore)/i;

/**
 * The annotations of a comment (`@ORM\Column(type="string")`).
 *
 * @param offset where the comment begins in the file
 */
export function annotationsOf(source: SourceText, names: PhpNames, comment: string, offset: number): PhpAttribute[] {
  const found: PhpAttribute[] = [];
  let end = 0;
  for (const match of comment.matchAll(
    /(?:^|\n)[ \t]*(?:\/\*)?\**[ \t]*@(\\?[A-Za-z_][\w\\]*)|\s@(\\?[A-Z][\w\\]*)/g,
  )) {
    const { 0: whole, 1: first, 2: next, index } = match;
    const name = first ?? next ?? '';
    const after = index + whole.length;
    if (index < end || plainTag.test(name)) {
      continue;
    }
    const reader = new AnnotationReader(source, names, comment, offset, after);
    const given = comment[after] === '(' ? reader.list(0) : [];
    end = reader.position;
    const at = { offset: offset + after - name.length, line: source.lineAt(offset + after - name.length) };
    found.push({ name: names.full(name), line: at.line, arguments: phpValue('list', '', at, given) });
  }
  return found;
}

class AnnotationReader {
  constructor(
    private readonly source: SourceText,
    private readonly names: PhpNames,
    private readonly comment: string,
    private readonly offset: number,
    public position: number,
  ) {}

  /** What stands between `(` and `)`, or `{` and `}`. */
  list(depth: number): PhpEntry[] {
    const entries: PhpEntry[] = [];
    let key: PhpValue | undefined;
    this.next();
    for (;;) {
      const value = this.value(depth);
      if (value === undefined) {
        return entries;
      }
      if (value === ',') {
        continue;
      }
      const before = this.position;
      const mark = this.next()?.[4];
      if (mark === '=' || mark === ':') {
        key = value.kind === 'unknown' ? { ...value, kind: 'text' } : value;
        const named = this.value(depth);
        if (named === undefined || named === ',') {
          return entries;
        }
        entries.push({ key, value: named });
      } else {
        this.position = before;
        entries.push({ key: undefined, value });
      }
    }
  }

  /** A value, or `,`; undefined at the end. */
  private value(depth: number): PhpValue | ',' | undefined {
    const start = this.position;
    const match = this.next();
    if (!match) {
      return undefined;
    }
    const [whole, text, name, number, mark] = match;
    const begun = this.offset + start + whole.length - whole.trimStart().replace(/^\*\s*/, '').length;
    const at = { offset: begun, line: this.source.lineAt(begun) };
    if (text !== undefined) {
      return phpValue('text', text.replaceAll('""', '"'), { ...at, offset: begun + 1 });
    }
    if (number !== undefined) {
      return phpValue('number', number, at);
    }
    if (name !== undefined) {
      return this.named(name, at, depth);
    }
    if (mark === '{' && depth < deepest) {
      this.position -= 1;
      return phpValue('list', '', at, this.list(depth + 1));
    }
    return mark === ',' ? ',' : undefined;
  }

  private named(name: string, at: Pick<PhpValue, 'offset' | 'line'>, depth: number): PhpValue {
    if (name.startsWith('@')) {
      const isGiven = this.comment[this.position] === '(' && depth < deepest;
      return phpValue('new', this.names.full(name.slice(1)), at, isGiven ? this.list(depth + 1) : []);
    }
    if (/^(?:true|false)$/i.test(name)) {
      return phpValue('boolean', name.toLowerCase(), at);
    }
    if (/^null$/i.test(name)) {
      return phpValue('null', '', at);
    }
    const [scope = '', constant] = name.split('::');
    if (constant !== undefined) {
      const full = this.names.full(scope);
      return constant === 'class' ? phpValue('class', full, at) : phpValue('constant', `${full}::${constant}`, at);
    }
    return phpValue('unknown', name, at);
  }

  private next(): RegExpExecArray | undefined {
    token.lastIndex = this.position;
    const match = token.exec(this.comment);
    if (match) {
      this.position = token.lastIndex;
    }
    return match ?? undefined;
  }
}

/** Longer than a summary is. */
const longestSummary = 160;

/** The first sentence of a comment that documents something; undefined when there is none. */
export function summaryOf(comment: string): string | undefined {
  const lines = comment
    .replace(/^\/\*\*?|\*\/$/g, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim().replace(/^\*+\s*/, ''));
  const start = lines.findIndex((line) => line !== '');
  const told = lines.slice(Math.max(0, start));
  const end = told.findIndex((line) => line === '' || line.startsWith('@'));
  const [sentence = ''] = told
    .slice(0, end < 0 ? undefined : end)
    .join(' ')
    .split(/(?<=\.)\s/);
  const isNoSummary = sentence === '' || /^(?:[@{*]|(?:NOTE|TODO|FIXME|WARNING)\b)/.test(sentence);
  return isNoSummary || sentence.length > longestSummary ? undefined : sentence.replace(/\.$/, '');
}
