import type { FoundSecret } from './secretKinds';
import { findWithLibrary } from './secretLibrary';
import { findWithPatterns, type Candidate } from './secretPatterns';
import { isPlaceholder } from './secretPlaceholders';

/**
 * The credentials written in a text: by their form first, then by the words around them; never what is plainly a
 * placeholder, nor twice the same place.
 *
 * @param breathe lets the host do something else between two searches of the whole text
 * @returns in the text's order, as offsets in UTF-16 code units
 */
export async function findSecrets(text: string, breathe?: () => Promise<void>): Promise<readonly Candidate[]> {
  const byForm = (await findWithLibrary(text)).map((found: FoundSecret): Candidate => ({ ...found, isGuess: false }));
  await breathe?.();
  const found = [...byForm, ...findWithPatterns(text)].filter(
    (candidate) => !isPlaceholder(text.slice(candidate.start, candidate.end), candidate.kind, candidate),
  );
  return withoutOverlaps(found);
}

/** Those found first are the surest. */
function withoutOverlaps(found: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = [];
  for (const candidate of found) {
    if (!kept.some((other) => candidate.start < other.end && other.start < candidate.end)) {
      kept.push(candidate);
    }
  }
  return kept.sort((a, b) => a.start - b.start);
}
