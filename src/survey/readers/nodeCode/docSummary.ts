/** What a comment of documentation says first, or after `@summary`; undefined when it is none. */
export function docSummary(comment: string): string | undefined {
  if (!comment.startsWith('/**') || comment.length > 5000) {
    return undefined;
  }
  const lines = comment
    .slice(3, -2)
    .split('\n')
    .map((line) => line.replace(/^\s*\*?\s?/, '').trim());
  const summary = lines.find((line) => line.startsWith('@summary '))?.slice('@summary '.length);
  const first = lines.find((line) => line !== '');
  const told = summary ?? (first?.startsWith('@') === true ? undefined : first);
  return told === undefined || told.length > 200 ? undefined : told;
}
