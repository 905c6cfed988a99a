import { comparePositions } from './lines';
import type { Position, Range } from './types';

/** Something that stands in a document; lists of them are in the order in which they start. */
interface Placed {
  readonly range: Range;
}

/** Index of the first of the things that starts at a position or after it: as many as there are when none does. */
export function firstFrom(things: readonly Placed[], position: Position): number {
  let low = 0;
  let high = things.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const start = things[middle]?.range.start;
    if (start && comparePositions(start, position) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Those of the things that start in a range, whose end is left out. */
export function startingIn<Thing extends Placed>(things: readonly Thing[], { start, end }: Range): readonly Thing[] {
  return things.slice(firstFrom(things, start), firstFrom(things, end));
}
