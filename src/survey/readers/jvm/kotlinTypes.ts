import type { SourceText } from '../../sourceText';
import {
  commentText,
  noType,
  type JvmAnnotation,
  type JvmConstant,
  type JvmField,
  type JvmFile,
  type JvmMethod,
  type JvmType,
  type JvmTypeUse,
  type JvmValue,
} from './jvmTypes';
import { closingOf, jvmTokens, type JvmToken } from './jvmTokens';
import { deepest } from './kotlinCursor';
import { KotlinValues } from './kotlinValues';

const modifiers = new Set(
  'public private protected internal abstract final open sealed data enum annotation inner value inline override lateinit const companion suspend operator infix tailrec external expect actual vararg noinline crossinline reified fun'.split(
    ' ',
  ),
);

/**
 * What a Kotlin file declares, told by its tokens: no grammar of Kotlin is small enough to be shipped. Bodies of
 * functions are skipped.
 */
export function readKotlinTypes(source: SourceText): JvmFile {
  return new KotlinReader(source.path, jvmTokens(source.text)).file();
}

/** What stands before a declaration. */
interface Heading {
  readonly annotations: JvmAnnotation[];
  readonly words: Set<string>;
  readonly comment: string | undefined;
}

class KotlinReader extends KotlinValues {
  private readonly types: JvmType[] = [];
  private readonly named = new Map<string, string>();
  private readonly whole: string[] = [];
  private package = '';

  constructor(
    private readonly path: string,
    tokens: readonly JvmToken[],
  ) {
    super(tokens);
  }

  file(): JvmFile {
    while (this.isAtHead()) {
      if (this.sign() === '@') {
        this.annotation();
      } else if (this.kind() === 'comment' || this.sign() === ';') {
        this.at++;
      } else {
        this.headLine(this.word() === 'import');
      }
    }
    const { fields } = this.members([], this.tokens.length);
    return {
      path: this.path,
      isKotlin: true,
      types: this.types,
      fields,
      package: this.package,
      imports: { named: this.named, whole: this.whole },
    };
  }

  /** Whether the package and the imports aren't all read yet: a comment may stand before the first type. */
  private isAtHead(): boolean {
    let next = this.at;
    while (this.tokens[next]?.kind === 'comment') {
      next++;
    }
    const text = this.tokens[next]?.text;
    return (
      text === 'package' ||
      text === 'import' ||
      text === ';' ||
      (text === '@' && this.tokens[next + 1]?.text === 'file')
    );
  }

  private headLine(isImport: boolean): void {
    this.at++;
    const name = this.dottedName();
    if (!isImport) {
      this.package = name;
    } else if (this.sign() === '*') {
      this.whole.push(name.replace(/\.$/, ''));
      this.at++;
    } else {
      const alias = this.word() === 'as' ? this.tokens[this.at + 1]?.text : undefined;
      this.at += alias === undefined ? 0 : 2;
      this.named.set(alias ?? name.slice(name.lastIndexOf('.') + 1), name);
    }
  }

  private members(outer: readonly string[], end: number): { fields: JvmField[]; methods: JvmMethod[] } {
    const fields: JvmField[] = [];
    const methods: JvmMethod[] = [];
    while (this.at < end) {
      const heading = this.heading();
      const keyword = this.word();
      if (this.tokens[this.at - 1]?.text === '::') {
        // `Agent::class` declares nothing.
        this.at++;
      } else if (keyword === 'class' || keyword === 'interface' || keyword === 'object') {
        this.type(keyword, heading, outer, end);
      } else if (heading.words.has('fun')) {
        methods.push(this.method(heading));
      } else if (keyword === 'val' || keyword === 'var') {
        const field = this.property(heading, end);
        if (field) {
          fields.push({ ...field, isStatic: outer.length === 0 });
        }
      } else if (this.isOpening()) {
        this.at = closingOf(this.tokens, this.at) + 1;
      } else {
        this.at++;
      }
    }
    return { fields, methods };
  }

  private heading(): Heading {
    const annotations: JvmAnnotation[] = [];
    const words = new Set<string>();
    let comment: string | undefined;
    for (;;) {
      const token = this.tokens[this.at];
      if (token?.kind === 'comment') {
        comment = commentText(token.text);
        this.at++;
      } else if (this.sign() === '@') {
        annotations.push(...this.annotation());
      } else if (token?.kind === 'word' && modifiers.has(token.text)) {
        words.add(token.text);
        this.at++;
        if (token.text === 'fun' && this.word() !== 'interface') {
          break;
        }
      } else {
        break;
      }
    }
    return { annotations, words, comment };
  }

  private type(keyword: string, heading: Heading, outer: readonly string[], end: number): void {
    const isCompanion = heading.words.has('companion');
    this.at++;
    const line = this.line();
    const name = this.kind() === 'word' && this.sign() !== '{' ? this.dottedName() : 'Companion';
    const parameters = this.sign() === '<' ? this.skipAngles() : [];
    this.skipToConstructor();
    const fields = this.sign() === '(' ? this.constructorFields() : [];
    const superTypes: JvmTypeUse[] = [];
    let extendsClass = false;
    if (this.sign() === ':') {
      do {
        this.at++;
        while (this.sign() === '@') {
          this.annotation();
        }
        const above = this.typeUse();
        if (this.sign() === '(') {
          extendsClass = true;
          superTypes.unshift(above);
          this.at = closingOf(this.tokens, this.at) + 1;
        } else {
          superTypes.push(above);
        }
        if (this.word() === 'by') {
          this.at++;
          this.typeUse();
          if (this.sign() === '(') {
            this.at = closingOf(this.tokens, this.at) + 1;
          }
        }
      } while (this.sign() === ',');
    }
    const kind = keyword === 'object' ? 'object' : heading.words.has('enum') ? 'enum' : keyword;
    const index = this.types.length;
    let members: { fields: JvmField[]; methods: JvmMethod[] } = { fields: [], methods: [] };
    let constants: JvmConstant[] = [];
    if (this.sign() === '{') {
      const close = Math.min(closingOf(this.tokens, this.at), end);
      this.at++;
      constants = kind === 'enum' ? this.enumConstants(close) : [];
      if (outer.length < deepest) {
        members = this.members(isCompanion ? outer : [...outer, name], close);
      }
      this.at = close + 1;
    }
    this.types.splice(index, 0, {
      name: isCompanion ? (outer.at(-1) ?? name) : name,
      kind: kind === 'interface' || kind === 'enum' || kind === 'object' ? kind : 'class',
      path: this.path,
      line,
      package: this.package,
      imports: { named: this.named, whole: this.whole },
      outer: isCompanion ? outer.slice(0, -1) : outer,
      isAbstract: kind === 'interface' || heading.words.has('abstract') || heading.words.has('sealed'),
      annotations: heading.annotations,
      superTypes,
      extendsClass,
      parameters,
      fields: [...fields, ...members.fields].map((field) => ({ ...field, isStatic: kind === 'object' })),
      methods: members.methods,
      constants,
      comment: heading.comment,
    });
  }

  private constructorFields(): JvmField[] {
    const close = closingOf(this.tokens, this.at);
    const fields: JvmField[] = [];
    this.at++;
    while (this.at < close) {
      const heading = this.heading();
      if (this.word() === 'val' || this.word() === 'var') {
        const field = this.property(heading, close);
        if (field) {
          fields.push(field);
        }
      }
      while (this.at < close && this.sign() !== ',') {
        this.at = this.isOpening() ? closingOf(this.tokens, this.at) + 1 : this.at + 1;
      }
      this.at++;
    }
    this.at = close + 1;
    return fields;
  }

  /** `val name: Type = value`, read up to its value. */
  private property(heading: Heading, end: number): JvmField | undefined {
    this.at++;
    if (this.sign() === '<') {
      this.skipAngles();
    }
    const line = this.line();
    if (this.kind() !== 'word') {
      return undefined;
    }
    const name = this.tokens[this.at]?.text ?? '';
    this.at++;
    // `val String.size` adds to another type.
    if (this.sign() === '.') {
      return undefined;
    }
    let type = noType;
    if (this.sign() === ':') {
      this.at++;
      type = this.typeUse();
    }
    let value: JvmValue | undefined;
    const isDelegated = this.word() === 'by';
    const next = this.tokens[this.at];
    const isComputed = next?.text === 'get' && this.tokens[this.at + 1]?.text === '(';
    if (this.sign() === '=') {
      const first = this.tokens[this.at + 1]?.kind;
      if (first === 'text' || first === 'word') {
        const start = this.at;
        this.at++;
        value = this.valueOnItsLine(end);
        this.at = start + 1;
      } else {
        this.at++;
      }
    }
    return {
      name,
      line,
      type,
      annotations: heading.annotations,
      isStatic: false,
      isTransient: isComputed || isDelegated,
      value,
      comment: heading.comment,
    };
  }

  private method(heading: Heading): JvmMethod {
    if (this.sign() === '<') {
      this.skipAngles();
    }
    const line = this.line();
    const name = this.dottedName();
    let parameters = 0;
    if (this.sign() === '(') {
      const close = closingOf(this.tokens, this.at);
      parameters = close > this.at + 1 ? 1 : 0;
      this.at = close + 1;
    }
    let type = noType;
    if (this.sign() === ':') {
      this.at++;
      type = this.typeUse();
    }
    return {
      name: name.slice(name.lastIndexOf('.') + 1),
      line,
      type,
      annotations: heading.annotations,
      parameters,
      isStatic: false,
      comment: heading.comment,
    };
  }

  private enumConstants(close: number): JvmConstant[] {
    const constants: JvmConstant[] = [];
    while (this.at < close && this.sign() !== ';') {
      while (this.sign() === '@' || this.kind() === 'comment') {
        if (this.kind() === 'comment') {
          this.at++;
        } else {
          this.annotation();
        }
      }
      if (this.kind() === 'word') {
        const { name, line, values } = this.called(this.line(), 0);
        constants.push({
          name,
          line,
          values: [...values.values()].flatMap((v) => (v.kind === 'list' ? v.items : [v])),
        });
        if (this.sign() === '{') {
          this.at = closingOf(this.tokens, this.at) + 1;
        }
      } else {
        this.at++;
      }
    }
    return constants;
  }
}
