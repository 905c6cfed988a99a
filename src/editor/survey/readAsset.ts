import { Uri, workspace } from 'vscode';

/** Reads a grammar, which lies in the extension's own folder: on disk, or on the site a browser loaded it from. */
export async function readAsset(extensionUri: Uri, name: string): Promise<Uint8Array> {
  return workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', 'grammars', name));
}
