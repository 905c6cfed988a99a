/**
 * How long the extension host is held up once an edit has been made: a letter typed, then a line added, in a dossier of
 * the usual size and in 1 MB of sections like its own. Prints the longest stretch during which nothing else could run,
 * the goal being less than a frame (16 ms), and the whole time, beside a plain markdown-it parse of the same text and
 * beside reading and checking it for the first time. Medians, and the worst stretch; never fails.
 *
 * Run with `node test/bench/edit.bench.mjs`.
 */
import MarkdownIt from 'markdown-it';
import { dossierText } from './dossierText.mjs';
import { breathe, loadRules, longestStretch, median, surroundings } from './measure.mjs';

const runs = 25;
const warmUp = 5;
const path = 'arret/dossier-technique.md';
const { indexLines, readOutline, subjectFrom, checkSubject, allRules, models } = await loadRules();
const plain = new MarkdownIt({ html: true });
const options = { rules: allRules, severities: {}, breathe };

/**
 * What the editor does after the pause.
 *
 * @param {string} text
 * @param {import('../../src/outline/index').Outline} [previous]
 */
async function readAndCheck(text, previous) {
  const lines = indexLines(text);
  const outline = readOutline(text, previous, lines);
  const subject = subjectFrom(outline, lines, path, models);
  if (!subject) {
    throw new Error('the text is not a document of ours');
  }
  await breathe();
  await checkSubject(subject, surroundings, options);
  return outline;
}

/** @param {number} time @param {number} parse */
const figure = (time, parse) => `${time.toFixed(1).padStart(6)} ms   ratio ${(time / parse).toFixed(2)}`;

for (const size of [36_000, 1_000_000]) {
  let text = dossierText(size);
  /** @type {number[]} */
  const parses = [];
  /** @type {number[]} */
  const firsts = [];
  for (let run = -2; run < 9; run++) {
    const start = performance.now();
    plain.parse(text, {});
    const parsed = performance.now();
    await readAndCheck(text);
    if (run >= 0) {
      parses.push(parsed - start);
      firsts.push(performance.now() - parsed);
    }
  }
  const parse = median(parses);
  console.log(`${(text.length / 1000).toFixed(0)} kB, medians of ${runs} edits, Node ${process.versions.node}`);
  console.log(`  markdown-it alone         ${figure(parse, parse)}`);
  console.log(`  first reading and check   ${figure(median(firsts), parse)}`);
  let outline = await readAndCheck(text);
  for (const [name, typed] of [
    ['a letter typed', 'e'],
    ['a line added', '\nEt puis\n'],
  ]) {
    /** @type {number[]} */
    const stretches = [];
    /** @type {number[]} */
    const totals = [];
    for (let run = -warmUp; run < runs; run++) {
      // All over the text, since what follows a line added moves.
      const at = text.indexOf('conteneurs', (text.length * (run + warmUp)) / (runs + warmUp + 5));
      text = text.slice(0, at) + typed + text.slice(at);
      // An editor's text is whole; one made of pieces would be joined while we measure.
      text.charCodeAt(at);
      const start = performance.now();
      const stretch = await longestStretch(async () => {
        outline = await readAndCheck(text, outline);
      });
      if (run >= 0) {
        stretches.push(stretch);
        totals.push(performance.now() - start);
      }
    }
    console.log(`  ${name}: longest stretch`.padEnd(36) + figure(median(stretches), parse));
    console.log('    at worst'.padEnd(36) + figure(Math.max(...stretches), parse));
    console.log('    in all'.padEnd(36) + figure(median(totals), parse));
  }
}
