import { matchDocument, type MatchedSection } from '../dossier/match';
import type { Item, Model, Section } from '../models/types';
import { splitLines } from '../outline/lines';
import type { Outline, Position, Range, TextEdit } from '../outline/types';
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
 */
export function completeDocument(text: string, outline: Outline, model: Model, style: ChecklistStyle): Completion {
  const lines = splitLines(text);
  const { sections } = matchDocument(outline, model);
  const present = sections.filter((section) => section.heading !== undefined);
  const options: RenderOptions = {
    sectionLevel: Math.min(5, present[0]?.heading?.level ?? 2),
    style: styleOf(present, style),
  };
  const insertions = new Map<number, Insertion>();
  const insertAfterLine = (line: number, template: Template, joinsList = false): void => {
    const there = insertions.get(line);
    insertions.set(line, {
      templates: [...(there?.templates ?? []), template],
      joinsList: there?.joinsList ?? joinsList,
    });
  };
  const missingSections: Section[] = [];
  const missingItems: Item[] = [];

  sections.forEach((matched, index) => {
    const { section, heading } = matched;
    if (heading === undefined) {
      missingSections.push(section);
      insertAfterLine(lineBeforeSection(sections, index, lines), sectionTemplate(model, section, options));
      return;
    }
    const absent = matched.items.filter((item) => item.range === undefined);
    missingItems.push(...absent.map((item) => item.item));
    for (const group of groupByPlace(matched, lines)) {
      const joinsList = model.layout === 'list' && options.style === 'headings' && group.followsItem;
      insertAfterLine(group.line, itemsTemplate(model, section, group.items, options), joinsList);
    }
  });

  const edits = [...insertions]
    .sort(([a], [b]) => a - b)
    .map(([line, parts]) => insertionEdit(lines, line, parts, outline.eol));
  return { sections: missingSections, items: missingItems, edits };
}

/** What goes after one line: templates a blank line apart, the first right under the line when it continues a list. */
interface Insertion {
  readonly templates: readonly Template[];
  readonly joinsList: boolean;
}

function styleOf(present: readonly MatchedSection[], fallback: ChecklistStyle): ChecklistStyle {
  const boxes = present.flatMap((section) => section.items.flatMap((item) => (item.box ? [item.box] : [])));
  const first = boxes[0];
  return first === undefined ? fallback : first.notation === 'glyph' ? 'handbook' : 'headings';
}

/** The absent items of a section, gathered by the line after which they go: that of the item before them in the model. */
function groupByPlace(
  matched: MatchedSection,
  lines: readonly string[],
): readonly { line: number; followsItem: boolean; items: Item[] }[] {
  const groups: { line: number; followsItem: boolean; items: Item[] }[] = [];
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
  let followsItem = false;
  let open = false;
  for (const { item, range } of matched.items) {
    if (range !== undefined) {
      line = Math.max(line, lastWrittenLine(lines, lastLine(range), range.start.line));
      followsItem = true;
      open = false;
    } else if (open) {
      groups.at(-1)?.items.push(item);
    } else {
      groups.push({ line, followsItem, items: [item] });
      open = true;
    }
  }
  return groups;
}

/** A section goes after the nearest one before it in the model; failing that, before the nearest after it; else last. */
function lineBeforeSection(sections: readonly MatchedSection[], index: number, lines: readonly string[]): number {
  const before = sections.slice(0, index).findLast((section) => section.heading !== undefined)?.heading;
  if (before !== undefined) {
    return lastWrittenLine(lines, lastLine(before.sectionRange), before.range.end.line);
  }
  const after = sections.slice(index + 1).find((section) => section.heading !== undefined)?.heading;
  return lastWrittenLine(lines, after === undefined ? lines.length - 1 : after.range.start.line - 1, -1);
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

function insertionEdit(lines: readonly string[], line: number, parts: Insertion, eol: string): TextEdit {
  const written = parts.templates
    .map((template) => writeText(template, { product: '', date: '' }))
    .join('\n\n')
    .replaceAll('\n', eol);
  if (line < 0) {
    const start: Position = { line: 0, character: (lines[0] ?? '').startsWith('\uFEFF') ? 1 : 0 };
    return { range: { start, end: start }, newText: `${written}${eol}${eol}` };
  }
  const end: Position = { line, character: (lines[line] ?? '').length };
  const followed = lines[line + 1] !== undefined && (lines[line + 1] ?? '').trim() !== '';
  return {
    range: { start: end, end },
    newText: `${parts.joinsList ? eol : eol + eol}${written}${followed ? eol : ''}`,
  };
}
