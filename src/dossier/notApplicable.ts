import type { Block, ChecklistItem, Range } from '../outline/types';
import { hasWords } from './placeholder';

/** How a person says that there is nothing to write: « Sans objet : le produit n’a pas d’API ». */
export interface NotApplicable {
  /** Why; empty when they don't say. */
  readonly reason: string;
  /** The block that says so, or the item's box. */
  readonly range: Range;
}

const sentence = /^[\s:.,;–—-]*(?:sans objet|non applicable|n\s?\/\s?a)(?![\p{L}\p{N}])[\s:.,;–—-]*([\s\S]*)$/iu;

/**
 * Looks for « Sans objet » (or « Non applicable », « N/A ») at the start of an answer: what is said of a detail
 * further down says nothing of the whole.
 *
 * @param blocks the blocks of the answer, in order
 * @param box the item's box, whose own content comes first
 * @param inLabel what the box's label says beyond the item's wording
 */
export function readNotApplicable(
  blocks: readonly Block[],
  box?: ChecklistItem,
  inLabel = '',
): NotApplicable | undefined {
  const own = [inLabel, box?.content ?? ''].find(hasWords);
  if (box && own !== undefined) {
    return read(own, box.range);
  }
  const first = blocks.find((block) => block.hasImage || block.kind === 'code' || hasWords(block.prose));
  return first && first.kind !== 'code' ? read(first.prose, first.range) : undefined;
}

function read(words: string, range: Range): NotApplicable | undefined {
  const found = sentence.exec(words);
  const reason = (found?.[1] ?? '').trim();
  return found ? { reason: hasWords(reason) ? reason : '', range } : undefined;
}
