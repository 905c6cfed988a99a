/**
 * How long reading and checking a document takes beside a plain markdown-it parse of the same text: a dossier of the
 * usual size, and 1 MB of sections like its own. Prints medians, the ratio to the plain parse (the goal being 1.5 at
 * most on the big one) and the longest stretch during which nothing else could run; never fails.
 *
 * Run with `node test/bench/rules.bench.mjs`.
 */
import MarkdownIt from 'markdown-it';
import { dossierText } from './dossierText.mjs';
import { breathe, loadRules, longestStretch, median, surroundings } from './measure.mjs';

const runs = 9;
const { readSubject, checkSubject, allRules, models } = await loadRules();
const plain = new MarkdownIt({ html: true });

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
