import { commands, window, workspace, type TextDocument, type Uri } from 'vscode';
import { readText } from './readText';

/** Shows a file as it is stored, or with its unsaved words. */
export async function showStored(file: Uri): Promise<TextDocument> {
  const document = await workspace.openTextDocument(file);
  await window.showTextDocument(document, { preview: false });
  // VS Code keeps a document for a while, be its file gone, and may not have heard yet of what was written since.
  if (!document.isDirty && (await readText(file)) !== document.getText()) {
    await commands.executeCommand('workbench.action.files.revert');
  }
  return document;
}
