/** Where a comment stands in an HTML text: `<!--` and what closes it included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const opening = '<!--';
const closing = '-->';

/**
 * The comments of an HTML text, in order. One that is not closed goes on to the text's end, as in a browser; `<!-->`
 * and `<!--->` are empty comments.
 */
export function commentsIn(html: string): Span[] {
  const comments: Span[] = [];
  for (let start = html.indexOf(opening); start >= 0;) {
    const end = commentEnd(html, start + opening.length);
    comments.push({ start, end });
    start = html.indexOf(opening, end);
  }
  return comments;
}

function commentEnd(html: string, from: number): number {
  if (html.startsWith('>', from)) {
    return from + 1;
  }
  if (html.startsWith('->', from)) {
    return from + 2;
  }
  const close = html.indexOf(closing, from);
  return close < 0 ? Math.max(from, html.trimEnd().length) : close + closing.length;
}

/** What a comment says, given from `<!--` to its end. */
export function commentWords(comment: string): string {
  const inside = comment.slice(opening.length);
  if (inside === '>' || inside === '->') {
    return '';
  }
  return (inside.endsWith(closing) ? inside.slice(0, -closing.length) : inside).trim();
}

/** Whether an HTML block holds a script, a style sheet or an input's text, where nothing is a comment. */
export function isOpaqueHtml(html: string): boolean {
  return /^\s*<(?:script|style|textarea)\b/i.test(html);
}

/** The words of an HTML text: comments and tags taken out. */
export function htmlWords(html: string): string {
  return withoutComments(html)
    .replace(/<[^<>]*>/g, '')
    .trim();
}

function withoutComments(html: string): string {
  let rest = '';
  let done = 0;
  for (const { start, end } of isOpaqueHtml(html) ? [] : commentsIn(html)) {
    rest += html.slice(done, start);
    done = end;
  }
  return rest + html.slice(done);
}

/** Where each image of an HTML text comes from, comments left out; the tag itself when it doesn't say. */
export function imageSources(html: string): string[] {
  if (!/<img/i.test(html) || isOpaqueHtml(html)) {
    return [];
  }
  const tags = withoutComments(html).match(/<img[\s/][^<>]*>/gi) ?? [];
  return tags.map((tag) => /\ssrc\s*=\s*["']?([^\s"'>]+)/i.exec(tag)?.[1] ?? tag);
}

/** Whether an HTML tag breaks the line. */
export function isLineBreak(tag: string): boolean {
  return /^<br[\s/>]/i.test(tag);
}
