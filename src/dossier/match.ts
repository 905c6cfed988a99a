import type { Item, Model, Section } from '../models/types';
import { comparePositions } from '../outline/lines';
import type { ChecklistItem, Heading, Outline, Position, Range } from '../outline/types';
import { likeness, startsWithWords } from './words';

/** A document seen through its model: what of the model stands in it, and where. */
export interface MatchedDocument {
  readonly model: Model;
  /** One for each section of the model, in the model's order. */
  readonly sections: readonly MatchedSection[];
}

export interface MatchedSection {
  readonly section: Section;
  /** Absent when the document doesn't have the section. */
  readonly heading: Heading | undefined;
  /** One for each item of the section, in the model's order. */
  readonly items: readonly MatchedItem[];
}

export interface MatchedItem {
  readonly item: Item;
  /** The item's own sub-heading, if it has one. */
  readonly heading: Heading | undefined;
  readonly box: ChecklistItem | undefined;
  /** The item with its answer: from its heading or box to the next item, heading or end. Absent when the item is. */
  readonly range: Range | undefined;
}

/** From here up, two wordings are the same with small changes; measured on the headings of the models against each other. */
const sameWords = 0.75;

/**
 * Finds a model's sections and items in a document. Headings and boxes are recognised by their words, whatever their
 * rank, order, numbering, accents, punctuation or emoji; a heading or a box serves once.
 */
export function matchDocument(outline: Outline, model: Model): MatchedDocument {
  const itemTitles = model.sections.flatMap((section) => section.items.map((item) => item.title));
  const headings = pair(model.sections, outline.headings, (section, heading) => {
    const score = Math.max(...[section.title, ...section.synonyms].map((title) => likeness(title, heading.text)));
    const isItem = score >= sameWords && itemTitles.some((title) => likeness(title, heading.text) > score);
    return isItem ? 0 : score;
  });
  const sectionHeadings = new Set(headings.values());
  const sections = model.sections.map((section): MatchedSection => {
    const heading = headings.get(section);
    const within = (range: Range): boolean => heading === undefined || contains(heading.sectionRange, range.start);
    const boxes = outline.items.filter((box) => within(box.range));
    const subHeadings = outline.headings.filter((other) => !sectionHeadings.has(other) && within(other.range));
    const boxOf = pair(section.items, boxes, (item, box) =>
      startsWithWords(box.text, item.wording) ? 1 : likeness(item.wording, box.text),
    );
    const titleOf = pair(section.items, subHeadings, (item, sub) => likeness(item.title, sub.text));
    const found: FoundItems = {
      boxOf,
      titleOf,
      headingOf: ownHeadings(boxOf, titleOf, heading && subHeadings, outline),
    };
    return { section, heading, items: section.items.map((item) => locate(item, found, heading, outline)) };
  });
  return { model, sections };
}

/**
 * How much of a model a document holds, to tell what a document without front matter is.
 *
 * @returns 0 to 1: the share of the model's sections whose heading stands in the document
 */
export function coverage(match: MatchedDocument): number {
  const found = match.sections.filter((section) => section.heading !== undefined).length;
  return match.sections.length === 0 ? 0 : found / match.sections.length;
}

/**
 * Pairs each wanted thing with the candidate most like it, each used once; the best pairs first, then document order.
 */
function pair<Wanted, Candidate>(
  wanted: readonly Wanted[],
  candidates: readonly Candidate[],
  score: (wanted: Wanted, candidate: Candidate) => number,
): Map<Wanted, Candidate> {
  const pairs: {
    readonly want: Wanted;
    readonly candidate: Candidate;
    readonly index: number;
    readonly score: number;
  }[] = [];
  for (const want of wanted) {
    for (const [index, candidate] of candidates.entries()) {
      const found = score(want, candidate);
      if (found >= sameWords) {
        pairs.push({ want, candidate, index, score: found });
      }
    }
  }
  const result = new Map<Wanted, Candidate>();
  const used = new Set<Candidate>();
  for (const { want, candidate } of pairs.sort((a, b) => b.score - a.score || a.index - b.index)) {
    if (!result.has(want) && !used.has(candidate)) {
      result.set(want, candidate);
      used.add(candidate);
    }
  }
  return result;
}

interface FoundItems {
  readonly boxOf: ReadonlyMap<Item, ChecklistItem>;
  /** The sub-heading that has an item's title. */
  readonly titleOf: ReadonlyMap<Item, Heading>;
  /** The sub-heading that is an item's own. */
  readonly headingOf: ReadonlyMap<Item, Heading>;
}

/**
 * The box's own words are surer than a title: the heading right above the box is the item's, even renamed, unless it
 * holds the boxes of several.
 *
 * @param subHeadings those of the section; undefined when the section has no heading, and any could be above a box
 */
function ownHeadings(
  boxOf: ReadonlyMap<Item, ChecklistItem>,
  titleOf: ReadonlyMap<Item, Heading>,
  subHeadings: readonly Heading[] | undefined,
  outline: Outline,
): Map<Item, Heading> {
  const own = new Map<Item, Heading>();
  for (const [item, box] of boxOf) {
    const above = enclosingHeading(outline.headings, box.range.start);
    if (above === undefined) {
      continue;
    }
    const isShared = [...boxOf.values()].some(
      (other) => other !== box && contains(above.sectionRange, other.range.start),
    );
    if (
      above === titleOf.get(item) ||
      (subHeadings?.includes(above) && !isShared && isRightAbove(above, box, outline))
    ) {
      own.set(item, above);
    }
  }
  const taken = new Set(own.values());
  for (const [item, title] of titleOf) {
    if (!boxOf.has(item) && !taken.has(title)) {
      own.set(item, title);
    }
  }
  return own;
}

/** Whether nothing stands between a heading and a box, other lines of the box's own block included. */
function isRightAbove(heading: Heading, box: ChecklistItem, { blocks }: Outline): boolean {
  const isBetween = (position: Position): boolean =>
    comparePositions(heading.range.end, position) < 0 && comparePositions(position, box.range.start) < 0;
  return (
    comparePositions(heading.range.end, box.range.start) < 0 && !blocks.some(({ range }) => isBetween(range.start))
  );
}

/**
 * An item under its own heading owns the heading's whole section. A box without one (a flat list) owns what follows
 * it, sub-headings included, up to the next box at the same depth, the heading of other boxes or the end of the section.
 */
function locate(
  item: Item,
  { boxOf, titleOf, headingOf }: FoundItems,
  section: Heading | undefined,
  outline: Outline,
): MatchedItem {
  const boxFound = boxOf.get(item);
  const heading = headingOf.get(item);
  const boxes = [...boxOf.values()];
  if (heading !== undefined) {
    const box =
      boxFound ??
      outline.items.find((other) => !boxes.includes(other) && contains(heading.sectionRange, other.range.start));
    return { item, heading, box, range: heading.sectionRange };
  }
  if (boxFound === undefined) {
    return { item, heading: undefined, box: undefined, range: undefined };
  }
  const { start } = boxFound.range;
  const titles = new Set([...titleOf.values(), ...headingOf.values()]);
  const isStop = (other: Heading): boolean =>
    section === undefined || titles.has(other) || boxes.some((box) => isRightAbove(other, box, outline));
  const last = outline.blocks.at(-1)?.range.end ?? boxFound.range.end;
  const end = [
    ...outline.items.filter((other) => other.depth <= boxFound.depth).map((other) => other.range.start),
    ...outline.headings.filter(isStop).map((other) => other.range.start),
  ]
    .filter((position) => comparePositions(position, start) > 0)
    .reduce<Position>(
      (first, stop) => (comparePositions(stop, first) < 0 ? stop : first),
      section?.sectionRange.end ?? last,
    );
  return { item, heading: undefined, box: boxFound, range: { start, end } };
}

function enclosingHeading(headings: readonly Heading[], position: Position): Heading | undefined {
  return headings.findLast((heading) => comparePositions(heading.range.start, position) <= 0);
}

/** Whether a position stands in a range, whose end is left out. */
export function contains(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) < 0;
}
