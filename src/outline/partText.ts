import type { Env } from 'markdown-it';
import { maskBoxes } from './boxes';
import { htmlWords, imageSources } from './htmlText';
import { withImages, withoutLastBreak } from './inlineLines';
import { readInline, readPlain } from './inlineText';
import type { InlineText } from './inlineText';
import { parseInline } from './markdown';
import type { Part } from './parts';
import { hasMarkup, joinWords } from './words';

/** What a text says, its boxes left out; read the first time it is asked for. Not for HTML and code. */
export function inlineOf(part: Part, env: Env): InlineText {
  part.inline ??= readPart(part, env);
  return part.inline;
}

function readPart({ kind, content, boxed }: Part, env: Env): InlineText {
  // Boxes are hidden from the parser: ticking one must not change how what follows it is read.
  const visible = boxed ? withoutLastBreak(maskBoxes(content, kind === 'itemStart')) : content;
  const tokens = hasMarkup(visible) ? parseInline(visible, env) : [];
  return tokens.length > 0 ? readInline(content, tokens) : readPlain(content, visible);
}

/** The words of a part, boxes left out. */
export function wordsOfPart(part: Part, env: Env): string {
  switch (part.kind) {
    case 'html':
      return htmlWords(part.content);
    case 'fence':
    case 'indented':
      return part.content.trim();
    default:
      return isOnePlainLine(part) ? part.content.trim() : wordsOfLines(inlineOf(part, env));
  }
}

/** The same, with where images come from when they have no alternative text. */
export function wordsAndImages(part: Part, env: Env): string {
  if (part.kind === 'html') {
    return joinWords([htmlWords(part.content), ...imageSources(part.content)]);
  }
  return showsImage(part, env) ? joinWords(inlineOf(part, env).lines.map(withImages)) : wordsOfPart(part, env);
}

/** Whether a part shows an image. */
export function showsImage(part: Part, env: Env): boolean {
  switch (part.kind) {
    case 'html':
      return imageSources(part.content).length > 0;
    case 'fence':
    case 'indented':
      return false;
    default:
      return mayHaveImage(part.content) && inlineOf(part, env).hasImage;
  }
}

function wordsOfLines({ lines }: InlineText): string {
  const [first] = lines;
  const words = first && lines.length === 1 ? first.words : lines.map((line) => line.words).join('\n');
  return words.trim();
}

function mayHaveImage(content: string): boolean {
  return content.includes('![') || (content.includes('<') && /<img/i.test(content));
}

function isOnePlainLine({ content, boxed }: Part): boolean {
  return !boxed && !hasMarkup(content) && !content.includes('\n');
}
