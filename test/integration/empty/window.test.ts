import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('Arrêt in an empty window', () => {
  it('has no folder', () => {
    assert.equal(vscode.workspace.workspaceFolders, undefined);
  });
});
