import type { Evidence, Migrations } from '../../facts';
import type { SurveyedFile } from '../../repository';
import { folderOf } from '../paths';

/**
 * The migrations of each folder.
 *
 * @param read those of one application, in the order they are run in
 * @param data where they change data
 */
export function migrationFolders(name: string, read: readonly SurveyedFile[], data: readonly Evidence[]): Migrations[] {
  return [...new Set(read.map(({ folder }) => folder))].map((folder) => {
    const own = read.filter((file) => file.folder === folder);
    const [first, last] = [own[0]?.path ?? folder, own.at(-1)?.path ?? folder];
    const changed = data.filter(({ path }) => folderOf(path) === folder);
    return {
      name,
      evidence: [{ path: first, line: 1 }],
      folder,
      count: own.length,
      first,
      last,
      ...(changed.length > 0 ? { data: changed } : {}),
    };
  });
}
