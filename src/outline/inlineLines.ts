import { skipBlanks } from './passage';

/**
 * A line of a text as a reader sees it: a code span, a comment or a link's title is never cut. Its words are without
 * markup, comments and tags; there may be blanks around them. Offsets are in the content.
 */
export interface InlineLine {
  /** Of its first character that is not a blank. */
  readonly start: number;
  /** Of its line break. */
  end: number;
  /** With the alternative text of images. */
  words: string;
  /** The same with the destination of images that have none; undefined when there is no image. */
  withImages: string | undefined;
  /** The same without the alternative text; undefined when there is no image. */
  withoutImages: string | undefined;
}

/** The lines of a content that is plain text, given what is visible of it: no boxes. */
export function plainLines(content: string, visible: string): InlineLine[] {
  const lines: InlineLine[] = [];
  for (let at = 0; at <= content.length;) {
    const newline = content.indexOf('\n', at);
    const end = newline < 0 ? content.length : newline;
    const start = skipBlanks(content, at);
    lines.push({ ...emptyLine(start, end), words: visible.slice(start, end).trim() });
    at = end + 1;
  }
  return lines;
}

export function emptyLine(start: number, end: number): InlineLine {
  return { start, end, words: '', withImages: undefined, withoutImages: undefined };
}

export function addWords(line: InlineLine, words: string): void {
  line.words += words;
  if (line.withImages !== undefined) {
    line.withImages += words;
    line.withoutImages += words;
  }
}

export function addImage(line: InlineLine, alternative: string, source: string): void {
  line.withImages = (line.withImages ?? line.words) + (alternative.trim() ? alternative : source);
  line.withoutImages ??= line.words;
  line.words += alternative;
}

export function withImages(line: InlineLine): string {
  return (line.withImages ?? line.words).trim();
}

export function withoutImages(line: InlineLine): string {
  return (line.withoutImages ?? line.words).trim();
}

/** Without the backslash that would break the paragraph's last line, had it a next one. */
export function withoutLastBreak(content: string): string {
  let backslashes = 0;
  while (content.charCodeAt(content.length - 1 - backslashes) === 92) {
    backslashes++;
  }
  return backslashes % 2 === 1 ? content.slice(0, -1) : content;
}
