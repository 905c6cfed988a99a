import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyEdits, indexLines, readOutline, textIn } from '../../../src/outline';
import type { ChecklistItem, Position } from '../../../src/outline';
import { markdown } from './markdownArbitrary';
import { isWithin } from './ranges';

function toggled(item: ChecklistItem): string {
  if (item.notation === 'task') {
    return item.checked ? ' ' : 'x';
  }
  return item.checked ? '☐' : '✔️';
}

/** Plain data, its positions as they are after a change of length on a line. */
function moved(value: unknown, after: Position, by: number): unknown {
  if (Array.isArray(value)) {
    return value.map((element) => moved(element, after, by));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, moved(inner, after, by)]);
  const copy = Object.fromEntries<unknown>(entries);
  const isAfter = copy['line'] === after.line && Number(copy['character']) >= after.character;
  return isAfter ? { ...copy, character: Number(copy['character']) + by } : copy;
}

describe('properties of an edit', function () {
  this.timeout(20_000);

  it('changing a mark changes that item’s state and nothing else, and changing it back gives the text back', () => {
    let toggles = 0;
    fc.assert(
      fc.property(markdown, fc.nat(), (text, nat) => {
        const before = readOutline(text);
        const index = nat % Math.max(1, before.items.length);
        const item = before.items[index];
        if (!item) {
          return;
        }
        toggles++;
        const newText = toggled(item);
        const edited = applyEdits(text, [{ range: item.markRange, newText }]);
        const after = readOutline(edited);
        const longer = newText.length - (item.markRange.end.character - item.markRange.start.character);
        // Around it, the label of a box comes and goes with its tick.
        const items = before.items.map((other, place) => ({
          ...other,
          checked: other === item ? !item.checked : other.checked,
          content: isWithin(item.range, other.range) ? (after.items[place]?.content ?? '') : other.content,
        }));
        const expected = moved({ ...before, items }, item.markRange.end, longer);
        assert.equal(after.items[index]?.content, item.content);
        assert.deepEqual(moved(after, item.markRange.end, 0), expected);
        const mark = textIn(indexLines(text), item.markRange);
        const markRange = after.items[index]?.markRange;
        assert.ok(markRange);
        assert.equal(applyEdits(edited, [{ range: markRange, newText: mark }]), text);
      }),
      { numRuns: 3500 },
    );
    assert.ok(toggles > 800, `only ${toggles} texts had an item`);
  });
});
