import { accessNames } from '../readers/nodeCode/accessNames';
import type { Library } from '../readers/nodeCode/library';
import { routeFramework } from '../readers/nodeCode/routeFramework';
import { RouteNode, type RouteGraph } from '../readers/nodeCode/routeGraph';
import { addRoutes, pathsIn } from '../readers/nodeCode/routePaths';
import type { Call, Thing, Value } from '../readers/nodeCode/values';

const methods = new Map([
  ...['get', 'post', 'put', 'patch', 'delete', 'options'].map((name) => [name, name.toUpperCase()] as const),
  ['all', 'ANY'],
]);

export const hono = routeFramework({
  name: 'hono',
  from: 'Hono',
  packages: /^(?:hono|@hono\/zod-openapi)$/,
  mayDeclare: /\bHono\b|\bOpenAPIHono\b|\bcreateRoute\b|\bcreateApp\(/,
  library: (graph): Library => ({
    verbs: new Set([...methods.keys(), 'use', 'on', 'route', 'basePath', 'openapi', 'mount']),
    give: async (from, names, call) => {
      const name = names.join('.');
      if (call && /^hono(?:\/\w+)?$|^@hono\/zod-openapi$/.test(from)) {
        // `createFactory()` of `hono/factory` shares the types of what it creates.
        if (/^(?:Hono|OpenAPIHono|(?:createFactory\.\(\)|Factory\.\(\))\.createApp)$/.test(name)) {
          return new HonoRouter(graph, new RouteNode('root'));
        }
        return name === 'createRoute' ? call.value(call.args[0]) : undefined;
      }
      return undefined;
    },
    assume: ({ pattern, type }) =>
      /^(?:OpenAPI)?Hono\b/.test(type) || (type === '' && pattern.kind === 'name' && pattern.name === 'app')
        ? new HonoRouter(graph, new RouteNode('assumed'))
        : undefined,
  }),
});

class HonoRouter implements Thing {
  readonly kind = 'thing';

  constructor(
    private readonly graph: RouteGraph,
    readonly node: RouteNode,
  ) {}

  async call(name: string, call: Call): Promise<Value | undefined> {
    const method = methods.get(name);
    if (method !== undefined) {
      await this.add([method], call, 1);
    } else if (name === 'on') {
      const value = await call.value(call.args[0]);
      const items = value.kind === 'list' ? await call.follow.items(value) : [value];
      const given = items.flatMap((item) => (item.kind === 'text' ? [item.text.toUpperCase()] : []));
      await this.add(given, { ...call, args: call.args.slice(1) }, 1);
    } else if (name === 'basePath') {
      const prefix = await call.value(call.args[0]);
      const node = new RouteNode('loose');
      this.graph.mount(this.node, prefix.kind === 'text' ? prefix.text : '', node);
      return new HonoRouter(this.graph, node);
    } else if (name === 'route') {
      const prefix = await call.value(call.args[0]);
      const mounted = await call.value(call.args[1]);
      if (prefix.kind === 'text' && mounted instanceof HonoRouter) {
        this.graph.mount(this.node, prefix.text, mounted.node);
      }
    } else if (name === 'openapi') {
      await this.described(call);
    } else if (name === 'use') {
      const [first] = call.args;
      const isPath = first?.kind === 'text' || first?.kind === 'joined';
      // What guards some paths only is known of none.
      if (!isPath || (first.kind === 'text' && /^\/?\*$/.test(first.text))) {
        this.node.guards.push(...accessNames(isPath ? call.args.slice(1) : call.args));
      }
    }
    return this;
  }

  private async add(given: readonly string[], call: Call, after: number): Promise<void> {
    const handlers = call.args.slice(after);
    const { paths } = await pathsIn(await call.value(call.args[0]), this.graph, call);
    addRoutes(this.graph, this.node, given, handlers.length > 0 ? paths : [], handlers, call);
  }

  /** `app.openapi(createRoute({ method, path, summary }), handler)`. */
  private async described(call: Call): Promise<void> {
    const route = await call.value(call.args[0]);
    const method = await call.follow.property(route, 'method');
    const path = await call.follow.property(route, 'path');
    const summary = await call.follow.property(route, 'summary');
    if (method.kind === 'text' && path.kind === 'text') {
      this.graph.add({
        node: this.node,
        method: method.text.toUpperCase(),
        path: path.text,
        access: [],
        evidence: path.place,
        summary: summary.kind === 'text' ? summary.text : undefined,
      });
    }
  }
}
