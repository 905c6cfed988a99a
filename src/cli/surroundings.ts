import type { Surroundings } from '../rules/rule';
import type { FileTree } from '../survey/fileTree';
import { decodeText } from '../survey/sourceText';

/** What rules may know of the files around a document. @param folder the product's, from the tree's root; `''` is the root */
export function surroundingsIn(tree: FileTree, folder: string): Surroundings {
  const inside = (path: string): string | undefined =>
    path.split('/').includes('..') ? undefined : [folder, path].filter((part) => part !== '').join('/');
  return {
    async exists(path) {
      const at = inside(path);
      return (
        at !== undefined &&
        tree.size(at).then(
          () => true,
          () => false,
        )
      );
    },
    async readText(path) {
      const at = inside(path);
      return at === undefined ? undefined : tree.read(at).then(decodeText, () => undefined);
    },
    async list(path) {
      const at = inside(path);
      const entries = at === undefined ? [] : await tree.list(at).catch(() => []);
      return entries.map(({ name, kind }) => (kind === 'folder' ? `${name}/` : name));
    },
  };
}
