import { readOutline } from '../../outline';
import type { SourceText } from '../sourceText';

/** What a document is called, and the line, from 1, that says so. */
export interface DocumentTitle {
  readonly title: string;
  readonly line: number;
}

/** A title stands near the start. */
const readUpTo = 20_000;

/**
 * The titles that a Markdown document gives itself, the best first: its first heading of the first level, what its front
 * matter says, the heading that ranks above all others.
 */
export function documentTitles({ text }: SourceText): DocumentTitle[] {
  const lines = text.slice(0, readUpTo).split(/\r\n|\r|\n/);
  const matter = matterOf(lines);
  // What precedes is blanked, so that lines keep their numbers.
  const { headings } = readOutline([...lines.slice(0, matter).map(() => ''), ...lines.slice(matter)].join('\n'));
  const [first, ...others] = headings;
  const main = headings.find(({ level }) => level === 1);
  const top = first && others.every(({ level }) => level > first.level) ? first : undefined;
  return [main, titleIn(lines.slice(0, matter)), top].flatMap((found) => {
    const title = found && ('title' in found ? found.title : found.text).trim();
    return title ? [{ title, line: 'line' in found ? found.line : found.range.start.line + 1 }] : [];
  });
}

function titleIn(matter: readonly string[]): DocumentTitle | undefined {
  for (const [index, line] of matter.entries()) {
    const written = /^(?:title|titre):[ \t]*(\S.*)$/i.exec(line.slice(0, 500))?.[1]?.trim();
    const title = written?.replace(/^(["'])(.*)\1$/, '$2');
    if (title !== undefined && !/^[|>{[]/.test(title)) {
      return { title, line: index + 1 };
    }
  }
  return undefined;
}

/** How many lines the front matter takes, even after blank lines or closed carelessly, as no parser would take it. */
function matterOf(lines: readonly string[]): number {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0 || !/^---\s*$/.test(lines[first] ?? '')) {
    return 0;
  }
  const last = lines.findIndex((line, index) => index > first && /^(?:-{2,}|\.{3})\s*$/.test(line));
  const isMatter = lines.slice(first + 1, last).some((line) => /^[\w-]+:(?:\s|$)/.test(line));
  return last > 0 && isMatter ? last + 1 : 0;
}
