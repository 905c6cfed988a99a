/**
 * How long a survey takes beside reading the same files once, how much memory it needs and keeps, and how soon it answers
 * a cancellation, each in a process of its own: on a made-up repository of 30,000 files in several languages, or on the
 * folder given. Prints times, their ratio, the peaks of memory, the heap after a survey and delays; never fails.
 *
 * Run with `node test/bench/survey.bench.mjs [folder]`.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { median } from './measure.mjs';
import { writeRepository } from './repository.mjs';

const runs = 3;
const readTogether = 32;

/** Moments at which a survey is cancelled. */
const cancellations = 20;

/**
 * @typedef {object} Measure
 * @property {number} time in milliseconds
 * @property {number} memory the process's peak, in megabytes
 * @property {string} [summary]
 * @property {number} [heap] what is still in use once the survey is over and its result let go, in megabytes
 * @property {readonly number[]} [delays] from each cancellation to its answer, in milliseconds
 */

/** @param {string} name @returns {Promise<Uint8Array>} */
async function readAsset(name) {
  return readFile(
    name === 'web-tree-sitter.wasm'
      ? 'node_modules/web-tree-sitter/web-tree-sitter.wasm'
      : `node_modules/@vscode/tree-sitter-wasm/wasm/${name}`,
  );
}

const options = { name: 'produit', today: '2026-11-24', readAsset };

/** @typedef {typeof import('../../src/survey/survey') & typeof import('../../src/cli/diskTree')} Bundle */

/** @param {string} bundle @returns {Promise<Bundle>} */
async function load(bundle) {
  return /** @type {Bundle} */ (await import(pathToFileURL(bundle).href));
}

/**
 * Surveys a folder, and writes which files were read for the other process to read them too.
 *
 * @param {string} bundle @param {string} folder @param {string} list @returns {Promise<Omit<Measure, 'memory'>>}
 */
async function survey(bundle, folder, list) {
  const { surveyRepository, diskTree } = await load(bundle);
  const tree = diskTree(folder);
  const paths = new Set();
  const start = performance.now();
  const inventory = await surveyRepository(
    {
      ...tree,
      read: (path) => {
        // Git's own packs weigh more than all the rest, and only their ends are looked at.
        if (!path.startsWith('.git/')) {
          paths.add(path);
        }
        return tree.read(path);
      },
    },
    options,
  );
  const time = performance.now() - start;
  await writeFile(list, JSON.stringify([...paths]));
  const { repository, env, dependencies, notes } = inventory;
  const facts = `${dependencies.length} dependencies, ${env.length} variables, ${notes.length} notes`;
  const summary = `${repository.files} files, ${paths.size} read; ${facts}`;
  paths.clear();
  globalThis.gc?.();
  return { time, summary, heap: process.memoryUsage().heapUsed / 1e6 };
}

/**
 * Cancels surveys at moments taken at random. What keeps the cancellation itself from coming counts in the delay.
 *
 * @param {string} bundle @param {string} folder @param {number} time what a survey takes, in milliseconds
 * @returns {Promise<Omit<Measure, 'memory'>>}
 */
async function cancel(bundle, folder, time) {
  const { surveyRepository, diskTree } = await load(bundle);
  const delays = [];
  while (delays.length < cancellations) {
    const controller = new AbortController();
    const moment = Math.random() * time;
    const start = performance.now();
    const timer = setTimeout(() => controller.abort(), moment);
    const isOver = await surveyRepository(diskTree(folder), { ...options, signal: controller.signal }).then(
      () => true,
      () => false,
    );
    clearTimeout(timer);
    if (!isOver) {
      delays.push(performance.now() - start - moment);
    }
    // Over sooner than it was said to be: the first surveys of a process are the slowest.
    time = isOver ? Math.min(time, performance.now() - start) : time;
  }
  return { time: 0, delays };
}

/** @param {string} folder @param {string} list @returns {Promise<Omit<Measure, 'memory'>>} */
async function readOnce(folder, list) {
  const paths = /** @type {string[]} */ (JSON.parse(await readFile(list, 'utf8')));
  const decoder = new TextDecoder();
  const start = performance.now();
  let length = 0;
  for (let from = 0; from < paths.length; from += readTogether) {
    const batch = paths.slice(from, from + readTogether);
    const contents = await Promise.all(
      batch.map((path) => readFile(resolve(folder, path)).catch(() => new Uint8Array())),
    );
    length += contents.reduce((sum, bytes) => sum + decoder.decode(bytes).length, 0);
  }
  return { time: performance.now() - start, summary: `${(length / 1e6).toFixed(1)} MB` };
}

/** @param {string[]} words @returns {Promise<Measure>} */
async function inProcess(...words) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    fileURLToPath(import.meta.url),
    '--measure',
    ...words,
  ]);
  return /** @type {Measure} */ (JSON.parse(stdout));
}

async function compare() {
  const scratch = await mkdtemp(join(tmpdir(), 'arret-bench-'));
  try {
    const bundle = join(scratch, 'survey.mjs');
    await build({
      stdin: {
        contents: `
          export { surveyRepository } from './src/survey/survey';
          export { diskTree } from './src/cli/diskTree';`,
        resolveDir: '.',
      },
      outfile: bundle,
      bundle: true,
      format: 'esm',
      platform: 'node',
      mainFields: ['module', 'main'],
      loader: { '.yml': 'text', '.scm': 'text' },
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(process.execPath);" },
    });
    const folder = process.argv[2] === undefined ? join(scratch, 'produit') : resolve(process.argv[2]);
    if (process.argv[2] === undefined) {
      await writeRepository(folder, 30_000);
    }
    const list = join(scratch, 'read.json');
    /** @type {Measure[]} */
    const surveys = [];
    /** @type {Measure[]} */
    const readings = [];
    for (let run = 0; run < runs; run++) {
      surveys.push(await inProcess('survey', bundle, folder, list));
      readings.push(await inProcess('read', folder, list));
    }
    const time = median(surveys.map((measure) => measure.time));
    const reading = median(readings.map((measure) => measure.time));
    const { delays = [] } = await inProcess('cancel', bundle, folder, String(time));
    const heap = median(surveys.map((measure) => measure.heap ?? 0)).toFixed(0);
    const memory = (/** @type {Measure[]} */ measures) => median(measures.map((measure) => measure.memory)).toFixed(0);
    console.log(
      [
        `${surveys[0]?.summary} (${readings[0]?.summary}), median of ${runs} runs, Node ${process.versions.node}`,
        `  read once  ${reading.toFixed(0)} ms, ${memory(readings)} MB`,
        `  surveyed   ${time.toFixed(0)} ms, ${memory(surveys)} MB, ratio ${(time / reading).toFixed(2)}, heap after ${heap} MB`,
        `  cancelled  answered in ${median(delays).toFixed(0)} ms, ${Math.max(...delays).toFixed(0)} ms at worst, of ${delays.length}`,
      ].join('\n'),
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const [, , first, what, ...rest] = process.argv;
if (first === '--measure') {
  const [a = '', b = '', c = ''] = rest;
  const measure =
    what === 'survey'
      ? await survey(a, b, c)
      : what === 'cancel'
        ? await cancel(a, b, Number(c))
        : await readOnce(a, b);
  console.log(JSON.stringify({ ...measure, memory: process.resourceUsage().maxRSS / 1000 }));
} else {
  await compare();
}
