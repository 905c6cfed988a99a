import { Uri, workspace, type WorkspaceFolder } from 'vscode';
import { productNameIn } from '../../compose/productName';
import { readText } from './readText';

/**
 * The product's name as its repository gives it: the README's title when it looks like a name, else the folder's
 * name. A proposal that the person can change: it stands in the front matter and the title.
 */
export async function guessProductName(root: Uri): Promise<string> {
  return (await productNameIn(async (name) => readText(Uri.joinPath(root, name)))) ?? folderName(root);
}

function folderName(root: Uri): string {
  const folder: WorkspaceFolder | undefined = workspace.workspaceFolders?.find(
    (candidate) => candidate.uri.toString() === root.toString(),
  );
  return folder?.name ?? root.path.split('/').findLast((segment) => segment !== '') ?? 'Produit';
}
