import { compare, type Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import { grammarOf } from '../../syntax/grammars';
import { Syntax } from '../../syntax/syntax';
import { readTop, type JsTop } from './jsTop';
import { plainTree, type JsNode } from './jsTree';
import { JsScope } from './jsValue';

/** One file of JavaScript or TypeScript. */
export class JsModule {
  readonly top: JsTop;
  /** What its top declares, as far as it was evaluated. */
  readonly scope: JsScope;
  /** The files of the product that it imports, by what the import says. */
  readonly imported = new Map<string, JsModule>();

  constructor(
    readonly source: SourceText,
    readonly root: JsNode,
  ) {
    this.top = readTop(root, source.text);
    this.scope = new JsScope(this, undefined);
  }

  textOf({ start, end }: JsNode): string {
    return this.source.text.slice(start, end);
  }
}

/** What imports may bring in, beside the files asked for: enough for constants and helpers. */
const mostImported = 600;

const extensions = ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.jsx', '.cts'];

const shared = new WeakMap<Repository, JsModules>();

/** The files of JavaScript and TypeScript of one repository, each read as a tree once for all that look at it. */
export class JsModules {
  private readonly modules = new Map<string, Promise<JsModule | undefined>>();
  private readonly followed = new Set<JsModule>();
  private packages: Promise<ReadonlyMap<string, string>> | undefined;
  private byName: ReadonlyMap<string, readonly string[]> | undefined;
  private imports = 0;

  private constructor(private readonly repository: Repository) {}

  static of(repository: Repository): JsModules {
    const modules = shared.get(repository) ?? new JsModules(repository);
    shared.set(repository, modules);
    return modules;
  }

  /** Reads a file; undefined, and noted, when it can't be. */
  async load(source: SourceText): Promise<JsModule | undefined> {
    const loading = this.modules.get(source.path) ?? this.read(source);
    this.modules.set(source.path, loading);
    return loading;
  }

  /** Reads what a file imports from the product, and what that imports in turn. */
  async follow(module: JsModule): Promise<void> {
    const pending = [module];
    for (let current = pending.pop(); current; current = pending.pop()) {
      if (this.followed.has(current)) {
        continue;
      }
      this.followed.add(current);
      for (const specifier of current.top.specifiers) {
        const path = await this.resolve(current.source.path, specifier);
        const isNew = path !== undefined && !this.modules.has(path);
        if (path === undefined || (isNew && this.imports >= mostImported)) {
          continue;
        }
        this.imports += isNew ? 1 : 0;
        const source = await this.repository.text(path);
        const target = source && (await this.load(source));
        if (target) {
          current.imported.set(specifier, target);
          pending.push(target);
        }
      }
    }
  }

  private async read(source: SourceText): Promise<JsModule | undefined> {
    const code = grammarOf(source.path);
    if (code?.inside !== 'whole' || (code.grammar !== 'tsx' && code.grammar !== 'javascript')) {
      return undefined;
    }
    const root = await Syntax.of(this.repository).read(source, code.grammar, (tree) => plainTree(tree.root));
    return root && new JsModule(source, root);
  }

  /** The product's file that an import names; undefined when it is a library's. */
  private async resolve(from: string, specifier: string): Promise<string | undefined> {
    const folder = from.slice(0, Math.max(0, from.lastIndexOf('/')));
    if (specifier.startsWith('.')) {
      return this.fileAt(joined(folder, specifier));
    }
    const packages = await (this.packages ??= this.readPackages());
    const parts = specifier.split('/');
    const named = specifier.startsWith('@') ? 2 : 1;
    const own = packages.get(parts.slice(0, named).join('/'));
    if (own !== undefined) {
      const rest = parts.slice(named).join('/');
      return [`src/${rest}`, rest, `lib/${rest}`]
        .map((path) => this.fileAt(joined(own, path)))
        .find((path) => path !== undefined);
    }
    return this.aliased(folder, specifier);
  }

  /** The file that an alias of a build tool names (`@/db/users`, `~/db`, `src/db`): of those that end so, the nearest. */
  private aliased(folder: string, specifier: string): string | undefined {
    const [, tail = ''] = /^(?:@\/|~\/?|#|\$)?([\w-].*)$/.exec(specifier) ?? [];
    const bare = withoutExtension(tail);
    // A word alone is a library, a scope (`@nestjs/common`) too.
    if (bare === '' || (bare === specifier && !bare.includes('/'))) {
      return undefined;
    }
    this.byName ??= byBareName(this.repository);
    const found = this.byName.get(bare.slice(bare.lastIndexOf('/') + 1)) ?? [];
    return found
      .filter((path) => bareOf(path) === bare || bareOf(path).endsWith(`/${bare}`))
      .sort((a, b) => nearness(b, folder) - nearness(a, folder) || compare(a, b))[0];
  }

  /** The file a path names, that may leave its extension out, say `.js` for what is built from `.ts`, or name a folder. */
  private fileAt(path: string): string | undefined {
    const bare = path.replace(/\.[cm]?jsx?$/, '');
    const stems = [path, bare, path === '' ? 'index' : `${path}/index`];
    const candidates = [path, ...stems.flatMap((stem) => extensions.map((extension) => `${stem}${extension}`))];
    return candidates.find((candidate) => this.repository.has(candidate) && grammarOf(candidate) !== undefined);
  }

  /** The folders of the repository's own packages, by their names. */
  private async readPackages(): Promise<ReadonlyMap<string, string>> {
    const packages = new Map<string, string>();
    for (const { path, folder } of this.repository.named('package.json').slice(0, 200)) {
      const text = (await this.repository.text(path))?.text.slice(0, 5000) ?? '';
      const [, name] = /"name"\s{0,9}:\s{0,9}"([^"\s]{1,200})"/.exec(text) ?? [];
      if (name !== undefined && !packages.has(name)) {
        packages.set(name, folder);
      }
    }
    return packages;
  }
}

/** Paths by the last part that an import would name them by. */
function byBareName(repository: Repository): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, string[]>();
  for (const { path } of repository.files) {
    if (/\.[cm]?[jt]sx?$/.test(path)) {
      const bare = bareOf(path);
      const name = bare.slice(bare.lastIndexOf('/') + 1);
      const same = paths.get(name);
      if (same) {
        same.push(path);
      } else {
        paths.set(name, [path]);
      }
    }
  }
  return paths;
}

function bareOf(path: string): string {
  return withoutExtension(path).replace(/\/index$/, '');
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '');
}

function joined(folder: string, path: string): string {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '..') {
      parts.pop();
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

/** How many folders a path has in common with a folder, from the root. */
function nearness(path: string, folder: string): number {
  const own = path.split('/');
  const parts = folder.split('/');
  const differs = parts.findIndex((part, index) => part !== own[index]);
  return differs < 0 ? parts.length : differs;
}
