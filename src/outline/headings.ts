import { lineEnd, lineStart } from './lines';
import { offsetsOf } from './markdown';
import type { Parsed } from './markdown';
import { passageOf, skipBlanks, sourceOffset } from './passage';
import { position, range } from './source';
import type { Source } from './source';
import type { Heading, Position } from './types';
import { onOneLine, wordsOf } from './words';

type Title = Omit<Heading, 'sectionRange'>;

/** The headings at the margin, in order, each with its section. */
export function readHeadings(source: Source, { tokens, env }: Parsed): Heading[] {
  const titles: Title[] = [];
  for (const [index, token] of tokens.entries()) {
    const inline = tokens[index + 1];
    if (token.type !== 'heading_open' || token.level !== 0 || !token.map || !inline) continue;
    const start = offsetsOf(inline)[0] ?? 0;
    const isSetext = !token.markup.startsWith('#');
    const [textStart, textEnd] = isSetext
      ? [start, sourceOffset(passageOf(inline), inline.content.length)]
      : atxText(source, start + token.markup.length, inline.content.length);
    titles.push({
      level: Number(token.tag.slice(1)),
      text: wordsOf(inline.content, env, onOneLine),
      range: range(source, start, lineEnd(source.lines, token.map[1] - 1)),
      textRange: range(source, textStart, textEnd),
    });
  }
  return withSections(source, titles);
}

function atxText(source: Source, afterMarks: number, length: number): [number, number] {
  const start = length > 0 ? skipBlanks(source.lines.text, afterMarks) : afterMarks;
  return [start, start + length];
}

function withSections(source: Source, titles: readonly Title[]): Heading[] {
  const endOfText = position(source, source.lines.text.length);
  // For each rank, where the nearest following heading of that rank or a higher one starts.
  const nextStart: Position[] = Array.from({ length: 7 }, () => endOfText);
  const headings: Heading[] = [];
  for (let index = titles.length - 1; index >= 0; index--) {
    const title = titles[index] as Title;
    const start = position(source, lineStart(source.lines, title.range.start.line));
    headings.push({ ...title, sectionRange: { start, end: nextStart[title.level] ?? endOfText } });
    nextStart.fill(start, title.level);
  }
  return headings.reverse();
}
