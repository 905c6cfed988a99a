import type { Table } from '../../facts';
import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import { folderOf } from '../paths';
import { SchemaReplay } from './schemaReplay';

/** A text of code that is a statement which makes or changes a table or a view. */
export const changesTables =
  /^\s*(?:--[^\n]*\n\s*)*(?:(?:BEGIN|PRAGMA)[^;]*;\s*)*(?:CREATE|ALTER|DROP)\s+(?:UNLOGGED\s+)?(?:TABLE|VIEW)\b/i;

/**
 * The tables that SQL written in code leaves, each folder's by itself; what is only known once the code runs is noted once.
 *
 * @param order of the files of a folder, by their paths
 * @param replayFile replays what one file says, and gives the line of the first statement that is computed
 */
export function tablesInCode(
  repository: Repository,
  sources: readonly SourceText[],
  order: (a: string, b: string) => number,
  replayFile: (replay: SchemaReplay, source: SourceText) => number | undefined,
): Table[] {
  const byFolder = new Map<string, SourceText[]>();
  for (const source of sources) {
    const folder = folderOf(source.path);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), source]);
  }
  const tables: Table[] = [];
  let isNoted = false;
  for (const own of byFolder.values()) {
    const replay = new SchemaReplay();
    for (const source of own.sort((a, b) => order(a.path, b.path))) {
      const computedAt = replayFile(replay, source);
      if (computedAt !== undefined && !isNoted) {
        isNoted = true;
        repository.note('tables dont le SQL est calculé : non lues', source.path, computedAt, 'tables');
      }
    }
    tables.push(...replay.tables('SQL', 'sql'));
  }
  return tables;
}
