import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { surveyFiles, memoryTree } from './memoryTree';
import { trackedPaths } from '../../../src/survey/trackedFiles';
import { languages } from '../../../src/survey/detectors/languages';

const utf8 = new TextEncoder();

/** An index as Git writes it, with nothing but names. */
function indexOf(version: 2 | 3 | 4, paths: readonly string[]): Uint8Array {
  const bytes: number[] = [...utf8.encode('DIRC'), 0, 0, 0, version, 0, 0, 0, paths.length];
  let previous = '';
  for (const path of paths) {
    const start = bytes.length;
    const flags = version === 3 ? [0x40, path.length, 0, 0] : [0, path.length];
    bytes.push(...Array.from({ length: 60 }, () => 7), ...flags);
    if (version === 4) {
      let common = 0;
      while (common < path.length && path[common] === previous[common]) {
        common++;
      }
      const dropped = previous.length - common;
      bytes.push(...(dropped < 128 ? [dropped] : [0x80 | ((dropped >> 7) - 1), dropped & 0x7f]));
      bytes.push(...utf8.encode(path.slice(common)), 0);
      previous = path;
    } else {
      bytes.push(...utf8.encode(path), 0);
      while ((bytes.length - start) % 8 !== 0) {
        bytes.push(0);
      }
    }
  }
  return Uint8Array.from(bytes);
}

describe('The paths that Git tracks', () => {
  const paths = ['a/b/c.py', 'a/b/d.py', `a/${'x'.repeat(200)}.py`, 'z.py'];

  for (const version of [2, 3, 4] as const) {
    it(`are read from an index of version ${String(version)}, with their folders`, async () => {
      const found = await trackedPaths(memoryTree({ '.git/index': indexOf(version, paths) }));
      assert.deepEqual([...found].sort(), [...paths, 'a/', 'a/b/'].sort());
    });
  }

  it('are found where a worktree says that its folder is', async () => {
    const files = {
      '.git': 'gitdir: ../depot/.git/worktrees/a\n',
      '../depot/.git/worktrees/a/index': indexOf(2, ['a']),
    };
    assert.deepEqual([...(await trackedPaths(memoryTree(files)))], ['a']);
  });

  it('keep in the survey what `.gitignore` says of since', async () => {
    const files = {
      '.gitignore': 'reglages/*\nbrut/\n',
      'reglages/base.py': 'x = 1\n',
      'reglages/local.py': 'x = 1\n',
      'brut/a.py': 'x = 1\n',
      'brut/b.py': 'x = 1\n',
    };
    const index = indexOf(2, ['.gitignore', 'brut/a.py', 'reglages/base.py']);
    const count = async (all: typeof files): Promise<number | undefined> =>
      (await surveyFiles(all, [languages])).repository.languages[0]?.files;
    const withIndex = { ...files, '.git/index': index };
    assert.equal(await count(withIndex), 2);
    assert.equal(await count(files), undefined);
  });

  it('are none when there is no index, or when it says nothing that is one', async () => {
    assert.equal((await trackedPaths(memoryTree({ 'a.txt': '' }))).size, 0);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(2, 3, 4), async (tail, version) => {
        const bytes = Uint8Array.from([...utf8.encode('DIRC'), 0, 0, 0, version, ...tail]);
        await trackedPaths(memoryTree({ '.git/index': bytes }));
      }),
    );
  });
});
