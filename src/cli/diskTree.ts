import { readdirSync, readFileSync, statSync, openSync, readSync, closeSync, type Dirent } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type { FileTree, FileTreeEntry } from '../survey/fileTree';

/**
 * A folder of this machine's disk. Everything is read at once: nothing else waits for its turn in a terminal, and to hand
 * each of thousands of small files over to another thread takes three times as long as to read it.
 *
 * @param root its path
 */
export function diskTree(root: string): FileTree {
  const at = (path: string): string => (isAbsolute(path) ? path : join(root, path));
  return {
    async list(path) {
      return readdirSync(at(path), { withFileTypes: true }).flatMap((entry): FileTreeEntry[] => {
        const kind = kindOf(entry);
        return kind ? [{ name: entry.name, kind }] : [];
      });
    },
    async size(path) {
      return statSync(at(path)).size;
    },
    async read(path) {
      return readFileSync(at(path));
    },
    async readPart(path, start, length) {
      const file = openSync(at(path), 'r');
      try {
        const bytes = new Uint8Array(length);
        return bytes.subarray(0, readSync(file, bytes, 0, length, start));
      } finally {
        closeSync(file);
      }
    },
  };
}

/** Pipes, sockets and devices hold no text, and reading one may never end. */
function kindOf(entry: Dirent): FileTreeEntry['kind'] | undefined {
  return entry.isDirectory() ? 'folder' : entry.isFile() ? 'file' : entry.isSymbolicLink() ? 'link' : undefined;
}
