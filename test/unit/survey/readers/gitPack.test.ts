import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { git } from '../../../../src/survey/detectors/git';
import type { Inventory } from '../../../../src/survey/facts';
import { surveyRepository } from '../../../../src/survey/survey';
import { gitCommit, gitPack, gitTag } from '../gitFixture';
import { memoryTree, readAsset, surveyFiles, type MemoryFiles } from '../memoryTree';

describe('Commits in a pack of Git', () => {
  const first = gitCommit(1_600_000_000, '-0330');
  const others = Array.from({ length: 40 }, (_, index) => gitCommit(1_610_000_000 + index * 86_400, '+0200'));
  const tag = gitTag(first.hash);
  const { pack, idx } = gitPack([
    { object: first },
    ...others.map((object) => ({ object })),
    { object: gitCommit(1_650_000_000, '+0000'), changeOf: 0 },
    { object: gitCommit(1_660_000_000, '+0000'), changeOf: 1, isByHash: true },
    { object: tag },
  ]);
  const files: MemoryFiles = {
    '.git/HEAD': `${first.hash}\n`,
    '.git/objects/pack/pack-a.idx': idx,
    '.git/objects/pack/pack-a.pack': pack,
    '.git/refs/heads/main': `${gitCommit(1_650_000_000, '+0000').hash}\n`,
    '.git/refs/heads/dev': `${gitCommit(1_660_000_000, '+0000').hash}\n`,
    '.git/refs/heads/staging': `${others.at(-1)?.hash}\n`,
    '.git/refs/tags/v1': `${tag.hash}\n`,
  };
  const found = { head: '2020-09-13', dev: '2022-08-08', main: '2022-04-15', staging: '2021-02-15' };
  const told = ({ repository: { branches, lastCommit } }: Inventory): unknown => ({
    head: lastCommit?.date,
    ...Object.fromEntries(branches.map(({ name, date }) => [name, date])),
  });

  it('dates commits, whole or told as a change of another, and follows tags', async () => {
    const inventory = await surveyFiles(files, [git]);
    assert.deepEqual(told(inventory), found);
    assert.deepEqual(
      inventory.repository.tags.map(({ commit: object }) => object),
      [first.hash],
    );
  });

  it('reads no more of it than it needs, where parts can be read', async () => {
    const tree = memoryTree(files);
    const whole: string[] = [];
    let parts = 0;
    const inventory = await surveyRepository(
      {
        ...tree,
        async read(path) {
          whole.push(path);
          return tree.read(path);
        },
        async readPart(path, start, length) {
          parts += length;
          return (await tree.read(path)).subarray(start, start + length);
        },
      },
      { readAsset, today: '2026-11-24', name: 'produit' },
      undefined,
      [git],
    );
    assert.deepEqual(told(inventory), found);
    assert.deepEqual(
      whole.filter((path) => path.includes('/pack/')),
      [],
    );
    assert.ok(parts > 0 && parts < idx.length + pack.length, String(parts));
  });

  it('costs a note when it is cut or changed anywhere', async function () {
    this.timeout(20_000);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('idx', 'pack'),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        fc.boolean(),
        async (which, place, byte, isCut) => {
          const path = `.git/objects/pack/pack-a.${which}`;
          const bytes = Uint8Array.from(which === 'idx' ? idx : pack);
          bytes[place % bytes.length] = byte;
          const { notes } = await surveyFiles(
            {
              ...files,
              [path]: isCut ? bytes.subarray(0, place % bytes.length) : bytes,
            },
            [git],
          );
          assert.deepEqual(
            notes.filter(({ message }) => message.startsWith('lecture interrompue')),
            [],
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});
