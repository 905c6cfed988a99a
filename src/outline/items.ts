import type { BoxedParagraph, BoxPlace } from './boxWords';
import { itemContent } from './itemContent';
import type { BoxedParagraphs } from './itemContent';
import { lazily } from './lazy';
import { boxesOf } from './paragraphBoxes';
import type { Box } from './paragraphBoxes';
import { inlineOf } from './partText';
import type { Boxed, Part, Parts } from './parts';
import { lineInPassage, passage, sourceOffset } from './passage';
import { movedRange, range, rangeOfLines } from './source';
import type { Source } from './source';
import type { ChecklistItem } from './types';

export interface Checklist {
  readonly items: readonly ChecklistItem[];
  readonly paragraphs: BoxedParagraphs;
}

/** What an item is read from. */
interface ItemState {
  readonly parts: Parts;
  readonly paragraphs: BoxedParagraphs;
  readonly line: number;
  readonly index: number;
}

const withContent = lazily<ItemState, Pick<ChecklistItem, 'content'>>({
  content: ({ parts, paragraphs, line, index }) => itemContent(parts, paragraphs, line, index),
});

/** The checklist items outside block quotes and code, in order, an item before those nested in it. */
export function readItems(source: Source, parts: Parts): Checklist {
  const items: ChecklistItem[] = [];
  const paragraphs = new Map<number, BoxedParagraph>();
  for (const part of parts.all) {
    const { boxed, line } = part;
    if (!boxed || boxed.isQuoted) {
      continue;
    }
    const boxes = boxesOf(part, inlineOf(part, parts.env).lines);
    if (boxes.length > 0) {
      const places = placesOf(boxes, boxed);
      paragraphs.set(line, { boxes: places, words: undefined });
      for (const item of itemsOf(source, part, boxed, boxes, places, { parts, paragraphs, line })) {
        items.push(item);
      }
    }
  }
  return { items, paragraphs };
}

/** The same item some lines further down. */
export function movedItem(item: ChecklistItem, by: number): ChecklistItem {
  const { notation, checked, text, depth } = item;
  const markRange = movedRange(item.markRange, by);
  const labelRange = movedRange(item.labelRange, by);
  return withContent.copy(
    { notation, checked, markRange, text, labelRange, range: movedRange(item.range, by), depth },
    item,
  );
}

/** A box that starts a list item is that list item; the glyphs on the lines below it are its equals. */
function placesOf(boxes: readonly Box[], { lastLineOfItem }: Boxed): BoxPlace[] {
  const hasTask = boxes[0]?.notation === 'task';
  const startsItem = hasTask || boxes[0]?.markStart === 0;
  const whole = hasTask ? 0 : boxes.length - 1;
  return boxes.map(({ notation, checked, markStart }, index) => ({
    isTask: notation === 'task',
    checked,
    start: notation === 'task' ? 0 : markStart,
    lastLine: startsItem && index === whole ? lastLineOfItem : undefined,
  }));
}

function itemsOf(
  source: Source,
  { content, offsets, line }: Part,
  { lastLine, lastLineOfItem, enclosing }: Boxed,
  boxes: readonly Box[],
  places: readonly BoxPlace[],
  state: Omit<ItemState, 'index'>,
): ChecklistItem[] {
  const text = passage(content, offsets);
  const hasTask = boxes[0]?.notation === 'task';
  const ownListItem = lastLineOfItem !== undefined && places[0]?.start === 0 ? 1 : 0;
  return boxes.map((box, index) => {
    const next = boxes[index + 1];
    const first = line + lineInPassage(text, box.markStart);
    const lastOfText = next ? line + lineInPassage(text, next.markStart) - 1 : lastLine;
    const known = {
      notation: box.notation,
      checked: box.checked,
      markRange: range(source, sourceOffset(text, box.markStart), sourceOffset(text, box.markEnd)),
      text: box.text,
      labelRange: range(source, sourceOffset(text, box.labelStart), sourceOffset(text, box.labelEnd)),
      range: rangeOfLines(source, first, places[index]?.lastLine ?? lastOfText),
      depth: enclosing - (hasTask && index > 0 ? 0 : ownListItem),
    };
    return withContent.add(known, { ...state, index });
  });
}
