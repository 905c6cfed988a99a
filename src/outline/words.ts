const markup = /[\\`*_~[<&]/;

/** Whether a content may be anything else than plain text. */
export function hasMarkup(content: string): boolean {
  return markup.test(content);
}

/** The words on one line, for titles and labels: several blanks show as one. */
export function onOneLine(words: string): string {
  return words.trim().replace(/[ \t\n]{2,}|\n/g, ' ');
}

/** Each piece of text on its lines, those without words left out. */
export function joinWords(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n');
}
