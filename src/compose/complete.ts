import { contains, matchDocument, type MatchedSection } from '../dossier/match';
import { assessDocument } from '../dossier/status';
import type { Item, Model, Section } from '../models/types';
import { splitLines } from '../outline/lines';
import type { Heading, Outline, Position, Range, TextEdit } from '../outline/types';
import { unclosedBlock } from './unclosedBlock';
import { itemsTemplate, sectionTemplate, type ChecklistStyle, type RenderOptions } from './render';
import type { Template } from './template';
import { writeText } from './writeText';

/** What a document lacks of its model, and the insertions that add it. Nothing that stands is ever replaced. */
export interface Completion {
  /** Whole sections that are absent. */
  readonly sections: readonly Section[];
  /** Items absent from sections that are there. */
  readonly items: readonly Item[];
  /** Insertions only (empty ranges), in document order, at most one a position. */
  readonly edits: readonly TextEdit[];
}

/**
 * Works out what to insert so that a document holds every section and item of its model, each at its place in the
 * model's order, written as its neighbours are: same rank of headings, same kind of boxes, same line endings.
 *
 * @param text the document
 * @param outline that text's outline
 * @param style how to write boxes where the document has none to follow
 * @param isWanted what to add of all that is absent: everything when left out
 */
export function completeDocument(
  text: string,
  outline: Outline,
  model: Model,
  style: ChecklistStyle,
  isWanted: (part: Section | Item) => boolean = () => true,
): Completion {
  const lines = splitLines(text);
  const { match, sections: statuses } = assessDocument(matchDocument(outline, model), outline);
  const { sections } = match;
  // Nothing is added to a section of which the person says that it has no place here.
  const withoutObject = new Set(
    statuses.flatMap(({ matched, notApplicable }) => (notApplicable ? [matched.section] : [])),
  );
  const present = sections.filter((section) => section.heading !== undefined);
  const options: RenderOptions = {
    sectionLevel: present[0]?.heading?.level ?? 2,
    style: styleOf(present, style),
  };
  const insertions: Insertion[] = [];
  const missingSections: Section[] = [];
  const missingItems: Item[] = [];

  sections.forEach((matched, index) => {
    const { section, heading } = matched;
    if (heading === undefined) {
      if (!isWanted(section)) {
        return;
      }
      missingSections.push(section);
      insertions.push({
        line: lineBeforeSection(sections, index, lines, options.sectionLevel),
        rank: 0,
        template: sectionTemplate(model, section, options),
        joint: apart,
      });
      return;
    }
    const absent = matched.items.flatMap(({ item, range }) =>
      range === undefined && isWanted(item) && !withoutObject.has(section) ? [item] : [],
    );
    missingItems.push(...absent);
    for (const group of groupByPlace(matched, absent, lines)) {
      const template = itemsTemplate(model, section, group.items, { ...options, sectionLevel: heading.level });
      const joint = jointOf(model, options.style, lines, group.line, outline);
      insertions.push({ line: group.line, rank: heading.level, template, joint });
    }
  });

  const closing = unclosedBlock(outline, lines);
  const edits = byLine(insertions).map((parts) =>
    insertionEdit(lines, parts, outline.eol, closing?.line === parts[0].line ? closing.text : ''),
  );
  return { sections: missingSections, items: missingItems, edits };
}

interface Insertion {
  /** The line after which it goes; -1 for the start of the document. */
  readonly line: number;
  /** That of the heading whose section it belongs to; 0 for a section of its own. */
  readonly rank: number;
  readonly template: Template;
  readonly joint: Joint;
}

/** By line, in document order. At one line the deepest goes first: put after a higher heading, it would leave its section. */
function byLine(insertions: readonly Insertion[]): (readonly [Insertion, ...Insertion[]])[] {
  const groups: [Insertion, ...Insertion[]][] = [];
  for (const insertion of [...insertions].sort((a, b) => a.line - b.line || b.rank - a.rank)) {
    const group = groups.at(-1);
    if (group?.[0].line === insertion.line) {
      group.push(insertion);
    } else {
      groups.push([insertion]);
    }
  }
  return groups;
}

/** Whether an insertion continues the list of the line before it, without a blank line, and the one of the line after it. */
interface Joint {
  readonly before: boolean;
  readonly after: boolean;
  /** What ends the last line when the list goes on. */
  readonly lineBreak: string;
}

const apart: Joint = { before: false, after: false, lineBreak: '' };

/** How new boxes follow a line that ends one: in its list if they are of the same kind. */
function jointOf(
  model: Model,
  style: ChecklistStyle,
  lines: readonly string[],
  line: number,
  { items }: Outline,
): Joint {
  const isFlat = style === 'handbook';
  const ends = items.find((item) => item.range.end.line === line);
  const next = items.find((item) => item.range.start.line === line + 1);
  const notation = isFlat ? 'glyph' : 'task';
  const before =
    ends?.notation === notation && (isFlat ? /\\$| {2}$/.test(lines[line] ?? '') : model.layout === 'list');
  return { before, after: before && next?.notation === notation, lineBreak: isFlat ? '\\' : '' };
}

/** The style of what stands: flat boxes under the heading of one item would be taken for its own. */
/** How the boxes of a document are written, by its first one; else as asked. */
export function styleOf(present: readonly MatchedSection[], fallback: ChecklistStyle): ChecklistStyle {
  const items = present.flatMap((section) => section.items);
  if (items.some((item) => item.heading !== undefined)) {
    return 'headings';
  }
  const first = items.find((item) => item.box !== undefined)?.box;
  return first === undefined ? fallback : first.notation === 'glyph' ? 'handbook' : 'headings';
}

interface PlacedItems {
  readonly line: number;
  readonly items: Item[];
}

/** Absent items of a section, gathered by the line after which they go: that of the item before them in the model. */
function groupByPlace(
  matched: MatchedSection,
  absent: readonly Item[],
  lines: readonly string[],
): readonly PlacedItems[] {
  const groups: PlacedItems[] = [];
  const heading = matched.heading;
  if (heading === undefined) {
    return groups;
  }
  const firstItem = matched.items.find((item) => item.range !== undefined)?.range;
  let line = lastWrittenLine(
    lines,
    firstItem ? firstItem.start.line - 1 : lastLine(heading.sectionRange),
    heading.range.end.line,
  );
  let open = false;
  for (const { item, range } of matched.items) {
    if (range !== undefined) {
      line = Math.max(line, lastWrittenLine(lines, lastLine(range), range.start.line));
      open = false;
    } else if (!absent.includes(item)) {
      continue;
    } else if (open) {
      groups.at(-1)?.items.push(item);
    } else {
      groups.push({ line, items: [item] });
      open = true;
    }
  }
  return groups;
}

/**
 * A section goes after the nearest one before it in the model; failing that, before the nearest after it; else last.
 * Where that one stands inside another section, it goes around this one too, which its heading would cut.
 */
function lineBeforeSection(
  sections: readonly MatchedSection[],
  index: number,
  lines: readonly string[],
  level: number,
): number {
  const around = (heading: Heading): Heading =>
    sections
      .flatMap(({ heading: other }) => (other ? [other] : []))
      .filter((other) => other.level >= level && contains(other.sectionRange, heading.range.start))
      .reduce((outermost, other) => (other.level < outermost.level ? other : outermost), heading);
  const before = sections.slice(0, index).findLast((section) => section.heading !== undefined)?.heading;
  if (before !== undefined) {
    return lastWrittenLine(lines, lastLine(around(before).sectionRange), before.range.end.line);
  }
  const after = sections.slice(index + 1).find((section) => section.heading !== undefined)?.heading;
  return lastWrittenLine(lines, after === undefined ? lines.length - 1 : around(after).range.start.line - 1, -1);
}

/** The last line a range touches; a range that ends at the start of a line doesn't touch that line. */
function lastLine(range: Range): number {
  return range.end.character === 0 ? range.end.line - 1 : range.end.line;
}

/** The last line, from `from` up to `floor`, that isn't blank; `floor` if all are. */
function lastWrittenLine(lines: readonly string[], from: number, floor: number): number {
  let line = Math.min(from, lines.length - 1);
  while (line > floor && (lines[line] ?? '').trim() === '') {
    line--;
  }
  return line;
}

/** The edit for what goes after one line: each part a blank line apart. */
function insertionEdit(
  lines: readonly string[],
  parts: readonly [Insertion, ...Insertion[]],
  eol: string,
  closing: string,
): TextEdit {
  const { line, joint } = parts[0];
  const written = parts
    .map(({ template }) => writeText(template, { product: '', date: '' }))
    .join('\n\n')
    .replaceAll('\n', eol);
  if (line < 0) {
    const start: Position = { line: 0, character: (lines[0] ?? '').startsWith('\uFEFF') ? 1 : 0 };
    const isAlone = lines.every((other) => other.trim() === '');
    return { range: { start, end: start }, newText: `${written}${isAlone ? eol : eol + eol}` };
  }
  const end: Position = { line, character: (lines[line] ?? '').length };
  const followed = lines[line + 1] !== undefined && (lines[line + 1] ?? '').trim() !== '';
  const before = joint.before ? eol : eol + eol;
  const after = joint.after && parts.length === 1 ? joint.lineBreak : followed ? eol : '';
  return { range: { start: end, end }, newText: `${closing && eol + closing}${before}${written}${after}` };
}
