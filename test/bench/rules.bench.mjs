/**
 * How long reading and checking a document takes beside a plain markdown-it parse of the same text: a dossier of the
 * usual size, and 1 MB of sections like its own. Prints medians, the ratio to the plain parse (the goal being 1.5 at
 * most on the big one) and the longest stretch during which nothing else could run; never fails.
 *
 * Run with `node test/bench/rules.bench.mjs`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import MarkdownIt from 'markdown-it';
import { dossierText } from './dossierText.mjs';

const runs = 9;
const root = resolve(import.meta.dirname, '../..');

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}

/**
 * The longest time between two turns of the event loop while something runs, in milliseconds.
 *
 * @param {() => Promise<unknown>} action
 */
async function longestStretch(action) {
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

const folder = await mkdtemp(join(tmpdir(), 'arret-bench-'));
try {
  const outfile = join(folder, 'rules.mjs');
  await build({
    stdin: {
      contents: `
        export { readSubject } from './src/rules/subject';
        export { checkSubject } from './src/rules/check';
        export { allRules } from './src/rules/allRules';
        export { buildLibrary } from './src/models/library';
        export { readShippedModels } from './src/models/shipped';`,
      resolveDir: root,
    },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    loader: { '.yml': 'text' },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(process.execPath);" },
    logLevel: 'error',
  });
  const { readSubject, checkSubject, allRules, buildLibrary, readShippedModels } =
    /** @type {typeof import('../../src/rules/subject') & typeof import('../../src/rules/check') & typeof import('../../src/rules/allRules') & typeof import('../../src/models/library') & typeof import('../../src/models/shipped')} */ (
      await import(pathToFileURL(outfile).href)
    );
  const { models } = buildLibrary(readShippedModels(), []);
  const plain = new MarkdownIt({ html: true });
  const surroundings = {
    exists: () => Promise.resolve(true),
    readText: () => Promise.resolve(undefined),
    list: () => Promise.resolve([]),
  };
  const breathe = () => new Promise((go) => void setImmediate(go));

  for (const size of [36_000, 1_000_000]) {
    const text = dossierText(size);
    /** @type {Record<'plain' | 'read' | 'check' | 'stretch', number[]>} */
    const times = { plain: [], read: [], check: [], stretch: [] };
    let problems = 0;
    for (let run = -1; run < runs; run++) {
      const start = performance.now();
      plain.parse(text, {});
      const parsed = performance.now();
      const subject = readSubject(text, 'arret/dossier-technique.md', models);
      const read = performance.now();
      if (!subject) {
        throw new Error('the text is not a document of ours');
      }
      const options = { rules: allRules, severities: {}, breathe };
      problems = (await checkSubject(subject, surroundings, options)).problems.length;
      const checked = performance.now();
      const stretch = await longestStretch(async () => {
        const again = readSubject(text, 'arret/dossier-technique.md', models);
        await breathe();
        return again && checkSubject(again, surroundings, options);
      });
      if (run >= 0) {
        times.plain.push(parsed - start);
        times.read.push(read - parsed);
        times.check.push(checked - read);
        times.stretch.push(stretch);
      }
    }
    const [parse, read, check] = [median(times.plain), median(times.read), median(times.check)];
    console.log(
      [
        `${(text.length / 1000).toFixed(0)} kB, ${problems} problems, median of ${runs} runs, Node ${process.versions.node}`,
        `  markdown-it alone         ${parse.toFixed(1)} ms`,
        `  read and matched          ${read.toFixed(1)} ms   ratio ${(read / parse).toFixed(2)}`,
        `  rules                     ${check.toFixed(1)} ms   ratio ${(check / parse).toFixed(2)}`,
        `  read, matched and checked ${(read + check).toFixed(1)} ms   ratio ${((read + check) / parse).toFixed(2)}`,
        `  longest stretch           ${median(times.stretch).toFixed(1)} ms`,
      ].join('\n'),
    );
  }
} finally {
  await rm(folder, { recursive: true });
}
