import type { Evidence } from '../../facts';
import { compare } from '../../repository';

/** A place, and what stands on its line. */
export interface LinedPlace extends Evidence {
  readonly text: string;
}

/**
 * Of the places where an operation is written, those whose line tells of it: a word of its path, or its method.
 *
 * @param places the surest first
 * @param limit how many are enough
 * @returns never empty, unless there is no place
 */
export function namingPlaces(
  method: string,
  path: string,
  places: readonly LinedPlace[],
  limit = 2,
): readonly Evidence[] {
  const words = path
    .split('/')
    .filter((part) => part !== '' && !part.startsWith('{'))
    .flatMap((part) => {
      const pieces = part.toLowerCase().split(/[_-]/);
      return [
        part.toLowerCase(),
        ...pieces.map((_, index) => pieces.slice(index).join('')).filter(({ length }) => length >= 3),
      ];
    })
    .filter(({ length }) => length >= 2);
  const tells = ({ text, path: file }: LinedPlace): boolean => {
    const line = `${text}\n${file}`.toLowerCase();
    return (
      text !== '' &&
      (words.length === 0 || words.some((word) => line.includes(word)) || line.includes(method.toLowerCase()))
    );
  };
  const found: Evidence[] = [];
  for (const place of places) {
    const isKnown = found.some((one) => one.path === place.path && one.line === place.line);
    if (!isKnown && tells(place) && found.length < limit) {
      found.push({ path: place.path, line: place.line });
    }
  }
  const [first] = places;
  return found.length > 0 || !first ? found : [{ path: first.path, line: first.line }];
}

/** By path, then method, each operation once: the first account of it is kept. */
export function sortedOnce<T extends { readonly method: string; readonly path: string }>(
  operations: readonly T[],
): T[] {
  const once = new Map<string, T>();
  for (const operation of operations) {
    const key = `${operation.method} ${operation.path}`;
    if (!once.has(key)) {
      once.set(key, operation);
    }
  }
  return [...once.values()].sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method));
}
