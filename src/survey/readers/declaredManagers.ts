import type { Evidence } from '../facts';
import type { Repository, SurveyedFile } from '../repository';
import { entryAt, textAt, valueAt, type LocatedEntry } from './located';
import { nodePackages } from './nodePackages';
import { tomlFile } from './toml';
import { isSetupScript } from './python/setupScript';

/** A package manager that a manifest names. */
export interface DeclaredManager {
  readonly name: string;
  readonly version: string | undefined;
  readonly evidence: Evidence;
}

const nodeNames = ['npm', 'yarn', 'pnpm', 'bun'];

export interface NodeManagers {
  /** Those that `packageManager`, `devEngines` and Volta pin. */
  readonly declared: readonly DeclaredManager[];
  /** The versions that `engines` asks for. */
  readonly engines: readonly DeclaredManager[];
  /** The first manifest with packages to install. */
  readonly manifest: Evidence | undefined;
}

/** What `package.json` files say of their package manager. */
export async function nodeManagers(repository: Repository): Promise<NodeManagers> {
  const declared: DeclaredManager[] = [];
  const engines: DeclaredManager[] = [];
  let first: Evidence | undefined;
  for (const { path, manifest } of await nodePackages(repository)) {
    const add = (list: DeclaredManager[], name: string, version: string | undefined, line: number): void => {
      if (nodeNames.includes(name)) {
        list.push({ name, version, evidence: { path, line } });
      }
    };
    const pinned = entryAt(manifest, 'packageManager');
    const [, name = '', version] = /^([a-z]+)@(\d[^+\s]*)?/.exec(pinned?.value.text ?? '') ?? [];
    add(declared, name, version, pinned?.line ?? 1);
    const engine = entryAt(manifest, 'devEngines', 'packageManager');
    for (const wanted of engine ? [engine.value, ...engine.value.items] : []) {
      const named = entryAt(wanted, 'name');
      add(declared, named?.value.text ?? '', textAt(wanted, 'version'), named?.line ?? 1);
    }
    for (const entry of valueAt(manifest, 'volta')?.entries ?? []) {
      add(declared, entry.key, textOf(entry), entry.line);
    }
    for (const entry of valueAt(manifest, 'engines')?.entries ?? []) {
      // People write « please use yarn » as npm's version.
      if (/\d|^\*$/.test(entry.value.text)) {
        add(engines, entry.key, textOf(entry), entry.line);
      }
    }
    const lists = ['dependencies', 'devDependencies'].flatMap((list) => entryAt(manifest, list) ?? []);
    const filled = lists.find(({ value }) => value.entries.length > 0);
    first ??= filled && { path, line: filled.line };
  }
  return { declared, engines, manifest: first };
}

export interface PythonManagers {
  readonly declared: readonly DeclaredManager[];
  /** The first manifest that pip can install and that names no other tool. */
  readonly manifest: Evidence | undefined;
}

const pythonTools = ['poetry', 'uv', 'pdm'];

/** What `pyproject.toml` and `setup.py` files say of their package manager. */
export async function pythonManagers(repository: Repository, files: readonly SurveyedFile[]): Promise<PythonManagers> {
  const declared: DeclaredManager[] = [];
  let first: Evidence | undefined;
  for (const { path, name: fileName } of files) {
    if (fileName === 'setup.py' && (await isSetupScript(repository, path))) {
      first ??= { path, line: 1 };
    }
    const manifest = fileName === 'pyproject.toml' ? await tomlFile(repository, path) : undefined;
    if (!manifest) {
      continue;
    }
    const builder = entryAt(manifest, 'build-system', 'build-backend');
    const named = pythonTools.flatMap((name) => {
      const entry = entryAt(manifest, 'tool', name) ?? (builder?.value.text.startsWith(name) ? builder : undefined);
      return entry ? [{ name, evidence: { path, line: entry.line }, version: wantedVersion(entry) }] : [];
    });
    declared.push(...named);
    const project = entryAt(manifest, 'project') ?? builder;
    if (named.length === 0 && project) {
      first ??= { path, line: project.line };
    }
  }
  return { declared, manifest: first };
}

/** `[tool.poetry] requires-poetry` and `[tool.uv] required-version`. */
function wantedVersion({ value }: LocatedEntry): string | undefined {
  return textAt(value, 'requires-poetry') ?? textAt(value, 'required-version');
}

function textOf({ value }: LocatedEntry): string | undefined {
  return value.kind === 'text' ? value.text : undefined;
}
