import type { JsNode } from './jsTree';

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', 0: '\0' };

/**
 * What a part of a string or of a template stands for, its escapes undone; undefined for what stands between `${` and `}`.
 *
 * @param text the file's
 */
export function writtenPart({ type, start, end }: JsNode, text: string): string | undefined {
  const written = text.slice(start, end);
  if (type === 'template_substitution') {
    return undefined;
  }
  return type === 'escape_sequence' ? unescaped(written) : written;
}

function unescaped(written: string): string {
  const letter = written[1] ?? '';
  if (letter === 'u' || letter === 'x') {
    const code = Number.parseInt(written.replace(/[^\da-f]/gi, ''), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  }
  return /[\r\n]/.test(letter) ? '' : (escapes[letter] ?? letter);
}
