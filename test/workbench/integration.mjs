/**
 * Runs the integration tests: `node integration.mjs RESULTS_FOLDER [--desktop]`.
 *
 * One launch of VS Code for each kind of workspace, which is the subfolder of `test/integration` its tests are in.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestRunFailedError, downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { filesUnder } from './files.mjs';
import { copyFixtures, writeWorkspaceFile } from './fixtures.mjs';
import { ensureBrowser, ensureServer } from './install.mjs';
import { cache, out, root } from './paths.mjs';
import { Trouble, main } from './processes.mjs';

/** @type {Readonly<Record<string, Readonly<Record<string, string | null>>>>} launch → folders, as in withWorkbench */
const launches = {
  single: { passerelle: 'passerelle' },
  multi: { passerelle: 'passerelle', boussole: null },
  empty: {},
};

main(async () => {
  const [results, desktop] = process.argv.slice(2);
  if (results === undefined) {
    throw new Error('usage: integration.mjs RESULTS_FOLDER [--desktop]');
  }
  const vscodeExecutablePath = desktop === '--desktop' ? await downloadDesktop() : await embedded();
  let verdict = 0;
  for (const [launch, products] of Object.entries(launches)) {
    if ((await filesUnder(join(out, 'test', 'integration', launch), '.test.js')).length === 0) {
      continue;
    }
    console.log(`\n  — ${launch} —`);
    const copies = await copyFixtures(products);
    const names = Object.keys(products);
    const [first] = names;
    const target =
      names.length > 1
        ? [await writeWorkspaceFile(copies.base, names)]
        : first === undefined
          ? []
          : [join(copies.base, first)];
    try {
      await runTests({
        vscodeExecutablePath,
        extensionDevelopmentPath: root,
        extensionTestsPath: join(out, 'test', 'integration', 'index.js'),
        launchArgs: [...target, '--disable-extensions'],
        extensionTestsEnv: {
          ARRET_LAUNCH: launch,
          ARRET_FOLDERS: String(names.length),
          ARRET_RESULTS: join(results, `integration-${launch}.json`),
          ARRET_COLORS: process.stdout.isTTY ? '1' : '',
          ARRET_CALLER_HOLDS_STDIN: '1',
          ARRET_FOLLOWS_PARENT: String(process.pid),
        },
      });
    } catch (error) {
      if (!(error instanceof TestRunFailedError)) {
        throw error;
      }
      verdict = 1;
    } finally {
      await copies.remove();
    }
  }
  return verdict;
});

/** The embedded VS Code as an executable. */
async function embedded() {
  // Here and not in the executable: what an installation says is for the person, not for the tests' output.
  await ensureServer();
  await ensureBrowser();
  const script = join(root, 'test', 'workbench', 'vscode.mjs');
  if (process.platform !== 'win32') {
    return script;
  }
  // Windows starts no script by its first line.
  const batch = join(cache, 'vscode.cmd');
  await mkdir(cache, { recursive: true });
  await writeFile(batch, `@"${process.execPath}" "${script}" %*\r\n`);
  return batch;
}

/** The desktop VS Code, downloaded into the cache. */
async function downloadDesktop() {
  try {
    return await downloadAndUnzipVSCode({ cachePath: cache });
  } catch (error) {
    throw new Trouble(
      [
        `VS Code n’a pas pu être téléchargé : ${error instanceof Error ? error.message : String(error)}`,
        'Il vient de update.code.visualstudio.com : vérifiez l’accès à cette adresse (réseau, mandataire), ou lancez',
        '`npm run test:integration`, qui fait passer les mêmes tests dans le VS Code embarqué.',
      ].join('\n'),
    );
  }
}
