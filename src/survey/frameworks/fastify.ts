import { accessNames } from '../readers/nodeCode/accessNames';
import type { Library } from '../readers/nodeCode/library';
import { labelOf, writtenEntry, type Expression } from '../readers/nodeCode/program';
import { routeFramework } from '../readers/nodeCode/routeFramework';
import { RouteNode, type RouteGraph } from '../readers/nodeCode/routeGraph';
import { pathsIn, routeEvidence } from '../readers/nodeCode/routePaths';
import { Slot, unknown, type Call, type Thing, type Value } from '../readers/nodeCode/values';
import { folderOf, pathFrom, resolvePath } from '../readers/paths';
import type { Repository } from '../repository';

const methods = new Map([
  ...['get', 'post', 'put', 'patch', 'delete', 'head', 'options'].map((name) => [name, name.toUpperCase()] as const),
  ['all', 'ANY'],
]);

/** Hooks that run before the handler, and may refuse. */
const guardHooks = ['onRequest', 'preValidation', 'preHandler', 'preParsing'];

const autoloadPackages = /^(?:@fastify\/autoload|fastify-autoload)$/;

export const fastify = routeFramework({
  name: 'fastify',
  from: 'Fastify',
  packages: /^fastify$/,
  mayDeclare: /\b[fF]astify\w*\b|\.\s*(?:get|post|put|patch|delete|route|register)\s*(?:<[^()]{0,200}>)?\(/,
  library: (graph, repository): Library => ({
    verbs: new Set([...methods.keys(), 'route', 'register', 'addHook', 'withTypeProvider']),
    give: async (from, names, call) => {
      if (call && from === 'fastify' && /^(?:fastify|default|)$/.test(names.join('.'))) {
        return new FastifyServer(graph, repository, new RouteNode('root'));
      }
      return call && from === 'fastify-plugin' ? new SharedPlugin(await call.value(call.args[0])) : undefined;
    },
    assume: ({ pattern, type }) => {
      const isNamed = pattern.kind === 'name' && /^(?:fastify|app|server|instance|f)$/.test(pattern.name);
      return /^Fastify(?!Request|Reply)/.test(type) || isNamed
        ? new FastifyServer(graph, repository, new RouteNode('assumed'))
        : undefined;
    },
  }),
});

/** A plugin that is run on the very server it is registered on: no prefix is put before its routes. */
class SharedPlugin implements Thing {
  readonly kind = 'thing';

  constructor(readonly plugin: Value) {}

  async call(): Promise<Value | undefined> {
    return Promise.resolve(undefined);
  }
}

class FastifyServer implements Thing {
  readonly kind = 'thing';

  constructor(
    private readonly graph: RouteGraph,
    private readonly repository: Repository,
    private readonly node: RouteNode,
  ) {}

  async call(name: string, call: Call): Promise<Value | undefined> {
    const method = methods.get(name);
    const [first, ...rest] = call.args;
    if (method !== undefined) {
      if (rest.length > 0) {
        const options = rest.length > 1 || rest[0]?.kind === 'map' ? rest[0] : undefined;
        const { paths } = await pathsIn(await call.value(first), this.graph, call);
        if (paths.length === 0) {
          this.graph.noteComputed(call.place);
        }
        for (const { text, place } of paths) {
          await this.add(
            [method],
            text,
            options,
            { ...call, place: routeEvidence(call, place) },
            rest[rest.length - 1],
          );
        }
      }
    } else if (name === 'route') {
      await this.route(call);
    } else if (name === 'register') {
      await this.register(call);
    } else if (name === 'addHook') {
      const hook = await call.value(first);
      if (hook.kind === 'text' && guardHooks.includes(hook.text)) {
        this.node.guards.push(...accessNames(rest));
      }
    } else if (name === 'auth' || name === 'rateLimit') {
      return undefined;
    }
    return this;
  }

  private async route(call: Call): Promise<void> {
    const options = await call.value(call.args[0]);
    const given = await call.follow.property(options, 'method');
    const url = await call.follow.property(options, 'url');
    const path = url.kind === 'unknown' ? await call.follow.property(options, 'path') : url;
    const items = given.kind === 'list' ? await call.follow.items(given) : [given];
    const named = items.flatMap((item) => (item.kind === 'text' ? [item.text.toUpperCase()] : []));
    if (path.kind !== 'text' || named.length === 0) {
      this.graph.noteComputed(call.place);
      return;
    }
    const [written] = call.args;
    await this.add(named, path.text, written, { ...call, place: path.place }, writtenEntry(written, 'handler'));
  }

  private async add(
    given: readonly string[],
    path: string,
    options: Expression | undefined,
    call: Call,
    handler: Expression | undefined,
  ): Promise<void> {
    const value = await call.value(options);
    const summary = await call.follow.property(await call.follow.property(value, 'schema'), 'summary');
    const hooks = guardHooks.flatMap((hook) => writtenEntry(options, hook) ?? []);
    for (const method of given) {
      this.graph.add({
        node: this.node,
        method,
        path,
        access: accessNames(hooks),
        evidence: call.place,
        summary: summary.kind === 'text' ? summary.text : undefined,
        handler: handler && labelOf(handler),
      });
    }
  }

  private async register(call: Call): Promise<void> {
    const plugin = await call.value(call.args[0]);
    const options = await call.value(call.args[1]);
    const prefix = await call.follow.property(options, 'prefix');
    if (plugin.kind === 'external' && autoloadPackages.test(plugin.from)) {
      await this.autoload(options, call);
      return;
    }
    await this.runPlugin(plugin, prefix.kind === 'text' ? prefix.text : '', options, call);
  }

  private async runPlugin(plugin: Value, prefix: string, options: Value, call: Call): Promise<void> {
    const given = plugin.kind === 'module' ? await call.follow.property(plugin, 'default') : plugin;
    const isShared = given instanceof SharedPlugin;
    const found = isShared ? given.plugin : given;
    if (found.kind === 'function') {
      const node = isShared ? this.node : new RouteNode('loose');
      if (!isShared) {
        this.graph.mount(this.node, prefix, node);
      }
      const server = new FastifyServer(this.graph, this.repository, node);
      await call.follow.call(found, [Slot.of(server), Slot.of(options)], found.self);
    }
  }

  /** Registers all plugins of a folder: each folder's name is a part of the path, as the package does. */
  private async autoload(options: Value, call: Call): Promise<void> {
    const written = await call.follow.property(options, 'dir');
    const dir = written.kind === 'text' ? resolvePath('', written.text) : undefined;
    if (dir === undefined || !this.repository.hasFolder(dir)) {
      this.repository.note('dossier de routes calculé, non développé', call.place.path, call.place.line, 'api');
      return;
    }
    const inner = await call.follow.property(options, 'options');
    const prefix = await call.follow.property(inner, 'prefix');
    const isByFolder = await call.follow.property(options, 'dirNameRoutePrefix');
    const takesParameters = await call.follow.property(options, 'routeParams');
    const files = this.repository.files.filter(
      ({ path, name, isTest }) =>
        pathFrom(dir, path) !== undefined &&
        !isTest &&
        /\.[cm]?[jt]s$/.test(name) &&
        !/\.d\.ts$|^\.?autohooks\.|\.(?:schema|schemas|types|test|spec)\.\w+$/i.test(name),
    );
    const withIndex = new Set(files.filter(({ name }) => name.startsWith('index.')).map(({ folder }) => folder));
    for (const { path, name, folder } of files) {
      if (withIndex.has(folder) && !name.startsWith('index.')) {
        continue;
      }
      const own = await call.follow.exportOf(path, 'autoPrefix');
      const below =
        own.kind === 'text' ? `${folderOf(pathFrom(dir, folder) ?? '')}/${own.text}` : (pathFrom(dir, folder) ?? '');
      const parts = isByFolder.kind === 'text' && isByFolder.text === 'false' ? '' : below;
      const withParameters =
        takesParameters.kind === 'text' && takesParameters.text === 'true'
          ? parts.replace(/(^|\/)_+(\w+)/g, '$1:$2')
          : parts;
      const plugin = await call.follow.exportOf(path, 'default');
      await this.runPlugin(
        plugin,
        [prefix.kind === 'text' ? prefix.text : '', withParameters].join('/'),
        unknown,
        call,
      );
    }
  }
}
