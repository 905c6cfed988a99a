import { accessNames, writtenNames } from '../readers/nodeCode/accessNames';
import type { Library } from '../readers/nodeCode/library';
import { writtenEntry, type Expression } from '../readers/nodeCode/program';
import { routeFramework } from '../readers/nodeCode/routeFramework';
import { RouteNode, type RouteGraph } from '../readers/nodeCode/routeGraph';
import { Slot, unknown, type Call, type MapValue, type Thing, type Value } from '../readers/nodeCode/values';

export const hapi = routeFramework({
  name: 'hapi',
  from: 'hapi',
  packages: /^(?:@hapi\/hapi|hapi)$/,
  mayDeclare: /\bserver\s*\.\s*(?:route|register)\b|@?\bhapi\b|\.route\s*\(\s*[[{]/,
  library: (graph): Library => ({
    verbs: new Set(['route', 'register', 'table']),
    give: (from, names, call) => {
      const isServer = /^(?:@hapi\/hapi|hapi)$/.test(from) && /^(?:[sS]erver|)$/.test(names.join('.'));
      return call && isServer ? new HapiServer(graph, new RouteNode('root')) : undefined;
    },
    assume: ({ pattern, type }) =>
      /^(?:Hapi\.)?Server\b/.test(type) || (pattern.kind === 'name' && pattern.name === 'server')
        ? new HapiServer(graph, new RouteNode('assumed'))
        : undefined,
  }),
});

class HapiServer implements Thing {
  readonly kind = 'thing';

  constructor(
    private readonly graph: RouteGraph,
    private readonly node: RouteNode,
  ) {}

  async call(name: string, call: Call): Promise<Value | undefined> {
    if (name === 'route') {
      await this.routes(await call.value(call.args[0]), call);
    } else if (name === 'register') {
      const options = await call.value(call.args[1]);
      const prefix = await prefixOf(call, options);
      await this.register(await call.value(call.args[0]), prefix, call);
    }
    return Promise.resolve(this);
  }

  property(name: string): Value | undefined {
    return name === 'realm' || name === 'auth' ? unknown : undefined;
  }

  private async routes(value: Value, call: Call): Promise<void> {
    if (value.kind === 'list') {
      for (const item of value.items) {
        await this.routes(await item.get(), call);
      }
      return;
    }
    const path = await call.follow.property(value, 'path');
    const given = await call.follow.property(value, 'method');
    if (value.kind !== 'map' || path.kind !== 'text') {
      this.graph.noteComputed(call.place);
      return;
    }
    const items = given.kind === 'list' ? await call.follow.items(given) : [given];
    const details = await detailsOf(value, call);
    for (const method of items) {
      const isCatchAll = /^\/?\{\w+\*\}$/.test(path.text);
      if (method.kind === 'text' && !(isCatchAll && method.text === '*')) {
        this.graph.add({
          node: this.node,
          method: method.text === '*' ? 'ANY' : method.text.toUpperCase(),
          path: path.text.replace(/\{(\w+)[*?]\d*\}/g, '{$1}'),
          access: details.access,
          evidence: path.place,
          summary: details.summary,
          handler: details.handler,
        });
      }
    }
  }

  /** Runs plugins: a function, what has one named `register`, a list of them. */
  private async register(plugin: Value, prefix: string, call: Call): Promise<void> {
    if (plugin.kind === 'list') {
      for (const item of plugin.items) {
        await this.register(await item.get(), prefix, call);
      }
      return;
    }
    const inner = plugin.kind === 'map' ? await call.follow.property(plugin, 'plugin') : unknown;
    if (inner.kind !== 'unknown') {
      await this.register(inner, (await prefixOf(call, plugin)) || prefix, call);
      return;
    }
    const register = plugin.kind === 'function' ? plugin : await call.follow.property(plugin, 'register');
    const named = register.kind === 'unknown' ? await call.follow.property(plugin, 'plugin') : register;
    const found = named.kind === 'function' ? named : await call.follow.property(named, 'register');
    const byDefault =
      found.kind === 'unknown' && plugin.kind === 'module' ? await call.follow.property(plugin, 'default') : found;
    if (byDefault.kind === 'function') {
      const node = new RouteNode('loose');
      this.graph.mount(this.node, prefix, node);
      await call.follow.call(byDefault, [Slot.of(new HapiServer(this.graph, node)), Slot.of(unknown)], byDefault.self);
    } else if (byDefault.kind === 'map' || byDefault.kind === 'module') {
      await this.register(byDefault, prefix, call);
    }
  }
}

/** `routes.prefix` of a registration's options. */
async function prefixOf(call: Call, options: Value): Promise<string> {
  const prefix = await call.follow.property(await call.follow.property(options, 'routes'), 'prefix');
  return prefix.kind === 'text' ? prefix.text : '';
}

interface Details {
  readonly access: readonly string[];
  readonly summary: string | undefined;
  readonly handler: string | undefined;
}

async function detailsOf(route: MapValue, call: Call): Promise<Details> {
  const given = await call.follow.property(route, 'options');
  const options = given.kind === 'unknown' ? await call.follow.property(route, 'config') : given;
  const description = await call.follow.property(options, 'description');
  const written: Expression | undefined =
    options.kind === 'map' ? { kind: 'map', entries: options.entries, line: 1 } : undefined;
  const auth = await call.follow.property(options, 'auth');
  const isOpen = auth.kind === 'text' && auth.text === 'false';
  const scope = writtenEntry(writtenEntry(written, 'auth'), 'scope');
  const before = writtenEntry(written, 'pre');
  const access = [
    ...(auth.kind === 'text' && !isOpen ? [auth.text] : []),
    ...(scope ? writtenNames(scope) : []),
    ...preNames(before),
  ];
  const handler =
    writtenEntry({ kind: 'map', entries: route.entries, line: 1 }, 'handler') ?? writtenEntry(written, 'handler');
  return {
    access: [...new Set(access)],
    summary: description.kind === 'text' ? description.text : undefined,
    handler: handler?.kind === 'member' && handler.property.kind === 'text' ? handler.property.text : undefined,
  };
}

/** What runs before the handler: `pre: [{ method: checkIsAdmin }]`. */
function preNames(before: Expression | undefined): string[] {
  const items = before?.kind === 'list' ? before.items : [];
  return accessNames(items.map((item) => writtenEntry(item, 'method') ?? item));
}
