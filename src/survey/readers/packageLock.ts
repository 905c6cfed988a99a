import type { SourceText } from '../sourceText';

/** A package of a lock in TOML: Cargo's, Poetry's, uv's, PDM's. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** That of its name. */
  readonly line: number;
  /** That of its version. */
  readonly endLine: number;
  /** What stands in its list of dependencies, as it is written. */
  readonly dependencies: readonly string[];
}

/** What a lock may weigh, in bytes. */
export const lockLimit = 20_000_000;

/**
 * Reads the packages of a lock, in its order, line by line: such files are written by tools, one key a line, and are far
 * too big for a parser that keeps positions.
 */
export function readPackageLock(source: SourceText): LockedPackage[] {
  const packages: LockedPackage[] = [];
  let name: string | undefined;
  let dependencies: string[] = [];
  let nameLine = 0;
  let isPackage = false;
  let isList = false;
  for (const [index, line] of source.lines.entries()) {
    if (line.startsWith('[')) {
      isPackage = /^\[\[packages?\]\]\s*$/.test(line) || line === '[root]';
      isList = false;
      name = isPackage ? undefined : name;
      dependencies = isPackage ? [] : dependencies;
    } else if (isPackage && isList) {
      const listed = /^\s*"([^"]*)"/.exec(line)?.[1];
      if (listed !== undefined) {
        dependencies.push(listed);
      }
      isList = !line.startsWith(']');
    } else if (isPackage) {
      const [, key, value = ''] = /^(name|version)\s*=\s*"([^"]*)"/.exec(line) ?? [];
      if (key === 'name') {
        name = value;
        nameLine = index + 1;
      } else if (key === 'version' && name !== undefined) {
        packages.push({ name, version: value, line: nameLine, endLine: index + 1, dependencies });
      }
      isList = /^dependencies\s*=\s*\[\s*$/.test(line);
    }
  }
  return packages;
}
