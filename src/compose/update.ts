import { summaryId } from '../dossier/generatedAnswer';
import { matchDocument, type MatchedItem } from '../dossier/match';
import { assessDocument, type DocumentStatus, type ItemStatus, type SectionStatus } from '../dossier/status';
import { readGeneratedBlocks } from '../dossier/generatedBlocks';
import type { Model } from '../models/types';
import { comparePositions, lineEnd, lineStart } from '../outline/lines';
import type { Inventory } from '../survey/facts';
import {
  changesOf,
  planBlock,
  readDocument,
  type BlockChanges,
  type BlockPlan,
  type FreshText,
  type Insertion,
  type TextInDocument,
} from './blockPlans';
import { compose, type Composition, type CompositionOptions } from './composition';
import { blockText } from './dossier';
import { dateIn, frontMatterEdits } from './frontMatterEdits';
import { writeBlock } from './generatedBlock';
import { itemLinksOf } from './itemLinks';
import { frenchDate, months } from './page';

const anyDate = new RegExp(`(\\d{1,2}(?:er)?(?:${months.join('|')})\\d{4})`);

export interface DossierUpdate extends BlockChanges {
  readonly composition: Composition;
}

/**
 * Brings a dossier up to date with what the repository says now. Only blocks that nobody has touched are written anew;
 * beside those that somebody has, new facts are proposed, once. An item where nothing stands at all gets its block;
 * sections and items that the document lacks are not added. The dates and the commit change only with a fact.
 *
 * @param text a dossier that follows the model
 */
export function updateDossier(
  text: string,
  model: Model,
  inventory: Inventory,
  options: CompositionOptions,
): DossierUpdate {
  const document = readDocument(text);
  const { outline } = document;
  const match = matchDocument(outline, model);
  const status = assessDocument(match, outline);
  const links = itemLinksOf(match, outline);
  const written = dateIn(outline);
  const today = frenchDate(options.today);
  const composition = compose(model, inventory, options, links);
  const earlier = compose(model, inventory, { ...options, today: written ?? options.today }, links);

  const texts = textsOf(model, composition, status);
  const earlierTexts = textsOf(model, earlier, status);
  const plans = [...texts].flatMap(([id, fresh]): BlockPlan[] => {
    const wanted: FreshText = {
      id,
      text: fresh,
      earlier: earlierTexts.get(id) ?? fresh,
      // Without the day of the last time, what was written then can't be told from what is new.
      isOffered: id !== summaryId && (written !== undefined || !fresh.includes(today)),
      isSame: (older) => saysTheSame(older, fresh, today),
    };
    return [planBlock(document, wanted) ?? planInsertion(document, status, id, fresh) ?? []].flat();
  });
  const changes = changesOf(document, plans);
  const commit = inventory.repository.lastCommit?.hash;
  const edits =
    changes.edits.length === 0
      ? []
      : [...frontMatterEdits(outline, options.today, commit), ...changes.edits].sort((a, b) =>
          comparePositions(a.range.start, b.range.start),
        );
  return { ...changes, edits, composition };
}

/** The blocks' texts by their ids, the summary first, laid out as the document is. */
function textsOf(model: Model, { summary, answers }: Composition, status: DocumentStatus): Map<string, string> {
  const items = new Map(
    status.sections.flatMap((section) => section.items.map(({ matched }) => [matched.item.id, matched] as const)),
  );
  return new Map([
    [summaryId, summary],
    ...answers.map((answer): [string, string] => {
      const matched = items.get(answer.item.id);
      return [answer.item.id, blockText(model, answer, matched !== undefined && isFlat(matched))];
    }),
  ]);
}

/** A box without a heading of its own may be one of a list, in which no block can stand. */
function isFlat({ heading, box }: MatchedItem): boolean {
  return heading === undefined && box !== undefined;
}

/** Puts a block under an item where nothing stands yet, or the summary in a document that has no block at all. */
function planInsertion(
  document: TextInDocument,
  { sections }: DocumentStatus,
  id: string,
  text: string,
): BlockPlan | undefined {
  const { outline } = document;
  const plan = (line: number): BlockPlan => {
    const insertions: Insertion[] = [{ line, text: writeBlock(id, text) }];
    return { id, outcome: 'changed', isKept: false, edits: [], insertions, count: 1 };
  };
  if (id === summaryId) {
    const { blocks, strays } = readGeneratedBlocks(outline);
    const title = outline.headings[0];
    return title?.level === 1 && blocks.length + strays.length === 0 ? plan(title.range.end.line) : undefined;
  }
  for (const section of sections) {
    const item = section.items.find(({ matched }) => matched.item.id === id);
    if (item !== undefined) {
      const line = item.hasAnswer || item.notApplicable ? undefined : lineFor(document, section, item);
      return line === undefined ? undefined : plan(line);
    }
  }
  return undefined;
}

/** The line under which an item's block goes; undefined when the item isn't in the document. */
function lineFor({ lines }: TextInDocument, section: SectionStatus, { matched }: ItemStatus): number | undefined {
  const isBlank = (line: number): boolean =>
    lines.text.slice(lineStart(lines, line), lineEnd(lines, line)).trim() === '';
  const lastWritten = (from: number, floor: number): number => {
    let line = from;
    while (line > floor && isBlank(line)) {
      line--;
    }
    return line;
  };
  const { box, heading, range } = matched;
  if (isFlat(matched)) {
    const end = (section.matched.heading?.sectionRange ?? range)?.end;
    return end && lastWritten(end.character === 0 ? end.line - 1 : end.line, box?.range.end.line ?? 0);
  }
  const above = box?.range ?? heading?.range;
  return above && lastWritten(above.end.line, above.start.line);
}

/** Whether a block, as it stands, says the same but for the day it was written on and the commit it was written from. */
function saysTheSame(older: string, fresh: string, today: string): boolean {
  const [then, now] = [partsOf(older), partsOf(fresh)];
  return then.length === now.length && now.every((part, index) => part === then[index] || part === wordsOf(today));
}

/** The dates of a text, at odd places, and what stands between them; without the commit of the summary. */
function partsOf(text: string): string[] {
  return wordsOf(text)
    .replace(/,aucommit[0-9a-f]{7}(?:du\d{1,2}(?:er)?\p{L}+\d{4})?(?=\.)/u, '')
    .split(anyDate);
}

function wordsOf(markdown: string): string {
  return markdown.replace(/[\s|*_`>:-]/g, '');
}
