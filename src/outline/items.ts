import type { Env, Token } from 'markdown-it';
import { glyphAt, hasLineGlyph, isCheckedGlyph, taskMark } from './boxes';
import { glyphLines, withoutLastBreak } from './glyphLines';
import type { Parsed } from './markdown';
import { lineInPassage, passageOf, sourceOffset } from './passage';
import type { Passage } from './passage';
import { range, rangeOfLines } from './source';
import type { Source } from './source';
import type { BoxNotation, ChecklistItem } from './types';
import { onOneLine, wordsOf, wordsOfText, wordsOfTokens } from './words';

/** A box found in a paragraph. Offsets are in the paragraph's content. */
interface Box {
  readonly notation: BoxNotation;
  readonly checked: boolean;
  readonly markStart: number;
  readonly markEnd: number;
  readonly labelStart: number;
  readonly labelEnd: number;
  readonly text: string;
}

/** A paragraph that may hold boxes, and where it is. */
interface Paragraph {
  readonly inline: Token;
  readonly passage: Passage;
  /** The list item whose first block this paragraph is. */
  readonly listItem: Token | undefined;
  /** How many list items enclose the paragraph, its own included. */
  readonly enclosing: number;
}

/** The checklist items outside block quotes and code, in order, an item before those nested in it. */
export function readItems(source: Source, { tokens, env }: Parsed): ChecklistItem[] {
  const items: ChecklistItem[] = [];
  let quotes = 0;
  let enclosing = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'blockquote_open') {
      quotes++;
    } else if (token.type === 'blockquote_close') {
      quotes--;
    } else if (token.type === 'list_item_open') {
      enclosing++;
    } else if (token.type === 'list_item_close') {
      enclosing--;
    } else if (token.type === 'inline' && quotes === 0 && tokens[index - 1]?.type === 'paragraph_open') {
      const before = tokens[index - 2];
      const listItem = before?.type === 'list_item_open' ? before : undefined;
      if ((listItem && taskMark.test(token.content)) || hasLineGlyph(token.content)) {
        const paragraph = { inline: token, passage: passageOf(token), listItem, enclosing };
        for (const item of itemsOf(source, paragraph, env)) {
          items.push(item);
        }
      }
    }
  }
  return items;
}

function itemsOf(source: Source, paragraph: Paragraph, env: Env): ChecklistItem[] {
  const { inline, passage, listItem, enclosing } = paragraph;
  const boxes = boxesOf(paragraph, env);
  const firstLine = inline.map?.[0] ?? 0;
  const lastLine = (inline.map?.[1] ?? firstLine + 1) - 1;
  const lastLineOfListItem = Math.max(lastLine, (listItem?.map?.[1] ?? 0) - 1);
  // A box that starts a list item is that list item; the glyphs on the lines below it are its equals.
  const startsListItem = listItem !== undefined && boxes[0]?.markStart === (boxes[0]?.notation === 'task' ? 1 : 0);
  const ownListItem = startsListItem ? 1 : 0;
  const isTask = boxes[0]?.notation === 'task';
  return boxes.map((box, index) => {
    const next = boxes[index + 1];
    const first = firstLine + lineInPassage(passage, box.markStart);
    const isWholeListItem = startsListItem && (isTask ? index === 0 : next === undefined);
    const last = isWholeListItem
      ? lastLineOfListItem
      : next
        ? firstLine + lineInPassage(passage, next.markStart) - 1
        : lastLine;
    return {
      notation: box.notation,
      checked: box.checked,
      markRange: range(source, sourceOffset(passage, box.markStart), sourceOffset(passage, box.markEnd)),
      text: box.text,
      labelRange: range(source, sourceOffset(passage, box.labelStart), sourceOffset(passage, box.labelEnd)),
      range: rangeOfLines(source, first, last),
      depth: enclosing - (isTask && index > 0 ? 0 : ownListItem),
    };
  });
}

function boxesOf({ inline, listItem }: Paragraph, env: Env): Box[] {
  const { content } = inline;
  const glyphs = hasLineGlyph(content) ? glyphBoxes(content, env) : [];
  const task = listItem ? taskMark.exec(content) : null;
  if (!task) {
    return glyphs;
  }
  const afterMark = task[0].length;
  const limit = glyphs[0] ? content.lastIndexOf('\n', glyphs[0].markStart) : content.length;
  const [labelStart, labelEnd] = trimmed(content, afterMark, limit);
  const label = content.slice(labelStart, labelEnd);
  const checked = task[1] !== ' ';
  const text = wordsOf(label, env, onOneLine);
  return [{ notation: 'task', checked, markStart: 1, markEnd: 2, labelStart, labelEnd, text }, ...glyphs];
}

function glyphBoxes(content: string, env: Env): Box[] {
  const boxes: Box[] = [];
  for (const line of glyphLines(content, env)) {
    const mark = glyphAt(content, line.start);
    if (mark === undefined) {
      continue;
    }
    const markEnd = line.start + mark.length;
    const [labelStart, labelEnd] = trimmed(content, markEnd, line.end);
    boxes.push({
      notation: 'glyph',
      checked: isCheckedGlyph(mark),
      markStart: line.start,
      markEnd,
      labelStart,
      labelEnd,
      text: line.tokens
        ? wordsOfTokens(line.tokens, onOneLine)
        : wordsOfText(content.slice(labelStart, labelEnd), onOneLine),
    });
  }
  return boxes;
}

/** Where the label stands between two offsets: without the blanks around it and the backslash of a hard break. */
function trimmed(content: string, start: number, end: number): [number, number] {
  const text = withoutLastBreak(content.slice(start, end).trimEnd()).trimEnd();
  const label = text.trimStart();
  return label ? [start + text.length - label.length, start + text.length] : [start, start];
}
