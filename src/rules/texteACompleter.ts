import { cellStarts } from '../outline/tableCells';
import { comparePositions } from '../outline/lines';
import type { Block, Position, Range, TextEdit } from '../outline/types';
import { isBlank, lineText, removeLine } from './lineEdits';
import { findPlaceholder, type Placeholder } from './placeholderText';
import type { Problem, Rule, Subject } from './rule';
import { quoteList, typeset } from './sentences';

/** A quick look at the whole text, before any line is read: most have nothing of the kind. */
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
    return subject.outline.blocks.flatMap((block) =>
      block.kind === 'paragraph' || block.kind === 'list'
        ? inLines(subject, block)
        : block.kind === 'table'
          ? inCells(subject, block)
          : [],
    );
  },
};

type Found = Omit<Problem, 'rule'>;

/** A stretch of a line in which a text begins. */
interface Stretch {
  readonly line: number;
  /** The character at which the text starts. */
  readonly start: number;
  readonly text: string;
}

function inCells(subject: Subject, { range }: Block): Found[] {
  const found: Found[] = [];
  for (let line = range.start.line; line <= range.end.line; line++) {
    const row = lineText(subject.lines, line);
    const starts = cellStarts(row, 0);
    starts.forEach((start, index) => {
      const next = starts[index + 1];
      const end = next === undefined ? row.length : row.lastIndexOf('|', next - 1);
      const stretch = { line, start, text: row.slice(start, Math.max(start, end)) };
      const placeholder = findPlaceholder(stretch.text);
      if (placeholder && !isHidden(subject, placeOf(stretch, placeholder))) {
        found.push(problem(stretch, placeholder, () => [withoutWords(stretch, placeholder)]));
      }
    });
  }
  return found;
}

function inLines(subject: Subject, block: Block): Found[] {
  const found: Found[] = [];
  for (let line = block.range.start.line; line <= block.range.end.line; line++) {
    const stretch = stretchOf(subject, block, line);
    const placeholder = findPlaceholder(stretch.text);
    if (
      placeholder &&
      (startsText(subject, block, line) || (placeholder.isAlone && !placeholder.isLowerCase)) &&
      !isHidden(subject, placeOf(stretch, placeholder))
    ) {
      const edits = (): TextEdit[] => [
        placeholder.isAlone && canRemoveLine(subject, block, line)
          ? removeLine(subject.lines, line)
          : withoutWords(stretch, placeholder),
      ];
      found.push(problem(stretch, placeholder, isSafe(subject, block, line, placeholder) ? edits : undefined));
    }
  }
  return found;
}

/**
 * Whether what follows still means what it meant, were the line gone: an indented text could join the list above, and
 * what looks like a list or a title was text in its paragraph only.
 */
function isSafe({ lines }: Subject, { kind, range }: Block, line: number, { isAlone }: Placeholder): boolean {
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
function stretchOf({ lines, outline }: Subject, block: Block, line: number): Stretch {
  const whole = lineText(lines, line);
  const label = outline.items.find(
    ({ labelRange, markRange }) => markRange.start.line === line && labelRange.start.line === line,
  );
  const markers = block.kind === 'list' ? listMarkers : /^\uFEFF?[ \t]*/;
  const start = label?.labelRange.start.character ?? markers.exec(whole)?.[0].length ?? 0;
  return { line, start, text: whole.slice(start) };
}

/**
 * Whether a sentence starts on a line: where a paragraph was cut to fit a width, « à compléter » goes on with the line
 * above.
 */
function startsText(subject: Subject, block: Block, line: number): boolean {
  const { lines, outline } = subject;
  if (line === block.range.start.line || isBlank(lines, line - 1)) {
    return true;
  }
  const isUnderGlyph = outline.items.some(
    ({ notation, labelRange }) => notation === 'glyph' && labelRange.end.line === line - 1,
  );
  return (
    isUnderGlyph ||
    findPlaceholder(stretchOf(subject, block, line - 1).text)?.isAlone === true ||
    outline.items.some(({ markRange }) => markRange.start.line === line) ||
    (block.kind === 'list' && listMarker.test(lineText(lines, line))) ||
    /(?:[.:;!?…)»]|\\| {2})$/.test(lineText(lines, line - 1))
  );
}

/** A box keeps its line, and a list's marker its own where it holds something more. */
function canRemoveLine({ lines, outline }: Subject, block: Block, line: number): boolean {
  if (outline.items.some(({ markRange }) => markRange.start.line === line)) {
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
function isHidden({ outline }: Subject, { start }: Range): boolean {
  return [...outline.comments, ...outline.code].some(
    ({ range }) => comparePositions(range.start, start) <= 0 && comparePositions(start, range.end) < 0,
  );
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
