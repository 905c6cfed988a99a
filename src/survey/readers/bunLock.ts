import type { SourceText } from '../sourceText';
import { readJson } from './json';
import { entryAt, textAt, valueAt } from './located';
import { versionIn, type LockFile } from './lockedVersion';

/** Reads `bun.lock`, the lock that Bun writes as text. Nothing is thrown. */
export function readBunLock(source: SourceText): LockFile {
  const { value } = readJson(source);
  const workspaces = valueAt(value, 'workspaces');
  const packages = new Map(valueAt(value, 'packages')?.entries.map((entry) => [entry.key, entry]));
  return {
    covers: (folder) => entryAt(workspaces, folder) !== undefined,
    find(folder, name) {
      const owner = textAt(workspaces, folder, 'name') ?? '';
      const entry = packages.get(`${owner}/${name}`) ?? packages.get(name);
      const written = entry?.value.items[0]?.text ?? '';
      const at = written.indexOf('@', 1);
      return (
        entry && {
          version: at < 0 ? undefined : versionIn(written.slice(at + 1)),
          evidence: { path: source.path, line: entry.line },
        }
      );
    },
  };
}
