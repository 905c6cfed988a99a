import type { Token } from 'markdown-it';
import { labelEndOf, referenceOf, spanOf } from './inlinePositions';
import { destinationEnd } from './markdown';

/** A link, an image or an autolink. Offsets are in the content. */
export interface InlineLink {
  readonly isImage: boolean;
  readonly start: number;
  readonly end: number;
  /** Where its own destination stands, `<>` included, or the normalised name of the definition that gives it. */
  readonly destination: readonly [start: number, end: number] | string;
  /** Its words, or the alternative text of an image; empty for an autolink. */
  text: string;
}

/** The link that a token opens, or the image it is; the text is left for later. */
export function linkAt(content: string, token: Token): InlineLink {
  const { start, end } = spanOf(token);
  const isImage = token.type === 'image';
  if (token.markup === 'autolink') {
    return { isImage, start, end, destination: [start, end], text: '' };
  }
  const afterLabel = isImage ? start + '!['.length + token.content.length : labelEndOf(token);
  const destination = referenceOf(token) ?? destinationIn(content, afterLabel + ']('.length, end);
  return { isImage, start, end, destination, text: '' };
}

/** Where the destination stands between the parentheses; an empty place when there is none. */
function destinationIn(content: string, start: number, end: number): [number, number] {
  while (/[ \t\n]/.test(content.charAt(start))) {
    start++;
  }
  return [start, destinationEnd(content, start, end) ?? start];
}
