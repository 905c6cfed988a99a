import type { Env, Token } from 'markdown-it';
import { lineEnd, lineStart } from './lines';
import { passageOf, skipBlanks, sourceOffset } from './passage';
import { withoutImages } from './inlineLines';
import { inlineOf } from './partText';
import { partsOnLines } from './parts';
import type { Part, Parts } from './parts';
import { range } from './source';
import type { Source } from './source';
import type { Heading, Position } from './types';
import { onOneLine } from './words';

/** A heading, before the whole text tells where its section ends. */
export type Title = Omit<Heading, 'sectionRange'>;

/** The headings at the margin, in order. */
export function readTitles(source: Source, tokens: readonly Token[], parts: Parts): Title[] {
  const titles: Title[] = [];
  for (const [index, token] of tokens.entries()) {
    const inline = tokens[index + 1];
    if (token.type !== 'heading_open' || token.level !== 0 || !token.map || !inline) {
      continue;
    }
    const passage = passageOf(inline);
    const [part] = inline.content ? partsOnLines(parts, token.map[0], token.map[0]) : [];
    const start = skipBlanks(source.lines.text, lineStart(source.lines, token.map[0]));
    titles.push({
      level: Number(token.tag.slice(1)),
      text: part ? titleOf(part, parts.env) : '',
      range: range(source, start, lineEnd(source.lines, token.map[1] - 1)),
      textRange: range(source, sourceOffset(passage, 0), sourceOffset(passage, inline.content.length)),
    });
  }
  return titles;
}

function titleOf(part: Part, env: Env): string {
  return onOneLine(inlineOf(part, env).lines.map(withoutImages).join('\n'));
}

/**
 * The headings of a whole text, each with its section.
 *
 * @param firstCharacter where the first line starts: after the byte order mark if there is one
 */
export function withSections(titles: readonly Title[], firstCharacter: number, endOfText: Position): Heading[] {
  // For each rank, where the nearest following heading of that rank or a higher one starts.
  const nextStart: Position[] = Array.from({ length: 7 }, () => endOfText);
  const headings: Heading[] = [];
  for (const { level, text, range, textRange } of [...titles].reverse()) {
    const { line } = range.start;
    const start = { line, character: line === 0 ? firstCharacter : 0 };
    const sectionRange = { start, end: nextStart[level] ?? endOfText };
    headings.push({ level, text, range, textRange, sectionRange });
    for (let rank = level; rank < nextStart.length; rank++) {
      nextStart[rank] = start;
    }
  }
  return headings.reverse();
}
