import { frameworkOf } from '../data/frameworks';
import type { Detector } from '../detector';
import type { Dependency, Evidence } from '../facts';
import { entryAt, textAt, valueAt, type Located } from '../readers/located';
import type { LockedVersion } from '../readers/lockedVersion';
import { NodeLocks } from '../readers/nodeLocks';
import { nodePackages, type NodePackage } from '../readers/nodePackages';
import { inFolder, resolvePath } from '../readers/paths';
import { yamlFile } from '../readers/yaml';
import type { Repository } from '../repository';

/** In the order in which a package named in two of them counts. */
const lists = ['dependencies', 'optionalDependencies', 'devDependencies', 'peerDependencies'] as const;

/** What no package is named: a template's blank, a comment between entries. */
const packageName = /^(?:@[\w.~-]+\/)?[\w.~-]+$/;

/** The packages that the product's own `package.json` files ask for. */
export const npmDependencies: Detector = {
  name: 'npmDependencies',
  start: (repository) => ({
    async find() {
      const packages = await nodePackages(repository);
      const locks = new NodeLocks(repository, packages);
      const workspaces = await openWorkspaces(repository, packages);
      const dependencies: Dependency[] = [];
      for (const owner of packages) {
        const lock = await locks.lockOf(owner);
        const { catalogs, imposed, internal } = workspaces.get(owner.workspace) ?? noWorkspace;
        for (const declared of declaredBy(owner)) {
          const { constraint, catalogEvidence } = resolveCatalog(declared, catalogs);
          const locked = lock?.(declared.name, declared.constraint);
          if (!isInside(repository, owner, declared, locked, internal)) {
            const pinned = imposed.has(declared.name) ? 'override' : isExact(constraint) ? 'exact' : undefined;
            const framework = frameworkOf('npm', aliasedName(constraint) ?? declared.name);
            dependencies.push({
              name: declared.name,
              evidence: [{ path: owner.path, line: declared.line }, ...catalogEvidence],
              ecosystem: 'npm',
              ...(constraint === '' ? {} : { constraint }),
              ...(locked?.version === undefined ? {} : { locked: locked.version, lockEvidence: locked.evidence }),
              dev: declared.dev,
              manifest: owner.path,
              ...(pinned ? { pinned } : {}),
              ...(framework === undefined ? {} : { framework }),
            });
          }
        }
      }
      return { dependencies };
    },
  }),
};

/** What the manifests of a workspace share. */
interface Workspace {
  readonly catalogs: readonly Catalog[];
  /** The packages whose version the root imposes. */
  readonly imposed: ReadonlySet<string>;
  /** The names of its own packages. */
  readonly internal: Set<string>;
}

const noWorkspace: Workspace = { catalogs: [], imposed: new Set(), internal: new Set() };

async function openWorkspaces(
  repository: Repository,
  packages: readonly NodePackage[],
): Promise<ReadonlyMap<string, Workspace>> {
  const workspaces = new Map<string, Workspace>();
  for (const owner of packages) {
    const catalogs = await readCatalogs(repository, owner);
    workspaces.set(owner.folder, { catalogs, imposed: imposedBy(owner), internal: new Set() });
  }
  for (const { name, workspace } of packages) {
    if (name !== undefined) {
      workspaces.get(workspace)?.internal.add(name);
    }
  }
  return workspaces;
}

interface Declared {
  readonly name: string;
  readonly constraint: string;
  readonly line: number;
  readonly dev: boolean;
}

/** Each package once, in the order of the manifest's lists. */
function declaredBy({ manifest }: NodePackage): Declared[] {
  const declared = new Map<string, Declared>();
  for (const list of lists) {
    for (const { key, line, value } of valueAt(manifest, list)?.entries ?? []) {
      if (packageName.test(key) && value.kind === 'text' && !declared.has(key)) {
        declared.set(key, { name: key, constraint: value.text.trim(), line, dev: list === 'devDependencies' });
      }
    }
  }
  return [...declared.values()];
}

/** Whether it is another folder of the same repository, and not a package from elsewhere. */
function isInside(
  repository: Repository,
  { folder }: NodePackage,
  { name, constraint }: Declared,
  locked: LockedVersion | undefined,
  internal: ReadonlySet<string>,
): boolean {
  if (constraint.startsWith('workspace:')) {
    return true;
  }
  const [, path] = /^(?:file|link|portal):(.*)$/.exec(constraint) ?? /^(\.{1,2}\/.*)$/.exec(constraint) ?? [];
  if (path !== undefined) {
    const target = resolvePath(folder, path);
    return target !== undefined && repository.has(inFolder(target, 'package.json'));
  }
  return internal.has(name) && locked?.version === undefined;
}

/** A version and nothing more: no range, no tag, no address. */
function isExact(constraint: string): boolean {
  return /^(?:npm:(?:@[^@/]+\/)?[^@/]+@)?=?v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(constraint);
}

/** The package an alias stands for: of `npm:other@^1`, `other`. */
function aliasedName(constraint: string): string | undefined {
  return /^npm:(@[^@/]+\/[^@/]+|[^@/]+)/.exec(constraint)?.[1];
}

/** Versions written once for all manifests of a workspace: by catalogue (`''` is the usual one), then by package. */
interface Catalog {
  readonly path: string;
  readonly versions: Located | undefined;
}

async function readCatalogs(repository: Repository, { path, manifest, folder, pnpm }: NodePackage): Promise<Catalog[]> {
  const yarn = inFolder(folder, '.yarnrc.yml');
  return [
    { path: inFolder(folder, 'pnpm-workspace.yaml'), versions: pnpm },
    { path: yarn, versions: repository.has(yarn) ? await yamlFile(repository, yarn) : undefined },
    { path, versions: manifest },
    { path, versions: valueAt(manifest, 'workspaces') },
  ];
}

/** `catalog:` and `catalog:name` stand for a constraint written in pnpm's, Yarn's or Bun's catalogues. */
function resolveCatalog(
  { name, constraint }: Declared,
  catalogs: readonly Catalog[],
): { constraint: string; catalogEvidence: Evidence[] } {
  if (!constraint.startsWith('catalog:')) {
    return { constraint, catalogEvidence: [] };
  }
  const catalog = constraint.slice('catalog:'.length);
  const ways =
    catalog === '' || catalog === 'default' ? [['catalog'], ['catalogs', 'default']] : [['catalogs', catalog]];
  for (const { path, versions } of catalogs) {
    for (const way of ways) {
      const entry = entryAt(versions, ...way, name);
      if (entry?.value.kind === 'text') {
        return { constraint: entry.value.text, catalogEvidence: [{ path, line: entry.line }] };
      }
    }
  }
  return { constraint, catalogEvidence: [] };
}

/** The packages whose version the workspace's root imposes, wherever they are asked for. */
function imposedBy({ manifest, pnpm }: NodePackage): ReadonlySet<string> {
  const imposed = [
    valueAt(manifest, 'overrides'),
    valueAt(manifest, 'resolutions'),
    valueAt(manifest, 'pnpm', 'overrides'),
    valueAt(pnpm, 'overrides'),
  ].flatMap((list) => list?.entries ?? []);
  return new Set(
    imposed.flatMap(({ key, value }) => {
      // `parent>child` and `parent/child` impose a version below another package only; `$name` only repeats the manifest.
      const [, name] = /^(?:\*\*\/)?((?:@[^@/>]+\/)?[^@/>]+)(?:@[^>]*)?$/.exec(key) ?? [];
      const version = value.kind === 'map' ? textAt(value, '.') : value.text;
      return name !== undefined && version !== undefined && version !== '' && !version.startsWith('$') ? [name] : [];
    }),
  );
}
