import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors } from '../support';

describe('no folder open', () => {
  afterEach(closeEditors);

  it('opens the dossier untitled, ready for its name', async () => {
    await vscode.commands.executeCommand('arret.generateDossier');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.equal(editor.document.isUntitled, true);
    assert.equal(editor.document.languageId, 'markdown');
    assert.equal(editor.document.getText().match(/^- \[ \] /gm)?.length, 24);
    assert.equal(editor.document.getText(editor.selection), 'Nom du produit');
    assert.match(editor.document.getText(), /^date: \d{4}-\d\d-\d\d$/m);
  });

  it('opens the post-mortem untitled; one undo takes it back', async () => {
    await vscode.commands.executeCommand('arret.generatePostMortem');
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /^## Les apprentissages$/m);
    await vscode.commands.executeCommand('undo');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), '');
  });
});
