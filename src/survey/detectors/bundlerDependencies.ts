import { frameworkOf } from '../data/frameworks';
import type { Detector } from '../detector';
import type { Dependency } from '../facts';
import { readGemfile, readGemspec, type DeclaredGem } from '../readers/gemfile';
import { readGemfileLock, type GemfileLock } from '../readers/gemfileLock';
import { folderOf, foldersUp, inFolder, isTriedOut, resolvePath } from '../readers/paths';
import type { Repository } from '../repository';

/** In bytes. */
const largestLock = 5_000_000;

/** Groups that nothing in production loads. */
const developmentGroups = /^(?:development|dev|test|tests|ci|lint|rubocop)$/;

const manifests = [
  { name: 'Gemfile', lock: 'Gemfile.lock' },
  { name: 'gems.rb', lock: 'gems.locked' },
];

/** The gems that the product's own Gemfiles and gemspecs ask for. */
export const bundlerDependencies: Detector = {
  name: 'bundlerDependencies',
  start: (repository) => ({
    async find() {
      const internal = new Set(repository.named(/\.gemspec$/).map(({ name }) => name.slice(0, -'.gemspec'.length)));
      const dependencies: Dependency[] = [];
      const read = new Set<string>();
      const add = (path: string, gems: readonly DeclaredGem[], lock: GemfileLock | undefined): void => {
        const own = gems.filter((gem) => !isInside(repository, path, gem, internal));
        dependencies.push(...toDependencies(path, own, lock));
      };
      for (const { name, lock: lockName } of manifests) {
        for (const file of repository.named(name)) {
          const lock = isTriedOut(file) ? undefined : await openLock(repository, inFolder(file.folder, lockName));
          const pending = isTriedOut(file) ? [] : [file.path];
          for (let path = pending.shift(); path !== undefined; path = pending.shift()) {
            const source = read.has(path) ? undefined : await repository.text(path);
            read.add(path);
            if (source) {
              const { gems, others } = readGemfile(source);
              add(path, gems, lock);
              const folder = folderOf(path);
              pending.push(
                ...others.flatMap((other) => resolvePath(folder, other) ?? []).filter((other) => repository.has(other)),
              );
            }
          }
        }
      }
      for (const file of repository.named(/\.gemspec$/)) {
        const source = isTriedOut(file) ? undefined : await repository.text(file.path);
        if (source) {
          add(file.path, readGemspec(source), await lockAbove(repository, file.folder));
        }
      }
      return { dependencies };
    },
  }),
};

async function lockAbove(repository: Repository, folder: string): Promise<GemfileLock | undefined> {
  const path = foldersUp(folder)
    .flatMap((up) => manifests.map(({ lock }) => inFolder(up, lock)))
    .find((lock) => repository.has(lock));
  return path === undefined ? undefined : openLock(repository, path);
}

async function openLock(repository: Repository, path: string): Promise<GemfileLock | undefined> {
  const source = repository.has(path) ? await repository.text(path, largestLock) : undefined;
  return source && readGemfileLock(source);
}

/** Whether it is another folder of the same repository, and not a gem from elsewhere. */
function isInside(
  repository: Repository,
  manifest: string,
  { name, folder }: DeclaredGem,
  internal: ReadonlySet<string>,
): boolean {
  const target = folder === undefined ? undefined : resolvePath(folderOf(manifest), folder);
  return internal.has(name) || (target !== undefined && repository.hasFolder(target));
}

/** One a gem, those named in both branches of a condition too. */
function toDependencies(manifest: string, gems: readonly DeclaredGem[], lock: GemfileLock | undefined): Dependency[] {
  const byName = new Map<string, DeclaredGem[]>();
  for (const gem of gems) {
    const same = byName.get(gem.name);
    if (same) {
      same.push(gem);
    } else {
      byName.set(gem.name, [gem]);
    }
  }
  return [...byName].map(([name, declared]) => {
    const locked = lock?.gems.get(name);
    const requirements = declared.find((gem) => gem.requirements.length > 0)?.requirements ?? [];
    const constraint = requirements.length > 0 ? requirements.join(', ') : declared.find(({ git }) => git)?.git;
    const framework = frameworkOf('rubygems', name);
    return {
      name,
      evidence: declared.map(({ line }) => ({ path: manifest, line })),
      ecosystem: 'rubygems',
      ...(constraint === undefined ? {} : { constraint }),
      ...(locked?.version === undefined ? {} : { locked: locked.version, lockEvidence: locked.evidence }),
      dev: declared.every(({ groups }) => groups.length > 0 && groups.every((group) => developmentGroups.test(group))),
      manifest,
      ...(requirements.length === 1 && /^=?\s*\d/.test(requirements[0] ?? '') ? { pinned: 'exact' as const } : {}),
      ...(framework === undefined ? {} : { framework }),
    };
  });
}
