import type { Repository } from '../repository';
import { readBunLock } from './bunLock';
import { textAt } from './located';
import type { LockedVersion, LockFile } from './lockedVersion';
import type { NodePackage } from './nodePackages';
import { readNpmLock } from './npmLock';
import { foldersUp, inFolder, pathFrom } from './paths';
import { readPnpmLock } from './pnpmLock';
import { readYarnLock } from './yarnLock';

/** In bytes. Locks are written by tools: those of big monorepos weigh some ten megabytes. */
export const largestLock = 30_000_000;

/** By name, with the package manager that writes it. npm reads the first of its two. */
const lockNames = [
  ['npm-shrinkwrap.json', 'npm'],
  ['package-lock.json', 'npm'],
  ['yarn.lock', 'yarn'],
  ['pnpm-lock.yaml', 'pnpm'],
  ['bun.lock', 'bun'],
] as const;

type LockName = (typeof lockNames)[number][0];

/** Finds what the locks of npm, Yarn, pnpm and Bun say of the packages that manifests declare. */
export class NodeLocks {
  private readonly locks = new Map<string, Promise<LockFile | undefined>>();
  private readonly byFolder: ReadonlyMap<string, NodePackage>;

  constructor(
    private readonly repository: Repository,
    private readonly packages: readonly NodePackage[],
  ) {
    this.byFolder = new Map(packages.map((owner) => [owner.folder, owner]));
  }

  /** The lock of a manifest: the nearest above it that covers it; of several in a folder, its package manager's. */
  async lockOf(
    owner: NodePackage,
  ): Promise<((name: string, constraint: string) => LockedVersion | undefined) | undefined> {
    for (const folder of foldersUp(owner.folder)) {
      const inside = pathFrom(folder, owner.folder) ?? '';
      for (const name of this.namesIn(folder)) {
        const lock = await this.open(folder, name);
        if (lock?.covers(inside)) {
          return (dependency, constraint) => lock.find(inside, dependency, constraint);
        }
      }
      if (this.repository.has(inFolder(folder, 'bun.lockb'))) {
        this.repository.note('verrou binaire de Bun, non lu', inFolder(folder, 'bun.lockb'));
      }
    }
    return undefined;
  }

  private namesIn(folder: string): LockName[] {
    const manager = textAt(this.byFolder.get(folder)?.manifest, 'packageManager')?.split('@')[0];
    const names = lockNames.filter(([name]) => this.repository.has(inFolder(folder, name)));
    return [...names.filter(([, by]) => by === manager), ...names.filter(([, by]) => by !== manager)].map(
      ([name]) => name,
    );
  }

  private async open(folder: string, name: LockName): Promise<LockFile | undefined> {
    const path = inFolder(folder, name);
    const reading = this.locks.get(path) ?? this.read(folder, name);
    this.locks.set(path, reading);
    return reading;
  }

  private async read(folder: string, name: LockName): Promise<LockFile | undefined> {
    const source = await this.repository.text(inFolder(folder, name), largestLock);
    if (!source) {
      return undefined;
    }
    switch (name) {
      case 'yarn.lock': {
        const members = new Set(
          this.packages.filter(({ workspace }) => workspace === folder).map((owner) => pathFrom(folder, owner.folder)),
        );
        return readYarnLock(source, (inside) => members.has(inside));
      }
      case 'pnpm-lock.yaml':
        return readPnpmLock(source);
      case 'bun.lock':
        return readBunLock(source);
      default:
        return readNpmLock(source);
    }
  }
}
