import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import { ImportPaths } from './importPaths';
import { readTop, type JsTop } from './jsTop';
import { treeOf, type JsNode } from './jsTree';
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

const shared = new WeakMap<Repository, JsModules>();

/** The files of JavaScript and TypeScript of one repository, each read as a tree once for all that look at it. */
export class JsModules {
  private readonly modules = new Map<string, Promise<JsModule | undefined>>();
  /** Files whose imports were read, and how many hops further those were followed. */
  private readonly followed = new Map<JsModule, number>();
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

  /** Reads what a file imports from the product, and what that imports in turn, as many hops away as is said. */
  async follow(module: JsModule, most = Infinity): Promise<void> {
    const pending: [JsModule, number][] = [[module, most]];
    for (let current = pending.pop(); current; current = pending.pop()) {
      const [from, hops] = current;
      if (hops > (this.followed.get(from) ?? 0)) {
        this.followed.set(from, hops);
        for (const target of await this.followOnce(from)) {
          pending.push([target, hops - 1]);
        }
      }
    }
  }

  /** Reads what a file imports itself from the product. @returns those files */
  async followOnce(module: JsModule): Promise<JsModule[]> {
    for (const specifier of module.top.specifiers) {
      const path = await ImportPaths.of(this.repository).resolve(module.source.path, specifier);
      const isNew = path !== undefined && !this.modules.has(path);
      if (path === undefined || (isNew && this.imports >= mostImported)) {
        continue;
      }
      this.imports += isNew ? 1 : 0;
      const source = await this.repository.text(path);
      const target = source && (await this.load(source));
      if (target) {
        module.imported.set(specifier, target);
      }
    }
    return [...module.imported.values()];
  }

  private async read(source: SourceText): Promise<JsModule | undefined> {
    const root = await treeOf(this.repository, source);
    return root && new JsModule(source, root);
  }
}
