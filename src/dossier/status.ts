import { comparePositions } from '../outline/lines';
import { startingIn } from '../outline/ordered';
import type { Block, Heading, Outline } from '../outline/types';
import { generatedAnswersOf, isWithin, tellsNothing, type GeneratedAnswers } from './generatedAnswer';
import { contains, type MatchedDocument, type MatchedItem, type MatchedSection } from './match';
import { hasWords } from './placeholder';
import { readNotApplicable, type NotApplicable } from './notApplicable';
import { foldWords } from './words';

/**
 * Where an item stands: `todo`, nothing written; `filled`, an answer that nobody has confirmed; `done`, ticked;
 * `not-applicable`, the person says that there is nothing to write.
 */
export type ItemState = 'todo' | 'filled' | 'done' | 'not-applicable';

/** `empty`, nothing written nor ticked; `complete`, nothing left to do; `partial`, between the two. */
export type SectionState = 'empty' | 'partial' | 'complete';

export interface ItemStatus {
  readonly matched: MatchedItem;
  readonly state: ItemState;
  /** Whether something is written under the item, be it ticked or not. */
  readonly hasAnswer: boolean;
  /** How it is said not to apply: of the item itself, or of its whole section. */
  readonly notApplicable: NotApplicable | undefined;
}

export interface SectionStatus {
  readonly matched: MatchedSection;
  readonly state: SectionState;
  readonly items: readonly ItemStatus[];
  /** How the whole section is said not to apply. */
  readonly notApplicable: NotApplicable | undefined;
}

export interface DocumentStatus {
  readonly match: MatchedDocument;
  readonly sections: readonly SectionStatus[];
  readonly progress: Progress;
}

/** Counts of what a model asks for: its items and, where a section has none, the section itself. */
export interface Progress {
  readonly total: number;
  /** Ticked; for a section without items, written. */
  readonly done: number;
  /** Written and not ticked. */
  readonly filled: number;
  readonly notApplicable: number;
}

/** Works out where each item and section of a document stands. */
export function assessDocument(match: MatchedDocument, outline: Outline): DocumentStatus {
  const generated = generatedAnswersOf(match, outline);
  const sections = match.sections.map((section) => assessSection(section, match, outline, generated));
  return { match, sections, progress: sumProgress(sections.map(sectionProgress)) };
}

/** The counts of one section. */
export function sectionProgress({ items, state, notApplicable }: SectionStatus): Progress {
  if (items.length === 0) {
    const none = { total: 1, done: 0, filled: 0, notApplicable: 0 };
    return notApplicable ? { ...none, notApplicable: 1 } : state === 'complete' ? { ...none, done: 1 } : none;
  }
  const count = (wanted: ItemState): number => items.filter((item) => item.state === wanted).length;
  return {
    total: items.length,
    done: count('done'),
    filled: count('filled'),
    notApplicable: count('not-applicable'),
  };
}

/** The counts of several sections or documents together. */
export function sumProgress(parts: readonly Progress[]): Progress {
  return parts.reduce(
    (sum, part) => ({
      total: sum.total + part.total,
      done: sum.done + part.done,
      filled: sum.filled + part.filled,
      notApplicable: sum.notApplicable + part.notApplicable,
    }),
    { total: 0, done: 0, filled: 0, notApplicable: 0 },
  );
}

function assessSection(
  matched: MatchedSection,
  match: MatchedDocument,
  outline: Outline,
  generated: GeneratedAnswers,
): SectionStatus {
  const { heading } = matched;
  const own = heading
    ? ownBlocks(matched, heading, match, outline).filter((block) => !isWithin(block, generated.all))
    : [];
  const notApplicable = heading && readNotApplicable(blocksAtTop(own, matched, heading, outline));
  const items = settleBranches(matched.items.map((item) => assessItem(item, outline, notApplicable, generated)));
  return { matched, items, notApplicable, state: sectionState(items, own, notApplicable) };
}

function sectionState(
  items: readonly ItemStatus[],
  own: readonly Block[],
  notApplicable: NotApplicable | undefined,
): SectionState {
  if (notApplicable) {
    return 'complete';
  }
  if (items.length === 0) {
    return own.some(saysSomething) ? 'complete' : 'empty';
  }
  if (items.every(({ state }) => state === 'todo')) {
    return own.some(saysSomething) ? 'partial' : 'empty';
  }
  return items.every(({ state }) => state === 'done' || state === 'not-applicable') ? 'complete' : 'partial';
}

/** Of items that exclude each other, the others no longer apply once one has happened. */
function settleBranches(items: readonly ItemStatus[]): readonly ItemStatus[] {
  const settled = new Set(
    items.flatMap(({ matched, state }) => (state === 'done' && matched.item.branch ? [matched.item.branch] : [])),
  );
  return items.map((item) =>
    item.state === 'todo' && settled.has(item.matched.item.branch ?? '')
      ? { ...item, state: 'not-applicable' as const }
      : item,
  );
}

function assessItem(
  matched: MatchedItem,
  outline: Outline,
  sectionNotApplicable: NotApplicable | undefined,
  generated: GeneratedAnswers,
): ItemStatus {
  const { written, derived } = blocksOfItem(matched, outline, generated);
  const inLabel = afterWording(matched);
  // What the person says of an item goes before what the repository says of it.
  const notApplicable =
    readNotApplicable(written, matched.box, inLabel) ?? readNotApplicable(derived) ?? sectionNotApplicable;
  const hasAnswer =
    hasWords(matched.box?.content ?? '') ||
    hasWords(inLabel) ||
    [...written, ...derived].some((block) => answers(block, outline));
  const state = notApplicable ? 'not-applicable' : matched.box?.checked ? 'done' : hasAnswer ? 'filled' : 'todo';
  return { matched, state, hasAnswer, notApplicable };
}

interface ItemBlocks {
  /** Those of the person. */
  readonly written: readonly Block[];
  /** Those that stand in a generated block and tell something. */
  readonly derived: readonly Block[];
}

/** A generated answer names its item: under a flat list it stands after other boxes. */
function blocksOfItem({ item, range }: MatchedItem, outline: Outline, { all, byItem }: GeneratedAnswers): ItemBlocks {
  const inRange = range ? startingIn(outline.blocks, range) : [];
  const own = byItem.get(item.id) ?? [];
  return {
    written: all.length === 0 ? inRange : inRange.filter((block) => !isWithin(block, all)),
    derived:
      own.length === 0
        ? []
        : outline.blocks.filter((block) => isWithin(block, own) && !tellsNothing(block, item.title)),
  };
}

/** The blocks of a section that belong to none of its items: in a post-mortem, the section's text. */
function ownBlocks(matched: MatchedSection, heading: Heading, match: MatchedDocument, outline: Outline): Block[] {
  const introduction = matched.section.introduction;
  const others = match.sections.flatMap((section) =>
    section.heading && section.heading !== heading && contains(heading.sectionRange, section.heading.range.start)
      ? [section.heading.sectionRange]
      : [],
  );
  const ranges = [...others, ...matched.items.flatMap((item) => (item.range ? [item.range] : []))];
  return startingIn(outline.blocks, heading.sectionRange).filter(
    (block) => block.text !== introduction && !ranges.some((range) => contains(range, block.range.start)),
  );
}

/** Those right under a section's heading, before its first item or sub-heading: what they say holds for all of it. */
function blocksAtTop(
  own: readonly Block[],
  { items }: MatchedSection,
  heading: Heading,
  { headings }: Outline,
): readonly Block[] {
  const stops = [...headings.map(({ range }) => range), ...items.flatMap(({ range }) => (range ? [range] : []))]
    .map(({ start }) => start)
    .filter((start) => comparePositions(start, heading.range.start) > 0);
  return own.filter(({ range }) => !stops.some((stop) => comparePositions(stop, range.start) < 0));
}

/** What a label adds to the item's wording, on its line or right under it: « Lien vers le dépôt Git : git.exemple.fr ». */
function afterWording({ item, box }: MatchedItem): string {
  const label = box?.text ?? '';
  if (label.startsWith(item.wording)) {
    return label.slice(item.wording.length);
  }
  const [wording, folded] = [`${foldWords(item.wording)} `, foldWords(label)];
  return folded.startsWith(wording) ? folded.slice(wording.length) : '';
}

/** A list that holds the boxes of several items says nothing of one of them but in what stands under its box. */
function answers(block: Block, outline: Outline): boolean {
  const boxes = startingIn(outline.items, block.range).filter((item) => item.depth === 0);
  return boxes.length > 1 ? false : saysSomething(block);
}

/** Text, list, table, code or image; not what only says that it is to be written, nor boxes alone. */
function saysSomething(block: Block): boolean {
  return block.hasImage || block.kind === 'code' || hasWords(block.prose);
}
