import { rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { filesUnder } from './files.mjs';
import { out, root } from './paths.mjs';

const workbench = join(root, 'test', 'workbench');

/**
 * Bundles the tests into `out/test/`, one file a test file, so that they run on any Node as the product's own bundle.
 *
 * Unit and e2e tests become ES modules for Node; integration tests become CommonJS, which is what an extension host
 * loads.
 *
 * @returns {Promise<void>}
 */
export async function bundleTests() {
  await rm(join(out, 'test'), { recursive: true, force: true });
  /** @type {import('esbuild').BuildOptions} */
  const common = {
    bundle: true,
    outbase: join(root, 'test'),
    outdir: join(out, 'test'),
    platform: 'node',
    // As the product's own command line: see esbuild.config.mjs.
    mainFields: ['module', 'main'],
    target: 'node20',
    sourcemap: 'inline',
    loader: { '.yml': 'text', '.scm': 'text' },
    external: [
      'vscode',
      'mocha',
      'playwright-core',
      'fast-check',
      'prettier',
      'esbuild',
      'typescript',
      'pgsql-parser',
      '@vscode/*',
    ],
    logLevel: 'warning',
  };
  /** @param {string} suite */
  const tests = (suite) => filesUnder(join(root, 'test', suite), '.test.ts');
  const node = [...(await tests('unit')), ...(await tests('e2e'))];
  const host = [...(await tests('integration')), join(root, 'test', 'integration', 'index.ts')];
  await Promise.all([
    build({
      ...common,
      entryPoints: node,
      format: 'esm',
      // What hundreds of tests share is written, and loaded, once.
      splitting: true,
      chunkNames: 'shared/[name]-[hash]',
      outExtension: { '.js': '.mjs' },
      // CommonJS packages in the bundle still ask for Node's own modules with require.
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
      plugins: [keepWorkbench],
    }),
    build({ ...common, entryPoints: host, format: 'cjs' }),
  ]);
}

/**
 * The workbench's modules hold what all tests of a run share (the server, the browser), so they must stay one
 * instance and not be copied into each bundle.
 *
 * @type {import('esbuild').Plugin}
 */
const keepWorkbench = {
  name: 'keep-workbench',
  setup(plugin) {
    plugin.onResolve({ filter: /\/workbench\/[\w-]+\.mjs$/ }, ({ path, resolveDir }) => {
      const target = resolve(resolveDir, path);
      return relative(workbench, target).startsWith('..')
        ? undefined
        : { path: pathToFileURL(target).href, external: true };
    });
  },
};
