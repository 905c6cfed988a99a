import type { JvmAnnotation, JvmValue } from './jvmTypes';
import { closingOf } from './jvmTokens';
import { deepest, KotlinCursor } from './kotlinCursor';

/** Reads annotations of Kotlin, and what they are given. */
export class KotlinValues extends KotlinCursor {
  /** `@Name(…)`, `@field:Name`, `@get:[A B]`. */
  protected annotation(): JvmAnnotation[] {
    const line = this.line();
    this.at++;
    if (this.tokens[this.at + 1]?.text === ':' && this.kind() === 'word') {
      this.at += 2;
    }
    if (this.sign() === '[') {
      const close = closingOf(this.tokens, this.at);
      const found: JvmAnnotation[] = [];
      this.at++;
      while (this.at < close) {
        found.push(this.called(this.line(), 0));
        if (this.at < close && this.kind() !== 'word') {
          this.at++;
        }
      }
      this.at = close + 1;
      return found;
    }
    return [this.called(line, 0)];
  }

  /** A name and what it is called with. */
  protected called(line: number, depth: number): JvmAnnotation {
    const name = this.dottedName();
    const values = new Map<string, JvmValue>();
    if (this.sign() === '<') {
      this.skipAngles();
    }
    let endLine = this.tokens[this.at - 1]?.line ?? line;
    if (this.sign() === '(') {
      const close = closingOf(this.tokens, this.at);
      this.at++;
      const unnamed: JvmValue[] = [];
      while (this.at < close) {
        const key = this.tokens[this.at + 1]?.text === '=' ? this.word() : undefined;
        this.at += key === undefined ? 0 : 2;
        const value = this.value(close, depth + 1);
        if (key === undefined) {
          unnamed.push(value);
        } else {
          values.set(key, value);
        }
        this.at += this.sign() === ',' ? 1 : 0;
      }
      const [first] = unnamed;
      if (first) {
        values.set('value', unnamed.length === 1 ? first : { kind: 'list', items: unnamed, line: first.line });
      }
      endLine = this.tokens[close]?.line ?? line;
      this.at = close + 1;
    }
    const dot = name.lastIndexOf('.');
    return { name: name.slice(dot + 1), package: name.slice(0, Math.max(0, dot)), line, endLine, values };
  }

  /** A value, up to the comma or the bracket that ends it. */
  private value(end: number, depth: number): JvmValue {
    const parts: JvmValue[] = [];
    const line = this.line();
    let isSum = true;
    while (this.at < end && ![',', ')', ']'].includes(this.sign())) {
      const before = this.at;
      parts.push(this.term(end, depth));
      if (this.sign() === '+') {
        this.at++;
      } else if (this.at < end && ![',', ')', ']'].includes(this.sign())) {
        isSum = false;
      }
      this.at = Math.max(this.at, before + 1);
    }
    const [first] = parts;
    if (!first || !isSum) {
      return { kind: 'other', text: '', line };
    }
    return parts.length === 1 ? first : { kind: 'sum', parts, line };
  }

  private term(end: number, depth: number): JvmValue {
    const token = this.tokens[this.at];
    const line = this.line();
    if (token?.kind === 'text') {
      this.at++;
      return token.isTemplate ? templateValue(token.text, line) : { kind: 'text', text: token.text, line };
    }
    if (this.isOpening() && depth < deepest) {
      const close = Math.min(closingOf(this.tokens, this.at), end);
      const isList = this.sign() === '[';
      this.at++;
      const items = isList || token?.text === '(' ? this.list(close, depth) : [];
      this.at = close + 1;
      const [only] = items;
      return isList ? { kind: 'list', items, line } : (only ?? { kind: 'other', text: '', line });
    }
    if (this.sign() === '@') {
      this.at++;
    }
    if (this.kind() !== 'word') {
      return { kind: 'other', text: token?.text ?? '', line };
    }
    const start = this.at;
    const name = this.dottedName();
    if (/^(?:true|false|\d.*)$/.test(name)) {
      return { kind: 'other', text: name, line };
    }
    if (this.sign() !== '(' || depth >= deepest) {
      return { kind: 'name', name, line };
    }
    if (/^(?:arrayOf|listOf)$/.test(name)) {
      const close = closingOf(this.tokens, this.at);
      this.at++;
      const items = this.list(close, depth);
      this.at = close + 1;
      return { kind: 'list', items, line };
    }
    this.at = start;
    return { kind: 'annotation', annotation: this.called(line, depth + 1), line };
  }

  private list(close: number, depth: number): JvmValue[] {
    const items: JvmValue[] = [];
    while (this.at < close) {
      items.push(this.value(close, depth + 1));
      this.at += this.sign() === ',' ? 1 : 0;
      if (this.at < close && [')', ']', '}'].includes(this.sign())) {
        this.at++;
      }
    }
    return items;
  }

  /** A constant's value: texts and names added up, ended by the line's end. */
  protected valueOnItsLine(end: number): JvmValue {
    const parts: JvmValue[] = [];
    const line = this.line();
    while (this.at < end) {
      parts.push(this.term(end, 1));
      if (this.sign() !== '+') {
        break;
      }
      this.at++;
    }
    const [first] = parts;
    return parts.length === 1 && first ? first : { kind: 'sum', parts, line };
  }
}

/** `"$base/x"` and `"${Paths.BASE}/x"` are sums; what is computed otherwise isn't known. */
function templateValue(text: string, line: number): JvmValue {
  const parts: JvmValue[] = [];
  let end = 0;
  for (const { index, 0: whole, 1: simple, 2: inBraces } of text.matchAll(
    /\$(?:([A-Za-z_]\w*)|\{([^{}"]{0,200})\})/g,
  )) {
    if (index > end) {
      parts.push({ kind: 'text', text: text.slice(end, index), line });
    }
    const name = simple ?? inBraces?.trim() ?? '';
    parts.push(/^[\w.]+$/.test(name) ? { kind: 'name', name, line } : { kind: 'other', text: '', line });
    end = index + whole.length;
  }
  if (end < text.length) {
    parts.push({ kind: 'text', text: text.slice(end), line });
  }
  return { kind: 'sum', parts, line };
}
