import { boxedWords } from './boxWords';
import type { BoxedParagraphs } from './itemContent';
import type { Part, Parts } from './parts';
import { showsImage, wordsOfPart } from './partText';
import { joinWords } from './words';

/** The words of the parts, boxes left out. Each paragraph, table cell and so on starts a line. */
export function textOf(parts: readonly Part[], { env }: Parts): string {
  return joinWords(parts.map((part) => wordsOfPart(part, env)));
}

/** The same without the checklist items; undefined when there are none. */
export function proseOf(parts: readonly Part[], { env }: Parts, paragraphs: BoxedParagraphs): string | undefined {
  if (!parts.some(({ line }) => paragraphs.has(line))) {
    return undefined;
  }
  const found: string[] = [];
  let done = -1;
  for (const part of parts) {
    if (part.line <= done) {
      continue;
    }
    const paragraph = paragraphs.get(part.line);
    if (!paragraph) {
      found.push(wordsOfPart(part, env));
      continue;
    }
    found.push(boxedWords(paragraph, part, env).before);
    done = Math.max(done, ...paragraph.boxes.map(({ lastLine }) => lastLine ?? -1));
  }
  return joinWords(found);
}

export function hasImage(parts: readonly Part[], { env }: Parts): boolean {
  return parts.some((part) => showsImage(part, env));
}
