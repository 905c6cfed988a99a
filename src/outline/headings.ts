import type { Env } from 'markdown-it';
import { lineEnd, lineStart } from './lines';
import type { Parsed } from './markdown';
import { passageOf, skipBlanks, sourceOffset } from './passage';
import { withoutImages } from './inlineLines';
import { inlineOf } from './partText';
import { partsOnLines } from './parts';
import type { Part, Parts } from './parts';
import { position, range } from './source';
import type { Source } from './source';
import type { Heading, Position } from './types';
import { onOneLine } from './words';

type Title = Omit<Heading, 'sectionRange'>;

/** The headings at the margin, in order, each with its section. */
export function readHeadings(source: Source, { tokens }: Parsed, parts: Parts): Heading[] {
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
  return withSections(source, titles);
}

function titleOf(part: Part, env: Env): string {
  return onOneLine(inlineOf(part, env).lines.map(withoutImages).join('\n'));
}

function withSections(source: Source, titles: readonly Title[]): Heading[] {
  const endOfText = position(source, source.lines.text.length);
  // For each rank, where the nearest following heading of that rank or a higher one starts.
  const nextStart: Position[] = Array.from({ length: 7 }, () => endOfText);
  const headings: Heading[] = [];
  for (const title of [...titles].reverse()) {
    const start = position(source, lineStart(source.lines, title.range.start.line));
    headings.push({ ...title, sectionRange: { start, end: nextStart[title.level] ?? endOfText } });
    nextStart.fill(start, title.level);
  }
  return headings.reverse();
}
