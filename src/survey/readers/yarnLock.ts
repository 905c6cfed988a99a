import type { SourceText } from '../sourceText';
import { versionIn, type LockedVersion, type LockFile } from './lockedVersion';

interface Entry {
  readonly descriptors: readonly string[];
  readonly line: number;
  version?: string;
  versionLine?: number;
  /** Where Yarn took it from: `name@npm:1.2.3`, `name@workspace:packages/name`. */
  resolution?: string;
}

/**
 * Reads `yarn.lock`, of Yarn 1 or later. Nothing is thrown.
 *
 * @param isMember whether the manifest in a folder, from the lock's own, is of its workspace: Yarn 1's locks don't say it
 */
export function readYarnLock(source: SourceText, isMember: (folder: string) => boolean): LockFile {
  const isBerry = /^__metadata:/m.test(source.text);
  const entries = readEntries(source.lines, isBerry);
  const byDescriptor = new Map<string, Entry>();
  const byName = new Map<string, Entry[]>();
  const workspaces = new Set<string>();
  for (const entry of entries) {
    for (const name of new Set(entry.descriptors.map(nameOf))) {
      const others = byName.get(name);
      if (others) {
        others.push(entry);
      } else {
        byName.set(name, [entry]);
      }
    }
    for (const descriptor of entry.descriptors) {
      byDescriptor.set(descriptor, entry);
    }
    const folder = entry.resolution?.split('@workspace:')[1];
    if (folder !== undefined) {
      workspaces.add(folder === '.' ? '' : folder);
    }
  }
  return {
    covers: (folder) => (isBerry ? workspaces.has(folder) : folder === '' || isMember(folder)),
    find(_folder, name, constraint) {
      const range = isBerry && !/^[\w+.-]+:/.test(constraint) ? `npm:${constraint}` : constraint;
      // One version only, under another constraint: a resolution or a catalogue stands between the two.
      const others = byName.get(name) ?? [];
      const entry = byDescriptor.get(`${name}@${range}`) ?? (isBerry && others.length === 1 ? others[0] : undefined);
      return entry && locked(entry, source.path);
    },
  };
}

function locked({ line, version, versionLine = line, resolution = '' }: Entry, path: string): LockedVersion {
  const isInside = /@(?:workspace|link|portal):/.test(resolution);
  return {
    version: isInside || version === undefined ? undefined : versionIn(version),
    evidence: { path, line, ...(versionLine > line ? { endLine: versionLine } : {}) },
  };
}

function readEntries(lines: readonly string[], isBerry: boolean): Entry[] {
  const entries: Entry[] = [];
  let entry: Entry | undefined;
  for (const [index, line] of lines.entries()) {
    if (/^[^\s#:]/.test(line)) {
      entry = { descriptors: descriptorsIn(line, isBerry), line: index + 1 };
      entries.push(entry);
      continue;
    }
    const [, key, value = ''] = /^ {2}"?(version|resolution)"?:? (.+)$/.exec(line) ?? [];
    if (entry && key === 'version') {
      entry.version = unquoted(value);
      entry.versionLine = index + 1;
    } else if (entry && key === 'resolution') {
      entry.resolution = unquoted(value);
    }
  }
  return entries;
}

/** `"a@^1", "a@^2":` in Yarn 1's, `"a@npm:^1, a@npm:^2":` in the later ones, which write `? ` before a long one. */
function descriptorsIn(line: string, isBerry: boolean): string[] {
  const written = line.replace(/^\? /, '').replace(/:$/, '');
  if (isBerry) {
    return unquoted(written).split(', ');
  }
  return [...written.matchAll(/"([^"]*)"|[^",\s][^",]*/g)].map(([whole, inside]) => inside ?? whole);
}

function nameOf(descriptor: string): string {
  const at = descriptor.indexOf('@', 1);
  return at < 0 ? descriptor : descriptor.slice(0, at);
}

function unquoted(text: string): string {
  return text.trim().replace(/^"|"$/g, '');
}
