/**
 * A text reduced to what makes two headings the same for a reader: lower case, no diacritics, apostrophes,
 * punctuation or emoji, no numbering in front, single spaces.
 */
export function foldWords(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:\d+ )+(?=\S)/, '');
}

/**
 * How alike two texts are, by their words: twice the words shared over the words of both, each counted once.
 *
 * @returns 0 (no word in common) to 1 (the same words); 1 when both fold to the same text
 */
export function likeness(first: string, second: string): number {
  const a = new Set(foldWords(first).split(' '));
  const b = new Set(foldWords(second).split(' '));
  let shared = 0;
  for (const word of a) {
    if (b.has(word)) {
      shared++;
    }
  }
  return (2 * shared) / (a.size + b.size);
}
