import type { Model } from '../models/types';
import type { Outline } from '../outline/types';
import { modelNamed } from './frontMatter';
import { foldWords, likeness } from './words';

/** From here up, a name is a model's title with small changes. */
const sameTitle = 0.75;

/**
 * The known word that a person most likely meant.
 *
 * @returns undefined when none is near: more than a third of its letters differ, and neither starts the other
 */
export function closest(written: string, known: readonly string[]): string | undefined {
  const word = fold(written);
  const near = known
    .map((candidate) => ({ candidate, distance: distanceOf(word, fold(candidate)) }))
    .filter(({ candidate, distance }) => distance <= tolerance(candidate))
    .sort((a, b) => a.distance - b.distance)[0];
  const isStart = (candidate: string): boolean => fold(candidate).startsWith(word) || word.startsWith(fold(candidate));
  return near?.candidate ?? (word.length > 3 ? known.find(isStart) : undefined);
}

/** The model that a name which is none's most likely means, by its identifier or by a title. */
export function closestModel(name: string, models: readonly Model[]): Model | undefined {
  const id = closest(
    name,
    models.map((model) => model.id),
  );
  return models.find((model) => isTitled(name, model)) ?? models.find((model) => model.id === id);
}

/**
 * Whether a document that no model knows was still made with one: its front matter names a model that isn't there and
 * is one of ours but for a slip, or has all the keys that we write. Others' pages may well have a `modele`: a car's, say.
 */
export function namesUnknownModel(outline: Outline, models: readonly Model[]): boolean {
  const name = modelNamed(outline);
  if (name === undefined || models.some((model) => model.id === name)) {
    return false;
  }
  const keys = new Set(outline.frontMatter?.entries.map(({ key }) => key));
  return (
    ['version', 'produit', 'date'].every((key) => keys.has(key)) ||
    models.some((model) => isTitled(name, model) || distanceOf(fold(name), fold(model.id)) <= tolerance(model.id))
  );
}

function isTitled(name: string, { title, synonyms }: Model): boolean {
  return [title, ...synonyms].some((known) => likeness(known, name) >= sameTitle);
}

function tolerance(word: string): number {
  return Math.max(1, Math.floor(word.length / 3));
}

function fold(word: string): string {
  return foldWords(word).replaceAll(' ', '-');
}

/** How many letters must be added, removed, replaced or swapped with the next to go from one word to the other. */
function distanceOf(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
