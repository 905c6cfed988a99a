import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, waitFor } from '../support';
import { ReadOnlyFiles } from './readOnlyFiles';

describe('several folders', () => {
  afterEach(closeEditors);

  it('writes in the folder right-clicked, named after its folder when it has no README', async () => {
    const folder = vscode.workspace.workspaceFolders?.find(({ name }) => name === 'boussole');
    assert.ok(folder);
    await vscode.commands.executeCommand('arret.generateDossier', folder.uri);
    const file = vscode.Uri.joinPath(folder.uri, 'arret', 'dossier-technique.md');
    assert.match(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)), /^produit: boussole$/m);
  });

  it('reads the repositories of one product together', async () => {
    const folder = vscode.workspace.workspaceFolders?.find(({ name }) => name === 'boussole');
    assert.ok(folder);
    const documents = vscode.Uri.joinPath(folder.uri, 'arret');
    const settings = vscode.workspace.getConfiguration('arret', folder.uri);
    const { WorkspaceFolder } = vscode.ConfigurationTarget;
    const generate = async (): Promise<string> => {
      await closeEditors();
      await vscode.workspace.fs.delete(documents, { recursive: true }).then(undefined, () => undefined);
      await vscode.commands.executeCommand('arret.generateDossier', folder.uri);
      const file = vscode.Uri.joinPath(documents, 'dossier-technique.md');
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    };
    await settings.update('repositories', ['../passerelle'], WorkspaceFolder);
    await settings.update('prefill', true, WorkspaceFolder);
    try {
      assert.match(await generate(), /\]\(\.\.\/\.\.\/passerelle\/package\.json#L\d+\)/);
    } finally {
      await settings.update('repositories', undefined, WorkspaceFolder);
      await settings.update('prefill', undefined, WorkspaceFolder);
      await generate();
    }
  });

  it('writes nothing on a read-only file system, and says so', async () => {
    const files = new ReadOnlyFiles();
    const registration = vscode.workspace.registerFileSystemProvider('fige', files, { isReadonly: true });
    const uri = vscode.Uri.parse('fige:/produit');
    const count = vscode.workspace.workspaceFolders?.length ?? 0;
    const added = waitFor(vscode.workspace.onDidChangeWorkspaceFolders, () => vscode.workspace.getWorkspaceFolder(uri));
    assert.ok(vscode.workspace.updateWorkspaceFolders(count, 0, { uri, name: 'figé' }));
    await added;
    try {
      // The command waits for an answer to its warning, which nobody gives here.
      const command = vscode.commands.executeCommand('arret.generateDossier', uri);
      const outcome = await Promise.race([
        command.then(() => 'done'),
        new Promise<string>((resolve) => {
          files.onDidLookFor('/produit/arret/dossier-technique.md', () => resolve('looked'));
        }),
      ]);
      assert.equal(outcome, 'looked');
      assert.deepEqual(files.writes, []);
    } finally {
      const removed = waitFor(
        vscode.workspace.onDidChangeWorkspaceFolders,
        () => vscode.workspace.getWorkspaceFolder(uri) === undefined,
      );
      vscode.workspace.updateWorkspaceFolders(count, 1);
      await removed;
      registration.dispose();
    }
  });

  it('reads what is open again when its folder arrives, as it may after the document', async () => {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const [first] = folders;
    assert.ok(first);
    const late = vscode.Uri.joinPath(first.uri, '..', 'tardif');
    const file = vscode.Uri.joinPath(late, 'arret', 'dossier-technique.md');
    const text =
      '---\nmodele: dossier-technique-de-reprise\nversion: 1\nproduit: X\ndate: 2026-11-24\n---\n\n' +
      '# Dossier technique de reprise : X\n\n## Accès et droits\n\n[Ailleurs](absent.md)\n';
    const problems = (): readonly unknown[] =>
      vscode.languages.getDiagnostics(file).map(({ code }) => (typeof code === 'object' ? code.value : code));
    // Wakes the extension, if no other test has.
    await vscode.commands.executeCommand('arret.refreshDocuments');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await vscode.window.showTextDocument(file);
    await waitFor(vscode.languages.onDidChangeDiagnostics, () => problems().length > 0);
    // Outside of any folder, nobody can tell where a link leads.
    assert.ok(!problems().includes('lien-casse'));
    vscode.workspace.updateWorkspaceFolders(folders.length, 0, { uri: late });
    try {
      await waitFor(vscode.languages.onDidChangeDiagnostics, () => problems().includes('lien-casse'));
    } finally {
      await closeEditors();
      // While it is watched: VS Code keeps the document for a while, and only then is its file known to be gone.
      await vscode.workspace.fs.delete(late, { recursive: true });
      await waitFor(vscode.languages.onDidChangeDiagnostics, () => problems().length === 0);
      const removed = waitFor(
        vscode.workspace.onDidChangeWorkspaceFolders,
        () => vscode.workspace.getWorkspaceFolder(late) === undefined,
      );
      vscode.workspace.updateWorkspaceFolders(folders.length, 1);
      await removed;
    }
  });
});
