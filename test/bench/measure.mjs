/** What the measures share. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** @param {readonly number[]} values */
export function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/** Lets something else run, as the editor does between two pieces of work. */
export const breathe = () => new Promise((go) => void setImmediate(go));

/** A repository where every link leads somewhere, and nothing can be read. */
export const surroundings = {
  exists: () => Promise.resolve(true),
  readText: () => Promise.resolve(undefined),
  list: () => Promise.resolve([]),
};

/**
 * The longest time between two turns of the event loop while something runs, in milliseconds.
 *
 * @param {() => Promise<unknown>} action
 */
export async function longestStretch(action) {
  let longest = 0;
  let last = performance.now();
  let isOver = false;
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isOver) {
      setImmediate(tick);
    }
  };
  setImmediate(tick);
  await action();
  isOver = true;
  tick();
  return longest;
}

/** Reading and checking, with the shipped models. */
export async function loadRules() {
  const folder = await mkdtemp(join(tmpdir(), 'arret-bench-'));
  try {
    const outfile = join(folder, 'rules.mjs');
    await build({
      stdin: {
        contents: `
          export { indexLines } from './src/outline/lines';
          export { readOutline } from './src/outline/outline';
          export { readSubject, subjectFrom } from './src/rules/subject';
          export { checkSubject } from './src/rules/check';
          export { allRules } from './src/rules/allRules';
          export { buildLibrary } from './src/models/library';
          export { readShippedModels } from './src/models/shipped';`,
        resolveDir: resolve(import.meta.dirname, '../..'),
      },
      outfile,
      bundle: true,
      format: 'esm',
      platform: 'node',
      loader: { '.yml': 'text' },
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(process.execPath);" },
      logLevel: 'error',
    });
    const { buildLibrary, readShippedModels, ...rules } =
      /** @type {typeof import('../../src/outline/lines') & typeof import('../../src/outline/outline') & typeof import('../../src/rules/subject') & typeof import('../../src/rules/check') & typeof import('../../src/rules/allRules') & typeof import('../../src/models/library') & typeof import('../../src/models/shipped')} */ (
        await import(pathToFileURL(outfile).href)
      );
    return { ...rules, models: buildLibrary(readShippedModels(), []).models };
  } finally {
    await rm(folder, { recursive: true });
  }
}
