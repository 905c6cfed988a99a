import type { Evidence } from '../../facts';
import type { Inflector } from '../ruby/inflector';
import type { RubyCall, RubyNode, RubyPair } from '../ruby/rubyNodes';
import {
  evidenceNaming,
  rubyMap,
  rubyName,
  rubyOption,
  rubyOptions,
  rubyText,
  rubyTexts,
  rubyValue,
  type RubyScope,
} from '../ruby/rubyValues';
import type { DeviseAccount } from './deviseRoutes';
import { controllersOf } from './routeTargets';
import {
  collectionScope,
  memberScope,
  nestedScope,
  newScope,
  withPath,
  type RailsResource,
  type RouteScope,
} from './routeScope';

/** One route, its path as Rails writes it. */
export interface RailsRoute {
  /** `GET`, or `ANY`. */
  readonly method: string;
  readonly path: string;
  readonly access: readonly string[];
  /** The action that answers: `admin/usagers#show`; undefined when it is none, or can't be told. */
  readonly target?: string | undefined;
  readonly evidence: Evidence;
}

/** What the declarations of an application need from outside of their file. */
export interface RouteSurroundings {
  readonly inflector: Inflector;
  /** Whether the application serves no pages. */
  readonly isApi: boolean;
  /** The lines of a file of routes. */
  linesOf(path: string): readonly string[];
  /** The statements of `config/routes/<name>.rb`; undefined when it doesn't exist. */
  drawn(name: string): readonly RubyNode[] | undefined;
  /** The programs that draw the routes of an engine of this repository; empty when it isn't one. */
  engine(name: string): readonly (readonly RubyNode[])[];
  /** Whether an application that is mounted declares its routes in this repository, where they are read. */
  isReadElsewhere(name: string): boolean;
  /** What is known of the accounts of `devise_for`. */
  readonly devise: (name: string, className: string | undefined) => DeviseAccount | undefined;
  /** What gems give by a constant's name: `ActiveAdmin::Devise.config`. */
  readonly constants: RubyScope;
  note(message: string, evidence: Evidence): void;
}

/** Blocks that say nothing of paths. */
export const transparent = new Set([
  'constraints',
  'defaults',
  'devise_scope',
  'as',
  'unauthenticated',
  'with_devise_exclusive_scope',
]);

/** What declares no route. */
const silent =
  /^(?:direct|resolve|require|require_relative|require_dependency|load|include|extend|puts|raise|lambda|proc|redirect|default_url_options|private|public|filter|freeze|p|return)$/;

/** What declares one route. */
export const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'match']);

/** Whether a call that Rails doesn't know may declare routes: a name alone is a variable, unless it says what it does. */
export function isDeclaration({ name, args, pairs, block }: RubyCall): boolean {
  const isAlone = args.length + pairs.length === 0 && !block;
  return !silent.test(name) && (!isAlone || /^(?:use|mount|draw)_|_routes$/.test(name));
}

/** The object whose routes a call draws: of `Users::Engine.routes.draw do`, `Users::Engine`. */
export function drawnBy({ name, receiver, block }: RubyCall): string | undefined {
  const drawn = block && /^(?:draw|append|prepend)$/.test(name) ? rubyName(receiver) : undefined;
  return drawn === undefined ? undefined : /^(.+)\.routes$/.exec(drawn)?.[1];
}

/** A path, with the name of what can't be told between braces; undefined when none of it can be told. */
export function pathText(node: RubyNode, ruby: RubyScope): string | undefined {
  const known = rubyText(node, ruby);
  if (known !== undefined) {
    return known;
  }
  const placeholder = (part: RubyNode): string => `{${/[\w]+$/.exec(rubyName(part) ?? '')?.[0] ?? 'calcul'}}`;
  if (node.kind === 'text') {
    return node.parts
      .map((part) => (typeof part === 'string' ? part : (rubyText(part, ruby) ?? placeholder(part))))
      .join('');
  }
  return rubyName(node) === undefined ? undefined : placeholder(node);
}

export function pathOfArgs({ args }: RubyCall, ruby: RubyScope): string {
  return args.map((arg) => pathText(arg, ruby) ?? '').join('/');
}

export function methodsOf(call: RubyCall, ruby: RubyScope, scope: RouteScope): readonly string[] {
  if (call.name !== 'match') {
    return [call.name.toUpperCase()];
  }
  const via = rubyTexts(rubyOption(call, 'via'), ruby) ?? scope.via ?? ['all'];
  return via.includes('all') ? ['ANY'] : via.map((method) => method.toUpperCase());
}

/** What stands before `=>` and isn't an option: of `get 'a' => 'b#c'` and of `mount A => '/a'`. */
export function arrowOf({ pairs }: RubyCall): RubyPair | undefined {
  return pairs.find(({ key }) => !(key.kind === 'text' && key.isSymbol));
}

/** What `with_options` gives, where a call doesn't say it itself. */
export function withDefaults(call: RubyCall, given: RubyCall['pairs']): RubyCall {
  const own = new Set(call.pairs.map(({ key }) => rubyText(key)));
  return {
    ...call,
    receiver: undefined,
    pairs: [...call.pairs, ...given.filter(({ key }) => !own.has(rubyText(key)))],
  };
}

export function nameOfMounted(target: RubyNode | undefined): string | undefined {
  return rubyName(target) ?? (target?.kind === 'call' ? nameOfMounted(target.receiver) : undefined);
}

export function versionPath(call: RubyCall, ruby: RubyScope): string {
  const value = rubyMap(rubyValue(rubyOption(call, 'path'), ruby))?.get('value');
  return typeof value === 'string' ? value : '';
}

/** The actions that a resource has routes for. @param isApi whether nothing serves forms */
export function actionsOf(call: RubyCall, ruby: RubyScope, scope: RouteScope, isApi: boolean): ReadonlySet<string> {
  const usual = [
    'create',
    'show',
    'update',
    'destroy',
    ...(call.name === 'resource' ? [] : ['index']),
    ...(isApi ? [] : ['new', 'edit']),
  ];
  const own = { only: rubyTexts(rubyOption(call, 'only'), ruby), except: rubyTexts(rubyOption(call, 'except'), ruby) };
  const isOwn = rubyOption(call, 'only') ?? rubyOption(call, 'except');
  const { only, except } = isOwn ? own : (scope.limits ?? own);
  return new Set(usual.filter((action) => (only ? only.includes(action) : !except?.includes(action))));
}

/** Whether the actions of a resource can't be told. */
export function isComputed(call: RubyCall, ruby: RubyScope): boolean {
  return ['only', 'except'].some((name) => {
    const written = rubyOption(call, name);
    return written !== undefined && !rubyTexts(written, ruby);
  });
}

/** What `resources` or `resource` declares under one name. */
export function resourceOf(name: string, call: RubyCall, ruby: RubyScope, inflector: Inflector): RailsResource {
  const isSingular = call.name === 'resource';
  const param = rubyText(rubyOption(call, 'param'), ruby) ?? 'id';
  const known = rubyText(rubyOption(call, 'as'), ruby) ?? name;
  const written = rubyOption(call, 'path');
  return {
    isSingular,
    path: (written && pathText(written, ruby)) ?? name,
    param,
    nestedParam: `${inflector.singularize(known.replace(/^.*\//, ''))}_${param}`,
    controller: rubyText(rubyOption(call, 'controller'), ruby) ?? (isSingular ? inflector.pluralize(name) : name),
  };
}

/** What `scope`, or the options of a resource that say more than itself, change around. */
export function scopeOf(call: RubyCall, ruby: RubyScope, scope: RouteScope, path = ''): RouteScope {
  const isScope = call.name === 'scope';
  const options = rubyOptions(call.pairs, ruby);
  const names = rubyMap(options.get('path_names'));
  const own = isScope ? rubyOption(call, 'path') : undefined;
  const added = isScope ? (own ? (pathText(own, ruby) ?? '') : path) : '';
  const shallowAdded = rubyOption(call, 'shallow_path');
  const shallowPath = shallowAdded ? (pathText(shallowAdded, ruby) ?? '') : scope.level === 'nested' ? '' : added;
  const [only, except] = [rubyTexts(rubyOption(call, 'only'), ruby), rubyTexts(rubyOption(call, 'except'), ruby)];
  const via = rubyTexts(rubyOption(call, 'via'), ruby);
  const shallow = options.get('shallow');
  return {
    ...withPath(scope, added),
    ...controllersOf(call, ruby, scope),
    shallowPath: `${scope.shallowPath}/${shallowPath}`,
    ...(isScope && typeof shallow === 'boolean' ? { isShallow: shallow } : {}),
    ...(isScope && (only ?? except) ? { limits: { only, except } } : {}),
    ...(isScope && via ? { via } : {}),
    pathNames: new Map([
      ...scope.pathNames,
      ...[...(names ?? [])].flatMap(([action, name]): [string, string][] =>
        typeof name === 'string' ? [[action, name]] : [],
      ),
    ]),
  };
}

/** Where a verb declares its route: in what is said by `on:`, else where Rails puts it. */
export function levelOf(call: RubyCall, ruby: RubyScope, scope: RouteScope): RouteScope {
  switch (rubyText(rubyOption(call, 'on'), ruby) ?? scope.level) {
    case 'member':
      return scope.level === 'member' ? scope : memberScope(scope);
    case 'collection':
      return scope.level === 'collection' ? scope : collectionScope(scope);
    case 'new':
      return scope.level === 'new' ? scope : newScope(scope);
    case 'resources':
      return nestedScope(scope);
    case 'resource':
      return memberScope(scope);
    default:
      return scope;
  }
}

/** Where a route is declared, down to the path that it says of itself. @param computed its path, when a variable gives it */
export function evidenceFor(call: RubyCall, computed: string | undefined, lines: readonly string[]): Evidence {
  if (computed !== undefined) {
    return evidenceNaming(computed, call, lines);
  }
  const endLine = (rubyOption(call, 'path') ?? rubyOption(call, 'at'))?.line ?? call.line;
  return { path: call.path, line: call.line, ...(endLine > call.line ? { endLine } : {}) };
}
