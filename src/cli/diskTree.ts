import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { FileTree, FileTreeEntry } from '../survey/fileTree';

/** A folder of this machine's disk. @param root its path */
export function diskTree(root: string): FileTree {
  const at = (path: string): string => (isAbsolute(path) ? path : join(root, path));
  return {
    async list(path) {
      const entries = await readdir(at(path), { withFileTypes: true });
      return entries.flatMap((entry): FileTreeEntry[] => {
        const kind = kindOf(entry);
        return kind ? [{ name: entry.name, kind }] : [];
      });
    },
    async size(path) {
      return (await stat(at(path))).size;
    },
    async read(path) {
      return readFile(at(path));
    },
  };
}

/** Pipes, sockets and devices hold no text, and reading one may never end. */
function kindOf(entry: Dirent): FileTreeEntry['kind'] | undefined {
  return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : undefined;
}
