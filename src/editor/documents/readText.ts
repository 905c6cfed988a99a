import { workspace, type Uri } from 'vscode';

/** Beyond this a text is not one of ours, nor a README worth reading for a title. In bytes. */
const maxBytes = 10_000_000;

/**
 * A file's text: what the editor shows while it holds unsaved words, else what is stored, read as UTF-8.
 *
 * @returns undefined when the file doesn't exist, is too big, or can't be read
 */
export async function readText(uri: Uri): Promise<string | undefined> {
  const unsaved = workspace.textDocuments.find(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
  if (unsaved) {
    return unsaved.getText();
  }
  try {
    if ((await workspace.fs.stat(uri)).size > maxBytes) {
      return undefined;
    }
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}
