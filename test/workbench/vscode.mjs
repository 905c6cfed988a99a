#!/usr/bin/env node
/**
 * A VS Code executable for `@vscode/test-electron`: takes the arguments of the desktop build, runs the extension's
 * tests in the embedded one, prints what they print and exits with their verdict.
 *
 * Usage: vscode.mjs --extensionDevelopmentPath=DIR --extensionTestsPath=FILE [FOLDER | FILE.code-workspace]
 */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { out } from './paths.mjs';
import { Trouble, end, main } from './processes.mjs';
import { startServer } from './server.mjs';

/** What the tests' entry puts before each of its lines, to tell them from the workbench's own log. */
const mark = '[arret-tests] ';
let begun = false;
/** @type {string[]} */
const workbenchLog = [];

/** A test run that says nothing for so long is stuck. */
const patience = 180_000;

main(async () => {
  // The caller holds our standard input: whatever way it ends, we end as well.
  if (process.env['ARRET_CALLER_HOLDS_STDIN']) {
    process.stdin.once('close', () => void end(1)).resume();
  }

  const options = process.argv.slice(2).filter((arg) => arg.startsWith('-'));
  const [target] = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
  /** @param {string} name */
  const values = (name) =>
    options.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
  // Profile folders and the rest of the desktop's options have no meaning here: all is fresh at each run.
  const extensionDevelopmentPaths = values('extensionDevelopmentPath');
  const [extensionTestsPath] = values('extensionTestsPath');
  if (extensionTestsPath === undefined || extensionDevelopmentPaths.length === 0) {
    throw new Trouble('--extensionDevelopmentPath=… et --extensionTestsPath=… sont attendus.', { cause: 'usage' });
  }
  const path = target === undefined ? undefined : resolve(target);

  const server = await startServer({ driver: true, env: { ARRET_LOG_MARK: mark } });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });

  let alive = Date.now();
  /** @type {number} */
  const code = await new Promise((settle, reject) => {
    /** @param {string} why */
    const fail = async (why) => {
      clearInterval(watch);
      const image = join(out, 'integration', 'arret.png');
      await mkdir(join(out, 'integration'), { recursive: true });
      const shown = await page.screenshot({ path: image, timeout: 5000 }).then(
        () => ` (image : ${image})`,
        () => '',
      );
      reject(new Trouble(why + shown));
    };
    const watch = setInterval(() => {
      if (Date.now() - alive > patience) {
        void fail('Les tests d’intégration ne répondent plus.');
      }
    }, 1000);
    const log = (/** @type {unknown} */ _type, /** @type {unknown[]} */ args) => {
      alive = Date.now();
      print(args);
    };
    const exit = (/** @type {number} */ verdict) => {
      clearInterval(watch);
      settle(verdict);
    };
    page.once('crash', () => void fail('La page de VS Code a planté.'));
    server.stopped.then(
      () => void fail('Le serveur VS Code s’est arrêté.'),
      () => undefined,
    );
    Promise.all([page.exposeFunction('codeAutomationLog', log), page.exposeFunction('codeAutomationExit', exit)])
      .then(() =>
        page.goto(
          server.address({
            ...(path === undefined ? {} : path.endsWith('.code-workspace') ? { workspace: path } : { folder: path }),
            extensionDevelopmentPaths,
            extensionTestsPath,
          }),
        ),
      )
      .catch(reject);
  });
  if (code !== 0 && !begun) {
    console.error(workbenchLog.slice(-30).join('\n'));
  }
  await browser.close();
  await server.stop();
  return code === 0 ? 0 : 1;
});

/**
 * Prints what the tests say, and what the workbench says of our extension. The rest is its own log, where offline it
 * complains of a market place it cannot reach: it is shown by ARRET_VERBOSE, and when no test could even begin.
 *
 * @param {unknown[]} args as given to console.log
 */
function print(args) {
  const text = format(...args);
  if (text.startsWith(mark)) {
    begun = true;
    // Native modules the embedded server goes without, and says so at each start.
    if (!/Could not locate the bindings file/.test(text)) {
      console.log(text.slice(mark.length));
    }
  } else if (process.env['ARRET_VERBOSE'] || /arret\.arret|dist\/extension\.js/.test(text)) {
    console.log(text);
  } else {
    workbenchLog.push(text);
  }
}
