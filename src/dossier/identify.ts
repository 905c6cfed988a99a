import type { Model } from '../models/types';
import type { Outline } from '../outline/types';
import { modelNamed } from './frontMatter';
import { coverage, matchDocument, type MatchedDocument } from './match';

/** Below this share of a model's sections, a document that names no model isn't taken for one. */
const enoughSections = 0.6;

/**
 * Tells which model a document follows: the one its front matter names, else the one most of whose headings it has.
 * A single heading in common is never enough: another product's text must not be taken for one of ours.
 *
 * @returns the document seen through its model; undefined when it follows none of them
 */
export function identifyDocument(outline: Outline, models: readonly Model[]): MatchedDocument | undefined {
  const named = modelNamed(outline);
  if (named !== undefined) {
    const model = models.find((candidate) => candidate.id === named);
    return model && matchDocument(outline, model);
  }
  if (outline.headings.length < 2) {
    return undefined;
  }
  let best: MatchedDocument | undefined;
  for (const model of models) {
    const match = matchDocument(outline, model);
    const found = match.sections.filter((section) => section.heading !== undefined).length;
    if (found >= 2 && coverage(match) >= enoughSections && (!best || coverage(match) > coverage(best))) {
      best = match;
    }
  }
  return best;
}
