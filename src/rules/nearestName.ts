/**
 * Damerau's distance between two texts (optimal string alignment): how many letters must be added, removed, changed or
 * swapped with their neighbour to go from one to the other.
 *
 * @returns at most `limit` + 1: beyond the limit, how far doesn't matter
 */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) {
    return limit + 1;
  }
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let best = Math.min(at(previous, j) + 1, at(current, j - 1) + 1, at(previous, j - 1) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, at(before, j - 2) + 1);
      }
      current.push(best);
    }
    before = previous;
    previous = current;
  }
  return Math.min(at(previous, b.length), limit + 1);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY;
}

export interface NearestName {
  readonly name: string;
  /** A slip of the keyboard; else it is worth a mention only. */
  readonly isNear: boolean;
  /** One of the two is the start of the other. */
  readonly isStart: boolean;
}

/**
 * The name most like a given one, if any is like enough: a third of its letters apart at most, or one being the start
 * of the other. Case and accents don't count.
 */
export function nearestName(name: string, candidates: Iterable<string>): NearestName | undefined {
  const wanted = fold(name);
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  let best: (NearestName & { readonly score: number }) | undefined;
  for (const candidate of candidates) {
    const other = fold(candidate);
    const letters = distance(wanted, other, limit);
    const isStart =
      Math.min(wanted.length, other.length) >= 3 && (other.startsWith(wanted) || wanted.startsWith(other));
    const score = Math.min(letters, isStart ? limit : limit + 1);
    if (score <= limit && (best === undefined || score < best.score)) {
      best = { name: candidate, isNear: letters <= Math.min(2, limit), isStart, score };
    }
  }
  return best && { name: best.name, isNear: best.isNear, isStart: best.isStart };
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
