import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, exists, openWritten, readFile, root, setting, writeFile } from '../support';

const path = 'arret/dossier-technique.md';

/** Tabs that compare what stands with what the repository says: of several files, the API tells the title alone. */
function comparisons(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.filter(({ label }) => label.includes('ce que dit le dépôt')),
  );
}

async function generate(): Promise<string> {
  await setting('prefill', true, async () => {
    await vscode.commands.executeCommand('arret.generateDossier');
  });
  return readFile(path);
}

describe('the survey in a folder', () => {
  afterEach(async () => {
    await closeEditors();
    await vscode.workspace.fs.delete(root('arret'), { recursive: true }).then(undefined, () => undefined);
  });

  it('fills the dossier with what the repository proves, ticks nothing, and writes the annexes', async () => {
    const text = await generate();
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), root(path).toString());
    assert.equal(text.match(/^- \[ \] /gm)?.length, 24);
    assert.ok(!/^- \[x\]/im.test(text));
    assert.ok((text.match(/^<!-- arret:genere /gm)?.length ?? 0) >= 20, text);
    // A manifest, a configuration file, and a variable that only a syntax tree finds.
    assert.match(text, /Express/);
    assert.match(text, /Scalingo/);
    assert.match(await readFile('arret/annexes/variables.md'), /`PROCONNECT_CLIENT_SECRET`/);
    assert.match(await readFile('arret/annexes/dependances.md'), /`express`/);
    for (const [, target] of text.matchAll(/\]\(\.\.\/([^)#]+)/g)) {
      assert.ok(await exists(decodeURI(target ?? '')), target);
    }
  });

  it('finds nothing to change right after', async () => {
    const text = await generate();
    await vscode.commands.executeCommand('arret.updateDossier', root(path));
    assert.equal(await readFile(path), text);
    assert.equal(comparisons().length, 0);
  });

  it('shows what would change, and writes nothing until someone says so', async () => {
    await generate();
    await closeEditors();
    const manifest = await readFile('package.json');
    const edited = (await readFile(path)).replace('- [ ] Liste des dépendances', '- [x] Liste des dépendances');
    await openWritten(path, edited);
    try {
      await writeFile('package.json', manifest.replace(/"express": "[^"]+"/, '"express": "^99.0.0"'));
      const shown = new Promise<void>((resolve) => {
        const subscription = vscode.window.tabGroups.onDidChangeTabs(() => {
          if (comparisons().length > 0) {
            subscription.dispose();
            resolve();
          }
        });
      });
      // The command waits for an answer, which nobody gives here.
      void vscode.commands.executeCommand('arret.updateDossier', root(path));
      await shown;
      assert.equal(await readFile(path), edited);
    } finally {
      await writeFile('package.json', manifest);
    }
  });
});
