import type { Endpoint, Evidence, Webhook } from '../../facts';
import { compare, type Repository } from '../../repository';
import { routePath } from '../routePath';
import { gap } from './values';

/** What routes are declared on: an application, a router, a group. */
export class RouteNode {
  readonly mounts: Mount[] = [];
  /** What guards all that is declared on it afterwards. */
  readonly guards: string[] = [];
  /** Whether what was declared on it was taken away afterwards. */
  isGone = false;

  /**
   * @param kind `root`: its paths need nothing before them; `assumed`: so we think, of what nothing was seen to give;
   *   `loose`: it must be mounted somewhere
   * @param prefix of all that is declared on it
   */
  constructor(
    readonly kind: 'root' | 'assumed' | 'loose',
    public prefix = '',
  ) {}
}

interface Mount {
  readonly parent: RouteNode;
  readonly prefix: string;
  readonly access: readonly string[];
}

export interface Route {
  readonly node: RouteNode;
  readonly method: string;
  /** What isn't known of it is {@link gap}. */
  readonly path: string;
  readonly access: readonly string[];
  readonly evidence: Evidence;
  readonly summary?: string | undefined;
  /** What handles it is called. */
  readonly handler?: string | undefined;
}

interface Place {
  readonly path: string;
  readonly access: readonly string[];
  readonly kind: RouteNode['kind'];
  /** How many routers it lies in. */
  readonly depth: number;
}

/** Files that play another service while one develops or tests. */
const playedBy = /(?:^|[./-])(?:mocks?|spec|tests?|__tests__)[./-]/i;

/** A router mounted at more places than that is mounted in a circle. */
const mostPlaces = 40;

/** Routers that lie in one another, at most. */
const deepest = 12;

/** Routers, what they lie in, and the routes declared on them. */
export class RouteGraph {
  private readonly routes: Route[] = [];

  /** @param from the framework's name */
  constructor(
    private readonly repository: Repository,
    private readonly from: string,
  ) {}

  /** @returns what guards all that lies below, to be added to */
  mount(parent: RouteNode, prefix: string, child: RouteNode, access: readonly string[] = []): string[] {
    const guards = [...parent.guards, ...access];
    if (parent !== child) {
      child.mounts.push({ parent, prefix, access: guards });
    }
    return guards;
  }

  /** @returns what guards the route, to be added to */
  add(route: Route): string[] {
    const access = [...route.node.guards, ...route.access];
    if (playedBy.test(route.evidence.path)) {
      return access;
    }
    this.routes.push({ ...route, access });
    return access;
  }

  /** Notes a path that is computed. */
  noteComputed({ path, line }: Evidence): void {
    this.repository.note('chemin de route calculé, non développé', path, line, 'api');
  }

  /** The operations, each with its whole paths; what is declared on a router that nothing was seen to mount is probable. */
  found(): { readonly api: Endpoint[]; readonly webhooks: Webhook[] } {
    const found = new Map<string, Found>();
    const byPlace = new Map<string, Found[]>();
    for (const route of this.routes) {
      const { path, line } = route.evidence;
      const declared = `${path}:${String(line)} ${route.method} ${route.path}`;
      byPlace.set(declared, [...(byPlace.get(declared) ?? []), ...this.reached(route)]);
    }
    for (const reached of byPlace.values()) {
      for (const one of surest(reached)) {
        const key = `${one.endpoint.name} ${one.endpoint.evidence[0]?.path ?? ''}`;
        const known = found.get(key);
        if (!known || (known.place.kind === 'loose' && one.place.kind !== 'loose')) {
          found.set(key, one);
        }
        if (one.place.kind === 'loose') {
          this.noteUnmounted(one.endpoint.evidence[0]?.path);
        }
      }
    }
    const sorted = [...found.values()].sort((a, b) => compare(a.endpoint.name, b.endpoint.name));
    const endpoints = sorted.map(({ endpoint, handler }) => ({ ...endpoint, handler }));
    return { api: sorted.map(({ endpoint }) => endpoint), webhooks: receivedHooks(endpoints) };
  }

  /** A route at each place it is reached. */
  private reached(route: Route): Found[] {
    return (route.node.isGone ? [] : placesOf(route.node, 0)).flatMap((place) => {
      // `/` of a router is where the router is.
      const own = route.path === '/' && place.path !== '' ? '' : route.path;
      const path = routePath(...[place.path, own].map((part) => part.replace(/^\uE000+/, '')));
      const isCatchAll = route.method === 'ANY' && /^\/?\*$/.test(route.path);
      if (path.includes(gap)) {
        this.noteComputed(route.evidence);
      }
      if (path.includes(gap) || isCatchAll) {
        return [];
      }
      const kind = route.path.startsWith(gap) || place.path.startsWith(gap) ? 'loose' : place.kind;
      const access = [...new Set([...place.access, ...route.access])];
      const endpoint: Endpoint = {
        name: `${route.method} ${path}`,
        method: route.method,
        path,
        ...(route.summary === undefined ? {} : { summary: route.summary }),
        ...(access.length > 0 ? { access } : {}),
        from: this.from,
        evidence: [route.evidence],
        ...(kind === 'loose' ? { certainty: 'probable' } : {}),
      };
      return [{ endpoint, handler: route.handler ?? '', place: { ...place, kind } }];
    });
  }

  private noteUnmounted(path: string | undefined): void {
    this.repository.note('routes dont le préfixe n’est pas connu : chemins probables', path, undefined, 'api');
  }
}

interface Found {
  readonly endpoint: Endpoint;
  readonly handler: string;
  readonly place: Place;
}

/**
 * Of one route, the surest account: a function that nothing was seen to call, then was run all the same, may be one
 * that something calls after all.
 */
function surest(reached: readonly Found[]): readonly Found[] {
  for (const kind of ['root', 'assumed'] as const) {
    const own = reached.filter(({ place }) => place.kind === kind);
    if (own.length > 0) {
      const deepestPlace = Math.max(...own.map(({ place }) => place.depth));
      return kind === 'root' ? own : own.filter(({ place }) => place.depth === deepestPlace);
    }
  }
  return reached;
}

/** Where all that is declared on a router is reached. */
function placesOf(node: RouteNode, depth: number): Place[] {
  if (node.mounts.length === 0 || depth > deepest) {
    return [{ path: node.prefix, access: [], kind: node.kind, depth }];
  }
  const places = node.mounts.flatMap(({ parent, prefix, access }) =>
    placesOf(parent, depth + 1).map((place) => ({
      path: [place.path, prefix, node.prefix].filter((part) => part !== '' && part !== '/').join('/'),
      access: [...place.access, ...access],
      kind: place.kind,
      depth: place.depth,
    })),
  );
  return places.slice(0, mostPlaces);
}

/** The calls that other services make to tell of something, as far as paths and what handles them say so. */
export function receivedHooks(api: readonly (Endpoint & { readonly handler?: string })[]): Webhook[] {
  const isListed = new Set(api.filter(({ method }) => method === 'GET').map(({ path }) => path));
  return api.flatMap(({ name, method, path, evidence, certainty, handler = '' }): Webhook[] => {
    const isHook =
      /web-?_?hook(?!s?-?_?(?:subscription|config|setting))/i.test(path) ||
      /web_?hook/i.test(handler) ||
      /(?:^|\/)hooks?(?:\/|$)/.test(path);
    // What lists, adds and changes webhooks sends them: it receives none.
    const isResource = /hooks(?:\/\{[^/]*)?$/i.test(path) && (isListed.has(path) || path.endsWith('}'));
    return isHook && !isResource && /^(?:POST|PUT|ANY|PATCH)$/.test(method)
      ? [{ name, direction: 'received', path, evidence, ...(certainty ? { certainty } : {}) }]
      : [];
  });
}
