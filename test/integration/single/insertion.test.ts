import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, exists, readFile, root, waitFor, writeFile } from '../support';

describe('help, snippets and team models in a folder', () => {
  afterEach(async () => {
    await closeEditors();
    for (const folder of ['arret', '.arret']) {
      await vscode.workspace.fs.delete(root(folder), { recursive: true }).then(undefined, () => undefined);
    }
  });

  it('shows the help of an item on its box and on its title, and none in other documents', async () => {
    await vscode.commands.executeCommand('arret.generateDossier');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    const helpAt = async (uri: vscode.Uri, line: number): Promise<string> => {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        new vscode.Position(line, 8),
      );
      return hovers
        .flatMap((hover) => hover.contents.map((content) => (typeof content === 'string' ? content : content.value)))
        .join('\n');
    };
    const lines = document.getText().split('\n');
    const box = lines.findIndex((line) => line.includes('vaultwarden'));
    assert.match(await helpAt(document.uri, box), /collection partagée/);
    assert.match(await helpAt(document.uri, box - 2), /Source : doc\.incubateur\.net/);
    await vscode.workspace.openTextDocument(root('README.md'));
    assert.doesNotMatch(await helpAt(root('README.md'), 0), /Source :/);
  });

  it('offers its snippets in Markdown', async () => {
    await writeFile('arret/notes.md', '');
    await vscode.window.showTextDocument(root('arret/notes.md'));
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      root('arret/notes.md'),
      new vscode.Position(0, 0),
    );
    const labels = items.map((item) => (typeof item.label === 'string' ? item.label : item.label.label));
    for (const prefix of [
      'arret-dossier',
      'arret-dossier-acces-et-droits',
      'arret-post-mortem',
      'arret-procedure-plus-de-budget',
    ]) {
      assert.ok(labels.includes(prefix), `${prefix} is offered`);
    }
  });

  it("underlines a mistake in a team's model where it is, until it is mended; the rest goes on", async () => {
    const file = root('.arret/models/notre-dossier.yml');
    const mistakes = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(file);
    await writeFile('.arret/models/notre-dossier.yml', 'id: notre-dossier\nversion: un\n');
    await waitFor(vscode.languages.onDidChangeDiagnostics, () =>
      mistakes().some(({ range }) => range.start.line === 1),
    );
    assert.ok(mistakes().some(({ message }) => /^version\s: /.test(message)));

    await vscode.commands.executeCommand('arret.generateDossier');
    assert.match(await readFile('arret/dossier-technique.md'), /^modele: dossier-technique-de-reprise$/m);

    // As from the explorer: the watcher may not know yet a folder made inside one that was itself just made.
    const edit = new vscode.WorkspaceEdit();
    edit.deleteFile(file);
    assert.ok(await vscode.workspace.applyEdit(edit));
    await waitFor(vscode.languages.onDidChangeDiagnostics, () => mistakes().length === 0);
  });

  it("writes a document from a team's model that replaces the one shipped, typed but not saved yet", async () => {
    await writeFile('.arret/models/bilan.yml', '');
    const document = await vscode.workspace.openTextDocument(root('.arret/models/bilan.yml'));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) =>
      edit.insert(
        new vscode.Position(0, 0),
        [
          'id: post-mortem',
          'version: 2',
          'type: post-mortem',
          'presentation: sous-titres',
          'titre: Bilan',
          'resume: Notre bilan.',
          'fichier: bilan.md',
          'source: https://exemple.gouv.fr',
          'sections:',
          '  - id: bilan',
          '    titre: Ce que nous gardons',
          '',
        ].join('\n'),
      ),
    );
    await vscode.commands.executeCommand('arret.generatePostMortem');
    assert.match(
      await readFile('arret/bilan.md'),
      /^version: 2$[^]*^# Bilan : Passerelle\n\n## Ce que nous gardons\n$/m,
    );
    assert.equal(await exists('arret/post-mortem.md'), false);
  });
});
