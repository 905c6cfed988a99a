import type { Env } from 'markdown-it';
import { withImages } from './inlineLines';
import type { InlineLine } from './inlineLines';
import type { Part } from './parts';
import { inlineOf } from './partText';
import { joinWords } from './words';

/** A paragraph's boxes, as far as their items' content is concerned. */
export interface BoxedParagraph {
  readonly boxes: readonly BoxPlace[];
  /** Its words, sorted by box when they are first asked for. */
  words: BoxedWords | undefined;
}

export interface BoxPlace {
  readonly isTask: boolean;
  readonly checked: boolean;
  /** Offset in the paragraph's content where the box, or the bracket before it, stands. */
  readonly start: number;
  /** The last line of the list item the box stands for; undefined when it stands for its lines of text only. */
  readonly lastLine: number | undefined;
}

/** The words of a paragraph that has boxes. */
export interface BoxedWords {
  /** What stands before the first box, images without alternative text left out. */
  readonly before: string;
  readonly beforeAndImages: string;
  readonly boxes: readonly { readonly label: string; readonly rest: string }[];
}

export function boxedWords(paragraph: BoxedParagraph, part: Part, env: Env): BoxedWords {
  paragraph.words ??= sortWords(paragraph.boxes, inlineOf(part, env).lines);
  return paragraph.words;
}

function sortWords(boxes: readonly BoxPlace[], lines: readonly InlineLine[]): BoxedWords {
  const groups: InlineLine[][] = [[], ...boxes.map(() => [])];
  let box = 0;
  for (const line of lines) {
    while (box < boxes.length && (boxes[box]?.start ?? 0) <= line.start) {
      box++;
    }
    groups[box]?.push(line);
  }
  const [before = [], ...after] = groups;
  return {
    before: joinWords(before.map(({ words }) => words.trim())),
    beforeAndImages: joinWords(before.map(withImages)),
    boxes: after.map((own, index) => {
      const words = own.map(withImages);
      const labelLines = boxes[index]?.isTask ? words.length : 1;
      return { label: joinWords(words.slice(0, labelLines)), rest: joinWords(words.slice(labelLines)) };
    }),
  };
}
