import { Uri, workspace } from 'vscode';
import { documentsFolder } from '../settings';

/** Where a document stands: its product's folder, and its path from there, with `/`. */
export interface ProductPath {
  readonly root: Uri;
  readonly path: string;
}

/**
 * The product a document is about: the folder above the one documents are written to, or the workspace folder when
 * the document stands elsewhere.
 *
 * @returns undefined for a document outside of any folder, such as an untitled one
 */
export function productPath(uri: Uri): ProductPath | undefined {
  const folder = workspace.getWorkspaceFolder(uri)?.uri;
  if (!folder) {
    return undefined;
  }
  const segments = uri.path.slice(folder.path.replace(/\/$/, '').length + 1).split('/');
  const inside = safeDocumentsFolder(uri);
  const depth = segments.length - 1 - inside.length;
  const isInside = inside.length > 0 && depth > 0 && segments.slice(depth, -1).join('/') === inside.join('/');
  return isInside
    ? { root: Uri.joinPath(folder, ...segments.slice(0, depth)), path: segments.slice(depth).join('/') }
    : { root: folder, path: segments.join('/') };
}

function safeDocumentsFolder(uri: Uri): readonly string[] {
  try {
    return documentsFolder(uri);
  } catch {
    // A wrong setting is told when something is written; here it only means that no folder is special.
    return [];
  }
}
