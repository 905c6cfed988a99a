import type { Repository } from '../../repository';
import { jsonFile } from '../json';
import { textAt, valueAt, type Located } from '../located';
import { nodePackages } from '../nodePackages';
import { folderOf, foldersUp, inFolder, pathFrom, resolvePath } from '../paths';

const endings = ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.mts', '.cts', '.jsx', '.vue'];

/** Configurations inherit from one another; no real one that often. */
const mostInherited = 5;

const known = new WeakMap<Repository, ImportPaths>();

interface Alias {
  /** `@/*`; one star at most counts. */
  readonly pattern: string;
  readonly targets: readonly string[];
}

/** What the names that files of JavaScript and TypeScript import lead to: files of the product, or packages. */
export class ImportPaths {
  private readonly imports = new Map<string, Promise<ReadonlyMap<string, string>>>();
  private readonly aliases = new Map<string, Promise<readonly Alias[]>>();
  private readonly dependencies = new Map<string, Promise<ReadonlySet<string>>>();

  private constructor(private readonly repository: Repository) {}

  /** Those of one repository: the same each time, so that its configuration is read once. */
  static of(repository: Repository): ImportPaths {
    const paths = known.get(repository) ?? new ImportPaths(repository);
    known.set(repository, paths);
    return paths;
  }

  /** The file that an import leads to; undefined when it is none of the product's. @param from the importing file's path */
  async resolve(from: string, specifier: string): Promise<string | undefined> {
    const folder = folderOf(from);
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
      const path = resolvePath(folder, specifier);
      return path === undefined ? undefined : this.fileAt(path);
    }
    for (const up of foldersUp(folder)) {
      for (const { pattern, targets } of await this.aliasesOf(up)) {
        const filled = matched(pattern, specifier);
        for (const target of filled === undefined ? [] : targets) {
          const found = this.fileAt(target.replace('*', filled ?? ''));
          if (found !== undefined) {
            return found;
          }
        }
      }
    }
    return this.inWorkspace(specifier);
  }

  /** The package that an import leads to, by its own name: Deno's may have another, and say where it comes from. */
  async packageName(from: string, specifier: string): Promise<string> {
    let found = specifier;
    for (const up of foldersUp(folderOf(from))) {
      const named = (await this.denoImports(up)).get(specifier);
      if (named !== undefined) {
        found = named;
        break;
      }
    }
    return /^npm:\/?(@?[^@]+)/.exec(found)?.[1] ?? found;
  }

  /** The folder of the nearest package above a file; `''` for the root. */
  async packageOf(path: string): Promise<string> {
    let nearest = '';
    for (const { folder } of await nodePackages(this.repository)) {
      if (folder.length > nearest.length && pathFrom(folder, path) !== undefined) {
        nearest = folder;
      }
    }
    return nearest;
  }

  /** Whether the nearest package, or one it lies in, depends on one whose name matches. */
  async uses(path: string, name: RegExp): Promise<boolean> {
    for (const { folder, manifest } of await nodePackages(this.repository)) {
      if (pathFrom(folder, path) !== undefined) {
        const reading = this.dependencies.get(folder) ?? Promise.resolve(dependenciesOf(manifest));
        this.dependencies.set(folder, reading);
        if ([...(await reading)].some((dependency) => name.test(dependency))) {
          return true;
        }
      }
    }
    for (const up of foldersUp(folderOf(path))) {
      for (const specifier of (await this.denoImports(up)).values()) {
        if (name.test(/^npm:\/?(@?[^@]+)/.exec(specifier)?.[1] ?? '')) {
          return true;
        }
      }
    }
    return false;
  }

  /** What names stand for in Deno's configuration of a folder. */
  private async denoImports(folder: string): Promise<ReadonlyMap<string, string>> {
    const reading = this.imports.get(folder) ?? this.readDenoImports(folder);
    this.imports.set(folder, reading);
    return reading;
  }

  private async readDenoImports(folder: string): Promise<ReadonlyMap<string, string>> {
    const imports = new Map<string, string>();
    for (const name of ['deno.json', 'deno.jsonc', 'import_map.json']) {
      const path = inFolder(folder, name);
      const config = this.repository.has(path) ? await jsonFile(this.repository, path) : undefined;
      for (const { key, value } of valueAt(config, 'imports')?.entries ?? []) {
        imports.set(key, value.text);
      }
    }
    return imports;
  }

  /** Of the files a path without its ending may mean, the first there is. */
  private fileAt(path: string): string | undefined {
    const bare = path.replace(/\.(?:[cm]?js|jsx)$/, '');
    const names = [
      path,
      ...(bare === path ? [] : endings.map((ending) => bare + ending)),
      ...endings.map((ending) => path + ending),
      ...endings.map((ending) => inFolder(path, `index${ending}`)),
    ];
    return names.find((name) => this.repository.has(name));
  }

  private async inWorkspace(specifier: string): Promise<string | undefined> {
    for (const { name, folder, manifest } of await nodePackages(this.repository)) {
      if (name !== undefined && (specifier === name || specifier.startsWith(`${name}/`))) {
        const inside = specifier.slice(name.length + 1);
        const main = textAt(manifest, 'source') ?? textAt(manifest, 'main') ?? 'index';
        const places = inside === '' ? [main, 'src/index', 'index', 'lib/index'] : [inside, `src/${inside}`];
        for (const place of places) {
          const path = resolvePath(folder, place);
          const found = path === undefined ? undefined : this.fileAt(path);
          if (found !== undefined) {
            return found;
          }
        }
      }
    }
    return undefined;
  }

  private async aliasesOf(folder: string): Promise<readonly Alias[]> {
    const reading = this.aliases.get(folder) ?? this.readAliases(folder);
    this.aliases.set(folder, reading);
    return reading;
  }

  private async readAliases(folder: string): Promise<Alias[]> {
    const aliases: Alias[] = [];
    for (const name of ['tsconfig.json', 'jsconfig.json', 'tsconfig.base.json']) {
      const path = inFolder(folder, name);
      if (this.repository.has(path)) {
        aliases.push(...(await this.compilerPaths(path, mostInherited)));
      }
    }
    for (const [key, text] of await this.denoImports(folder)) {
      const target = text.startsWith('.') ? resolvePath(folder, text) : undefined;
      if (target !== undefined) {
        aliases.push(
          key.endsWith('/') ? { pattern: `${key}*`, targets: [`${target}/*`] } : { pattern: key, targets: [target] },
        );
      }
    }
    const manifestPath = inFolder(folder, 'package.json');
    if (this.repository.has(manifestPath)) {
      const manifest = await jsonFile(this.repository, manifestPath);
      for (const { key, value } of valueAt(manifest, 'imports')?.entries ?? []) {
        const targets = [value.text, ...value.entries.map((entry) => entry.value.text)].filter((text) => text !== '');
        aliases.push({ pattern: key, targets: targets.map((text) => inFolder(folder, text.replace(/^\.\//, ''))) });
      }
      for (const { key, value } of valueAt(manifest, '_moduleAliases')?.entries ?? []) {
        const target = inFolder(folder, value.text.replace(/^\.\/|\/$/g, ''));
        aliases.push({ pattern: `${key}/*`, targets: [`${target}/*`] }, { pattern: key, targets: [target] });
      }
      // What Nuxt, Next, SvelteKit and Vite's templates mean without a line of configuration that we read.
      for (const [pattern, place] of [
        ['@/*', 'src/*'],
        ['@/*', '*'],
        ['~/*', 'src/*'],
        ['~/*', 'app/*'],
        ['~/*', '*'],
        ['~~/*', '*'],
        ['$lib/*', 'src/lib/*'],
        ['src/*', 'src/*'],
      ] as const) {
        aliases.push({ pattern, targets: [inFolder(folder, place)] });
      }
    }
    return aliases;
  }

  /** `compilerOptions.paths`, and what `baseUrl` lets one import. */
  private async compilerPaths(path: string, inherited: number): Promise<Alias[]> {
    const config = await jsonFile(this.repository, path);
    const folder = folderOf(path);
    const baseUrl = textAt(config, 'compilerOptions', 'baseUrl');
    const base = resolvePath(folder, baseUrl ?? '.') ?? folder;
    const paths = valueAt(config, 'compilerOptions', 'paths');
    const aliases = (paths?.entries ?? []).map(({ key, value }) => ({
      pattern: key,
      targets: value.items.flatMap(({ text }) => resolvePath(base, text) ?? []),
    }));
    if (baseUrl !== undefined) {
      aliases.push({ pattern: '*', targets: [inFolder(base, '*')] });
    }
    const extended = textAt(config, 'extends');
    const parent = extended?.startsWith('.') === true ? resolvePath(folder, extended) : undefined;
    const parentPath =
      parent === undefined ? undefined : [parent, `${parent}.json`].find((p) => this.repository.has(p));
    return parentPath !== undefined && inherited > 0 && aliases.length === 0
      ? this.compilerPaths(parentPath, inherited - 1)
      : aliases;
  }
}

/** What a pattern's star stands for; `''` for a pattern without one; undefined when it doesn't fit. */
function matched(pattern: string, specifier: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) {
    return pattern === specifier ? '' : undefined;
  }
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return specifier.length >= pattern.length - 1 && specifier.startsWith(before) && specifier.endsWith(after)
    ? specifier.slice(star, specifier.length - after.length)
    : undefined;
}

/** The packages that a `package.json` names, whatever for. */
export function dependenciesOf(manifest: Located): ReadonlySet<string> {
  const lists = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
  return new Set(lists.flatMap((list) => valueAt(manifest, list)?.entries.map(({ key }) => key) ?? []));
}
