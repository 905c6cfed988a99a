import type { Model } from '../models/types';
import type { Outline } from '../outline/types';
import { modelNamed } from './frontMatter';
import { coverage, matchDocument, type MatchedDocument } from './match';
import { foldWords, likeness, startsWithWords } from './words';

/** Below this share of a model's sections or items, a document that names no model isn't taken for one. */
const enough = 0.6;

/**
 * Tells which model a document follows: the one its front matter names, else the one most of which it holds. A single
 * heading in common is never enough: another product's text must not be taken for one of ours. Models that share their
 * sections, as procedures do, are told apart by the circumstance the document states, then by its title.
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
  let best: { match: MatchedDocument; score: readonly number[] } | undefined;
  for (const model of models) {
    const match = matchDocument(outline, model);
    if (!isLikely(match) && !(hasTitleOf(outline, model) && coverage(match) > 0)) {
      continue;
    }
    const score = [held(match), statesCircumstance(outline, model) ? 1 : 0, titleLikeness(outline, model)];
    if (!best || isHigher(score, best.score)) {
      best = { match, score };
    }
  }
  return best?.match;
}

/** Most of the model's sections: two at least, or one with most of its boxes. */
function isLikely(match: MatchedDocument): boolean {
  const sections = match.sections.filter((section) => section.heading !== undefined).length;
  const items = match.sections.flatMap((section) => section.items);
  const boxes = items.filter((item) => item.box !== undefined).length;
  const hasBoxes = items.length > 0 && boxes / items.length >= enough;
  return coverage(match) >= enough && (sections >= 2 || hasBoxes);
}

/** How many of the model's sections and items stand in the document. */
function held(match: MatchedDocument): number {
  const parts = match.sections.flatMap(({ heading, items }) => [heading, ...items.map((item) => item.range)]);
  return parts.filter((part) => part !== undefined).length;
}

/** A document just begun may hold one section only, but says by its title what it is to become. */
function hasTitleOf(outline: Outline, model: Model): boolean {
  const title = outline.headings[0]?.text ?? '';
  return [model.title, ...model.synonyms].some((known) => startsWithWords(title, known));
}

function statesCircumstance(outline: Outline, { circumstance }: Model): boolean {
  const words = circumstance === undefined ? '' : foldWords(circumstance);
  return words !== '' && outline.blocks.some((block) => foldWords(block.text).includes(words));
}

function titleLikeness(outline: Outline, model: Model): number {
  const title = outline.headings[0]?.text ?? '';
  return Math.max(...[model.title, ...model.synonyms].map((known) => likeness(known, title)));
}

function isHigher(a: readonly number[], b: readonly number[]): boolean {
  const index = a.findIndex((value, i) => value !== b[i]);
  return (a[index] ?? 0) > (b[index] ?? 0);
}
