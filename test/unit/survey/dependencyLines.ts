import type { Dependency } from '../../../src/survey/facts';
import type { Detector } from '../../../src/survey/detector';
import * as fc from 'fast-check';
import assert from 'node:assert/strict';
import { surveyFiles, type MemoryFiles } from './memoryTree';

/**
 * Dependencies, one a line: `manifest:lines name constraint = locked (lock:line) dev exact [framework]`; what a fact
 * doesn't say is left out.
 */
export async function dependencyLines(files: MemoryFiles, detector: Detector): Promise<string[]> {
  const { dependencies } = await surveyFiles(files, [detector]);
  return dependencies.map(lineOf);
}

function lineOf({
  evidence,
  manifest,
  name,
  constraint,
  locked,
  lockEvidence,
  dev,
  pinned,
  framework,
}: Dependency): string {
  const places = evidence.map(({ path, line }, index) => (path === manifest && index > 0 ? line : `${path}:${line}`));
  return [
    places.join(','),
    name,
    ...(constraint === undefined ? [] : [constraint]),
    ...(locked === undefined ? [] : [`= ${locked}`]),
    ...(lockEvidence ? [`(${lockEvidence.path}:${lockEvidence.line})`] : []),
    ...(dev ? ['dev'] : []),
    ...(pinned ? [pinned] : []),
    ...(framework === undefined ? [] : [`[${framework}]`]),
  ].join(' ');
}

/**
 * Checks that no text, in any of a detector's files, stops it, and that each fact points at a line of its file.
 *
 * @param words of which the texts are made, with any others between
 */
export async function survivesAnyText(
  detector: Detector,
  names: readonly string[],
  words: readonly string[],
): Promise<void> {
  const piece = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: fc.string() });
  const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...names), text), { minLength: 1, maxLength: 4 }),
      async (files) => {
        const { dependencies, notes } = await surveyFiles(Object.fromEntries(files), [detector]);
        assert.deepEqual(
          notes.filter(({ message }) => message.includes('interrompue')),
          [],
        );
        for (const { evidence } of dependencies) {
          for (const { path, line } of evidence) {
            const lines = (Object.fromEntries(files)[path] ?? '').split(/\r\n|\r|\n/).length;
            assert.ok(line <= lines, `${path}:${line} of ${lines}`);
          }
        }
      },
    ),
    { numRuns: 150 },
  );
}
