import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('Arrêt in a multi-root workspace', () => {
  it('opens on two products', () => {
    assert.deepEqual(
      vscode.workspace.workspaceFolders?.map((folder) => folder.name),
      ['passerelle', 'boussole'],
    );
  });
});
