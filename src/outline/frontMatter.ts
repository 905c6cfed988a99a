import type { LineIndex } from './lines';
import { lineEnd, lineStart, offsetAt } from './lines';
import { range } from './source';
import type { Source } from './source';
import type { FrontMatter, FrontMatterEntry, FrontMatterProblem, Range } from './types';
import { readYamlMap } from './yamlMap';
import { tooLong } from './yamlMessages';

/** Where the front matter stands, as line numbers. */
export interface FrontMatterLines {
  /** The line of the closing `---`; the opening one is on line 0. */
  readonly closing: number;
}

/** Longer than any front matter, and short enough for its reading never to be felt. In UTF-16 code units. */
const maxLength = 100_000;

/**
 * Finds the front matter: from a first line that is `---`, blanks after it allowed, to the next line that is. Without
 * that next line there is no front matter, and the first line is the thematic break that CommonMark sees.
 */
export function findFrontMatter(lines: LineIndex): FrontMatterLines | undefined {
  if (!isFence(lines, 0)) {
    return undefined;
  }
  for (let line = 1; line < lines.starts.length; line++) {
    if (isFence(lines, line)) {
      return { closing: line };
    }
  }
  return undefined;
}

function isFence(lines: LineIndex, line: number): boolean {
  const start = lineStart(lines, line);
  return lines.text.startsWith('---', start) && lines.text.slice(start + 3, lineEnd(lines, line)).trim() === '';
}

/** The text with the front matter's lines left blank, so that all that follows keeps its place. */
export function blankFrontMatter(lines: LineIndex, { closing }: FrontMatterLines): string {
  const { text } = lines;
  const end = lineEnd(lines, closing);
  return text.slice(0, end).replace(/[^\n]+/g, (line) => ' '.repeat(line.length)) + text.slice(end);
}

/** Reads the YAML of a front matter. What is wrong with it is told in its problems, never thrown. */
export function readFrontMatter(source: Source, { closing }: FrontMatterLines): FrontMatter {
  const { lines, given } = source;
  const start = lineStart(lines, 1);
  const end = lineStart(lines, closing);
  const place = {
    range: range(source, 0, lineEnd(lines, closing)),
    contentRange: range(source, start, end),
  };
  if (end - start > maxLength) {
    return { ...place, entries: [], problems: [{ message: tooLong, range: range(source, 0, lineEnd(lines, 0)) }] };
  }
  const toRange = (from: number, to: number): Range => range(source, start + from, start + to);
  const { entries, problems } = readYamlMap(lines.text.slice(start, end));
  return {
    ...place,
    entries: entries.map(({ key, keySpan, value, valueSpan }): FrontMatterEntry => {
      const valueRange = toRange(...valueSpan);
      const written = given.text.slice(offsetAt(given, valueRange.start), offsetAt(given, valueRange.end));
      return { key, keyRange: toRange(...keySpan), valueRange, value, source: written };
    }),
    problems: problems.map(({ message, span }): FrontMatterProblem => ({ message, range: toRange(...span) })),
  };
}
