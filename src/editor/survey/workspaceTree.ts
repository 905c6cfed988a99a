import { FileType, Uri, workspace } from 'vscode';
import type { FileTree, FileTreeEntry } from '../../survey/fileTree';

/** A folder as VS Code reads it, be it on this machine, remote or virtual. What isn't saved yet isn't seen. */
export function workspaceTree(root: Uri): FileTree {
  const at = (path: string): Uri => (path.startsWith('/') ? root.with({ path }) : Uri.joinPath(root, path));
  return {
    async list(path) {
      const entries = await workspace.fs.readDirectory(at(path));
      return entries.flatMap(([name, type]): FileTreeEntry[] => {
        const kind = kindOf(type);
        return kind ? [{ name, kind }] : [];
      });
    },
    async size(path) {
      return (await workspace.fs.stat(at(path))).size;
    },
    async read(path) {
      return workspace.fs.readFile(at(path));
    },
  };
}

/** A link's type says what it leads to as well. */
function kindOf(type: FileType): FileTreeEntry['kind'] | undefined {
  if (type & FileType.SymbolicLink) {
    return 'link';
  }
  return type & FileType.Directory ? 'folder' : type & FileType.File ? 'file' : undefined;
}
