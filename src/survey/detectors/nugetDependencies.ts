import type { Detector } from '../detector';
import type { Dependency, Evidence } from '../facts';
import { dependenciesOf, type Declared, type Locked } from '../readers/declaredDependency';
import { isDevFolder } from '../readers/devNames';
import { jsonFile } from '../readers/json';
import { entryAt, valueAt } from '../readers/located';
import { readMsBuild, resolveProperties, type MsBuildFile } from '../readers/msbuild';
import { lockLimit } from '../readers/packageLock';
import { foldersUp, inFolder } from '../readers/paths';
import { xmlFile } from '../readers/xml';
import { compare, type Repository, type SurveyedFile } from '../repository';

type NugetLock = ReadonlyMap<string, Locked>;

interface Project extends MsBuildFile {
  readonly file: SurveyedFile;
}

/** The packages that the product's own .NET projects ask for. */
export const nugetDependencies: Detector = {
  name: 'nugetDependencies',
  start: (repository) => ({
    async find() {
      const projects: Project[] = [];
      for (const file of repository.named(/\.(?:(?:cs|fs|vb)proj|props|targets)$/i)) {
        const root = await xmlFile(repository, file.path);
        if (root?.name === 'Project') {
          projects.push({ file, ...readMsBuild(root) });
        }
      }
      const dependencies: Dependency[] = [];
      for (const project of projects) {
        const lock = await readLock(repository, inFolder(project.file.folder, 'packages.lock.json'));
        dependencies.push(...projectDependencies(project, projects, lock));
      }
      for (const file of repository.named('packages.config')) {
        dependencies.push(...(await configDependencies(repository, file)));
      }
      return { dependencies: dependencies.sort((a, b) => compare(a.manifest, b.manifest)) };
    },
  }),
};

function projectDependencies(project: Project, projects: readonly Project[], lock: NugetLock): Dependency[] {
  const { file, items, properties } = project;
  // A project is read after the files of properties that stand above it.
  const above = foldersUp(file.folder).flatMap((folder) =>
    projects.filter(({ file: other }) => other.folder === folder && /^Directory\.\w+\.props$/i.test(other.name)),
  );
  const isTest =
    isDevFolder(file.folder) ||
    /(?:^|[._-])(?:\w*tests?|specs|benchmarks?)\.\w+proj$/i.test(file.name) ||
    properties.get('istestproject')?.toLowerCase() === 'true' ||
    items.some(({ name }) => /^Microsoft\.NET\.Test\.Sdk$/i.test(name));
  const declared = items
    .filter(({ kind }) => kind !== 'PackageVersion')
    .map(({ kind, name, version, line, isPrivate }): Declared => {
      const central = version === undefined ? centralVersion(name, above) : undefined;
      const written = version ?? central?.version;
      const constraint = written === undefined ? undefined : resolveProperties(written, [project, ...above]);
      return {
        name,
        line,
        constraint,
        dev: isTest || isPrivate || kind === 'GlobalPackageReference',
        isExact: constraint?.startsWith('[') === true && exactVersion(constraint) !== undefined,
        locked: lock.get(name.toLowerCase()) ?? lockedAs(constraint, central?.evidence),
      };
    });
  return dependenciesOf('nuget', file.path, declared, (name) => name.toLowerCase());
}

/** What `Directory.Packages.props` says of a package, the nearest first. */
function centralVersion(name: string, above: readonly Project[]): { version: string; evidence: Evidence } | undefined {
  for (const { file, items } of above) {
    const item = items.find(
      (found) => found.kind === 'PackageVersion' && found.name.toLowerCase() === name.toLowerCase(),
    );
    if (item?.version !== undefined) {
      return { version: item.version, evidence: { path: file.path, line: item.line } };
    }
  }
  return undefined;
}

/** NuGet takes the lowest version that a constraint lets in: that which is written. */
function lockedAs(constraint: string | undefined, evidence: Evidence | undefined): Locked | undefined {
  const version = constraint === undefined ? undefined : exactVersion(constraint);
  return version === undefined ? undefined : { version, ...(evidence ? { evidence } : {}) };
}

function exactVersion(constraint: string): string | undefined {
  return /^\[?\s*(\d[\w.+-]*)\s*\]?$/.exec(constraint)?.[1];
}

async function readLock(repository: Repository, path: string): Promise<NugetLock> {
  const lock = new Map<string, Locked>();
  const root = repository.has(path) ? await jsonFile(repository, path, lockLimit) : undefined;
  for (const { value: framework } of valueAt(root, 'dependencies')?.entries ?? []) {
    for (const { key, line, value } of framework.entries) {
      const resolved = entryAt(value, 'resolved');
      if (resolved?.value.kind === 'text' && !lock.has(key.toLowerCase())) {
        lock.set(key.toLowerCase(), {
          version: resolved.value.text,
          evidence: { path, line, endLine: resolved.line },
        });
      }
    }
  }
  return lock;
}

async function configDependencies(repository: Repository, { path, folder }: SurveyedFile): Promise<Dependency[]> {
  const root = await xmlFile(repository, path);
  const declared = (root?.children ?? []).flatMap((element): Declared[] => {
    const attribute = (key: string): string | undefined => element.attributes.find(({ name }) => name === key)?.value;
    const id = element.attributes.find(({ name }) => name === 'id');
    if (element.name !== 'package' || !id?.value) {
      return [];
    }
    const version = attribute('version');
    return [
      {
        name: id.value,
        line: id.line,
        constraint: version,
        dev: attribute('developmentDependency') === 'true' || isDevFolder(folder),
        locked: lockedAs(version, undefined),
      },
    ];
  });
  return dependenciesOf('nuget', path, declared, (name) => name.toLowerCase());
}
