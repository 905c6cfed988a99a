import { accessNames } from '../readers/nodeCode/accessNames';
import type { Library } from '../readers/nodeCode/library';
import type { Expression } from '../readers/nodeCode/program';
import { routeFramework } from '../readers/nodeCode/routeFramework';
import { RouteNode, type RouteGraph } from '../readers/nodeCode/routeGraph';
import { addRoutes, pathsIn } from '../readers/nodeCode/routePaths';
import type { Call, Thing, Value } from '../readers/nodeCode/values';

const methods = new Map([
  ...['get', 'post', 'put', 'patch', 'delete', 'head', 'options'].map((name) => [name, name.toUpperCase()] as const),
  ['del', 'DELETE'],
  ['all', 'ANY'],
]);

const routerPackages =
  /^(?:@koa\/router|koa-router|koa-joi-router|koa-better-router|koa-tree-router|@koa\/multer-router)$/;

export const koa = routeFramework({
  name: 'koa',
  from: 'Koa',
  packages: /^(?:koa|@koa\/router|koa-router)$/,
  mayDeclare:
    /\b[kK]oa\b|\bRouter\s*\(|\.\s*(?:use|get|post|put|patch|delete|del|all|register)\s*(?:<[^<>()]*>)?\(\s*(?:\[\s*)?['"`/]/,
  library: (graph): Library => ({
    verbs: new Set([...methods.keys(), 'use', 'register', 'routes', 'prefix']),
    give: async (from, names, call) => give(graph, from, names, call),
    assume: ({ pattern, type }) => {
      const name = pattern.kind === 'name' ? pattern.name : '';
      const isOne = /^(?:Koa|Router|Application)\b/.test(type) || (type === '' && /^(?:app|router)$/.test(name));
      return isOne ? new KoaRouter(graph, new RouteNode('assumed')) : undefined;
    },
  }),
});

async function give(
  graph: RouteGraph,
  from: string,
  names: readonly string[],
  call: Call | undefined,
): Promise<Value | undefined> {
  const name = names.join('.');
  if (!call) {
    return undefined;
  }
  if (from === 'koa' && name === '') {
    return new KoaRouter(graph, new RouteNode('root'));
  }
  if (routerPackages.test(from) && (name === '' || name === 'Router')) {
    const prefix = await call.follow.property(await call.value(call.args[0]), 'prefix');
    return new KoaRouter(graph, new RouteNode('loose', prefix.kind === 'text' ? prefix.text : ''));
  }
  if (from === 'koa-mount') {
    const [first, second] = call.args;
    const prefix = await call.value(second ? first : undefined);
    const mounted = await call.value(second ?? first);
    if (mounted instanceof KoaRouter) {
      const node = new RouteNode('loose');
      graph.mount(node, prefix.kind === 'text' ? prefix.text : '', mounted.node);
      return new KoaRouter(graph, node);
    }
  }
  return undefined;
}

/** An application or a router. */
class KoaRouter implements Thing {
  readonly kind = 'thing';

  constructor(
    private readonly graph: RouteGraph,
    readonly node: RouteNode,
  ) {}

  async call(name: string, call: Call): Promise<Value | undefined> {
    const method = methods.get(name);
    if (method !== undefined && call.args.length > 1) {
      await this.route([method], call, false);
    } else if (name === 'register') {
      const given = await call.follow.items(await call.value(call.args[1]));
      await this.route(
        given.flatMap((item) => (item.kind === 'text' ? [item.text.toUpperCase()] : [])),
        call,
        true,
      );
    } else if (name === 'use') {
      await this.use(call);
    } else if (name === 'prefix') {
      const prefix = await call.value(call.args[0]);
      this.node.prefix = prefix.kind === 'text' ? prefix.text : this.node.prefix;
    }
    return this;
  }

  private async route(given: readonly string[], call: Call, isRegistered: boolean): Promise<void> {
    const [first, second, ...rest] = call.args;
    const isNamed = !isRegistered && (second?.kind === 'text' || second?.kind === 'joined') && rest.length > 0;
    const written = isNamed ? second : first;
    const handlers = isNamed || isRegistered ? rest : call.args.slice(1);
    const { paths } = await pathsIn(await call.value(written), this.graph, call);
    if (paths.length === 0 && written?.kind !== 'regex') {
      this.graph.noteComputed(call.place);
    }
    addRoutes(this.graph, this.node, given, paths, handlers, call);
  }

  private async use(call: Call): Promise<void> {
    const [first, ...rest] = call.args;
    const { paths, isPath } = await pathsIn(await call.value(first), this.graph, call);
    const guards: Expression[] = [];
    const mounted: KoaRouter[] = [];
    for (const handler of isPath ? rest : call.args) {
      const value = await call.value(handler);
      if (value instanceof KoaRouter) {
        mounted.push(value);
      } else {
        guards.push(handler);
      }
    }
    const access = accessNames(guards);
    // `app.use(router.routes()).use(router.allowedMethods())` mounts it once.
    for (const router of new Set(mounted)) {
      for (const prefix of isPath ? paths.map(({ text }) => text) : ['']) {
        if (!router.node.mounts.some((mount) => mount.parent === this.node && mount.prefix === prefix)) {
          this.graph.mount(this.node, prefix, router.node, access);
        }
      }
    }
    if (!isPath && mounted.length === 0) {
      this.node.guards.push(...access);
    }
  }
}
