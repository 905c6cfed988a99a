import { isDevName } from '../devNames';
import { withoutCredentials, type Declared } from '../declaredDependency';
import { entryAt, textAt, valueAt, type Located, type LocatedEntry } from '../located';
import { exactVersion, normalisedName, readRequirement } from './pythonRequirement';

/** Groups that no package manager installs for whoever uses the package; these names say that the product runs with them. */
const runtimeGroup = /^(?:main|prod|production|deploy|deployment|server|web|worker|api|app|runtime|default)$/i;

export interface Pyproject {
  readonly declared: readonly Declared[];
  /** Files that setuptools takes more dependencies from, as they are written. */
  readonly files: readonly string[];
}

/**
 * What a `pyproject.toml` declares: the standard's lists (PEP 621, PEP 735), and those of Poetry, PDM, uv, Rye and Flit.
 *
 * @param root the file's value
 */
export function readPyproject(root: Located): Pyproject {
  const project = valueAt(root, 'project');
  const tool = valueAt(root, 'tool');
  const poetry = valueAt(tool, 'poetry');
  const own = new Set([textAt(project, 'name'), textAt(poetry, 'name')].flatMap((name) => normalisedName(name ?? '')));
  const internal = internalNames(valueAt(tool, 'uv', 'sources'));
  const declared: Declared[] = [
    ...requirementsIn(valueAt(project, 'dependencies'), false),
    ...groupsIn(valueAt(project, 'optional-dependencies'), isDevName),
    ...groupsIn(valueAt(root, 'dependency-groups'), isDevGroup),
    ...poetryTable(valueAt(poetry, 'dependencies'), false),
    ...poetryTable(valueAt(poetry, 'dev-dependencies'), true),
    ...(valueAt(poetry, 'group')?.entries ?? []).flatMap(({ key, value }) =>
      poetryTable(valueAt(value, 'dependencies'), isDevGroup(key)),
    ),
    ...groupsIn(valueAt(tool, 'pdm', 'dev-dependencies'), () => true),
    ...requirementsIn(valueAt(tool, 'uv', 'dev-dependencies'), true),
    ...requirementsIn(valueAt(tool, 'rye', 'dev-dependencies'), true),
    ...requirementsIn(valueAt(tool, 'flit', 'metadata', 'requires'), false),
    ...groupsIn(valueAt(tool, 'flit', 'metadata', 'requires-extra'), isDevName),
  ];
  const dynamic = valueAt(tool, 'setuptools', 'dynamic');
  const dynamicLists = [valueAt(dynamic, 'dependencies'), ...valuesOf(valueAt(dynamic, 'optional-dependencies'))];
  return {
    declared: declared.filter(({ name }) => {
      const key = normalisedName(name);
      return !own.has(key) && !internal.has(key) && key !== 'python';
    }),
    files: dynamicLists.flatMap((list) => textsOf(valueAt(list, 'file'))).map(({ text }) => text),
  };
}

/** What Pipenv's `Pipfile` declares. @param root the file's value */
export function readPipfile(root: Located): Declared[] {
  return root.entries
    .filter(({ key, value }) => !['source', 'requires', 'pipenv', 'scripts'].includes(key) && value.kind === 'map')
    .flatMap(({ key, value }) => poetryTable(value, key !== 'packages' && isDevName(key)));
}

function isDevGroup(name: string): boolean {
  return !runtimeGroup.test(name);
}

function requirementsIn(list: Located | undefined, dev: boolean): Declared[] {
  return textsOf(list).flatMap(({ text, line }) => {
    const found = readRequirement(text.replace(/^-e\s+/, ''));
    return found ? [fromRequirement(found.name, found.constraint, line, dev)] : [];
  });
}

function groupsIn(groups: Located | undefined, isDev: (group: string) => boolean): Declared[] {
  return (groups?.entries ?? []).flatMap(({ key, value }) => requirementsIn(value, isDev(key)));
}

function fromRequirement(name: string, constraint: string | undefined, line: number, dev: boolean): Declared {
  const exact = constraint?.startsWith('==') ? exactVersion(constraint) : undefined;
  return {
    name,
    line,
    constraint,
    dev,
    isExact: exact !== undefined,
    ...(exact === undefined ? {} : { locked: { version: exact } }),
  };
}

function poetryTable(table: Located | undefined, dev: boolean): Declared[] {
  return (table?.entries ?? []).flatMap((entry) => poetryEntry(entry, dev));
}

/** `"^1.2"`, `{ version = "^1.2", extras = […] }`, `{ git = …, tag = … }`, or a list of those. */
function poetryEntry({ key, line, value }: LocatedEntry, dev: boolean): Declared[] {
  const choices = value.kind === 'list' ? value.items : [value];
  const constraints = choices.flatMap((choice) => poetryConstraint(choice) ?? []);
  if (constraints.length === 0 && choices.every((choice) => entryAt(choice, 'path') ?? entryAt(choice, 'file'))) {
    return [];
  }
  const [constraint] = constraints;
  const exact = constraints.length === 1 && constraint !== undefined ? exactVersion(constraint) : undefined;
  return [
    {
      name: key,
      line,
      constraint: constraints.length > 0 ? [...new Set(constraints)].join(' || ') : undefined,
      dev,
      isExact: exact !== undefined,
      ...(exact === undefined ? {} : { locked: { version: exact } }),
    },
  ];
}

function poetryConstraint(value: Located): string | undefined {
  if (value.kind === 'text') {
    return value.text.trim() || undefined;
  }
  const version = textAt(value, 'version');
  if (version !== undefined) {
    return version.trim() || undefined;
  }
  const address = textAt(value, 'git') ?? textAt(value, 'url');
  const reference = ['tag', 'branch', 'rev', 'ref'].flatMap((key) => textAt(value, key) ?? []).at(0);
  return address === undefined
    ? undefined
    : withoutCredentials(address) + (reference === undefined ? '' : `@${reference}`);
}

/** Packages that uv takes from the same repository. */
function internalNames(sources: Located | undefined): Set<string> {
  return new Set(
    (sources?.entries ?? [])
      .filter(({ value }) => entryAt(value, 'workspace') ?? entryAt(value, 'path'))
      .map(({ key }) => normalisedName(key)),
  );
}

function valuesOf(map: Located | undefined): Located[] {
  return (map?.entries ?? []).map(({ value }) => value);
}

function textsOf(value: Located | undefined): Located[] {
  const all = value?.kind === 'list' ? value.items : value ? [value] : [];
  return all.filter(({ kind }) => kind === 'text');
}
