/** `[ ]`, `[x]` or `[X]` at the start of a list item's text, then a blank or nothing: `[ ](address)` is a link. */
export const taskMark = /^\[([ xX])\](?=\s|$)/;

/** ☐ ☑ ☒ ✅ ✔, and the variation selectors that may follow to ask for a picture or for plain text. */
const glyph = '[\\u2610\\u2611\\u2612\\u2705\\u2714][\\uFE0E\\uFE0F]*';
const emptyBox = '\u2610';

// Not `^` with the `m` flag: it would also take U+2028 for a line ending.
const lineGlyph = new RegExp(`(?:^|\\n)[ \\t]*${glyph}`);
const lineGlyphs = new RegExp(`((?:^|\\n)[ \\t]*)(${glyph})`, 'g');
const glyphHere = new RegExp(glyph, 'y');

/** Whether a line of the content starts with a glyph. */
export function hasLineGlyph(content: string): boolean {
  return lineGlyph.test(content);
}

/** The content with blanks in place of the boxes that start its lines, which keeps its length. */
export function maskBoxes(content: string, startsListItem: boolean): string {
  // Glyphs first: one that follows a task's brackets is not at the start of its line.
  const masked = content.replace(lineGlyphs, (_, before: string, mark: string) => before + ' '.repeat(mark.length));
  return startsListItem ? masked.replace(taskMark, '   ') : masked;
}

/** The glyph, with its variation selectors, that stands at an offset. */
export function glyphAt(content: string, offset: number): string | undefined {
  glyphHere.lastIndex = offset;
  return glyphHere.exec(content)?.[0];
}

export function isCheckedGlyph(mark: string): boolean {
  return !mark.startsWith(emptyBox);
}
