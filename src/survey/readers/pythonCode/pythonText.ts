const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' };

/**
 * What a string is once read.
 *
 * @param content between its quotes
 * @param prefix what stands before it, with its quote: `r"`; a raw string has no escapes
 */
export function pythonText(content: string, prefix: string): string {
  if (/r/i.test(prefix)) {
    return content;
  }
  const text = /f/i.test(prefix) ? content.replace(/\{\{|\}\}/g, (pair) => pair[0] ?? '') : content;
  return text.replace(/\\(\r\n|[\s\S])/g, (whole, next: string) =>
    /[\r\n]/.test(next) ? '' : (escapes[next] ?? whole),
  );
}
