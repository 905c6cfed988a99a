import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { build, context } from 'esbuild';
import { format } from 'prettier';

const watch = process.argv.includes('--watch');
const minify = process.argv.includes('--minify');
/** Leaves the derived files as they are: the tests then tell whether they are out of date. */
const frozen = process.argv.includes('--frozen');

/**
 * One detector of the library of secrets reads files; it is never run, but in a web worker its imports alone would
 * fail. Only that library's imports are emptied: one of ours must still fail here.
 *
 * @type {import('esbuild').Plugin}
 */
const secretsWithoutNode = {
  name: 'secrets-without-node',
  setup(plugin) {
    plugin.onResolve({ filter: /^node:(?:path|fs)$/ }, ({ importer, path }) =>
      /[\\/]node_modules[\\/]@secretlint[\\/]/.test(importer) ? { path, namespace: 'empty' } : undefined,
    );
    plugin.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

/**
 * The reader of syntax trees loads its WebAssembly with Node's modules when it takes itself for a Node program; it is
 * always given the bytes.
 *
 * @type {import('esbuild').Plugin}
 */
const treesWithoutNode = {
  name: 'trees-without-node',
  setup(plugin) {
    plugin.onResolve({ filter: /^(?:node:)?(?:fs|fs\/promises|module|path|url)$/ }, ({ importer, path }) =>
      /[\\/]node_modules[\\/]web-tree-sitter[\\/]/.test(importer) ? { path, namespace: 'empty' } : undefined,
    );
    plugin.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

/**
 * One bundle for both extension hosts, Node and web worker: hence no Node built-in, and CommonJS.
 *
 * @type {import('esbuild').BuildOptions}
 */
const extension = {
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  format: 'cjs',
  platform: 'browser',
  target: 'es2023',
  external: ['vscode'],
  loader: { '.yml': 'text' },
  plugins: [secretsWithoutNode],
  minify,
  sourcemap: minify ? false : 'linked',
  logLevel: 'info',
};

/**
 * The survey, for both extension hosts too, run when first needed (see `src/editor/survey/loadSurvey.ts`). Libraries that
 * ask for Node's buffers get those of a package, and the syntax trees' reader, which takes itself for a Node program or a
 * page, is told neither where it is nor what to read.
 *
 * @type {import('esbuild').BuildOptions}
 */
const survey = {
  ...extension,
  entryPoints: ['src/editor/survey/surveyBundle.ts'],
  outfile: 'dist/survey.js',
  loader: { '.yml': 'text', '.scm': 'text' },
  define: { 'import.meta.url': '"https://survey.invalid/"', global: 'globalThis' },
  inject: ['src/editor/survey/buffer.ts'],
  plugins: [secretsWithoutNode, treesWithoutNode],
};

/**
 * The command line, one file for Node.
 *
 * @type {import('esbuild').BuildOptions}
 */
const cli = {
  entryPoints: ['src/cli/arret.ts'],
  outfile: 'dist/cli.js',
  bundle: true,
  format: 'cjs',
  platform: 'node',
  // The UMD file that jsonc-parser gives to Node requires its parts in a way that can't be bundled.
  mainFields: ['module', 'main'],
  target: 'node20',
  loader: { '.yml': 'text', '.scm': 'text' },
  define: { 'import.meta.url': '__moduleUrl' },
  banner: {
    js: "#!/usr/bin/env node\nconst __moduleUrl = require('node:url').pathToFileURL(__filename).href;",
  },
  minify,
  sourcemap: minify ? false : 'linked',
  logLevel: 'info',
};

/** The grammars that source code is read with, and the reader's own WebAssembly. */
const grammars = [
  'web-tree-sitter/web-tree-sitter.wasm',
  ...['go', 'java', 'javascript', 'php', 'python', 'ruby', 'tsx'].map(
    (language) => `@vscode/tree-sitter-wasm/wasm/tree-sitter-${language}.wasm`,
  ),
];

/** The list of frameworks: one a file of their folder, so that adding one changes no file by hand. */
async function writeFrameworks() {
  const folder = 'src/survey/frameworks';
  const names = (await readdir(folder))
    .filter((file) => file.endsWith('.ts') && !['allFrameworks.ts', 'framework.ts'].includes(file))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
  const text = [
    '// Written by esbuild.config.mjs from the files of this folder.',
    "import type { Framework } from './framework';",
    ...names.map((name) => `import { ${name} } from './${name}';`),
    `export const allFrameworks: readonly Framework[] = [${names.join(', ')}];`,
  ].join('\n');
  const { prettier } = /** @type {{ prettier: object }} */ (JSON.parse(await readFile('package.json', 'utf8')));
  await writeIfChanged(`${folder}/allFrameworks.ts`, await format(text, { ...prettier, parser: 'typescript' }));
}

/**
 * @param {string} path
 * @param {string} text
 */
async function writeIfChanged(path, text) {
  if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
    await writeFile(path, text);
  }
}

/** Writes what is derived: the snippets, and the JSON Schemas of a model's file and of an inventory. */
async function writeDerivedFiles() {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { snippetFiles } from './src/compose/snippetFiles';
        export { inventoryJsonSchema } from './src/survey/jsonSchema';
        export { modelJsonSchema } from './src/models/jsonSchema';
        export { buildLibrary } from './src/models/library';
        export { readShippedModels } from './src/models/shipped';`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    loader: { '.yml': 'text' },
    write: false,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(process.execPath);" },
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  const derived =
    /** @type {typeof import('./src/compose/snippetFiles') & typeof import('./src/models/jsonSchema') & typeof import('./src/survey/jsonSchema') & typeof import('./src/models/library') & typeof import('./src/models/shipped')} */ (
      await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
    );
  const { models, problems } = derived.buildLibrary(derived.readShippedModels(), []);
  for (const { file, key, message, range } of problems) {
    throw new Error(`src/models/${file}:${range.start.line + 1}: ${key}: ${message}`);
  }
  /** @type {Record<string, unknown>} */
  const files = {
    'src/models/model.schema.json': derived.modelJsonSchema(),
    'src/survey/inventory.schema.json': derived.inventoryJsonSchema(),
  };
  for (const [name, value] of Object.entries(derived.snippetFiles(models))) {
    files[`snippets/${name}`] = value;
  }
  for (const [path, value] of Object.entries(files)) {
    const text = await format(JSON.stringify(value), { parser: 'json', printWidth: 120 });
    await writeIfChanged(path, text);
  }
}

/**
 * The licences of the libraries bundled, as each of them asks.
 *
 * @param {readonly string[]} inputs the paths of the files bundled
 */
async function notices(inputs) {
  const packages = new Set(inputs.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
  const texts = [...packages].sort().map(async (name) => {
    const folder = `node_modules/${name}`;
    const { version, license } = /** @type {{ version: string, license?: string }} */ (
      JSON.parse(await readFile(`${folder}/package.json`, 'utf8'))
    );
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined && license === undefined) {
      throw new Error(`${name} says nothing of its licence`);
    }
    const text = file === undefined ? `Licence: ${license}` : (await readFile(`${folder}/${file}`, 'utf8')).trim();
    return `${name} ${version}\n\n${text}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

if (!frozen) {
  await writeFrameworks();
  await writeDerivedFiles();
}
await mkdir('dist/grammars', { recursive: true });
await cp('src/models/model.schema.json', 'dist/model.schema.json');
await cp('src/survey/inventory.schema.json', 'dist/inventory.schema.json');
await cp('src/rules/pages', 'dist/rules', { recursive: true });
for (const path of grammars) {
  await cp(`node_modules/${path}`, `dist/grammars/${path.slice(path.lastIndexOf('/') + 1)}`);
}
const bundles = [extension, survey, cli];
if (watch) {
  for (const options of bundles) {
    await (await context(options)).watch();
  }
} else {
  const built = await Promise.all(bundles.map(async (options) => build({ ...options, metafile: true })));
  const inputs = built.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  await writeFile('dist/NOTICES.txt', await notices([...inputs, ...grammars.map((path) => `node_modules/${path}`)]));
}
