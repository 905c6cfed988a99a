import { noType, type JvmTypeUse } from './jvmTypes';
import { closingOf, type JvmToken } from './jvmTokens';

/** How deep values and types may lie in one another: what people write is less deep. */
export const deepest = 20;

/** Goes through the tokens of a Kotlin file. */
export class KotlinCursor {
  protected at = 0;

  constructor(protected readonly tokens: readonly JvmToken[]) {}

  protected typeUse(depth = 0): JvmTypeUse {
    const start = this.at;
    if (this.sign() === '(' || this.word() === 'suspend') {
      this.at = this.sign() === '(' ? closingOf(this.tokens, this.at) + 1 : this.at + 1;
      if (this.sign() === '->') {
        this.at++;
        this.typeUse(depth + 1);
      }
      return noType;
    }
    while (['in', 'out'].includes(this.word())) {
      this.at++;
    }
    const name = this.dottedName();
    const given: JvmTypeUse[] = [];
    if (this.sign() === '<' && depth < deepest) {
      do {
        this.at++;
        if (this.sign() === '*') {
          this.at++;
        } else {
          given.push(this.typeUse(depth + 1));
        }
      } while (this.sign() === ',');
      this.at += this.sign() === '>' ? 1 : 0;
    }
    while (this.sign() === '?' || this.sign() === '!') {
      this.at++;
    }
    const text = this.tokens.slice(start, Math.min(this.at, start + 40)).map(({ text: part }) => part);
    return { name, arguments: given, text: text.join('').replaceAll(',', ', ') };
  }

  protected skipAngles(): string[] {
    const names: string[] = [];
    let depth = 0;
    const start = this.at;
    for (; this.at < this.tokens.length && this.at < start + 200; this.at++) {
      if (this.sign() === '<') {
        depth++;
      } else if (this.sign() === '>' && --depth === 0) {
        this.at++;
        break;
      } else if (depth === 1 && this.kind() === 'word' && ['<', ','].includes(this.tokens[this.at - 1]?.text ?? '')) {
        names.push(this.word());
      }
    }
    return names;
  }

  protected dottedName(): string {
    let name = '';
    while (this.kind() === 'word') {
      name += this.tokens[this.at]?.text ?? '';
      this.at++;
      const sign = this.sign();
      if (sign !== '.' && !(sign === '::' && this.tokens[this.at + 1]?.text === 'class')) {
        break;
      }
      name += '.';
      this.at++;
    }
    return name;
  }

  protected kind(): JvmToken['kind'] | undefined {
    return this.tokens[this.at]?.kind;
  }

  protected word(): string {
    const token = this.tokens[this.at];
    return token?.kind === 'word' ? token.text : '';
  }

  protected sign(): string {
    const token = this.tokens[this.at];
    return token?.kind === 'sign' ? token.text : '';
  }

  protected isOpening(): boolean {
    return ['(', '[', '{'].includes(this.sign());
  }

  protected line(): number {
    return this.tokens[this.at]?.line ?? 1;
  }

  /** Between a class's name and the brackets of its constructor stand its visibility and its annotations. */
  protected skipToConstructor(): void {
    if (['@', 'private', 'internal', 'protected', 'constructor'].includes(this.tokens[this.at]?.text ?? '')) {
      const found = this.tokens.slice(this.at, this.at + 12).findIndex(({ text }) => text === 'constructor');
      this.at += found + 1;
    }
  }
}
