import * as assert from 'node:assert/strict';
import { forEachLimited } from '../../../../src/editor/index/scanPool';
import { Parses } from '../../../../src/editor/index/scanParses';
import { shipped } from '../../models/shippedLibrary';

describe('Visiting many files', () => {
  it('does a few at a time, each once', async () => {
    let now = 0;
    let most = 0;
    const seen: number[] = [];
    const visited = await forEachLimited(
      Array.from({ length: 50 }, (_, index) => index),
      4,
      async (item) => {
        most = Math.max(most, ++now);
        await Promise.resolve();
        seen.push(item);
        now--;
      },
    );
    assert.equal(visited, 50);
    assert.equal(most, 4);
    assert.deepEqual(
      seen.toSorted((a, b) => a - b),
      Array.from({ length: 50 }, (_, index) => index),
    );
  });

  it('begins no other once cancelled, and waits for those begun', async () => {
    let visits = 0;
    const visited = await forEachLimited(
      Array.from({ length: 50 }, (_, index) => index),
      4,
      async () => {
        await Promise.resolve();
        visits++;
      },
      () => visits >= 10,
    );
    assert.equal(visited, visits);
    assert.ok(visits < 20, `${visits}`);
  });
});

describe('Reading texts once', () => {
  const ours = '---\nmodele: post-mortem\n---\n\n## Les apprentissages\n';

  it('keeps the reading of a text that is the same, ours or not', () => {
    const parses = new Parses();
    const first = parses.read('a', ours, 'a.md', shipped);
    assert.equal(parses.read('a', ours, 'a.md', shipped), first);
    parses.read('b', '- [ ] rien', 'b.md', shipped);
    parses.read('b', '- [ ] rien', 'b.md', shipped);
    assert.equal(parses.count, 2);
  });

  it('reads only what changed of a text that is ours, or open', () => {
    const parses = new Parses();
    const section = '## Les apprentissages\n\n- [ ] a\n\n';
    const before = parses.read('a', `${ours}\n${section}`, 'a.md', shipped);
    const after = parses.read('a', `${ours}A\n${section}`, 'a.md', shipped);
    assert.ok(before && after);
    assert.notEqual(after, before);
    assert.equal(after.outline.items[0], before.outline.items[0]);
  });

  it('reads again a text, a place or models that changed', () => {
    const parses = new Parses();
    parses.read('a', ours, 'a.md', shipped);
    parses.read('a', `${ours}\nA.\n`, 'a.md', shipped);
    parses.read('a', `${ours}\nA.\n`, 'content/_startups/a.md', shipped);
    parses.read('a', `${ours}\nA.\n`, 'content/_startups/a.md', [...shipped]);
    parses.read('b', '- [ ] rien', 'b.md', shipped);
    parses.read('b', '- [x] rien', 'b.md', shipped);
    assert.equal(parses.count, 6);
  });
});
