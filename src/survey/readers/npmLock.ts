import { visit } from 'jsonc-parser';
import type { SourceText } from '../sourceText';
import { tooDeepAt } from './json';
import { versionIn, type LockedVersion, type LockFile } from './lockedVersion';

interface Entry {
  readonly line: number;
  version?: string;
  versionLine?: number;
  isLink?: boolean;
}

/** Reads `package-lock.json` and `npm-shrinkwrap.json`, of versions 1 to 3. Nothing is thrown. */
export function readNpmLock(source: SourceText): LockFile {
  const { packages, dependencies } = readEntries(source);
  const found = ({ line, version, versionLine = line, isLink }: Entry): LockedVersion => ({
    version: isLink || version === undefined ? undefined : versionIn(version),
    evidence: { path: source.path, line, ...(versionLine > line ? { endLine: versionLine } : {}) },
  });
  if (packages.size === 0) {
    return {
      covers: (folder) => folder === '',
      find(_folder, name) {
        const entry = dependencies.get(name);
        return entry && found(entry);
      },
    };
  }
  return {
    covers: (folder) => folder === '' || packages.has(folder),
    find(folder, name) {
      for (let from: string | undefined = folder; from !== undefined; from = above(from)) {
        const entry = packages.get(`${from === '' ? '' : `${from}/`}node_modules/${name}`);
        if (entry) {
          return found(entry);
        }
      }
      return undefined;
    },
  };
}

function above(folder: string): string | undefined {
  return folder === '' ? undefined : folder.slice(0, Math.max(0, folder.lastIndexOf('/')));
}

/** The entries of `packages`, by their folder, and of `dependencies`, by their name; what lies deeper is passed over. */
function readEntries({ text }: SourceText): Record<'packages' | 'dependencies', ReadonlyMap<string, Entry>> {
  const packages = new Map<string, Entry>();
  const dependencies = new Map<string, Entry>();
  if (tooDeepAt(text) !== undefined) {
    return { packages, dependencies };
  }
  let depth = 0;
  let section: Map<string, Entry> | undefined;
  let entry: Entry | undefined;
  let key = '';
  visit(text, {
    onObjectBegin() {
      depth++;
      return depth < 3 || (depth === 3 && section !== undefined);
    },
    onObjectEnd() {
      depth--;
    },
    onObjectProperty(name, _offset, _length, startLine) {
      key = name;
      if (depth === 1) {
        section = name === 'packages' ? packages : name === 'dependencies' ? dependencies : undefined;
      } else if (depth === 2 && section) {
        entry = { line: startLine + 1 };
        section.set(name, entry);
      }
    },
    onLiteralValue(value: unknown, _offset, _length, startLine) {
      if (depth !== 3 || !entry) {
        return;
      }
      if (key === 'version' && typeof value === 'string') {
        entry.version = value;
        entry.versionLine = startLine + 1;
      } else if (key === 'link' && value === true) {
        entry.isLink = true;
      }
    },
  });
  return { packages, dependencies };
}
