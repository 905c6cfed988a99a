import { Uri, window, workspace, FileType } from 'vscode';
import { documentsFolder } from '../settings';
import { UserError } from '../userError';

/** Which product a command is about: a folder, none when no folder is open, or the person gave up. */
export type ProductChoice = { readonly root: Uri | undefined } | 'cancelled';

/**
 * Finds the product's folder without asking what can be known: the folder right-clicked, the only folder of the
 * workspace, or nothing; with several folders the person chooses.
 *
 * @param clicked what VS Code passes when the command comes from a menu
 */
export async function chooseProductFolder(clicked: unknown): Promise<ProductChoice> {
  if (clicked instanceof Uri) {
    const folder = await containingFolder(clicked);
    if (folder) {
      return { root: folder };
    }
  }
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length <= 1) {
    return { root: folders[0]?.uri };
  }
  const picked = await window.showWorkspaceFolderPick({ placeHolder: 'De quel produit s’agit-il ?' });
  return picked ? { root: picked.uri } : 'cancelled';
}

/** A folder is the product's own, but for the one our documents stand in; a file's product is its workspace folder. */
async function containingFolder(uri: Uri): Promise<Uri | undefined> {
  const folder = workspace.getWorkspaceFolder(uri)?.uri;
  if (!folder) {
    return undefined;
  }
  try {
    if (!((await workspace.fs.stat(uri)).type & FileType.Directory) || uri.toString() === folder.toString()) {
      return folder;
    }
    const inside = documentsFolder(uri);
    const tail = uri.path
      .split('/')
      .filter((segment) => segment !== '')
      .slice(-inside.length);
    return inside.length > 0 && tail.join('/') === inside.join('/')
      ? Uri.joinPath(uri, ...inside.map(() => '..'))
      : uri;
  } catch (error) {
    if (error instanceof UserError) {
      throw error;
    }
    throw new UserError(`« ${workspace.asRelativePath(uri)} » n’existe plus : rafraîchissez l’explorateur.`);
  }
}
