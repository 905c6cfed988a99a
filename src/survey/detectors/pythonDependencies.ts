import type { Detector } from '../detector';
import type { Dependency } from '../facts';
import { readCondaEnvironment } from '../readers/python/condaEnvironment';
import { dependenciesOf, type Declared } from '../readers/declaredDependency';
import { isDevFolder } from '../readers/devNames';
import { valueAt } from '../readers/located';
import { folderOf, inFolder } from '../readers/paths';
import { readPipfile, readPyproject } from '../readers/python/pyproject';
import { lockOf, PythonLocks, withLocks, type PythonLock } from '../readers/python/pythonLocks';
import { normalisedName } from '../readers/python/pythonRequirement';
import { readSetupCfg, readSetupPy } from '../readers/python/pythonSetup';
import { askedFor, neighbour, requirementFiles, type RequirementFile } from '../readers/python/requirementFiles';
import { readRequirements } from '../readers/python/requirementsText';
import { tomlFile } from '../readers/toml';
import { yamlFile } from '../readers/yaml';
import { compare, type Repository } from '../repository';

const manifestNames =
  /^(?:pyproject\.toml|Pipfile|setup\.cfg|setup\.py|(?:conda[-_.]?)?env(?:ironment)?(?:[-_.][\w.-]+)?\.ya?ml|conda\.ya?ml)$/i;

/** What one file declares. */
interface Manifest {
  readonly path: string;
  readonly declared: readonly Declared[];
}

/** The packages that the product's own Python manifests ask for. */
export const pythonDependencies: Detector = {
  name: 'pythonDependencies',
  start: (repository) => ({
    async find() {
      const locks = new PythonLocks(repository);
      const { manifests, files } = await readManifests(repository);
      const requirements = await requirementFiles(repository, files);
      const compiled = requirements.filter(({ sources }) => sources.length > 0);
      const found = await Promise.all([
        ...manifests.map(async ({ path, declared }) => {
          const folder = folderOf(path);
          const own = path.endsWith('Pipfile') ? await locks.ofPipfile(folder) : await locks.ofProject(folder);
          return factsOf(path, declared, [
            ...own,
            ...compiledFrom(path, compiled),
            ...pinsBeside(folder, requirements),
          ]);
        }),
        ...requirements
          .filter((file) => !compiled.includes(file))
          .map(async (file) => {
            const project = await projectLocks(locks, manifests, file);
            const pins = await constraintLocks(repository, file);
            return isExportOf(file, project)
              ? []
              : factsOf(file.path, declaredBy(file), [...compiledFrom(file.path, compiled), ...pins]);
          }),
      ]);
      const dependencies = found.flat();
      return { dependencies: dependencies.sort((a, b) => compare(a.manifest, b.manifest)) };
    },
  }),
};

async function readManifests(repository: Repository): Promise<{ manifests: Manifest[]; files: string[] }> {
  const files: string[] = [];
  const manifests: Manifest[] = [];
  for (const { path, name, folder } of repository.named(manifestNames)) {
    const declared = await readManifest(repository, path, name, files);
    const isDev = isDevFolder(folder);
    manifests.push({ path, declared: isDev ? declared.map((entry) => ({ ...entry, dev: true })) : declared });
  }
  return { manifests, files };
}

/** @param files takes the paths of the files of requirements it names */
async function readManifest(
  repository: Repository,
  path: string,
  name: string,
  files: string[],
): Promise<readonly Declared[]> {
  if (name.endsWith('.toml')) {
    const root = await tomlFile(repository, path);
    const project = root && readPyproject(root);
    files.push(...(project?.files ?? []).flatMap((file) => neighbour(repository, path, file) ?? []));
    return project?.declared ?? [];
  }
  if (name === 'Pipfile') {
    const root = await tomlFile(repository, path);
    return root ? readPipfile(root) : [];
  }
  if (/\.ya?ml$/i.test(name)) {
    const root = await yamlFile(repository, path);
    return root && valueAt(root, 'dependencies')?.kind === 'list' ? readCondaEnvironment(root) : [];
  }
  const source = await repository.text(path);
  return source ? (name.endsWith('.cfg') ? readSetupCfg(source) : readSetupPy(source)) : [];
}

function declaredBy(file: RequirementFile): Declared[] {
  return askedFor(file).map(({ name, constraint, exact, line }) => ({
    name,
    line,
    constraint,
    dev: file.dev,
    isExact: exact !== undefined,
    ...(exact === undefined ? {} : { locked: { version: exact } }),
  }));
}

function factsOf(path: string, declared: readonly Declared[], locks: readonly PythonLock[]): Dependency[] {
  return dependenciesOf('pypi', path, withLocks(declared, locks), normalisedName);
}

/** The files compiled from one; that of its own name first. */
function compiledFrom(path: string, compiled: readonly RequirementFile[]): PythonLock[] {
  const stem = path.replace(/\.\w+$/, '');
  return compiled
    .filter(({ sources }) => sources.includes(path))
    .sort((a, b) => Number(b.path.startsWith(`${stem}.`)) - Number(a.path.startsWith(`${stem}.`)))
    .map((file) => lockOf(file.path, file.text));
}

/** Files of requirements that fix all they ask for: what stands beside them is installed in those versions. */
function pinsBeside(folder: string, requirements: readonly RequirementFile[]): PythonLock[] {
  return requirements
    .filter(
      ({ path, text }) => folderOf(path) === folder && text.requirements.every(({ exact }) => exact !== undefined),
    )
    .map(({ path, text }) => lockOf(path, text));
}

async function constraintLocks(repository: Repository, { constraints }: RequirementFile): Promise<PythonLock[]> {
  const found = await Promise.all(
    constraints.map(async (path) => {
      const source = repository.has(path) ? await repository.text(path) : undefined;
      return source ? [lockOf(path, readRequirements(source))] : [];
    }),
  );
  return found.flat();
}

/** The locks of the project that a file of requirements stands beside. */
async function projectLocks(
  locks: PythonLocks,
  manifests: readonly Manifest[],
  { path }: RequirementFile,
): Promise<readonly PythonLock[]> {
  const folder = folderOf(path);
  const isDeclared = (name: string): boolean =>
    manifests.some((manifest) => manifest.path === inFolder(folder, name) && manifest.declared.length > 0);
  return isDeclared('Pipfile') ? locks.ofPipfile(folder) : isDeclared('pyproject.toml') ? locks.ofProject(folder) : [];
}

/** Whether all of a file's packages are fixed, and in the lock beside it: tools export one for those who only know pip. */
function isExportOf({ text: { requirements } }: RequirementFile, locks: readonly PythonLock[]): boolean {
  return (
    locks.length > 0 &&
    requirements.length > 0 &&
    requirements.every(({ name, exact }) => exact !== undefined && locks.some((lock) => lock.has(normalisedName(name))))
  );
}
