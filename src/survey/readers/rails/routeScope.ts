import type { RubyPair } from '../ruby/rubyNodes';

/** What a level of `config/routes.rb` is for: the names are Rails' own. */
type Level = 'none' | 'resources' | 'resource' | 'collection' | 'member' | 'new' | 'nested';

/** What `resources` or `resource` declares. */
export interface RailsResource {
  readonly isSingular: boolean;
  /** Its part of the path. */
  readonly path: string;
  /** The name of its parameter: `id`. */
  readonly param: string;
  /** The name that its parameter bears in what is nested: `usager_id`. */
  readonly nestedParam: string;
  /** What answers it, the modules around left out: `usagers`. */
  readonly controller: string;
}

/** Where a route is declared: what all blocks around it say. */
export interface RouteScope {
  /** The paths around, joined, as Rails writes them. */
  readonly path: string;
  readonly shallowPath: string;
  readonly isShallow: boolean;
  /** How many shallow resources lie around. */
  readonly shallowDepth: number;
  readonly level: Level;
  readonly resource: RailsResource | undefined;
  /** What `path_names:` calls actions. */
  readonly pathNames: ReadonlyMap<string, string>;
  /** The actions that `scope only:` or `except:` leave to resources inside. */
  readonly limits: RouteLimits | undefined;
  readonly via: readonly string[] | undefined;
  /** Who must be signed in, by the names that Devise gives to accounts. */
  readonly access: readonly string[];
  /** What `with_options` gives to the calls of its block, by the name of its variable. */
  readonly given: ReadonlyMap<string, readonly RubyPair[]>;
  /** The modules that controllers are in, as their folders: `admin/v1`. */
  readonly module: string;
  /** What answers where a route doesn't say it. */
  readonly controller: string | undefined;
}

export interface RouteLimits {
  readonly only: readonly string[] | undefined;
  readonly except: readonly string[] | undefined;
}

export function outermostScope(path = ''): RouteScope {
  return {
    path,
    shallowPath: path,
    isShallow: false,
    shallowDepth: 0,
    level: 'none',
    resource: undefined,
    pathNames: new Map(),
    limits: undefined,
    via: undefined,
    access: [],
    given: new Map(),
    module: '',
    controller: undefined,
  };
}

/** `/admin` and `/usagers/` → `/admin/usagers`. */
export function joinPaths(outer: string, inner: string): string {
  return `${outer}/${inner}`.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
}

/** Inside of a path. */
export function withPath(scope: RouteScope, path: string): RouteScope {
  return { ...scope, path: joinPaths(scope.path, path) };
}

export function collectionScope(scope: RouteScope): RouteScope {
  return { ...withPath(scope, scope.resource?.path ?? ''), level: 'collection' };
}

export function memberScope(scope: RouteScope): RouteScope {
  const { resource } = scope;
  const own =
    resource === undefined || resource.isSingular ? (resource?.path ?? '') : `${resource.path}/:${resource.param}`;
  return { ...withPath(isCut(scope) ? shallow(scope) : scope, own), level: 'member' };
}

export function newScope(scope: RouteScope): RouteScope {
  return { ...withPath(scope, `${scope.resource?.path ?? ''}/${actionPath(scope, 'new')}`), level: 'new' };
}

/** Where what is nested in a resource stands. */
export function nestedScope(scope: RouteScope): RouteScope {
  const { resource } = scope;
  const own =
    resource === undefined || resource.isSingular
      ? (resource?.path ?? '')
      : `${resource.path}/:${resource.nestedParam}`;
  return { ...withPath(isCut(scope) && scope.shallowDepth >= 1 ? shallow(scope) : scope, own), level: 'nested' };
}

/** Inside of a resource itself: what stands there is nested in it, unless it says otherwise. */
export function resourceScope(scope: RouteScope, resource: RailsResource): RouteScope {
  return {
    ...scope,
    level: resource.isSingular ? 'resource' : 'resources',
    resource,
    controller: resource.controller,
    shallowDepth: scope.shallowDepth + (scope.isShallow ? 1 : 0),
  };
}

export function actionPath({ pathNames }: RouteScope, action: string): string {
  return pathNames.get(action) ?? action;
}

const ownActions = new Set(['index', 'create', 'new', 'show', 'update', 'destroy']);

/** The path of an action or of a path given to a verb. @param path what `path:` says */
export function pathOfAction(scope: RouteScope, action: string, path?: string): string {
  if (path !== undefined) {
    return joinPaths(scope.path, path);
  }
  const isOwn = /^(?:collection|member|new)$/.test(scope.level) && ownActions.has(action);
  return isOwn ? joinPaths(scope.path, '') : joinPaths(scope.path, actionPath(scope, action));
}

function isCut({ resource, isShallow }: RouteScope): boolean {
  return isShallow && resource?.isSingular === false;
}

function shallow(scope: RouteScope): RouteScope {
  return { ...scope, path: scope.shallowPath };
}
