import { workspace, type Uri } from 'vscode';

/** Beyond this a text is not one of ours, nor a README worth reading for a title. In bytes. */
const maxBytes = 10_000_000;

/**
 * A file's text: what the editor shows if it is open (unsaved words included), else what is stored, read as UTF-8.
 *
 * @returns undefined when the file doesn't exist, is too big, or can't be read
 */
export async function readText(uri: Uri): Promise<string | undefined> {
  const open = workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) {
    return open.getText();
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
