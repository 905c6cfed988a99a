import type { SourceText } from '../sourceText';
import { readJson } from './json';
import { entryAt, textAt, valueAt } from './located';
import type { LockedVersion } from './lockedVersion';

/** What `composer.lock` says, by the package's name in lower case. Nothing is thrown. */
export function readComposerLock(source: SourceText): ReadonlyMap<string, LockedVersion> {
  const { value } = readJson(source);
  const packages = ['packages', 'packages-dev'].flatMap((list) => valueAt(value, list)?.items ?? []);
  return new Map(
    packages.flatMap((locked) => {
      const name = entryAt(locked, 'name');
      const version = entryAt(locked, 'version');
      if (!name || !version) {
        return [];
      }
      // A path is a folder of the same repository.
      const isInside = textAt(locked, 'dist', 'type') === 'path';
      const endLine = version.line > name.line ? { endLine: version.line } : {};
      return [
        [
          name.value.text.toLowerCase(),
          {
            version: isInside ? undefined : version.value.text,
            evidence: { path: source.path, line: name.line, ...endLine },
          },
        ],
      ];
    }),
  );
}
