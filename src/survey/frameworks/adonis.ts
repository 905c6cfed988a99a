import { accessNames, isGuard, writtenNames } from '../readers/nodeCode/accessNames';
import type { Library } from '../readers/nodeCode/library';
import { labelOf, type Expression } from '../readers/nodeCode/program';
import { routeFramework } from '../readers/nodeCode/routeFramework';
import { RouteNode, type RouteGraph } from '../readers/nodeCode/routeGraph';
import { pathsIn, routeEvidence } from '../readers/nodeCode/routePaths';
import { unknown, type Call, type Thing, type Value } from '../readers/nodeCode/values';

const methods = new Map([
  ...['get', 'post', 'put', 'patch', 'delete'].map((name) => [name, name.toUpperCase()] as const),
  ['any', 'ANY'],
]);

const routerModules =
  /^(?:@adonisjs\/core\/services\/router|@ioc:Adonis\/Core\/Route|@adonisjs\/core\/build\/standalone)$/;

/** What `resource` declares: the action, its method and its path below the resource's. */
const resourceActions = [
  ['index', 'GET', ''],
  ['create', 'GET', '/create'],
  ['store', 'POST', ''],
  ['show', 'GET', '/:id'],
  ['edit', 'GET', '/:id/edit'],
  ['update', 'PUT', '/:id'],
  ['update', 'PATCH', '/:id'],
  ['destroy', 'DELETE', '/:id'],
] as const;

export const adonis = routeFramework({
  name: 'adonis',
  from: 'AdonisJS',
  packages: /^@adonisjs\/(?:core|framework)$/,
  mayDeclare: /@adonisjs\/core\/services\/router|Adonis\/Core\/Route|\buse\(['"]Route['"]\)/,
  library: (graph): Library => {
    const router = new AdonisRouter(graph);
    return {
      verbs: new Set([...methods.keys(), 'group', 'resource', 'shallowResource', 'on', 'route', 'render', 'prefix']),
      give: async (from, names, call) => {
        const isRouter = routerModules.test(from) && /^(?:default|Route|)$/.test(names.join('.'));
        const isGlobal = call && from === '' && names.join('.') === 'use';
        const used = isGlobal ? await call.value(call.args[0]) : undefined;
        return isRouter || (used?.kind === 'text' && used.text === 'Route') ? router : undefined;
      },
      assume: () => undefined,
    };
  },
});

/** The product's router: what is declared while a group's function runs is of that group. */
class AdonisRouter implements Thing {
  readonly kind = 'thing';
  private node = new RouteNode('root');

  constructor(private readonly graph: RouteGraph) {}

  async call(name: string, call: Call): Promise<Value | undefined> {
    const method = methods.get(name);
    if (method !== undefined || name === 'route') {
      const given = await call.follow.items(await call.value(name === 'route' ? call.args[1] : undefined));
      const named = given.flatMap((item) => (item.kind === 'text' ? [item.text.toUpperCase()] : []));
      return this.add(method === undefined ? named : [method], call, call.args[call.args.length - 1]);
    }
    switch (name) {
      case 'group':
        return this.group(call);
      case 'resource':
      case 'shallowResource':
        return this.resource(call);
      case 'on':
        return this.add(['GET'], call, undefined);
      default:
        return this;
    }
  }

  private async add(given: readonly string[], call: Call, handler: Expression | undefined): Promise<Value> {
    const { paths } = await pathsIn(await call.value(call.args[0]), this.graph, call);
    if (paths.length === 0) {
      this.graph.noteComputed(call.place);
    }
    const guards = paths.flatMap(({ text, place }) =>
      given.map((method) =>
        this.graph.add({
          node: this.node,
          method,
          path: text,
          access: [],
          evidence: routeEvidence(call, place),
          handler: handler?.kind === 'text' ? handler.text : handler && labelOf(handler),
        }),
      ),
    );
    return new Declared(guards, undefined);
  }

  private async group(call: Call): Promise<Value> {
    const outer = this.node;
    const node = new RouteNode('loose');
    const guards = this.graph.mount(outer, '', node);
    const body = await call.value(call.args[call.args.length - 1]);
    this.node = node;
    if (body.kind === 'function') {
      await call.follow.call(body, [], undefined);
    }
    this.node = outer;
    return new Declared([guards], node);
  }

  private async resource(call: Call): Promise<Value> {
    const name = await call.value(call.args[0]);
    if (name.kind !== 'text') {
      this.graph.noteComputed(call.place);
      return unknown;
    }
    const parts = name.text.split('.');
    const path = parts
      .map((part, index) => (index < parts.length - 1 ? `${part}/:${part.replace(/s$/, '')}_id` : part))
      .join('/');
    const resource = new Resource();
    for (const [action, method, below] of resourceActions) {
      const node = new RouteNode('loose');
      resource.actions.push({ action, node });
      resource.guards.push(this.graph.mount(this.node, '', node));
      this.graph.add({ node, method, path: `${path}${below}`, access: [], evidence: call.place });
    }
    return resource;
  }
}

/** A route or a group, for what is said of it afterwards. */
class Declared implements Thing {
  readonly kind = 'thing';

  /** @param group undefined for a route */
  constructor(
    private readonly guards: readonly string[][],
    private readonly group: RouteNode | undefined,
  ) {}

  async call(name: string, call: Call): Promise<Value> {
    if (name === 'middleware' || name === 'use') {
      for (const guard of this.guards) {
        guard.push(...guardsIn(call.args));
      }
    } else if (name === 'prefix' && this.group) {
      const prefix = await call.value(call.args[0]);
      this.group.prefix =
        prefix.kind === 'text' ? [prefix.text, this.group.prefix].filter(Boolean).join('/') : this.group.prefix;
    }
    return this;
  }
}

/** The routes of a resource, some of which may be taken away afterwards. */
class Resource implements Thing {
  readonly kind = 'thing';
  readonly actions: { readonly action: string; readonly node: RouteNode }[] = [];
  readonly guards: string[][] = [];

  async call(name: string, call: Call): Promise<Value> {
    const listed = (await call.follow.items(await call.value(call.args[0]))).flatMap((item) =>
      item.kind === 'text' ? [item.text] : [],
    );
    if (name === 'apiOnly') {
      this.remove((action) => action === 'create' || action === 'edit');
    } else if (name === 'only') {
      this.remove((action) => !listed.includes(action));
    } else if (name === 'except') {
      this.remove((action) => listed.includes(action));
    } else if (name === 'middleware' || name === 'use') {
      const isAll = call.args.length < 2 || (call.args[0]?.kind === 'text' && call.args[0].text === '*');
      for (const guard of isAll ? this.guards : []) {
        guard.push(...guardsIn(call.args.length > 1 ? call.args.slice(1) : call.args));
      }
    }
    return this;
  }

  private remove(isGone: (action: string) => boolean): void {
    for (const { action, node } of this.actions) {
      if (isGone(action)) {
        node.isGone = true;
      }
    }
  }
}

/** `middleware.auth()`, `'auth:api'`. */
function guardsIn(args: readonly Expression[]): string[] {
  return [...accessNames(args), ...args.flatMap(writtenNames).filter(isGuard)];
}
