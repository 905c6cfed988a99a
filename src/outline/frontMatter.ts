import type { LineIndex } from './lines';
import { lineEnd, lineStart } from './lines';
import { givenText, range } from './source';
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
  const start = lineStart(lines, line) + (line === 0 && lines.text.startsWith('\uFEFF') ? 1 : 0);
  return lines.text.startsWith('---', start) && lines.text.slice(start + 3, lineEnd(lines, line)).trim() === '';
}

/** Reads the YAML of a front matter. What is wrong with it is told in its problems, never thrown. */
export function readFrontMatter(source: Source, { closing }: FrontMatterLines): FrontMatter {
  const { lines } = source;
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
      const written = givenText(source, start + valueSpan[0], start + valueSpan[1]);
      return { key, keyRange: toRange(...keySpan), valueRange: toRange(...valueSpan), value, source: written };
    }),
    problems: problems.map(({ message, span }): FrontMatterProblem => ({ message, range: toRange(...span) })),
  };
}
