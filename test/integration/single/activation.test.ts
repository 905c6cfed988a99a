import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** First of its folder by name: the other suites wake the extension up. */
describe('activation', () => {
  it('waits until someone needs the extension', () => {
    assert.deepEqual(
      vscode.workspace.workspaceFolders?.map((folder) => folder.name),
      ['passerelle'],
    );
    assert.equal(vscode.extensions.getExtension('arret.arret')?.isActive, false);
  });
});
