import type { Node } from 'web-tree-sitter';
import type { Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';
import type { PhpCall, PhpChain } from '../php/phpChain';
import { folderOf, inFolder } from '../paths';
import { classNodes, methodsOf, PhpNames } from '../php/phpNodes';
import { rootMark } from '../php/phpFunctions';
import { PhpRunner, type PhpReader } from '../php/phpRunner';
import { entryOf, evidenceOf, missing, phpValue, shortName, textOf, textsOf, type PhpValue } from '../php/phpValue';
import { resourceCalls, resourceRoutes } from './resources';

/** What groups put around routes. */
export interface RouteGroup {
  /** The outermost first. */
  readonly prefixes: readonly string[];
  readonly middleware: readonly string[];
  readonly without: readonly string[];
}

/** A route of one file, before what includes that file is known. */
export interface FileRoute extends RouteGroup {
  readonly method: string;
  readonly path: string;
  readonly evidence: Evidence;
}

/** Another file whose routes stand in a group of this one. */
export interface FileInclude extends RouteGroup {
  /** From the root; `?` stands for what isn't known. */
  readonly path: string;
}

export interface RouteFile {
  readonly routes: readonly FileRoute[];
  readonly includes: readonly FileInclude[];
  /** What couldn't be read, in French, and where. */
  readonly skipped: readonly { readonly message: string; readonly line: number }[];
}

export const noGroup: RouteGroup = { prefixes: [], middleware: [], without: [] };

const verbs = /^(?:get|post|put|patch|delete|options|any)$/;

/** Methods of the router that make no route. */
const silent =
  /^(?:model|bind|patterns?|macro|mixin|has|current\w*|is|getRoutes|getCurrentRoute|input|matched|aliasMiddleware|middlewareGroup|(?:push|prepend)MiddlewareToGroup|resourceVerbs|resourceParameters|singularResourceParameters|substitute\w*|fallback|name|as|domain|where\w*|namespace|controller|scopeBindings|withoutScopedBindings|missing|middleware|withoutMiddleware|prefix|flushMiddlewareGroups|getMiddleware\w*|setRoutes|view|getByName|getLastGroupPrefix|hasGroupStack|getGroupStack|respondWithRoute|dispatch|toResponse|uri|uses|apiResourceVerbs|when|unless|tap)$/;

/**
 * Reads what one file declares of routes.
 *
 * @param isOfRoutes whether variables such as `$router` are the router there
 */
export function routesIn(
  source: SourceText,
  root: Node,
  appFolder: string,
  isOfRoutes: boolean,
  settings: PhpReader['setting'],
): RouteFile {
  const reading = new RouteReading(source, isOfRoutes);
  const runner = new PhpRunner(
    source,
    PhpNames.of(root),
    {
      call: (chain, run) => reading.call(chain, run),
      include: (path) => {
        reading.include(path);
      },
      ...(settings ? { setting: settings } : {}),
    },
    appFolder,
  );
  const provider = classNodes(root).find((node) => node.type === 'class_declaration');
  if (provider) {
    runner.enter(provider);
    const methods = [...methodsOf(provider)];
    const started = methods.filter(([name]) => name === 'boot' || name === 'map' || name === 'register');
    for (const [name] of started) {
      runner.runMethod(name);
    }
    for (const [name, node] of methods) {
      if (!runner.hasRun(name) && /\bRoute::|routes\//.test(node.text)) {
        runner.runMethod(name);
      }
    }
  } else {
    // Slim's files return a function that is given the application.
    runner.runClosure(runner.runFile(root), [phpValue('object', 'Router', { offset: 0, line: 1 })]);
  }
  if (runner.isCut) {
    reading.skip('routes trop nombreuses : lues en partie seulement', 1);
  }
  return reading;
}

class RouteReading implements RouteFile {
  readonly routes: FileRoute[] = [];
  readonly includes: FileInclude[] = [];
  readonly skipped: { message: string; line: number }[] = [];
  private group: RouteGroup = noGroup;

  constructor(
    private readonly source: SourceText,
    private readonly isOfRoutes: boolean,
  ) {}

  skip(message: string, line: number): void {
    if (!this.skipped.some((each) => each.message === message)) {
      this.skipped.push({ message, line });
    }
  }

  include(path: string): void {
    if (path.startsWith(rootMark)) {
      this.includes.push({ ...this.group, path: path.slice(rootMark.length) });
    } else if (!path.startsWith('/')) {
      // PHP looks beside the file that includes when the path says no folder.
      this.includes.push({ ...this.group, path: inFolder(folderOf(this.source.path), path) });
    }
  }

  call(chain: PhpChain, runner: PhpRunner): PhpValue | undefined {
    const { root, calls } = chain;
    const [first] = calls;
    if (!first) {
      return undefined;
    }
    const routing = calls.find(({ name }) => name === 'withRouting');
    if (routing) {
      this.routing(routing, runner);
      return phpValue('unknown', '', first);
    }
    if (first.name === 'loadRoutesFrom') {
      this.includePath(first.argument(0, 'path'), this.group);
      return phpValue('unknown', '', first);
    }
    // A file may call the facade otherwise: `use …\Facades\Route as Facade`.
    const facade = root.kind === 'class' ? shortName(runner.className(root.text)) : '';
    const isFacade = /^(?:Route|RouteFacade|Router|Volt)$/.test(facade);
    const isRouter =
      (root.kind === 'variable' &&
        (root.value.text === 'Router' ||
          (this.isOfRoutes && /^\$(?:router|app|route|api|group|r)$/.test(root.text)))) ||
      /^\$\w+->router$/.test(root.text) ||
      (root.kind === 'function' && first.name === 'app' && calls.length > 1 && first.argument(0)?.text === 'router');
    if (isFacade || isRouter) {
      this.chain(root.kind === 'function' ? calls.slice(1) : calls, runner, isFacade && facade);
      return phpValue('object', 'Router', first);
    }
    if (
      root.kind === 'class' &&
      first.name === 'routes' &&
      /^(?:Auth|Passport|Broadcast)$/.test(shortName(root.text))
    ) {
      this.skip(`routes de ${shortName(root.text)}::routes(), non développées`, first.line);
      return phpValue('unknown', '', first);
    }
    return undefined;
  }

  /** `withRouting(web: …, api: …, then: …)` of `bootstrap/app.php`. */
  private routing(call: PhpCall, runner: PhpRunner): void {
    const files = (position: number, name: string): PhpValue[] => textsOf(call.argument(position, name));
    for (const value of files(1, 'web')) {
      this.includePath(value, this.group);
    }
    const prefix = textOf(call.argument(-1, 'apiPrefix')) ?? 'api';
    for (const value of files(2, 'api')) {
      this.includePath(value, { ...this.group, prefixes: [prefix] });
    }
    const health = call.argument(-1, 'health');
    const path = textOf(health);
    if (health && path !== undefined) {
      this.add('GET', path, health, noGroup);
    }
    runner.runClosure(call.argument(-1, 'using'));
    runner.runClosure(call.argument(-1, 'then'));
  }

  private includePath(value: PhpValue | undefined, group: RouteGroup): void {
    if ((value?.kind === 'text' || value?.kind === 'partial') && value.text.startsWith(rootMark)) {
      this.includes.push({ ...group, path: value.text.slice(rootMark.length) });
    }
  }

  private chain(calls: readonly PhpCall[], runner: PhpRunner, facade: string | false): void {
    let group = this.group;
    for (const [index, call] of calls.entries()) {
      const after = calls.slice(index + 1);
      if (call.name === 'group') {
        this.inGroup(call, after.reduce(modified, group), runner);
        return;
      }
      if (this.declare(call, after, group, facade)) {
        return;
      }
      group = modified(group, call);
    }
    const [first] = calls;
    if (first && facade === 'Route' && first.name !== '' && !silent.test(first.name)) {
      this.skip(`routes de Route::${first.name}(), non développées`, first.line);
    }
  }

  private inGroup(call: PhpCall, before: RouteGroup, runner: PhpRunner): void {
    const [first, second] = [
      call.argument(0, 'attributes', 'routes', 'pattern'),
      call.argument(1, 'routes', 'callback', 'callable'),
    ];
    // Slim's groups are given their path alone.
    const isPath = first?.kind === 'text' && !first.text.startsWith(rootMark) && second !== undefined;
    const group = first?.kind === 'list' || isPath ? withAttributes(before, first) : before;
    const body = second ?? first;
    if (body?.kind === 'closure') {
      const outer = this.group;
      this.group = group;
      runner.runClosure(body, [phpValue('object', 'Router', call)]);
      this.group = outer;
      return;
    }
    for (const path of body?.kind === 'list' ? textsOf(body) : [body]) {
      this.includePath(path, group);
    }
  }

  private declare(call: PhpCall, after: readonly PhpCall[], before: RouteGroup, facade: string | false): boolean {
    const { name } = call;
    const uri = call.argument(name === 'match' ? 1 : 0, 'uri', 'path');
    const methods =
      facade === 'Volt'
        ? name === 'route'
          ? ['GET']
          : []
        : verbs.test(name)
          ? [name === 'any' ? 'ANY' : name.toUpperCase()]
          : name === 'match' || name === 'map'
            ? textsOf(call.argument(0, 'methods')).map(({ text }) => text.toUpperCase())
            : name === 'webhooks'
              ? ['POST']
              : /^(?:view|inertia|livewire)$/.test(name) && call.values().length > 1
                ? ['GET']
                : /^(?:redirect|permanentRedirect)$/.test(name)
                  ? ['ANY']
                  : [];
    if (methods.length > 0) {
      const target = name === 'map' ? call.argument(1, 'pattern') : uri;
      const group = after.reduce(modified, withAction(before, call.argument(name === 'match' ? 2 : 1, 'action')));
      const text = knownPath(target);
      if (text === undefined || !target) {
        this.skip('chemin de route construit par le code : non lu', call.line);
        return true;
      }
      for (const method of methods) {
        this.add(method, text, target, group);
      }
      return true;
    }
    if (!resourceCalls.test(name)) {
      return false;
    }
    const many = name.endsWith('s');
    const options = call.argument(many ? 1 : 2, 'options');
    const listed = many ? (uri?.entries ?? []).map(({ key, value }) => key ?? value) : uri ? [uri] : [];
    const group = after.reduce(modified, withAttributes(before, options));
    for (const each of listed) {
      if (each.kind !== 'text') {
        this.skip('ressource dont le nom est construit par le code : non lue', call.line);
        continue;
      }
      for (const { methods: allowed, path } of resourceRoutes(call, each.text, options, after)) {
        for (const method of allowed) {
          this.add(method, path, each, group);
        }
      }
    }
    return true;
  }

  private add(method: string, path: string, at: Pick<PhpValue, 'line' | 'path'>, group: RouteGroup): void {
    this.routes.push({ ...group, method, path, evidence: evidenceOf(this.source.path, at) });
  }
}

/** A path; what isn't known of it stands for a parameter when it is a whole part. */
function knownPath(value: PhpValue | undefined): string | undefined {
  if (value?.kind !== 'partial') {
    return textOf(value);
  }
  const path = value.text.replace(/(?<=\/)\?(?=\/|$)/g, '{valeur}');
  return path.includes(missing) || path.startsWith('{') ? undefined : path;
}

/** What a call on a group or a route adds: `->middleware('auth')`. */
function modified(group: RouteGroup, call: PhpCall): RouteGroup {
  switch (call.name) {
    case 'prefix': {
      const prefix = textOf(call.argument(0, 'prefix'));
      return prefix === undefined ? group : { ...group, prefixes: [...group.prefixes, prefix] };
    }
    case 'middleware':
    case 'add':
      return { ...group, middleware: [...group.middleware, ...namesOf(call.values())] };
    case 'withoutMiddleware':
      return { ...group, without: [...group.without, ...namesOf(call.values())] };
    case 'can': {
      const [ability] = call.values();
      return ability && textOf(ability) !== undefined
        ? { ...group, middleware: [...group.middleware, `can:${ability.text}`] }
        : group;
    }
    default:
      return group;
  }
}

function withAttributes(group: RouteGroup, given: PhpValue | undefined): RouteGroup {
  const prefix = textOf(given?.kind === 'text' ? given : entryOf(given, 'prefix'));
  const middleware = [entryOf(given, 'middleware'), entryOf(given, 'before')].filter((value) => value !== undefined);
  const without = entryOf(given, 'excluded_middleware');
  return {
    prefixes: [...group.prefixes, ...(prefix === undefined ? [] : [prefix])],
    middleware: [...group.middleware, ...namesOf(middleware)],
    without: [...group.without, ...namesOf(without ? [without] : [])],
  };
}

/** Old routes give their middleware with their action: `['uses' => …, 'middleware' => 'auth']`. */
function withAction(group: RouteGroup, action: PhpValue | undefined): RouteGroup {
  return action?.kind === 'list'
    ? withAttributes(group, { ...action, entries: action.entries.filter(({ key }) => key?.text === 'middleware') })
    : group;
}

function namesOf(values: readonly PhpValue[]): string[] {
  return values
    .flatMap((value) => (value.kind === 'list' ? value.entries.map((entry) => entry.value) : [value]))
    .flatMap((value) =>
      value.kind === 'text'
        ? value.text.split(value.text.includes(':') ? '\n' : '|')
        : value.kind === 'class' || value.kind === 'new'
          ? [shortName(value.text)]
          : [],
    );
}
