import type { FrontMatterEntry, Outline, TextEdit } from '../outline/types';

const isoDate = /\d{4}-\d{2}-\d{2}/;
const commitHash = /^[0-9a-f]{7,40}$/;

/** The date a document's front matter gives; undefined when it gives none that is one. */
export function dateIn(outline: Outline): string | undefined {
  const value = entryOf(outline, 'date')?.value;
  return typeof value === 'string' ? isoDate.exec(value)?.[0] : undefined;
}

/**
 * Writes the date and the commit in the front matter, where there is one that can be read: only in place of a date and
 * of a commit. A commit that isn't there yet goes before the date.
 */
export function frontMatterEdits(outline: Outline, today: string, commit: string | undefined): TextEdit[] {
  const date = entryOf(outline, 'date');
  const given = entryOf(outline, 'commit');
  const edits: TextEdit[] = [];
  if (outline.frontMatter?.problems.length !== 0) {
    return edits;
  }
  if (commit !== undefined && given !== undefined && commitHash.test(String(given.value)) && given.value !== commit) {
    edits.push({ range: given.valueRange, newText: given.source.replace(String(given.value), commit) });
  }
  if (date && isoDate.test(date.source) && dateIn(outline) !== today) {
    const { start } = date.keyRange;
    if (commit !== undefined && given === undefined && start.character === 0) {
      edits.push({ range: { start, end: start }, newText: `commit: ${commit}${outline.eol}` });
    }
    edits.push({ range: date.valueRange, newText: date.source.replace(isoDate, today) });
  }
  return edits;
}

function entryOf({ frontMatter }: Outline, key: string): FrontMatterEntry | undefined {
  return frontMatter?.entries.find((entry) => entry.key === key);
}
