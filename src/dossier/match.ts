import type { Item, Model, Section } from '../models/types';
import { comparePositions } from '../outline/lines';
import { firstFrom, startingIn } from '../outline/ordered';
import type { ChecklistItem, Heading, Outline, Position, Range } from '../outline/types';
import { WordIndex, type Near } from './words';

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
  const words = wordsIn(outline);
  const nearTitles = new Map(
    model.sections.flatMap(({ items }) =>
      items.map((item) => [item, words.headings.near(item.title, sameWords)] as const),
    ),
  );
  const asItem = new Map<Heading, number>();
  for (const { thing, score } of [...nearTitles.values()].flat()) {
    asItem.set(thing, Math.max(asItem.get(thing) ?? 0, score));
  }
  const headings = pair(model.sections, ({ title, synonyms }) =>
    [title, ...synonyms]
      .flatMap((name) => words.headings.near(name, sameWords))
      .filter(({ thing, score }) => (asItem.get(thing) ?? 0) <= score),
  );
  const sectionHeadings = new Set(headings.values());
  const sections = model.sections.map((section): MatchedSection => {
    const heading = headings.get(section);
    const within = ({ range }: { readonly range: Range }): boolean =>
      heading === undefined || contains(heading.sectionRange, range.start);
    const isSub = (other: Heading): boolean => !sectionHeadings.has(other) && within(other);
    const boxOf = pair(section.items, ({ wording }) =>
      words.items.near(wording, sameWords, true).filter(({ thing }) => within(thing)),
    );
    const titleOf = pair(section.items, (item) => (nearTitles.get(item) ?? []).filter(({ thing }) => isSub(thing)));
    const found: FoundItems = {
      boxOf,
      titleOf,
      headingOf: ownHeadings(boxOf, titleOf, heading ? isSub : () => false, outline),
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

interface WordsOfOutline {
  readonly headings: WordIndex<Heading>;
  readonly items: WordIndex<ChecklistItem>;
}

/** A document that names no model is matched with each of them: its words are sorted once. */
const wordsOfOutlines = new WeakMap<Outline, WordsOfOutline>();

function wordsIn(outline: Outline): WordsOfOutline {
  let words = wordsOfOutlines.get(outline);
  if (!words) {
    words = { headings: new WordIndex(outline.headings), items: new WordIndex(outline.items) };
    wordsOfOutlines.set(outline, words);
  }
  return words;
}

/**
 * Pairs each wanted thing with the candidate most like it, each used once; the best pairs first, then document order.
 */
function pair<Wanted, Candidate>(
  wanted: readonly Wanted[],
  nearest: (wanted: Wanted) => readonly Near<Candidate>[],
): Map<Wanted, Candidate> {
  const pairs = wanted.flatMap((want) => nearest(want).map((near) => ({ want, near })));
  const result = new Map<Wanted, Candidate>();
  const used = new Set<Candidate>();
  for (const { want, near } of pairs.sort((a, b) => b.near.score - a.near.score || a.near.index - b.near.index)) {
    if (!result.has(want) && !used.has(near.thing)) {
      result.set(want, near.thing);
      used.add(near.thing);
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
 * @param isSub whether a heading is one of the section's; none is when the section has no heading, and any could be
 * above a box
 */
function ownHeadings(
  boxOf: ReadonlyMap<Item, ChecklistItem>,
  titleOf: ReadonlyMap<Item, Heading>,
  isSub: (heading: Heading) => boolean,
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
    if (above === titleOf.get(item) || (isSub(above) && !isShared && isRightAbove(above, box, outline))) {
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
  const next = blocks[firstFrom(blocks, heading.range.end)]?.range.start;
  return (
    comparePositions(heading.range.end, box.range.start) < 0 &&
    (next === undefined || comparePositions(next, box.range.start) >= 0)
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
    const box = boxFound ?? startingIn(outline.items, heading.sectionRange).find((other) => !boxes.includes(other));
    return { item, heading, box, range: heading.sectionRange };
  }
  if (boxFound === undefined) {
    return { item, heading: undefined, box: undefined, range: undefined };
  }
  const { start } = boxFound.range;
  const end = section?.sectionRange.end ?? outline.blocks.at(-1)?.range.end ?? boxFound.range.end;
  const titles = new Set([...titleOf.values(), ...headingOf.values()]);
  const isStop = (other: Heading): boolean =>
    section === undefined || titles.has(other) || boxes.some((box) => isRightAbove(other, box, outline));
  const stops = [
    firstBetween(outline.items, start, end, (other) => other.depth <= boxFound.depth),
    firstBetween(outline.headings, start, end, isStop),
  ].map((stop) => stop?.range.start ?? end);
  return { item, heading: undefined, box: boxFound, range: { start, end: stops.sort(comparePositions)[0] ?? end } };
}

/** The first of the things between two positions, both left out, that will do. */
function firstBetween<Thing extends { readonly range: Range }>(
  things: readonly Thing[],
  start: Position,
  end: Position,
  willDo: (thing: Thing) => boolean,
): Thing | undefined {
  return startingIn(things, { start, end }).find(
    (thing) => comparePositions(thing.range.start, start) > 0 && willDo(thing),
  );
}

function enclosingHeading(headings: readonly Heading[], position: Position): Heading | undefined {
  const index = firstFrom(headings, position);
  const next = headings[index];
  return next && comparePositions(next.range.start, position) === 0 ? next : headings[index - 1];
}

/** Whether a position stands in a range, whose end is left out. */
export function contains(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) < 0;
}
