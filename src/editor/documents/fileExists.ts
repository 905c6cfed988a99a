import { FileSystemError, workspace, type Uri } from 'vscode';

/** What is answered for a file that isn't there, and for one below a file that bears its folder's name. */
const absent = new Set(['FileNotFound', 'FileNotADirectory']);

/**
 * Whether a file exists, so that it is never written over: one that can't even be looked at may well. VS Code goes on
 * knowing a document for a while after its file is deleted: only unsaved words make it exist.
 */
export async function fileExists(file: Uri): Promise<boolean> {
  if (workspace.textDocuments.some((document) => document.isDirty && document.uri.toString() === file.toString())) {
    return true;
  }
  try {
    await workspace.fs.stat(file);
    return true;
  } catch (error) {
    return !(error instanceof FileSystemError && absent.has(error.code));
  }
}
