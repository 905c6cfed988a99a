/** A piece of a Gradle script, in Groovy or Kotlin. */
export interface GradleToken {
  /** `end` is a line's. */
  readonly kind: 'word' | 'text' | 'mark' | 'end';
  /** Of a text, what is between its quotes; a word may have dots: `libs.spring.boot`. */
  readonly text: string;
  /** Of its first character, in UTF-16 code units. */
  readonly offset: number;
}

const pattern = new RegExp(
  [
    String.raw`\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)`,
    String.raw`("""|''')([\s\S]*?)(?:\1|$)`,
    String.raw`"((?:\$\{[^{}\r\n]*\}|[^"\\\r\n]|\\.)*)"?|'((?:[^'\\\r\n]|\\.)*)'?`,
    String.raw`([A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)*)`,
    String.raw`(\r\n|\r|\n|;)`,
    String.raw`([{}()[\]=:,+])`,
  ].join('|'),
  'g',
);

/** Reads a script's pieces, comments left out. */
export function gradleTokens(text: string): GradleToken[] {
  const tokens: GradleToken[] = [];
  for (const { index, 2: long, 3: double, 4: single, 5: word, 6: end, 7: mark } of text.matchAll(pattern)) {
    const written = long ?? double ?? single;
    if (written !== undefined) {
      tokens.push({ kind: 'text', text: written, offset: index });
    } else if (word !== undefined) {
      tokens.push({ kind: 'word', text: word.replaceAll('?', ''), offset: index });
    } else if (end !== undefined) {
      tokens.push({ kind: 'end', text: end, offset: index });
    } else if (mark !== undefined) {
      tokens.push({ kind: 'mark', text: mark, offset: index });
    }
  }
  return tokens;
}
