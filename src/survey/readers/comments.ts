import type { CommentStyle } from '../data/languages';

interface Marks {
  /** What a comment may begin with, up to the end of its line. */
  readonly line: RegExp | undefined;
  /** What opens and closes a comment of several lines. */
  readonly blocks: readonly (readonly [open: string, close: string])[];
}

const marks: Readonly<Record<CommentStyle, Marks>> = {
  slash: { line: /(?<![:\\\w/])\/\/|(?:^|[\s{(;,])\/\*|^\s*\*(?!\/)/g, blocks: [['/*', '*/']] },
  hash: { line: /(?<=^|\s)#(?![!{])/g, blocks: [['=begin', '=end']] },
  dash: { line: /(?<=^|[\s;])--/g, blocks: [['{-', '-}']] },
  markup: {
    line: /<!--|<%(?:--|#)|\{#|\{\{!|\{%-?\s*comment\b|\{\{--/g,
    blocks: [
      ['<!--', '-->'],
      ['{#', '#}'],
      ['<%--', '--%>'],
      ['{{--', '--}}'],
      ['{{!--', '--}}'],
      ['{% comment', '{% endcomment'],
    ],
  },
  percent: { line: /%/g, blocks: [] },
  semicolon: { line: /;/g, blocks: [] },
};

/**
 * Whether a place of a source text is in a comment, told by what stands before it: no syntax is read, which is enough for
 * words that code hardly ever holds.
 *
 * @param offset in UTF-16 code units
 */
export function isInComment(text: string, offset: number, styles: readonly CommentStyle[]): boolean {
  // Minified code has lines without end; what we look for is near its mark.
  const near = text.slice(Math.max(0, offset - 400), offset);
  const before = near.slice(Math.max(near.lastIndexOf('\n'), near.lastIndexOf('\r')) + 1);
  const lineStart = offset - before.length;
  return styles.some((style) => {
    const { line, blocks } = marks[style];
    for (const { index, 0: mark } of line ? before.matchAll(line) : []) {
      const start = before.slice(0, index);
      const close = blocks.find(([open]) => mark.trim().endsWith(open))?.[1];
      if (areQuotesClosed(start) && (close === undefined || !before.slice(index).includes(close))) {
        return true;
      }
    }
    return blocks.some(([open, close]) => isInBlock(text, lineStart, open, close));
  });
}

/** No comment is longer; a search without end in each of many places would take a time that grows with their square. */
const longestBlock = 20_000;

/** Whether a block opened at the start of some line above is still open at this one. */
function isInBlock(text: string, lineStart: number, open: string, close: string): boolean {
  const above = text.slice(Math.max(0, lineStart - longestBlock), lineStart);
  const opened = above.lastIndexOf(open);
  if (opened < 0 || above.includes(close, opened + open.length)) {
    return false;
  }
  // A glob in a string holds `/*` too: a real block has nothing but blanks or a bracket before it.
  return /(?:^|[\r\n{(;,=])[ \t]*$/.test(above.slice(Math.max(0, opened - 40), opened));
}

function areQuotesClosed(text: string): boolean {
  return ['"', "'", '`'].every((quote) => text.split(quote).length % 2 === 1);
}
