import type { Evidence } from '../../facts';
import type { GoFunction } from './goCode';

/** What a method of a router does. */
export type GoRouterAct =
  /** `GET(path, handlers…)`; `ANY` when the library lets all through. */
  | { readonly act: 'route'; readonly method: string }
  /** `Handle("GET", path, handlers…)` */
  | { readonly act: 'named' }
  /** `Match([]string{"GET"}, path, handlers…)` */
  | { readonly act: 'several' }
  /** `HandleFunc("GET /path", handler)`: a pattern may hold its method, a handler may be another router. */
  | { readonly act: 'pattern' }
  /** `Group(path, middleware…)`, `Route(path, func(r) { … })`, `Group(func(r) { … })`. */
  | { readonly act: 'group' }
  | { readonly act: 'mount' }
  | { readonly act: 'use' }
  /** `With(middleware…)`: a router for what is chained after. */
  | { readonly act: 'with' }
  /** `Path(path)`, `PathPrefix(path)`, `NewRoute()`: a route to be told by what is chained after. */
  | { readonly act: 'begin' }
  | { readonly act: 'self' };

/** One library of routes for Go. */
export interface GoDialect {
  readonly from: string;
  /** Whether an import is this library's. */
  readonly isLibrary: (path: string) => boolean;
  /** Functions of the library that make a router. */
  readonly creators: readonly string[];
  /** Types of the library that are routers. */
  readonly types: readonly string[];
  readonly acts: Readonly<Record<string, GoRouterAct>>;
  /** Where the handler stands among what a route is given after its path: the rest is middleware. */
  readonly handler: 'first' | 'last';
  /** Whether `/` in a group is the group's own path. */
  readonly ignoresLastSlash: boolean;
}

export interface GoRoute {
  method: string;
  path: string;
  readonly evidence: Evidence;
  readonly access: readonly string[];
  readonly summary: string | undefined;
}

interface Child {
  readonly prefix: string;
  readonly access: readonly string[];
  readonly router: GoRouter;
}

/** A router or a group of one, and what was put into it. */
export class GoRouter {
  readonly routes: GoRoute[] = [];
  readonly children: Child[] = [];
  access: readonly string[] = [];
  hasParent = false;

  constructor(
    readonly dialect: GoDialect,
    readonly id: number,
    /** The call that made it; undefined for a group, and for what only a type tells of. */
    readonly madeAt?: string,
  ) {}

  /** Puts a router into this one; a router can't be in itself. */
  adopt(router: GoRouter, prefix: string, access: readonly string[] = []): void {
    if (router === this || router.leadsTo(this)) {
      return;
    }
    const isKnown = this.children.some((child) => child.router === router && child.prefix === prefix);
    if (!isKnown) {
      this.children.push({ prefix, access: [...this.access, ...access], router });
      router.hasParent = true;
    }
  }

  /** Puts a route into the router, once, and gives the one that is there. */
  add(route: GoRoute): GoRoute {
    const { method, path, evidence } = route;
    const known = this.routes.find(
      (each) =>
        each.method === method &&
        each.path === path &&
        each.evidence.path === evidence.path &&
        each.evidence.line === evidence.line,
    );
    if (!known) {
      this.routes.push(route);
    }
    return known ?? route;
  }

  private leadsTo(other: GoRouter, depth = 0): boolean {
    return depth < 30 && this.children.some(({ router }) => router === other || router.leadsTo(other, depth + 1));
  }
}

/** A route that calls chained one to the other tell. */
export interface GoPendingRoute {
  readonly router: GoRouter;
  readonly route: GoRoute | undefined;
  readonly prefix: string;
  /** Where its path is written, when that isn't where it is called. */
  readonly writtenAt?: Evidence;
  readonly methods: readonly string[];
}

/** Whether a route is at the path of its group itself. */
function isOwn({ dialect }: GoRouter, { path }: GoRoute, prefix: readonly string[]): boolean {
  return path === '/' && dialect.ignoresLastSlash && prefix.some((part) => part !== '' && part !== '/');
}

/** All routes of a router, with what stands before their paths. */
export function allRoutes(
  router: GoRouter,
  prefix: readonly string[] = [],
  access: readonly string[] = [],
  depth = 0,
): {
  readonly parts: readonly string[];
  readonly access: readonly string[];
  readonly route: GoRoute;
  readonly from: string;
}[] {
  if (depth > 20) {
    return [];
  }
  return [
    ...router.routes.map((route) => ({
      parts: [...prefix, isOwn(router, route, prefix) ? '' : route.path],
      access: [...access, ...route.access],
      route,
      from: router.dialect.from,
    })),
    ...router.children.flatMap((child) =>
      allRoutes(child.router, [...prefix, child.prefix], [...access, ...child.access], depth + 1),
    ),
  ];
}

/** What the comment of a handler says first: Swag's summary, else its first sentence. */
export function handlerSummary({ comment, name }: GoFunction): string | undefined {
  const swag = /^[ \t]*@Summary\s+(.{1,300})/im.exec(comment)?.[1];
  if (swag !== undefined) {
    return swag.trim();
  }
  const first =
    comment
      .split('\n\n')[0]
      ?.split('\n')
      .filter((line) => !/^\s*(?:@|swagger:|nolint|go:)/.test(line)) ?? [];
  const text = first.join(' ').trim();
  const sentence = /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
  return sentence === '' || sentence === name || sentence.length > 200 ? undefined : sentence;
}
