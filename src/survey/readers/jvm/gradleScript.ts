import { gradleTokens, type GradleToken } from './gradleTokens';
import type { SourceText } from '../../sourceText';

/** A statement of a script, and the blocks it stands in. */
export interface GradleStatement {
  /** The words that open each block, the outermost first: `['subprojects', 'dependencies']`. */
  readonly blocks: readonly string[];
  readonly tokens: readonly GradleToken[];
}

export interface GradleScript {
  readonly source: SourceText;
  readonly statements: readonly GradleStatement[];
  /** What names stand for, where a text is written out: `springVersion`, `versions.junit`. */
  readonly values: ReadonlyMap<string, string>;
}

/** No script nests deeper; what does isn't one. */
const deepest = 60;

/** Reads a Gradle script, in Groovy or Kotlin, as statements within blocks; none of it is run. */
export function readGradle(source: SourceText): GradleScript {
  const tokens = gradleTokens(source.text);
  const statements: GradleStatement[] = [];
  const blocks: string[] = [];
  let current: GradleToken[] = [];
  let open = 0;
  const finish = (): void => {
    if (current.length > 0) {
      statements.push({ blocks: [...blocks], tokens: current });
      current = [];
    }
    open = 0;
  };
  for (const token of tokens) {
    if (token.kind === 'end') {
      const last = current.at(-1);
      // A line that ends with a comma goes on, as does one within brackets.
      if (open <= 0 && !(last?.kind === 'mark' && /[,=+]/.test(last.text))) {
        finish();
      }
    } else if (token.kind === 'mark' && token.text === '{') {
      const opener = current.filter(({ kind }) => kind !== 'mark').map(({ text }) => text);
      finish();
      if (blocks.length < deepest) {
        blocks.push(opener.slice(0, 12).join(' '));
      }
    } else if (token.kind === 'mark' && token.text === '}') {
      finish();
      blocks.pop();
    } else {
      if (token.kind === 'mark' && /[([]/.test(token.text)) {
        open++;
      } else if (token.kind === 'mark' && /[)\]]/.test(token.text)) {
        open--;
      }
      // What closes a bracket that a block was in: `create("x") { … })`.
      if (current.length > 0 || token.kind !== 'mark') {
        current.push(token);
      }
    }
  }
  finish();
  return { source, statements, values: valuesIn(statements) };
}

function valuesIn(statements: readonly GradleStatement[]): Map<string, string> {
  const values = new Map<string, string>();
  const add = (name: string, value: string): void => {
    const key = plainName(name);
    if (!values.has(key)) {
      values.set(key, value);
    }
  };
  for (const { tokens } of statements) {
    for (const [index, token] of tokens.entries()) {
      const before = (back: number): GradleToken | undefined => tokens[index - back];
      if (token.kind !== 'text') {
        continue;
      }
      if (isMark(before(1), '=')) {
        // name = "…", val name: String = "…", ext["name"] = "…", name = [ …
        const name = isMark(before(2), ']') ? before(3) : isMark(before(3), ':') ? before(4) : before(2);
        if (name && name.kind !== 'mark') {
          add(name.text, token.text);
        }
      } else if (isMark(before(1), ',') && before(2)?.kind === 'text' && before(4)?.text === 'set') {
        add(before(2)?.text ?? '', token.text);
      } else if (isMark(before(1), '(') && /^extra$/.test(before(2)?.text ?? '') && before(3)?.text === 'by') {
        add(before(4)?.text ?? '', token.text);
      } else if (isMark(before(1), ':') && before(2)?.kind !== 'mark') {
        const map = mapName(tokens, index);
        if (map !== undefined) {
          add(`${map}.${before(2)?.text ?? ''}`, token.text);
        }
      }
    }
  }
  return values;
}

/** The name of the map that a text is in: `versions = [junit: '…']`. */
function mapName(tokens: readonly GradleToken[], index: number): string | undefined {
  const equals = tokens.findIndex((token) => isMark(token, '='));
  return equals > 0 && equals < index && isMark(tokens[equals + 1], '[') ? tokens[equals - 1]?.text : undefined;
}

/** A name as it is known wherever it is said: `rootProject.ext.versions.junit` is `versions.junit`. */
export function plainName(name: string): string {
  return name.replace(/^(?:(?:rootProject|project|parent|ext|extra|gradle|properties|this)\.)+/, '');
}

export function isMark(token: GradleToken | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text;
}
