import type { Surroundings } from '../../../src/rules/rule';

/**
 * A repository held in memory, for the tests of rules.
 *
 * @param record the text of each file, by its path in the product's folder, with `/`; folders are those the paths
 * imply, and a path that ends with `/` is an empty folder
 */
export function memoryFiles(record: Record<string, string>): Surroundings {
  const files = new Map<string, string>();
  const folders = new Map<string, Set<string>>([['', new Set()]]);
  for (const [path, text] of Object.entries(record)) {
    const isFolder = path.endsWith('/');
    const parts = path.split('/').filter((part) => part !== '');
    parts.forEach((name, index) => {
      const isFile = index === parts.length - 1 && !isFolder;
      folders.get(parts.slice(0, index).join('/'))?.add(isFile ? name : `${name}/`);
      if (!isFile) {
        const folder = parts.slice(0, index + 1).join('/');
        folders.set(folder, folders.get(folder) ?? new Set());
      }
    });
    if (!isFolder) {
      files.set(parts.join('/'), text);
    }
  }
  return {
    exists: (path) => {
      const key = normalise(path);
      const isThere = key !== undefined && (folders.has(key) || (files.has(key) && !path.endsWith('/')));
      return Promise.resolve(isThere);
    },
    readText: (path) => Promise.resolve(files.get(normalise(path) ?? '')),
    list: (path) => Promise.resolve([...(folders.get(normalise(path) ?? '..') ?? [])].sort()),
  };
}

/** @returns undefined for a path that leads out of the folder */
function normalise(path: string): string | undefined {
  const parts: string[] = [];
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
