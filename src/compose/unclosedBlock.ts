import type { Outline } from '../outline/types';

/**
 * What would close the code fence or the comment that a document leaves open at its end: without it, all that is
 * added there would be read as code or hidden.
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
  const last = (lines[line] ?? '').trim();
  const isClosed =
    block.range.start.line < line && last.startsWith(fence) && last === fence.charAt(0).repeat(last.length);
  return isClosed ? undefined : { line, text: fence };
}
