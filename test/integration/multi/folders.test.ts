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
});
