import { commentsIn, commentWords, isOpaqueHtml } from './htmlText';
import { offsetInContent, offsetsOf, parseInline } from './markdown';
import type { Parsed } from './markdown';
import { passageOf, sourceOffset } from './passage';
import { range } from './source';
import type { Source } from './source';
import { cellStarts, cellToSource } from './tableCells';
import type { Comment } from './types';

/** The HTML comments outside code, in order, those of lists, quotes and table cells included. */
export function readComments(source: Source, { tokens, env }: Parsed): Comment[] {
  const comments: Comment[] = [];
  const add = (raw: string, start: number, end: number): void => {
    comments.push({ range: range(source, start, end), text: commentWords(raw) });
  };
  const addInline = (content: string, toSource: (offset: number) => number): void => {
    for (const token of parseInline(content, env)) {
      if (token.type !== 'html_inline' || !token.content.startsWith('<!--')) {
        continue;
      }
      const start = offsetInContent(token);
      add(token.content, toSource(start), toSource(start + token.content.length));
    }
  };

  let tableLine = 0;
  let tableOffsets: readonly number[] = [];
  let rowStart = 0;
  let cells: number[] | undefined;
  let column = 0;
  for (const token of tokens) {
    if (token.type === 'table_open') {
      tableLine = token.map?.[0] ?? 0;
      tableOffsets = offsetsOf(token);
    } else if (token.type === 'tr_open') {
      rowStart = tableOffsets[(token.map?.[0] ?? 0) - tableLine] ?? 0;
      cells = undefined;
      column = -1;
    } else if (token.type === 'th_open' || token.type === 'td_open') {
      column++;
    } else if (!token.content.includes('<!--')) {
      continue;
    } else if (token.type === 'html_block' && !isOpaqueHtml(token.content)) {
      const passage = passageOf(token);
      for (const { start, end } of commentsIn(token.content)) {
        add(token.content.slice(start, end), sourceOffset(passage, start), sourceOffset(passage, end));
      }
    } else if (token.type === 'inline' && token.map) {
      const passage = passageOf(token);
      addInline(token.content, (offset) => sourceOffset(passage, offset));
    } else if (token.type === 'inline') {
      cells ??= cellStarts(source.lines.text, rowStart);
      addInline(token.content, cellToSource(source.lines.text, cells[column] ?? rowStart));
    }
  }
  return comments;
}
