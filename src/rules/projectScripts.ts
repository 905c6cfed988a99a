import { folderOf, joinPath } from './filePaths';
import type { Surroundings } from './rule';

/** A manifest, with the scripts that it names. */
export interface Manifest {
  /** From the product's folder. */
  readonly path: string;
  /** What the package calls itself. */
  readonly name: string | undefined;
  readonly scripts: readonly string[];
  /** Packages it depends on: most bring commands. */
  readonly dependencies: readonly string[];
}

export interface Makefile {
  readonly path: string;
  readonly targets: readonly string[];
  /** Rules for families of targets, as regular expressions. */
  readonly patterns: readonly RegExp[];
  /** Targets may come from elsewhere, or have a name that is worked out. */
  readonly isOpen: boolean;
}

export interface PythonProject {
  readonly path: string;
  readonly scripts: readonly string[];
}

export interface RakeTasks {
  readonly tasks: readonly string[];
  readonly namespaces: readonly string[];
}

/** What a repository lets one run. Everything is read when first asked for, once a check. */
export interface ProjectScripts {
  /** A `package.json`; undefined when there is none, null when it can't be read. */
  npm(folder: string): Promise<Manifest | undefined | null>;
  composer(folder: string): Promise<Manifest | undefined | null>;
  make(folder: string, file?: string): Promise<Makefile | undefined>;
  python(folder: string): Promise<PythonProject | undefined>;
  rake(): Promise<RakeTasks>;
  /** The product's folder and those where parts of it usually stand: the first rank, and a second under `packages/`. */
  folders(): Promise<readonly string[]>;
  exists(path: string): Promise<boolean>;
  list(path: string): Promise<readonly string[]>;
}

const manyParts = /^(?:packages|apps|services|libs|modules|projects)$/;
const notParts = /^(?:\..*|node_modules|vendor|dist|build|docs?|arret)$/;
/** A repository with more folders than this is not gone through. */
const maxFolders = 60;

export function readProjectScripts(surroundings: Surroundings): ProjectScripts {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const value = known.get(key) ?? make();
    known.set(key, value);
    // oxlint-disable-next-line no-unsafe-type-assertion -- a key is always made by the same call
    return value as Promise<T>;
  };
  const subFolders = async (folder: string): Promise<string[]> =>
    (await surroundings.list(folder))
      .filter((name) => name.endsWith('/') && !notParts.test(name.slice(0, -1)))
      .map((name) => under(folder, name.slice(0, -1)));
  return {
    npm: (folder) => once(`npm ${folder}`, () => readJson(under(folder, 'package.json'), surroundings)),
    composer: (folder) => once(`composer ${folder}`, () => readJson(under(folder, 'composer.json'), surroundings)),
    make: (folder, file) => once(`make ${folder} ${file ?? ''}`, () => findMakefile(folder, file, surroundings)),
    python: (folder) => once(`python ${folder}`, () => readPyproject(under(folder, 'pyproject.toml'), surroundings)),
    rake: () => once('rake', () => readRake(surroundings)),
    folders: () =>
      once('folders', async () => {
        const first = await subFolders('');
        const second = await Promise.all(first.filter((name) => manyParts.test(name)).map(subFolders));
        return ['', ...first, ...second.flat()].slice(0, maxFolders);
      }),
    exists: (path) => once(`exists ${path}`, () => surroundings.exists(path)),
    list: (path) => surroundings.list(path),
  };
}

function under(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

async function readJson(path: string, surroundings: Surroundings): Promise<Manifest | undefined | null> {
  const text = await surroundings.readText(path);
  if (text === undefined) {
    return (await surroundings.exists(path)) ? null : undefined;
  }
  try {
    const data: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    const root = isObject(data) ? data : {};
    const keysOf = (key: string): string[] => {
      const value = root[key];
      return isObject(value) ? Object.keys(value) : [];
    };
    return {
      path,
      name: typeof root['name'] === 'string' ? root['name'] : undefined,
      scripts: [...keysOf('scripts'), ...keysOf('scripts-aliases')],
      dependencies: [
        ...['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies', 'bin'].flatMap(keysOf),
        ...['require', 'require-dev'].flatMap(keysOf),
      ],
    };
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The order in which make looks for its file. */
const makefileNames = ['GNUmakefile', 'makefile', 'Makefile'];

async function findMakefile(
  folder: string,
  file: string | undefined,
  surroundings: Surroundings,
): Promise<Makefile | undefined> {
  for (const name of file === undefined ? makefileNames : [file]) {
    const path = joinPath(folder, name);
    const text = path === undefined ? undefined : await surroundings.readText(path);
    if (path !== undefined && text !== undefined) {
      return readMakefile(path, text, surroundings, 0);
    }
  }
  return undefined;
}

async function readMakefile(path: string, text: string, surroundings: Surroundings, depth: number): Promise<Makefile> {
  const targets: string[] = [];
  const patterns: RegExp[] = [];
  let isOpen = false;
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const included = /^[ ]*[-s]?include\s+(.+)$/.exec(line);
    for (const name of included?.[1]?.trim().split(/\s+/) ?? []) {
      const other = /[$*?%]/.test(name) || depth > 3 ? undefined : joinPath(folderOf(path), name);
      const content = other === undefined ? undefined : await surroundings.readText(other);
      if (other === undefined || content === undefined) {
        isOpen ||= !name.startsWith('.env');
        continue;
      }
      const inner = await readMakefile(other, content, surroundings, depth + 1);
      targets.push(...inner.targets);
      patterns.push(...inner.patterns);
      isOpen ||= inner.isOpen;
    }
    const rule = included ? undefined : /^[ ]*([^\s#:=][^#:=]*?)\s*::?(?![=:])(.*)$/.exec(line);
    const names = rule?.[1] === '.PHONY' ? rule[2] : rule?.[1];
    for (const name of names?.trim().split(/\s+/) ?? []) {
      if (name.includes('$')) {
        isOpen = true;
      } else if (name.includes('%')) {
        patterns.push(new RegExp(`^${name.split('%').map(escapeRegExp).join('.+')}$`));
      } else if (name !== '') {
        targets.push(name);
      }
    }
    isOpen ||= /\$\(eval|^[ ]*define\b/.test(line);
  }
  return { path, targets, patterns, isOpen };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The keys of the tables that name scripts, by a scan of the lines: enough for such plain tables. */
async function readPyproject(path: string, surroundings: Surroundings): Promise<PythonProject | undefined> {
  const text = await surroundings.readText(path);
  if (text === undefined) {
    return undefined;
  }
  const scripts: string[] = [];
  let isScripts = false;
  for (const line of text.split(/\r?\n/)) {
    const table = /^\s*\[([^[\]]+)\]/.exec(line)?.[1]?.replaceAll(/["'\s]/g, '');
    if (table !== undefined) {
      isScripts = table === 'project.scripts' || table === 'tool.poetry.scripts';
    } else if (isScripts) {
      const key = /^\s*(?:"([^"]+)"|'([^']+)'|([\w.-]+))\s*=/.exec(line);
      scripts.push(...[key?.[1] ?? key?.[2] ?? key?.[3]].filter((name) => name !== undefined));
    }
  }
  return { path, scripts };
}

async function readRake(surroundings: Surroundings): Promise<RakeTasks> {
  const inTasks = (await surroundings.list('lib/tasks')).filter((name) => name.endsWith('.rake'));
  const paths = ['Rakefile', 'rakefile', 'Rakefile.rb', ...inTasks.map((name) => `lib/tasks/${name}`)];
  const text = (await Promise.all(paths.map((path) => surroundings.readText(path)))).join('\n');
  const namesAfter = (word: string): string[] =>
    [...text.matchAll(new RegExp(`^[ \\t]*${word}[ \\t(]+(?::|["'])?([\\w:-]+)`, 'gm'))].map((match) =>
      (match[1] ?? '').replace(/:$/, ''),
    );
  return { tasks: namesAfter('(?:multi)?task'), namespaces: namesAfter('namespace') };
}
