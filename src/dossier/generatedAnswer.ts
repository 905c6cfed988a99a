import { comparePositions } from '../outline/lines';
import type { Block, Outline, Range } from '../outline/types';
import { readGeneratedBlocks, type GeneratedBlock } from './generatedBlocks';
import type { MatchedDocument } from './match';
import { foldWords } from './words';

/** The block that sums a dossier up, at its top. */
export const summaryId = 'synthese';

/** The blocks of a document that answer an item of its model, wherever they stand, and the one that sums it up. */
export interface GeneratedAnswers {
  /** By the item's id, in the document's order. */
  readonly byItem: ReadonlyMap<string, readonly GeneratedBlock[]>;
  /** All of them, in the document's order. */
  readonly all: readonly GeneratedBlock[];
}

export function generatedAnswersOf({ model }: MatchedDocument, outline: Outline): GeneratedAnswers {
  const ids = new Set(model.sections.flatMap(({ items }) => items.map(({ id }) => id)));
  const all = readGeneratedBlocks(outline).blocks.filter(({ id }) => ids.has(id) || id === summaryId);
  const byItem = new Map<string, GeneratedBlock[]>();
  for (const block of all) {
    byItem.set(block.id, [...(byItem.get(block.id) ?? []), block]);
  }
  return { byItem, all };
}

/** Whether something of a document starts in one of the generated blocks. */
export function isWithin({ range }: { readonly range: Range }, generated: readonly GeneratedBlock[]): boolean {
  return generated.some(
    ({ bodyRange }) =>
      comparePositions(bodyRange.start, range.start) <= 0 && comparePositions(range.start, bodyRange.end) < 0,
  );
}

const notFound = /^(?:[^.!?]*:\s*)?non détectée?s?(?=\s*(?:[;.,]|dans\s|$))/i;
/** A sentence may follow on its line; what a person adds starts another. */
const question = /^Question\s*:[^]*\?[^\n?]*$/;

/**
 * Whether a block of a generated answer tells nothing of the product: what was looked for and isn't there, a question,
 * or the item's own title. With an answer typed at its end, a question is no longer one.
 *
 * @param title the item's
 */
export function tellsNothing({ kind, text, hasImage }: Block, title: string): boolean {
  if (kind === 'quote') {
    return question.test(text.trim());
  }
  if (hasImage || (kind !== 'paragraph' && kind !== 'list')) {
    return false;
  }
  return foldWords(text) === foldWords(title) || sentencesOf(text).every((sentence) => notFound.test(sentence));
}

/** A formatter may cut a sentence over several lines; each of ours ends with a full stop. */
function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const line of text.split('\n')) {
    const last = sentences.at(-1);
    if (last === undefined || last.endsWith('.')) {
      sentences.push(line.trim());
    } else {
      sentences[sentences.length - 1] = `${last} ${line.trim()}`;
    }
  }
  return sentences;
}
