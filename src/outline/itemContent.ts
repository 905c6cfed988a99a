import { boxedWords } from './boxWords';
import type { BoxedParagraph } from './boxWords';
import type { Part, Parts } from './parts';
import { partsOnLines } from './parts';
import { wordsAndImages } from './partText';
import { joinWords } from './words';

/** The paragraphs that have boxes, outside quotes, by the line they start on. */
export type BoxedParagraphs = ReadonlyMap<number, BoxedParagraph>;

/** The words that belong to an item, its label left out: that of the box of an index in the paragraph on a line. */
export function itemContent(parts: Parts, paragraphs: BoxedParagraphs, line: number, index: number): string {
  const paragraph = paragraphs.get(line);
  const box = paragraph?.boxes[index];
  const own = partsOnLines(parts, line, box?.lastLine ?? line);
  const found: string[] = [];
  for (const part of own) {
    if (part.line > line) {
      pushNested(found, parts, paragraphs, part);
    } else if (paragraph && !(box?.isTask && paragraph.boxes.length === 1)) {
      found.push(boxedWords(paragraph, part, parts.env).boxes[index]?.rest ?? '');
      // What is nested in a list item is its task's, or its last glyph's.
      if (box?.lastLine !== undefined) {
        pushFrom(found, parts, paragraph, part, index + 1);
      }
    }
  }
  return joinWords(found);
}

function pushNested(found: string[], parts: Parts, paragraphs: BoxedParagraphs, part: Part): void {
  const paragraph = paragraphs.get(part.line);
  if (!paragraph) {
    found.push(wordsAndImages(part, parts.env));
    return;
  }
  found.push(boxedWords(paragraph, part, parts.env).beforeAndImages);
  pushFrom(found, parts, paragraph, part, 0);
}

/** The words of a paragraph's boxes from an index on; the label of one that is not ticked is only a question. */
function pushFrom(found: string[], parts: Parts, paragraph: BoxedParagraph, part: Part, first: number): void {
  const words = boxedWords(paragraph, part, parts.env);
  for (let index = first; index < paragraph.boxes.length; index++) {
    if (paragraph.boxes[index]?.checked) {
      found.push(words.boxes[index]?.label ?? '');
    }
    found.push(words.boxes[index]?.rest ?? '');
  }
}
