import { untouchedBlocks } from '../compose/generatedBlock';
import { isWithin } from '../dossier/generatedAnswer';
import { cellStarts } from '../outline/tableCells';
import { comparePositions, type LineIndex } from '../outline/lines';
import type { Block, ChecklistItem, Outline, Position, Range, TextEdit } from '../outline/types';
import { isBlank, lineText, removeLine } from './lineEdits';
import { findPlaceholder, type Placeholder } from './placeholderText';
import type { Problem, Rule, Subject } from './rule';
import { quoteList, typeset } from './sentences';

/** A quick look at a text or a line, before it is read in earnest: most have nothing of the kind. */
const anywhere = /compl|renseigner|remplir|pr[eé]\u0301?ciser|venir|faire|todo|fixme|tbd|xxx|lorem|…|\.\.\./iu;

/** Words that stand where a text is to come: « À compléter », TODO, « … ». */
export const texteACompleter: Rule = {
  code: 'texte-a-completer',
  summary: 'Texte d’attente : « À compléter », TODO, « … »',
  severity: 'information',
  check: (subject) => {
    if (!subject.status || !anywhere.test(subject.lines.text)) {
      return [];
    }
    const page = pageOf(subject);
    const generated = untouchedBlocks(subject.lines, subject.outline);
    // What the repository says is no text to come, even where it quotes one.
    const written = subject.outline.blocks.filter((block) => !isWithin(block, generated));
    return written.flatMap((block) =>
      block.kind === 'paragraph' || block.kind === 'list'
        ? inLines(page, block)
        : block.kind === 'table'
          ? inCells(page, block)
          : [],
    );
  },
};

type Found = Omit<Problem, 'rule'>;

/** What must be looked up at many lines of a document. */
interface Page {
  readonly lines: LineIndex;
  /** The box that starts on a line. */
  readonly boxes: ReadonlyMap<number, ChecklistItem>;
  /** The lines under the label of a glyph. */
  readonly underGlyphs: ReadonlySet<number>;
  /** Comments and code, each in the document's order. Code is worked out only where it is asked for. */
  readonly hidden: Pick<Outline, 'comments' | 'code'>;
}

function pageOf({ lines, outline }: Subject): Page {
  const glyphs = outline.items.filter(({ notation }) => notation === 'glyph');
  return {
    lines,
    boxes: new Map(outline.items.map((item) => [item.markRange.start.line, item])),
    underGlyphs: new Set(glyphs.map(({ labelRange }) => labelRange.end.line + 1)),
    hidden: outline,
  };
}

/** A stretch of a line in which a text begins. */
interface Stretch {
  readonly line: number;
  /** The character at which the text starts. */
  readonly start: number;
  readonly text: string;
}

function inCells(page: Page, { range }: Block): Found[] {
  const found: Found[] = [];
  for (let line = range.start.line; line <= range.end.line; line++) {
    const row = lineText(page.lines, line);
    if (!anywhere.test(row)) {
      continue;
    }
    const starts = cellStarts(row, 0);
    starts.forEach((start, index) => {
      const next = starts[index + 1];
      const end = next === undefined ? row.length : row.lastIndexOf('|', next - 1);
      const stretch = { line, start, text: row.slice(start, Math.max(start, end)) };
      const placeholder = findPlaceholder(stretch.text);
      if (placeholder && !isHidden(page, placeOf(stretch, placeholder))) {
        found.push(problem(stretch, placeholder, () => [withoutWords(stretch, placeholder)]));
      }
    });
  }
  return found;
}

function inLines(page: Page, block: Block): Found[] {
  const found: Found[] = [];
  for (let line = block.range.start.line; line <= block.range.end.line; line++) {
    if (!anywhere.test(lineText(page.lines, line))) {
      continue;
    }
    const stretch = stretchOf(page, block, line);
    const placeholder = findPlaceholder(stretch.text);
    if (
      placeholder &&
      (startsText(page, block, line) || (placeholder.isAlone && !placeholder.isLowerCase)) &&
      !isHidden(page, placeOf(stretch, placeholder))
    ) {
      const edits = (): TextEdit[] => [
        placeholder.isAlone && canRemoveLine(page, block, line)
          ? removeLine(page.lines, line)
          : withoutWords(stretch, placeholder),
      ];
      found.push(problem(stretch, placeholder, isSafe(page, block, line, placeholder) ? edits : undefined));
    }
  }
  return found;
}

/**
 * Whether what follows still means what it meant, were the line gone: an indented text could join the list above, and
 * what looks like a list or a title was text in its paragraph only.
 */
function isSafe({ lines }: Page, { kind, range }: Block, line: number, { isAlone }: Placeholder): boolean {
  if (!isAlone || kind !== 'paragraph') {
    return true;
  }
  let next = line + 1;
  while (next < lines.starts.length && isBlank(lines, next)) {
    next++;
  }
  const text = lineText(lines, next);
  return line === range.end.line ? !/^\s/.test(text) : !/^\s*(?:\d+[.)]|[-+*>#=|~<]|`{3})|^\s{4}/.test(text);
}

const listMarker = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/;
const listMarkers = /^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*/;

/** The text of a line, after its box or its list's markers. */
function stretchOf({ lines, boxes }: Page, block: Block, line: number): Stretch {
  const whole = lineText(lines, line);
  const label = boxes.get(line);
  const markers = block.kind === 'list' ? listMarkers : /^\uFEFF?[ \t]*/;
  const start =
    (label?.labelRange.start.line === line ? label.labelRange.start.character : undefined) ??
    markers.exec(whole)?.[0].length ??
    0;
  return { line, start, text: whole.slice(start) };
}

/**
 * Whether a sentence starts on a line: where a paragraph was cut to fit a width, « à compléter » goes on with the line
 * above.
 */
function startsText(page: Page, block: Block, line: number): boolean {
  const { lines, boxes, underGlyphs } = page;
  return (
    line === block.range.start.line ||
    isBlank(lines, line - 1) ||
    boxes.has(line) ||
    underGlyphs.has(line) ||
    findPlaceholder(stretchOf(page, block, line - 1).text)?.isAlone === true ||
    (block.kind === 'list' && listMarker.test(lineText(lines, line))) ||
    /(?:[.:;!?…)»]|\\| {2})$/.test(lineText(lines, line - 1))
  );
}

/** A box keeps its line, and a list's marker its own where it holds something more. */
function canRemoveLine({ lines, boxes }: Page, block: Block, line: number): boolean {
  if (boxes.has(line)) {
    return false;
  }
  if (block.kind === 'paragraph' || !listMarker.test(lineText(lines, line))) {
    return true;
  }
  let next = line + 1;
  while (next <= block.range.end.line && isBlank(lines, next)) {
    next++;
  }
  const indent = (at: number): number => lineText(lines, at).search(/\S|$/);
  return next > block.range.end.line || (listMarker.test(lineText(lines, next)) && indent(next) <= indent(line));
}

/** Whether a place is in a code or in a comment. */
function isHidden({ hidden }: Page, { start }: Range): boolean {
  return isIn(hidden.comments, start) || isIn(hidden.code, start);
}

/** Whether a position is in one of the ranges, which are in order and don't overlap. */
function isIn(parts: readonly { readonly range: Range }[], position: Position): boolean {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const range = parts[middle]?.range;
    if (range && comparePositions(range.start, position) <= 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const before = parts[low - 1]?.range;
  return before !== undefined && comparePositions(position, before.end) < 0;
}

function problem(stretch: Stretch, placeholder: Placeholder, edits: (() => TextEdit[]) | undefined): Found {
  const range = placeOf(stretch, placeholder);
  const words = quoteList([placeholder.words]);
  return {
    range,
    message: typeset(`Texte à compléter : écrivez la réponse à la place de ${words}, ou retirez-le.`),
    fixes: placeholder.canGo && edits ? [{ kind: 'edit', title: typeset(`Retirer ${words}`), edits }] : [],
  };
}

function placeOf({ line, start }: Stretch, placeholder: Placeholder): Range {
  const at = (offset: number): Position => ({ line, character: start + offset });
  return { start: at(placeholder.start), end: at(placeholder.end) };
}

function withoutWords({ line, start }: Stretch, { removal }: Placeholder): TextEdit {
  const [from, to] = removal;
  return {
    range: { start: { line, character: start + from }, end: { line, character: start + to } },
    newText: '',
  };
}
