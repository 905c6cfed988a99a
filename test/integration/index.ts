import { join } from 'node:path';
import { format } from 'node:util';
import { ConfigurationTarget, workspace } from 'vscode';
import { countingReporter } from '../workbench/reporter.mjs';
import { filesUnder } from '../workbench/files.mjs';

/** How long VS Code may take to give the folders it opens on, in milliseconds. */
const foldersPatience = 30_000;

/**
 * What the extension host calls: runs the tests of this launch, bundled beside this file.
 *
 * ARRET_LAUNCH is their subfolder, ARRET_RESULTS the file for their counts, ARRET_FOLDERS how many folders are opened.
 */
export async function run(): Promise<void> {
  const { ARRET_LAUNCH: launch, ARRET_RESULTS: results, ARRET_GREP: grep, ARRET_COLORS: colors } = process.env;
  if (!launch || !results) {
    throw new Error('ARRET_LAUNCH and ARRET_RESULTS are not set');
  }
  markConsole();
  await untilFolders(Number(process.env['ARRET_FOLDERS'] ?? 0));
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({
    reporter: countingReporter(Mocha, results),
    timeout: 30_000,
    color: colors === '1',
    ...(grep ? { fgrep: grep } : {}),
  });
  mocha.rootHooks({
    // Most tests look at documents, not at what the survey says of the sample; those of the survey turn it on.
    beforeAll: async () => {
      if (workspace.workspaceFolders) {
        await workspace.getConfiguration('arret').update('prefill', false, ConfigurationTarget.Workspace);
      }
    },
  });
  for (const file of await filesUnder(join(__dirname, launch), '.test.js')) {
    mocha.addFile(file);
  }
  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) {
    throw new Error(`${failures} tests failed`);
  }
}

/**
 * Waits for the folders of the workspace. Now and then a window that opens on a `.code-workspace` for the first time, as
 * each of ours does, starts without any folder and never hears of what it has read from that file: it works from its
 * cache, empty yet, until the file changes. Written again as it was, the file is read again.
 */
async function untilFolders(expected: number): Promise<void> {
  const count = (): number => workspace.workspaceFolders?.length ?? 0;
  if (count() === expected) {
    return;
  }
  const { workspaceFile } = workspace;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      subscription.dispose();
      reject(new Error(`the window has ${count()} folders instead of ${expected}`));
    }, foldersPatience);
    const subscription = workspace.onDidChangeWorkspaceFolders(() => {
      if (count() === expected) {
        clearTimeout(timer);
        subscription.dispose();
        resolve();
      }
    });
    if (workspaceFile) {
      void workspace.fs
        .readFile(workspaceFile)
        .then((bytes) => workspace.fs.writeFile(workspaceFile, bytes))
        .then(undefined, reject);
    }
  });
}

/** Where the launcher asks for it, tells our lines from the workbench's own log. */
function markConsole(): void {
  const mark = process.env['ARRET_LOG_MARK'];
  if (!mark) {
    return;
  }
  for (const level of ['log', 'info', 'warn', 'error'] as const) {
    const original = console[level].bind(console);
    // Defined anew: the extension host makes a plain assignment do nothing.
    Object.defineProperty(console, level, { value: (...args: unknown[]) => original('%s', mark + format(...args)) });
  }
}
