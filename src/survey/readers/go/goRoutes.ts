import type { Endpoint } from '../../facts';
import type { FrameworkDetection } from '../../frameworks/framework';
import type { Repository } from '../../repository';
import { receivedHooks } from '../receivedHooks';
import { routePath } from '../routePath';
import { UnknownPaths } from '../unknownPaths';
import type { GoFile } from './goCode';
import type { GoFollower } from './goActs';
import { GoInterpreter } from './goInterpreter';
import { allRoutes, type GoDialect } from './goRouter';
import { GoSources, isGoSource } from './goSources';
import { OwnRoutersInterpreter } from './ownRouters';

const known = new WeakMap<Repository, GoRoutes>();

/**
 * Follows the Go of a repository once for all libraries of routes: a product may put one's routers into another's.
 */
export class GoRoutes {
  private readonly dialects: GoDialect[] = [];
  private readonly sources: GoSources;
  private readonly files = new Map<string, GoFile>();
  /** What every file imports. */
  private readonly imports = new Map<string, readonly string[]>();
  private found: Promise<readonly Endpoint[]> | undefined;

  private constructor(private readonly repository: Repository) {
    this.sources = GoSources.of(repository);
  }

  static of(repository: Repository): GoRoutes {
    const routes = known.get(repository) ?? new GoRoutes(repository);
    known.set(repository, routes);
    return routes;
  }

  /** Looks for the routes of one library. */
  detection(dialect: GoDialect): FrameworkDetection {
    this.dialects.push(dialect);
    return {
      wants: isGoSource,
      read: async (source) => {
        const imports = this.imports.get(source.path) ?? importsOf(source.text);
        this.imports.set(source.path, imports);
        const file = imports.some((path) => dialect.isLibrary(path)) ? await this.sources.read(source) : undefined;
        if (file) {
          this.files.set(file.path, file);
        }
      },
      find: async () => {
        const api = (await this.endpoints()).filter(({ from }) => from === dialect.from);
        return { api, webhooks: receivedHooks(api) };
      },
    };
  }

  /** The routes of all libraries. */
  async endpoints(): Promise<readonly Endpoint[]> {
    this.found ??= this.follow(
      async () => [...this.files.values(), ...(await this.callers())],
      (missed) => new GoInterpreter(this.sources, this.dialects, missed),
    );
    return this.found;
  }

  /** The routes of the product's own routers, when no library's are known but those of Go itself. */
  async ownEndpoints(paths: readonly string[]): Promise<readonly Endpoint[]> {
    const known = await this.endpoints();
    if (paths.length === 0 || known.some(({ from }) => from !== 'net/http')) {
      return [];
    }
    const filesOf = async (): Promise<GoFile[]> => {
      const files: GoFile[] = [];
      for (const path of paths) {
        const source = await this.repository.text(path);
        const file = source && (await this.sources.read(source));
        files.push(...(file ? [file] : []));
      }
      return files;
    };
    const found = await this.follow(
      filesOf,
      (missed) => new OwnRoutersInterpreter(this.sources, this.dialects, missed),
    );
    return found.filter(({ from }) => from === 'Go');
  }

  /** The files that call packages which make routers: they may put one's into another's. */
  private async callers(): Promise<GoFile[]> {
    const folders = new Set([...this.files.values()].map(({ folder }) => folder));
    const callers: GoFile[] = [];
    for (const [path, imports] of this.imports) {
      const called = this.files.has(path)
        ? []
        : await Promise.all(imports.map(async (each) => this.sources.folderOf(each)));
      if (called.some((folder) => folder !== undefined && folders.has(folder))) {
        const source = await this.repository.text(path);
        const file = source && (await this.sources.read(source));
        callers.push(...(file ? [file] : []));
      }
    }
    return callers;
  }

  private async follow(
    filesOf: () => Promise<readonly GoFile[]>,
    interpreterOf: (missed: GoFollower['missed']) => GoInterpreter,
  ): Promise<readonly Endpoint[]> {
    const unknown = new UnknownPaths(this.repository);
    const withoutPrefix = new Set<string>();
    const interpreter = interpreterOf((what, { path, line }) => {
      if (what === 'route') {
        unknown.add(path, line);
      } else if (!withoutPrefix.has(path)) {
        withoutPrefix.add(path);
        this.repository.note('préfixe de routes calculé : lu sans lui', path, line, 'api');
      }
    });
    await interpreter.run(await filesOf());
    unknown.tell();
    // Code that was followed without who calls it makes routers that nothing mounts: those that are mounted count.
    const mounted = new Set(interpreter.routers.flatMap(({ hasParent, madeAt }) => (hasParent ? (madeAt ?? []) : [])));
    return interpreter.routers
      .filter(({ hasParent, madeAt }) => !hasParent && (madeAt === undefined || !mounted.has(madeAt)))
      .flatMap((router) => allRoutes(router))
      .map(({ parts, access, route: { method, evidence, summary }, from }) => {
        // Fiber says what a parameter may be: `:id<int>`.
        const path = routePath(...parts.map((part) => part.replace(/(:\w+)<[^<>]*>/g, '$1').replace(/\.\.\.\}/g, '}')));
        return {
          name: `${method} ${path}`,
          method,
          path,
          from,
          evidence: [evidence],
          ...(summary === undefined ? {} : { summary }),
          ...(access.length > 0 ? { access: [...new Set(access)] } : {}),
        };
      });
  }
}

/** What a text imports, told without its tree: most files of Go have no route. */
function importsOf(text: string): string[] {
  const end = text.search(/^(?:func|type|var|const)\b/m);
  const head = text.slice(0, Math.min(end < 0 ? text.length : end, 20_000));
  return [...head.matchAll(/"([\w./~-]{1,200})"/g)].map(({ 1: path = '' }) => path);
}
