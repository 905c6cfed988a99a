import type { Outline } from '../outline/types';

/** HTML that goes on over blank lines until a mark of its own: how it starts, ends, and what ends it. */
const openHtml: readonly (readonly [start: RegExp, end: RegExp, closing: string])[] = [
  [/^ {0,3}<(script|pre|style|textarea)(?=\s|>|$)/i, /<\/(?:script|pre|style|textarea)>/i, '</$1>'],
  [/^ {0,3}<\?/, /\?>/, '?>'],
  [/^ {0,3}<!\[CDATA\[/, /\]\]>/, ']]>'],
  [/^ {0,3}<![a-z]/i, />/, '>'],
];

/**
 * What would close the code fence, the comment or the HTML that a document leaves open at its end: without it, all that
 * is added there would be read as code or hidden.
 *
 * @param lines the document's lines
 * @returns the last line that holds something, and the line to write under it; undefined when nothing is open
 */
export function unclosedBlock(
  outline: Outline,
  lines: readonly string[],
): { readonly line: number; readonly text: string } | undefined {
  const line = lines.findLastIndex((candidate) => candidate.trim() !== '');
  const comment = outline.comments.at(-1);
  const block = outline.blocks.at(-1);
  const html =
    block?.kind === 'html' && block.range.end.line === line
      ? unclosedHtml(lines[block.range.start.line] ?? '', lines[line] ?? '')
      : undefined;
  if (html !== undefined) {
    return { line, text: html };
  }
  if (comment?.range.end.line === line && !(lines[line] ?? '').slice(0, comment.range.end.character).endsWith('-->')) {
    return { line, text: '-->' };
  }
  if (block?.kind !== 'code' || block.range.end.line !== line) {
    return undefined;
  }
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(lines[block.range.start.line] ?? '')?.[1];
  if (fence === undefined) {
    return undefined;
  }
  // Indented by four, it would be one more line of code.
  const last = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(lines[line] ?? '')?.[1] ?? '';
  const isClosed = block.range.start.line < line && last.startsWith(fence);
  return isClosed ? undefined : { line, text: fence };
}

/** What ends an HTML block, whose first and last lines are given; undefined when a blank line does, or its last line. */
function unclosedHtml(first: string, last: string): string | undefined {
  for (const [start, end, closing] of openHtml) {
    const found = start.exec(first);
    if (found) {
      return end.test(last) ? undefined : closing.replace('$1', found[1] ?? '');
    }
  }
  return undefined;
}
