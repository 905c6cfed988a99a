import type { Surroundings } from './rule';

/** What stands at a path, down to the case of its letters. */
export type PathState =
  | { readonly kind: 'exists' }
  /** It does, under a name that differs by the case of its letters alone. */
  | { readonly kind: 'case'; readonly path: string }
  /** The first folder or file that doesn't exist, and the names beside it. */
  | {
      readonly kind: 'missing';
      readonly folder: string;
      readonly name: string;
      readonly rest: string;
      readonly siblings: readonly string[];
    };

/**
 * Joins paths as a link does.
 *
 * @returns undefined when the path leads out of the product's folder
 */
export function joinPath(folder: string, path: string): string | undefined {
  const parts = folder.split('/').filter((part) => part !== '');
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) {
      return undefined;
    }
    if (part !== '' && part !== '.' && part !== '..') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

/** The folder a path stands in; empty for the product's own. */
export function folderOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

/** How a document in `folder` writes its way to `path`. */
export function relativePath(folder: string, path: string): string {
  const from = folder.split('/').filter((part) => part !== '');
  const to = path.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) {
    shared++;
  }
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/');
}

/**
 * Looks for a path name by name, since a disk that takes no notice of case says that `readme.md` exists where the web
 * knows only `README.md`.
 *
 * @param path normalised by {@link joinPath}; one that ends with `/` has to be a folder
 */
export async function findPath(path: string, surroundings: Surroundings): Promise<PathState> {
  const parts = path.split('/').filter((part) => part !== '');
  const mustBeFolder = path.endsWith('/');
  const found: string[] = [];
  for (const [index, name] of parts.entries()) {
    const folder = found.join('/');
    const names = await surroundings.list(folder);
    const needsFolder = index < parts.length - 1 || mustBeFolder;
    const usable = names
      .filter((other) => !needsFolder || other.endsWith('/'))
      .map((other) => other.replace(/\/$/, ''));
    const same = usable.find((other) => isSame(other, name));
    const alike = same ?? usable.find((other) => isSame(other.toLowerCase(), name.toLowerCase()));
    if (alike === undefined) {
      // What a folder doesn't list may still be there: a file system may hide names, or not list at all.
      return (await surroundings.exists(parts.join('/'))) && !mustBeFolder
        ? { kind: 'exists' }
        : { kind: 'missing', folder, name, rest: parts.slice(index + 1).join('/'), siblings: usable };
    }
    found.push(alike);
  }
  const actual = found.join('/');
  return isSame(actual, parts.join('/')) ? { kind: 'exists' } : { kind: 'case', path: actual };
}

/** Some disks give accents in two signs. */
function isSame(a: string, b: string): boolean {
  return a === b || a.normalize('NFC') === b.normalize('NFC');
}
