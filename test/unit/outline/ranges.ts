import assert from 'node:assert/strict';
import { comparePositions } from '../../../src/outline';
import type { Range } from '../../../src/outline';

export function isWithin(inner: Range, outer: Range): boolean {
  return comparePositions(inner.start, outer.start) >= 0 && comparePositions(inner.end, outer.end) <= 0;
}

export function assertWithin(inner: Range, outer: Range, what: string): void {
  assert.ok(isWithin(inner, outer), `${what} is not inside ${JSON.stringify(outer)}`);
}

export function assertInOrder(ranges: readonly Range[], what: string): void {
  ranges.forEach(({ start }, index) => {
    const before = ranges[index - 1];
    assert.ok(!before || comparePositions(before.end, start) <= 0, `${what} ${index} overlaps the one before`);
  });
}
