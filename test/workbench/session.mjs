import { join } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { copyFixtures, writeWorkspaceFile } from './fixtures.mjs';
import { packageExtension } from './package.mjs';
import { startServer } from './server.mjs';
import { Workbench } from './workbench.mjs';

/**
 * @typedef {import('./workbench.mjs').WorkbenchOptions & {
 *   products?: Readonly<Record<string, string | null>>,
 *   prepare?: (base: string) => void | Promise<void>,
 * }} SessionOptions
 *
 * products: name of each folder to open → fixture it is a copy of, or null for an empty folder. None is a window
 * without a folder, several are a multi-root workspace; the sample product alone unless told.
 *
 * prepare: called with the folder that holds the copies before the window opens.
 */

/** @type {{ server: import('./server.mjs').Server, browser: import('playwright-core').Browser } | undefined} */
let shared;
/** @type {Set<Workbench>} */
const open = new Set();

/**
 * Mocha root hooks: one server, with the packaged extension installed as a person installs it, and one browser for the
 * whole run; a picture of each open window when a test fails.
 */
export const rootHooks = {
  /** @this {import('mocha').Context} */
  async beforeAll() {
    this.timeout(900_000);
    const vsix = await packageExtension();
    const server = await startServer({ vsix });
    shared = { server, browser: await launchBrowser() };
  },
  /** @this {import('mocha').Context} */
  async afterEach() {
    if (this.currentTest?.state !== 'failed') {
      return;
    }
    const name = this.currentTest.fullTitle().normalize('NFD').replace(/\p{M}/gu, '').replace(/\W+/g, '-').slice(0, 80);
    for (const workbench of open) {
      const path = await workbench.screenshot(`echec-${name}`).catch(() => undefined);
      if (path !== undefined) {
        console.log(`      image : ${path}`);
      }
    }
  },
  async afterAll() {
    await shared?.browser.close();
    await shared?.server.stop();
  },
};

/**
 * Opens a window of its own for the suite it is called in: a fresh browser context on fresh copies of the products.
 *
 * @param {SessionOptions} [options]
 * @returns {() => Workbench} the window, while the suite's tests run
 */
export function withWorkbench(options = {}) {
  const { products = { passerelle: 'passerelle' }, prepare } = options;
  /** @type {Workbench | undefined} */
  let workbench;
  /** @type {import('./fixtures.mjs').Copies | undefined} */
  let copies;

  before('ouvrir VS Code', async () => {
    if (!shared) {
      throw new Error('the e2e suites run through `npm run test:e2e`');
    }
    copies = await copyFixtures(products);
    await prepare?.(copies.base);
    const names = Object.keys(products);
    const [first] = names;
    /** @type {import('./server.mjs').Opening} */
    let opening = {};
    if (names.length > 1) {
      opening = { workspace: await writeWorkspaceFile(copies.base, names) };
    } else if (first !== undefined) {
      opening = { folder: join(copies.base, first) };
    }
    workbench = await Workbench.open(shared.browser, shared.server, opening, options);
    open.add(workbench);
  });
  after('fermer VS Code', async () => {
    if (workbench) {
      open.delete(workbench);
      await workbench.close();
    }
    await copies?.remove();
  });

  return () => {
    if (!workbench) {
      throw new Error('the window opens when the suite begins');
    }
    return workbench;
  };
}
