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

const megabyte = 1_000_000;
const runs = 15;

/**
 * Sections with what dossiers are made of: boxes, generated zones, tables, code, links and prose.
 *
 * @param {number} length
 */
function dossier(length) {
  const parts = ['---\nmodele: dossier-technique-de-reprise\nproduit: Mesure\n---\n\n# Dossier technique de reprise\n'];
  for (let number = 1, size = 0; size < length; number++) {
    const section = `
## ${number}. Architecture et **infrastructure**

- [${number % 3 ? ' ' : 'x'}] Schéma d’architecture du projet (frontend, backend, [services externes](annexes/services.md))
- [ ] Description de l’hébergement \`scalingo\`
  - [x] accès rendus

☐ Liste des endpoints API avec exemples de requêtes
☑ Documentation sur l’accès aux services externes (*Brevo*, autres API)\\
✅ Explication des webhooks

<!-- arret:genere hebergement ${number} -->

L’application est servie par deux conteneurs ([Procfile:1](../Procfile#L1)), derrière le répartiteur de l’hébergeur ; les
tâches de fond passent par \`sidekiq\` et **ne sont pas** rejouées après une panne. <!-- à relire -->

| Service | Accès | Variables | Preuve |
| --- | --- | --- | --- |
| SMTP | identifiant, mot de passe | \`MAIL_*\` | [email.js:6](../src/email.js#L6) |
| PostgreSQL | adresse, TLS | \`DATABASE_URL\` | [knexfile.js:3](../knexfile.js#L3) |

\`\`\`sh
bundle install && bin/rails db:prepare   # - [ ] pas une case
\`\`\`

> **Question :** qui détient la clé de descellement, et survivra-t-elle à la grappe ?

<!-- arret:fin -->
`;
    parts.push(section);
    size += section.length;
  }
  return parts.join('');
}

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

  const text = dossier(megabyte);
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
