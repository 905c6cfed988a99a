/** The part of `index.bench.mjs` that runs inside the extension host. */
import { writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';

export async function run() {
  const { ARRET_RESULTS: results } = process.env;
  const extension = vscode.extensions.getExtension('arret.arret');
  if (!extension || results === undefined) {
    throw new Error('the extension or ARRET_RESULTS is missing');
  }
  // What the machine itself costs: nothing of ours runs yet.
  const idle = monitorEventLoopDelay({ resolution: 1 });
  idle.enable();
  await new Promise((resolve) => {
    setTimeout(resolve, 3000);
  });
  idle.disable();
  // Loading the bundle is no part of the look through the workspace: it has its own measure.
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const start = performance.now();
  await extension.activate();
  const activation = performance.now() - start;
  delays.enable();
  await vscode.commands.executeCommand('_arret.whenScanned');
  const scan = performance.now() - start - activation;
  await new Promise((resolve) => {
    setTimeout(resolve, 1500);
  });
  delays.disable();
  const parses = await vscode.commands.executeCommand('_arret.parseCount');
  const againStart = performance.now();
  await vscode.commands.executeCommand('arret.refreshDocuments');
  const again = performance.now() - againStart;
  const parsesAgain = Number(await vscode.commands.executeCommand('_arret.parseCount')) - Number(parses);
  // The built-in extension wakes up with a first document, and gives symbols once it has read them all.
  const [page] = await vscode.workspace.findFiles('**/page-1.md', undefined, 1);
  if (page) {
    await vscode.window.showTextDocument(page);
  }
  await vscode.extensions.getExtension('vscode.markdown-language-features')?.activate();
  const markdownStart = performance.now();
  const symbols = await vscode.commands.executeCommand('vscode.executeWorkspaceSymbolProvider', 'Partie 0');
  const markdown = Array.isArray(symbols) && symbols.length > 0 ? performance.now() - markdownStart : Number.NaN;
  const block = delays.max / 1e6;
  await writeFile(
    results,
    JSON.stringify({ activation, scan, again, block, idle: idle.max / 1e6, parses, parsesAgain, markdown }),
  );
}
