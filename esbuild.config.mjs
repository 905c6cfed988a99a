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

/** Writes what is derived from the models: the snippets, and the JSON Schema of a model's file. */
async function writeDerivedFiles() {
  const { outputFiles } = await build({
    stdin: {
      contents: `
        export { snippetFiles } from './src/compose/snippetFiles';
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
    /** @type {typeof import('./src/compose/snippetFiles') & typeof import('./src/models/jsonSchema') & typeof import('./src/models/library') & typeof import('./src/models/shipped')} */ (
      await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
    );
  const { models, problems } = derived.buildLibrary(derived.readShippedModels(), []);
  for (const { file, key, message, range } of problems) {
    throw new Error(`src/models/${file}:${range.start.line + 1}: ${key}: ${message}`);
  }
  /** @type {Record<string, unknown>} */
  const files = { 'src/models/model.schema.json': derived.modelJsonSchema() };
  for (const [name, value] of Object.entries(derived.snippetFiles(models))) {
    files[`snippets/${name}`] = value;
  }
  for (const [path, value] of Object.entries(files)) {
    const text = await format(JSON.stringify(value), { parser: 'json', printWidth: 120 });
    if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
      await writeFile(path, text);
    }
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
    const { version } = /** @type {{ version: string }} */ (
      JSON.parse(await readFile(`${folder}/package.json`, 'utf8'))
    );
    const licence = (await readdir(folder)).find((file) => /^licen[cs]e/i.test(file));
    if (licence === undefined) {
      throw new Error(`${name} has no licence file to ship`);
    }
    return `${name} ${version}\n\n${(await readFile(`${folder}/${licence}`, 'utf8')).trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}

if (!frozen) {
  await writeDerivedFiles();
}
await mkdir('dist', { recursive: true });
await writeFile('dist/model.schema.json', await readFile('src/models/model.schema.json'));
await cp('src/rules/pages', 'dist/rules', { recursive: true });
if (watch) {
  await (await context(extension)).watch();
} else {
  const { metafile } = await build({ ...extension, metafile: true });
  await writeFile('dist/NOTICES.txt', await notices(Object.keys(metafile.inputs)));
}
