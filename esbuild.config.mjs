import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const minify = process.argv.includes('--minify');

/** One bundle for both extension hosts, Node and web worker: hence no Node built-in, and CommonJS.
 *  @type {import('esbuild').BuildOptions} */
const extension = {
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  format: 'cjs',
  platform: 'browser',
  target: 'es2023',
  external: ['vscode'],
  loader: { '.yml': 'text' },
  minify,
  sourcemap: minify ? false : 'linked',
  logLevel: 'info',
};

if (watch) {
  await (await context(extension)).watch();
} else {
  await build(extension);
}
