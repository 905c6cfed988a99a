/** Whether the line up to there opens a comment, or is one of a block of them, in the languages that mark it by `//`, `#`, `--`, `*` or `<!--`. */
export function isCommented(text: string, index: number): boolean {
  const start = text.lastIndexOf('\n', index - 1) + 1;
  return /^\s*(?:\*|#|--\s|\/\/|\/\*|<!--)|\s(?:\/\/|#|--) /.test(text.slice(Math.max(start, index - 400), index));
}
