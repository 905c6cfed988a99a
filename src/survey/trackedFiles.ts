import type { FileTree } from './fileTree';
import { decodeText } from './sourceText';

/** Beyond, in bytes, the index isn't read: some 500,000 files. */
const largest = 64_000_000;

/** In bytes: no system opens a longer path. */
const longest = 4096;

/** The length, in bytes, of what stands before a name in an entry. */
const beforeName = 62;

/**
 * The paths that Git tracks, by its index: a file that was added stays the product's, whatever the rules of
 * `.gitignore` say of it since. Their folders are given too, with a `/` at the end.
 *
 * @returns an empty set when there is no index, or none that can be read
 */
export async function trackedPaths(tree: FileTree): Promise<ReadonlySet<string>> {
  try {
    const path = `${await gitFolder(tree)}/index`;
    return (await tree.size(path)) > largest ? new Set() : withFolders(indexPaths(await tree.read(path)));
  } catch {
    return new Set();
  }
}

/** A worktree's `.git` is a file that says where the folder is. */
async function gitFolder(tree: FileTree): Promise<string> {
  const pointer = await tree.read('.git').then(decodeText, () => undefined);
  return /^gitdir:\s*(.+?)\s*$/m.exec(pointer ?? '')?.[1] ?? '.git';
}

function withFolders(paths: readonly string[]): Set<string> {
  const found = new Set(paths);
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end + 1);
      if (found.has(folder)) {
        break;
      }
      found.add(folder);
    }
  }
  return found;
}

/** The names of an index of version 2, 3 or 4, whose entries follow each other; nothing when it isn't one. */
function indexPaths(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(4);
  if (view.getUint32(0) !== 0x44495243 || version < 2 || version > 4) {
    return [];
  }
  const utf8 = new TextDecoder();
  const paths: string[] = [];
  let previous = new Uint8Array();
  let offset = 12;
  for (let left = view.getUint32(8); left > 0; left--) {
    const isExtended = (view.getUint8(offset + beforeName - 2) & 0x40) !== 0;
    let from = offset + beforeName + (isExtended ? 2 : 0);
    let kept = 0;
    if (version === 4) {
      // How many bytes of the name before are dropped, seven bits at a time.
      let dropped = view.getUint8(from) & 0x7f;
      while ((view.getUint8(from++) & 0x80) !== 0) {
        dropped = ((dropped + 1) << 7) | (view.getUint8(from) & 0x7f);
      }
      kept = previous.length - dropped;
    }
    const end = bytes.indexOf(0, from);
    if (end < 0 || kept < 0 || kept + end - from > longest) {
      return [];
    }
    const name = new Uint8Array(kept + end - from);
    name.set(previous.subarray(0, kept));
    name.set(bytes.subarray(from, end), kept);
    paths.push(utf8.decode(name));
    previous = name;
    // Up to version 3, an entry takes a multiple of eight bytes, at least one of them after its name.
    offset = version === 4 ? end + 1 : offset + ((end - offset + 8) & ~7);
  }
  return paths;
}
