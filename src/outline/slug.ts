/**
 * The anchor that GitHub gives a heading, without the number that tells duplicates apart: lower case, punctuation and
 * emoji dropped, letters with their accents, digits, hyphens and underscores kept, each space a hyphen.
 */
function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{Nd}\p{Pc} -]+/gu, '')
    .replaceAll(' ', '-');
}

/** The anchors of a document's headings, in order: those that would be the same get a number. */
export function slugsOf(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading) => {
    const slug = slugOf(heading);
    let anchor = slug;
    let count = seen.get(slug) ?? 0;
    while (seen.has(anchor)) {
      count++;
      anchor = `${slug}-${count}`;
    }
    seen.set(slug, count);
    seen.set(anchor, seen.get(anchor) ?? 0);
    return anchor;
  });
}
