import { Uri, workspace, type WorkspaceFolder } from 'vscode';
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
  const workspaceFolder = workspace.getWorkspaceFolder(uri);
  if (!workspaceFolder) {
    return undefined;
  }
  const folder = workspaceFolder.uri;
  const segments = uri.path.slice(folder.path.replace(/\/$/, '').length + 1).split('/');
  const inside = folderInside(workspaceFolder);
  const depth = segments.length - 1 - inside.length;
  const isInside = inside.length > 0 && depth > 0 && segments.slice(depth, -1).join('/') === inside.join('/');
  return isInside
    ? { root: Uri.joinPath(folder, ...segments.slice(0, depth)), path: segments.slice(depth).join('/') }
    : { root: folder, path: segments.join('/') };
}

/**
 * The setting, by workspace folder, which is the smallest thing that has its own. Asking VS Code takes a millisecond, and
 * this is asked of each document each time.
 */
const known = new Map<string, readonly string[]>();

/** To be called when the setting changes. */
export function forgetProductFolders(): void {
  known.clear();
}

function folderInside({ uri }: WorkspaceFolder): readonly string[] {
  const key = uri.toString();
  const folder = known.get(key) ?? safeDocumentsFolder(uri);
  known.set(key, folder);
  return folder;
}

function safeDocumentsFolder(uri: Uri): readonly string[] {
  try {
    return documentsFolder(uri);
  } catch {
    // A wrong setting is told when something is written; here it only means that no folder is special.
    return [];
  }
}
