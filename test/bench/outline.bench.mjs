/**
 * How long reading an outline takes beside a plain markdown-it parse of the same text: 1 MB of sections like those of a
 * dossier. Prints medians, of times and of their ratios to the plain parse, the goal being 1.5 at most; never fails.
 *
 * Run with `node test/bench/outline.bench.mjs`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import MarkdownIt from 'markdown-it';
import { dossierText } from './dossierText.mjs';

const megabyte = 1_000_000;
const runs = 15;

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

/** @param {() => unknown} action Its time in milliseconds is returned. */
function timed(action) {
  const start = performance.now();
  action();
  return performance.now() - start;
}

/** @typedef {import('../../src/outline/index').Outline} Outline */

/** @param {Outline} outline */
function linksAndCode({ links, code }) {
  return [links, code];
}

/** @param {Outline} outline */
function everything({ items, blocks, links, code }) {
  const words = items.map(({ content }) => content);
  return [words, blocks.map(({ text, prose, hasImage }) => [text, prose, hasImage]), links, code];
}

const folder = await mkdtemp(join(tmpdir(), 'arret-bench-'));
try {
  const outfile = join(folder, 'outline.mjs');
  const entry = fileURLToPath(new URL('../../src/outline/index.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'browser', logLevel: 'error' });
  // oxlint-disable-next-line typescript/no-unsafe-assignment
  /** @type {typeof import('../../src/outline/index')} */ const outline = await import(pathToFileURL(outfile).href);
  const { readOutline } = outline;

  const text = dossierText(megabyte);
  const plain = new MarkdownIt({ html: true });
  /** @type {readonly (readonly [name: string, action: () => unknown])[]} */
  const contenders = [
    ['markdown-it, { html: true }', () => plain.parse(text, {})],
    ['readOutline', () => readOutline(text)],
    ['… and the links and code', () => linksAndCode(readOutline(text))],
    ['… and the text of every block', () => readOutline(text).blocks.map((block) => block.text)],
    ['… and everything worked out on demand', () => everything(readOutline(text))],
  ];
  /** @type {number[][]} */
  const times = contenders.map(() => []);
  // Interleaved, so that what slows the machine for a while slows them all.
  for (let run = -2; run < runs; run++) {
    for (const [index, [, action]] of contenders.entries()) {
      const time = timed(action);
      if (run >= 0) {
        times[index]?.push(time);
      }
    }
  }
  const { headings, items, blocks, comments, links, code } = readOutline(text);
  console.log(
    [
      `${(text.length / megabyte).toFixed(2)} million characters, median of ${runs} runs, Node ${process.versions.node}`,
      `${headings.length} headings, ${items.length} items, ${blocks.length} blocks, ${comments.length} comments, ${links.length} links, ${code.length} pieces of code`,
    ].join('\n'),
  );
  for (const [index, [name]] of contenders.entries()) {
    const ratios = (times[index] ?? []).map((time, run) => time / (times[0]?.[run] ?? NaN));
    console.log(
      `${name.padEnd(44)} ${median(times[index] ?? [])
        .toFixed(0)
        .padStart(5)} ms   ${median(ratios).toFixed(2)}`,
    );
  }
} finally {
  await rm(folder, { recursive: true });
}
