import type { Repository } from '../../repository';
import type { Declared, Locked } from '../declaredDependency';
import { jsonFile } from '../json';
import { entryAt } from '../located';
import { lockLimit, readPackageLock } from '../packageLock';
import { foldersUp, inFolder } from '../paths';
import { normalisedName } from './pythonRequirement';
import { readRequirements, type RequirementsText } from './requirementsText';

/** Versions by the package's normalised name; several when they depend on the machine. */
export type PythonLock = ReadonlyMap<string, readonly Locked[]>;

const lockNames = /^(?:poetry\.lock|uv\.lock|pdm\.lock|pylock(?:\.[\w-]+)?\.toml|requirements(?:-dev)?\.lock)$/;

/** The locks of Python's tools, each read once. */
export class PythonLocks {
  private readonly read = new Map<string, Promise<PythonLock>>();

  constructor(private readonly repository: Repository) {}

  /** Those of the nearest folder that has some: a workspace has one at its top. */
  async ofProject(folder: string): Promise<readonly PythonLock[]> {
    for (const up of foldersUp(folder)) {
      const files = this.repository.named(lockNames).filter((file) => file.folder === up);
      if (files.length > 0) {
        return Promise.all(files.map(async ({ path }) => this.lockAt(path)));
      }
    }
    return [];
  }

  async ofPipfile(folder: string): Promise<readonly PythonLock[]> {
    const path = inFolder(folder, 'Pipfile.lock');
    return this.repository.has(path) ? [await this.lockAt(path)] : [];
  }

  private async lockAt(path: string): Promise<PythonLock> {
    const known = this.read.get(path) ?? this.readLock(path);
    this.read.set(path, known);
    return known;
  }

  private async readLock(path: string): Promise<PythonLock> {
    if (path.endsWith('Pipfile.lock')) {
      return this.readPipfileLock(path);
    }
    const source = await this.repository.text(path, lockLimit);
    if (!source) {
      return new Map();
    }
    if (/requirements(?:-dev)?\.lock$/.test(path)) {
      return lockOf(path, readRequirements(source));
    }
    const lock = new Map<string, Locked[]>();
    for (const { name, version, line, endLine } of readPackageLock(source)) {
      addTo(lock, name, { version, evidence: { path, line, endLine } });
    }
    return lock;
  }

  private async readPipfileLock(path: string): Promise<PythonLock> {
    const lock = new Map<string, Locked[]>();
    const root = await jsonFile(this.repository, path, lockLimit);
    for (const { key, value } of root?.entries ?? []) {
      for (const { key: name, line, value: locked } of key.startsWith('_') ? [] : value.entries) {
        const version = entryAt(locked, 'version');
        if (version?.value.kind === 'text') {
          const evidence = { path, line, endLine: version.line };
          addTo(lock, name, { version: version.value.text.replace(/^=+/, ''), evidence });
        }
      }
    }
    return lock;
  }
}

/** The versions that a file of requirements fixes. */
export function lockOf(path: string, { requirements }: RequirementsText): PythonLock {
  const lock = new Map<string, Locked[]>();
  for (const { name, exact, line } of requirements) {
    if (exact !== undefined) {
      addTo(lock, name, { version: exact, evidence: { path, line } });
    }
  }
  return lock;
}

/** What is declared, with the version of the first lock that has one. */
export function withLocks(declared: readonly Declared[], locks: readonly PythonLock[]): Declared[] {
  return declared.map((entry) => {
    const name = normalisedName(entry.name);
    const found = locks.map((lock) => lock.get(name)).find((versions) => versions !== undefined) ?? [];
    // Tools write the newest last.
    const locked = found.find(({ version }) => version === entry.locked?.version) ?? found.at(-1) ?? entry.locked;
    return locked ? { ...entry, locked } : entry;
  });
}

function addTo(lock: Map<string, Locked[]>, name: string, locked: Locked): void {
  const key = normalisedName(name);
  const known = lock.get(key);
  if (known) {
    known.push(locked);
  } else {
    lock.set(key, [locked]);
  }
}
