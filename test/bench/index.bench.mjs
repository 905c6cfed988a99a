/**
 * How long looking through a big workspace takes in a real extension host: 10,000 Markdown files, 200 of them documents
 * of ours, beside ripgrep over the same files and beside the built-in Markdown extension's own look (its symbols of the
 * workspace). Prints times, their ratios, and the longest stretch for which the host answered nobody; never fails.
 *
 * Run with `node test/bench/index.bench.mjs`, after `npm run build`.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { ensureBrowser, ensureServer } from '../workbench/install.mjs';

const root = join(fileURLToPath(import.meta.url), '..', '..', '..');
const files = 10_000;
const tracked = 200;
const runs = 3;

/**
 * What the extension host tells; times in milliseconds.
 *
 * @typedef {{ scan: number, again: number, block: number, idle: number, parses: number, parsesAgain: number, markdown: number }} Measure
 */

/**
 * Products of fifty files: a dossier, and pages of documentation, one in ten with boxes of its own.
 *
 * @param {string} folder
 */
async function generate(folder) {
  const dossier = await dossierText();
  const perProduct = files / tracked;
  for (let product = 0; product < tracked; product++) {
    const base = join(folder, `produit-${String(product).padStart(3, '0')}`);
    await mkdir(join(base, 'arret'), { recursive: true });
    await mkdir(join(base, 'docs'), { recursive: true });
    await writeFile(
      join(base, 'arret', 'dossier-technique.md'),
      dossier
        .replace('Mesure', `Produit ${product}`)
        .replaceAll('- [ ]', () => (Math.random() < 0.4 ? '- [x]' : '- [ ]')),
    );
    await Promise.all(
      Array.from({ length: perProduct - 1 }, async (_, page) =>
        writeFile(join(base, 'docs', `page-${page}.md`), pageText(page)),
      ),
    );
  }
}

/** The dossier of the shipped model, with answers. */
async function dossierText() {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        import { fileTemplate } from './src/compose/render';
        import { writeText } from './src/compose/writeText';
        import { buildLibrary } from './src/models/library';
        import { readShippedModels } from './src/models/shipped';
        const model = buildLibrary(readShippedModels(), []).models.find(({ kind }) => kind === 'dossier');
        export const text = writeText(fileTemplate(model, { style: 'headings', sectionLevel: 2 }), {
          product: 'Mesure',
          date: '2026-11-24',
        });`,
      resolveDir: root,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    loader: { '.yml': 'text' },
    write: false,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(process.execPath);" },
  });
  const code = Buffer.from(outputFiles[0]?.contents ?? new Uint8Array()).toString('base64');
  const { text } = /** @type {{ text: string }} */ (await import(`data:text/javascript;base64,${code}`));
  return `${text.replaceAll(/^(- \[ \] .*)$/gm, '$1\n\nRéponse : voir [la page](../docs/page-1.md), puis `npm start`.')}\n`;
}

/** @param {number} page */
function pageText(page) {
  const paragraphs = Array.from(
    { length: 6 + (page % 20) },
    (_, index) =>
      `## Partie ${index}\n\nLe service lit les demandes toutes les ${index + 2} minutes, puis les range par guichet.\n\n- un point\n- un autre\n`,
  );
  return `# Page ${page}\n\n${paragraphs.join('\n')}${page % 10 === 0 ? '\n- [ ] à relire\n' : ''}`;
}

/** @param {readonly number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

const { main } = await ensureServer();
await ensureBrowser();
const folder = await mkdtemp(join(tmpdir(), 'arret-mesure-'));
try {
  await generate(folder);
  const host = join(root, 'out', 'bench', 'host.js');
  await build({
    entryPoints: [join(root, 'test', 'bench', 'index.host.mjs')],
    outfile: host,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
  });
  const rg = join(
    dirname(dirname(main)),
    `node_modules/@vscode/ripgrep-universal/bin/${process.platform}-${process.arch}/rg`,
  );
  const pattern = "^(?:modele|phases|mission)\\s*:|\\[[ xX]\\]|[☐☑☒✅✔]|post[- ]?mortem|apprentissages|s['’]arr[êe]te";
  const grep = Array.from({ length: runs + 1 }, () => {
    const start = performance.now();
    const { status } = spawnSync(rg, ['-l', '-i', '-g', '*.md', pattern, folder]);
    return status === 0 ? performance.now() - start : Number.NaN;
  });

  /** @type {Measure[]} */
  const measures = [];
  for (let run = 0; run < runs; run++) {
    const results = join(folder, '..', `arret-mesure-${process.pid}-${run}.json`);
    await runTests({
      vscodeExecutablePath: join(root, 'test', 'workbench', 'vscode.mjs'),
      extensionDevelopmentPath: root,
      extensionTestsPath: host,
      launchArgs: [folder, '--disable-extensions'],
      extensionTestsEnv: { ARRET_RESULTS: results, ARRET_CALLER_HOLDS_STDIN: '1' },
    });
    measures.push(/** @type {Measure} */ (JSON.parse(await readFile(results, 'utf8'))));
    await rm(results);
  }
  /** @param {(measure: typeof measures[number]) => number} pick */
  const of = (pick) => median(measures.map(pick));
  const [, ...warm] = grep;
  const ripgrep = median(warm);
  const scan = of(({ scan: value }) => value);
  console.log(`${files} fichiers Markdown, ${tracked} suivis ; médianes de ${runs} lancements`);
  console.log(`  ripgrep -l                     ${ripgrep.toFixed(0)} ms`);
  console.log(`  première lecture               ${scan.toFixed(0)} ms, soit ${(scan / ripgrep).toFixed(1)} × ripgrep`);
  console.log(`  lecture suivante               ${of(({ again }) => again).toFixed(0)} ms`);
  console.log(
    `  extension Markdown de VS Code  ${of(({ markdown }) => markdown).toFixed(0)} ms (symboles de l’espace)`,
  );
  /** @param {(measure: typeof measures[number]) => number} pick */
  const each = (pick) => measures.map((measure) => pick(measure).toFixed(0)).join(', ');
  console.log(
    `  plus longue absence de l’hôte  ${of(({ block }) => block).toFixed(0)} ms (${each(({ block }) => block)})`,
  );
  console.log(`  la même, rien ne tournant      ${of(({ idle }) => idle).toFixed(0)} ms (${each(({ idle }) => idle)})`);
  console.log(
    `  textes analysés                ${of(({ parses }) => parses)}, puis ${of(({ parsesAgain }) => parsesAgain)} de plus à la lecture suivante`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
