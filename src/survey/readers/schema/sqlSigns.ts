/** Letters, digits, parentheses and commas: what begins neither a blank, a comment, a string nor a quoted name. */
export function isPlain(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 40 ||
    code === 41 ||
    code === 44 ||
    code === 46
  );
}

/** What ends Oracle's `q'[text]'`, by what opens it. */
const closings: Readonly<Record<string, string>> = {
  '[': ']',
  '{': '}',
  '(': ')',
  '<': '>',
  '!': '!',
  '|': '|',
  '~': '~',
};

/** The sign that closes what another opens; undefined when it opens nothing. */
export function closingOf(opening: string | undefined): string | undefined {
  return opening === undefined ? undefined : closings[opening];
}

/** What a quoted text says, its escapes undone. */
export function undone(inside: string, quote: string, hasBackslashes: boolean): string {
  const single = inside.replaceAll(quote + quote, quote);
  return hasBackslashes ? single.replace(/\\([^])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign)) : single;
}
