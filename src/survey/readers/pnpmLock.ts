import type { SourceText } from '../sourceText';
import { versionIn, type LockedVersion, type LockFile } from './lockedVersion';

interface Entry {
  readonly line: number;
  version: string;
  versionLine: number;
}

const sections = /^(?:dependencies|devDependencies|optionalDependencies)$/;

/**
 * Reads what `pnpm-lock.yaml`, of versions 5 to 9, says of the manifests it locks. It is read by line: a YAML parser
 * takes a second for one of half a megabyte. Nothing is thrown.
 */
export function readPnpmLock(source: SourceText): LockFile {
  const importers = readImporters(source.lines);
  return {
    covers: (folder) => importers.has(folder),
    find(folder, name): LockedVersion | undefined {
      const entry = importers.get(folder)?.get(name);
      return (
        entry && {
          version: versionIn(entry.version),
          evidence: {
            path: source.path,
            line: entry.line,
            ...(entry.versionLine > entry.line ? { endLine: entry.versionLine } : {}),
          },
        }
      );
    },
  };
}

/** By the folder of the manifest, then by the package's name. A lock of one manifest has no `importers`. */
function readImporters(lines: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, Entry>> {
  const importers = new Map<string, Map<string, Entry>>();
  const keys: string[] = [];
  let entry: Entry | undefined;
  for (const [index, text] of lines.entries()) {
    const [, indent = '', quoted, plain = '', value = ''] =
      /^((?: {2})*)(?:'([^']*)'|([^\s'"#][^\s]*?)):(?: (.*))?$/.exec(text) ?? [];
    const key = quoted ?? plain;
    if (key === '') {
      continue;
    }
    const level = indent.length / 2;
    keys.length = Math.min(keys.length, level);
    keys[level] = key;
    const isImporter = keys[0] === 'importers';
    const inside = keys.slice(isImporter ? 2 : 0, level);
    const folder = isImporter && keys[1] !== '.' ? (keys[1] ?? '') : '';
    if (!sections.test(inside[0] ?? (isImporter ? key : ''))) {
      if (isImporter && level === 1) {
        importers.set(folder, importers.get(folder) ?? new Map<string, Entry>());
      }
      continue;
    }
    if (inside.length === 1) {
      entry = { line: index + 1, version: unquoted(value), versionLine: index + 1 };
      const known = importers.get(folder) ?? new Map<string, Entry>();
      importers.set(folder, known.set(key, entry));
    } else if (inside.length === 2 && key === 'version' && entry) {
      entry.version = unquoted(value);
      entry.versionLine = index + 1;
    }
  }
  return importers;
}

function unquoted(text: string): string {
  return text.trim().replace(/^'|'$/g, '');
}
