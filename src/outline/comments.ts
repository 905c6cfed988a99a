import { commentsIn, commentWords, isOpaqueHtml } from './htmlText';
import type { Span } from './htmlText';
import { toSource } from './partOffsets';
import type { Part, Parts } from './parts';
import { inlineOf } from './partText';
import { range } from './source';
import type { Source } from './source';
import type { Comment } from './types';

/** The HTML comments outside code, in order, those of lists, quotes and table cells included. */
export function readComments(source: Source, { all, env }: Parts): Comment[] {
  const comments: Comment[] = [];
  for (const part of all) {
    if (!part.content.includes('<!--') || part.kind === 'fence' || part.kind === 'indented') {
      continue;
    }
    const spans = part.kind === 'html' ? commentsInHtml(part) : inlineOf(part, env).comments;
    const place = toSource(source, part);
    for (const { start, end } of spans) {
      const text = commentWords(part.content.slice(start, end));
      comments.push({ range: range(source, place(start), place(end)), text });
    }
  }
  return comments;
}

function commentsInHtml({ content }: Part): Span[] {
  return isOpaqueHtml(content) ? [] : commentsIn(content);
}
