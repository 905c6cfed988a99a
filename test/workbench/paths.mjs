import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** All that is downloaded or generated for running a VS Code; never versioned, safe to delete. */
export const cache = join(root, '.vscode-test');

/** Bundled tests, their results and the screenshots. */
export const out = join(root, 'out');

/** Where `npm start` keeps its copy of the sample product. */
export const sample = join(cache, 'exemple', 'passerelle');

/** The small products that tests and demo are run on. */
export const fixtures = join(root, 'test', 'fixtures');
