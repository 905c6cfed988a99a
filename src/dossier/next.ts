import { comparePositions } from '../outline/lines';
import type { Outline, Position, Range } from '../outline/types';
import { readGeneratedBlocks } from './generatedBlocks';
import type { DocumentStatus, ItemStatus, SectionStatus } from './status';

/** Where to put the cursor to write one of the things still to do. */
export interface Place {
  /** Empty under a box or a heading, where an answer goes; the box's mark itself for what only has to be ticked. */
  readonly range: Range;
  readonly section: SectionStatus;
  /** Absent when the section's text is the answer, or when the document has none of its items. */
  readonly item: ItemStatus | undefined;
}

/** The places of all that is still to do in a document, in its order. What the document doesn't have has no place. */
export function placesToFill({ sections }: DocumentStatus, outline: Outline): Place[] {
  return sections
    .flatMap((section) => placesInSection(section, outline))
    .sort((a, b) => comparePositions(a.range.start, b.range.start));
}

/** The places of one section, in its items' order. */
export function placesInSection(section: SectionStatus, outline: Outline): Place[] {
  const { heading } = section.matched;
  if (heading && section.state === 'empty' && section.items.every(({ matched }) => matched.range === undefined)) {
    return [{ range: emptyAt(freePlaceUnder(outline, heading.range)), section, item: undefined }];
  }
  return section.items.flatMap((item) => {
    const range = item.state === 'todo' && !isOtherBranch(item, section) ? placeOfItem(item, outline) : undefined;
    return range ? [{ range, section, item }] : [];
  });
}

/** Where to write the answer of an item: under its generated block, else under its box, or under its heading. */
export function placeOfAnswer({ matched }: ItemStatus, outline: Outline): Range | undefined {
  const generated = readGeneratedBlocks(outline).blocks.findLast(({ id }) => id === matched.item.id);
  const above = generated?.range ?? matched.box?.range ?? matched.heading?.range;
  return above && emptyAt(freePlaceUnder(outline, above));
}

/** The first place after a position, or the first of all: going on never ends. Undefined when nothing is left to do. */
export function nextPlace(places: readonly Place[], position: Position): Place | undefined {
  return places.find(({ range }) => comparePositions(range.start, position) > 0) ?? places[0];
}

/** The last place before a position, or the last of all. */
export function previousPlace(places: readonly Place[], position: Position): Place | undefined {
  return places.findLast(({ range }) => comparePositions(range.start, position) < 0) ?? places.at(-1);
}

function placeOfItem(item: ItemStatus, outline: Outline): Range | undefined {
  const { item: asked, box } = item.matched;
  return asked.expects === 'action' && box ? box.markRange : placeOfAnswer(item, outline);
}

/** Of items that exclude each other, the others are not to do once one has happened. */
function isOtherBranch({ matched }: ItemStatus, { items }: SectionStatus): boolean {
  const { branch } = matched.item;
  return branch !== undefined && items.some((other) => other.matched.item.branch === branch && other.state !== 'todo');
}

/**
 * The blank line under something; the second one if there are two, since a text right under a box goes on with its
 * label. At the end of what stands there when no line is free.
 */
function freePlaceUnder(outline: Outline, { end }: Range): Position {
  const first = end.line + 1;
  if (!isFree(outline, first)) {
    return end;
  }
  return { line: isFree(outline, first + 1) ? first + 1 : first, character: 0 };
}

function isFree({ lineCount, blocks, headings, comments }: Outline, line: number): boolean {
  const isOn = ({ range }: { readonly range: Range }): boolean => range.start.line <= line && line <= range.end.line;
  return line < lineCount && !blocks.some(isOn) && !headings.some(isOn) && !comments.some(isOn);
}

function emptyAt(position: Position): Range {
  return { start: position, end: position };
}
