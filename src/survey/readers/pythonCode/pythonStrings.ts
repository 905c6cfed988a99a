import type { PythonExpression, PythonText } from './pythonModel';

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', "'": "'", '"': '"' };

/**
 * What a string is once read.
 *
 * @param content between its quotes
 * @param prefix what stands before it, with its quote: `r"`; a raw string has no escapes
 */
export function pythonText(content: string, prefix: string): string {
  const text = /f/i.test(prefix) ? content.replace(/\{\{|\}\}/g, (pair) => pair[0] ?? '') : content;
  return /r/i.test(prefix) || !text.includes('\\')
    ? text
    : text.replace(
        /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(\r\n|[\s\S]))/g,
        (whole, byte: string | undefined, unit: string | undefined, mark: string | undefined) =>
          byte !== undefined || unit !== undefined
            ? String.fromCharCode(Number.parseInt(byte ?? unit ?? '', 16))
            : /[\r\n]/.test(mark ?? '')
              ? ''
              : (escapes[mark ?? ''] ?? whole),
      );
}

/** Parts of a string in a row: a string when all are known. */
export function joined(parts: readonly PythonExpression[], line: number): PythonExpression {
  const known = parts.filter((part) => part.kind === 'text');
  if (known.length < parts.length) {
    return { kind: 'joined', parts: parts.flatMap((part) => (part.kind === 'joined' ? part.parts : [part])), line };
  }
  const [only] = known;
  if (only && known.length === 1) {
    return { ...only, line };
  }
  let text = '';
  const pieces: { at: number; start: number }[] = [];
  for (const part of known) {
    const before = text.length;
    pieces.push(...part.pieces.map(({ at, start }) => ({ at: at + before, start })));
    text += part.text;
  }
  return { kind: 'text', text, pieces, line };
}

/** A part of a string. */
export function cut({ text, pieces, line }: PythonText, from: number, to: number): PythonText {
  return {
    kind: 'text',
    text: text.slice(from, to),
    pieces: pieces
      .filter(({ at }, index) => at < to && (pieces[index + 1]?.at ?? Number.POSITIVE_INFINITY) > from)
      .map(({ at, start }) => (at < from ? { at: 0, start: start + from - at } : { at: at - from, start })),
    line,
  };
}

/** Where each character of a string stands in its file, in UTF-16 code units. */
export function placesIn({ pieces }: PythonText): (position: number) => number {
  return (position) => {
    const piece = pieces.findLast(({ at }) => at <= position) ?? pieces[0];
    return piece ? piece.start + Math.max(0, position - piece.at) : 0;
  };
}
