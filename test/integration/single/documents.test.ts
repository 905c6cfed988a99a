import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { buildLibrary } from '../../../src/models/library';
import { readShippedModels } from '../../../src/models/shipped';
import { closeEditors, exists, readFile, root, setting, waitFor, writeFile } from '../support';

const { models } = buildLibrary(readShippedModels(), []);
const dossier = models.find((model) => model.kind === 'dossier');

describe('generating documents in a folder', () => {
  afterEach(async () => {
    await closeEditors();
    await vscode.workspace.fs.delete(root('arret'), { recursive: true }).then(undefined, () => undefined);
  });

  it('writes the dossier, opens it, and asks nothing', async () => {
    await vscode.commands.executeCommand('arret.generateDossier');
    const text = await readFile('arret/dossier-technique.md');
    assert.equal(
      vscode.window.activeTextEditor?.document.uri.toString(),
      root('arret/dossier-technique.md').toString(),
    );
    assert.equal(vscode.window.activeTextEditor?.document.isDirty, false);
    assert.match(
      text,
      /^---\nmodele: dossier-technique-de-reprise\nversion: 1\nproduit: Passerelle\ndate: \d{4}-\d\d-\d\d\n---\n/,
    );
    assert.deepEqual(
      text.split('\n').filter((line) => line.startsWith('- [ ] ')),
      dossier?.sections.flatMap((section) => section.items.map((item) => `- [ ] ${item.wording}`)),
    );
    assert.deepEqual(
      text.split('\n').filter((line) => line.startsWith('## ')),
      dossier?.sections.map((section) => `## ${section.title}`),
    );
  });

  it('writes the post-mortem with its three parts', async () => {
    await vscode.commands.executeCommand('arret.generatePostMortem');
    assert.deepEqual(
      (await readFile('arret/post-mortem.md')).split('\n').filter((line) => line.startsWith('## ')),
      [
        '## Les apprentissages',
        "## Pourquoi on s'arrête",
        "## Pour relancer le produit, voilà ce qu'on vous conseille (et pourquoi)",
      ],
    );
  });

  it('leaves a file that exists as it is, and opens it', async () => {
    await writeFile('arret/dossier-technique.md', 'Mes notes\r\n');
    // The command waits for an answer to its offer, which nobody gives here.
    void vscode.commands.executeCommand('arret.generateDossier');
    await waitFor(vscode.window.onDidChangeActiveTextEditor, () =>
      vscode.window.activeTextEditor?.document.uri.path.endsWith('/arret/dossier-technique.md'),
    );
    const shown = vscode.window.activeTextEditor?.document;
    // VS Code may still know the text that an earlier test deleted, until its watcher tells.
    await waitFor(vscode.workspace.onDidChangeTextDocument, () => shown?.getText() === 'Mes notes\r\n');
    assert.equal(shown?.isDirty, false);
    assert.equal(await readFile('arret/dossier-technique.md'), 'Mes notes\r\n');
  });

  it('writes where the setting says', async () => {
    await setting('folder', 'docs/fin', async () => {
      await vscode.commands.executeCommand('arret.generatePostMortem');
      assert.ok(await exists('docs/fin/post-mortem.md'));
    });
    await vscode.workspace.fs.delete(root('docs/fin'), { recursive: true });
  });

  it('refuses a folder outside of the product', async () => {
    await setting('folder', '../ailleurs', async () => {
      await vscode.commands.executeCommand('arret.generatePostMortem');
      assert.equal(await exists('../ailleurs'), false);
    });
  });

  it("writes the handbook's boxes when asked", async () => {
    await setting('checklistStyle', 'handbook', async () => {
      await vscode.commands.executeCommand('arret.generateDossier');
      const text = await readFile('arret/dossier-technique.md');
      assert.equal(text.split('\n').filter((line) => line.startsWith('☐ ')).length, 24);
      assert.equal(text.includes('- [ ]'), false);
    });
  });

  it('takes the folder right-clicked as the product, and its own folder as the product above', async () => {
    await vscode.commands.executeCommand('arret.generatePostMortem', root('src'));
    assert.ok(await exists('src/arret/post-mortem.md'));
    await vscode.workspace.fs.delete(root('src/arret'), { recursive: true });
    await vscode.workspace.fs.createDirectory(root('arret'));
    await vscode.commands.executeCommand('arret.generatePostMortem', root('arret'));
    assert.ok(await exists('arret/post-mortem.md'));
  });

  it('shows what it has just written, not what VS Code still knows under that name', async () => {
    await writeFile('arret/post-mortem.md', 'Autre chose.\n');
    await vscode.workspace.openTextDocument(root('arret/post-mortem.md'));
    await vscode.workspace.fs.delete(root('arret/post-mortem.md'));
    await vscode.commands.executeCommand('arret.generatePostMortem');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), await readFile('arret/post-mortem.md'));
  });
});
