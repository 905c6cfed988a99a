import type { FileTree } from './fileTree';

/** Where a product's other repository may lie: beside the first, `../front`, or higher. */
const besides = /^(?:\.\.\/)+[^./\\][^/\\]*(?:\/[^./\\][^/\\]*)*$/;

/**
 * A product's other repositories as they were given, ready to be read.
 *
 * @param paths from the first repository's folder, with `/`
 * @returns the first that doesn't lie beside it instead, when there is one
 */
export function otherRepositories(paths: readonly string[]): { readonly others: string[]; readonly wrong?: string } {
  const others = paths
    .map((path) => path.trim().replaceAll('\\', '/').replace(/\/+$/, ''))
    .filter((path) => path !== '');
  const wrong = others.find((path) => !besides.test(path));
  return { others: [...new Set(others)], ...(wrong === undefined ? {} : { wrong }) };
}

/**
 * A product in several repositories, as one tree: that of the first, in whose root the others stand under their own
 * paths, so that what is found in them leads there from the first.
 *
 * @param others as `otherRepositories` gives them
 */
export function severalTrees(tree: FileTree, others: readonly string[]): FileTree {
  return {
    ...tree,
    async list(path) {
      const entries = await tree.list(path);
      return path === '' ? [...entries, ...others.map((name) => ({ name, kind: 'folder' as const }))] : entries;
    },
  };
}
