import type { Detector } from '../detector';
import type { Dependency } from '../facts';
import { crateRequests, mayBeChosen, type CrateRequest } from '../readers/cargoManifest';
import { dependenciesOf, type Declared, type Locked } from '../readers/declaredDependency';
import { isDevFolder } from '../readers/devNames';
import { textAt, valueAt, type Located } from '../readers/located';
import { lockLimit, readPackageLock, type LockedPackage } from '../readers/packageLock';
import { foldersUp, inFolder } from '../readers/paths';
import { tomlFile } from '../readers/toml';
import type { Repository, SurveyedFile } from '../repository';

interface CargoLock {
  readonly path: string;
  readonly byName: ReadonlyMap<string, readonly LockedPackage[]>;
}

/** The crates that the product's own Cargo manifests ask for. */
export const cargoDependencies: Detector = {
  name: 'cargoDependencies',
  start: (repository) => ({
    async find() {
      const manifests: { file: SurveyedFile; root: Located }[] = [];
      for (const file of repository.named('Cargo.toml')) {
        const root = await tomlFile(repository, file.path);
        if (root) {
          manifests.push({ file, root });
        }
      }
      const workspaces = new Map(
        manifests.flatMap(({ file, root }) => {
          const workspace = valueAt(root, 'workspace');
          return workspace ? [[file.folder, workspace] as const] : [];
        }),
      );
      const locks = new Map<string, CargoLock | undefined>();
      const dependencies: Dependency[] = [];
      for (const { file, root } of manifests) {
        const above = foldersUp(file.folder);
        const workspace = above.map((folder) => workspaces.get(folder)).find((found) => found !== undefined);
        const lockPath = above.map((folder) => inFolder(folder, 'Cargo.lock')).find((path) => repository.has(path));
        if (lockPath !== undefined && !locks.has(lockPath)) {
          locks.set(lockPath, await readLock(repository, lockPath));
        }
        const lock = lockPath === undefined ? undefined : locks.get(lockPath);
        const own = textAt(root, 'package', 'name');
        const declared = crateRequests(root, valueAt(workspace, 'dependencies'))
          .filter(({ path }) => path === undefined)
          .map((request): Declared => {
            const locked = lock && lockedVersion(lock, own, request);
            return {
              name: request.name,
              line: request.line,
              constraint: request.constraint,
              dev: request.dev || isDevFolder(file.folder),
              isExact: /^=\s*\d+\.\d+\.\d+/.test(request.constraint ?? ''),
              ...(locked ? { locked } : {}),
            };
          });
        dependencies.push(...dependenciesOf('cargo', file.path, declared));
      }
      return { dependencies };
    },
  }),
};

async function readLock(repository: Repository, path: string): Promise<CargoLock | undefined> {
  const source = await repository.text(path, lockLimit);
  const byName = new Map<string, LockedPackage[]>();
  for (const entry of source ? readPackageLock(source) : []) {
    const same = byName.get(entry.name);
    if (same) {
      same.push(entry);
    } else {
      byName.set(entry.name, [entry]);
    }
  }
  return source && { path, byName };
}

/** The lock names the version only where it holds several of a crate. */
function lockedVersion(
  { path, byName }: CargoLock,
  own: string | undefined,
  { name, constraint }: CrateRequest,
): Locked | undefined {
  const all = byName.get(name) ?? [];
  if (all.length < 2) {
    return all[0] && lockedAt(path, all[0]);
  }
  const mine = byName.get(own ?? '')?.[0];
  const named = (mine?.dependencies ?? []).flatMap((written) => {
    const [crate, version] = written.split(' ', 2);
    return crate === name && version !== undefined ? [version] : [];
  });
  const candidates = named.length > 0 ? all.filter(({ version }) => named.includes(version)) : all;
  const chosen = candidates.findLast(({ version }) => mayBeChosen(constraint, version)) ?? candidates.at(-1);
  return chosen && lockedAt(path, chosen);
}

function lockedAt(path: string, { version, line, endLine }: LockedPackage): Locked {
  return { version, evidence: { path, line, endLine } };
}
