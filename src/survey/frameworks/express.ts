import { accessNames } from '../readers/nodeCode/accessNames';
import type { Library } from '../readers/nodeCode/library';
import { labelOf, type Expression } from '../readers/nodeCode/program';
import { routeFramework } from '../readers/nodeCode/routeFramework';
import { RouteNode, type RouteGraph } from '../readers/nodeCode/routeGraph';
import { addRoutes, mayHandle, pathsIn } from '../readers/nodeCode/routePaths';
import { gap, unknown, type Call, type Thing, type Value } from '../readers/nodeCode/values';

const methods = new Map([
  ...['get', 'post', 'put', 'patch', 'delete', 'head', 'options'].map((name) => [name, name.toUpperCase()] as const),
  ['del', 'DELETE'],
  ['all', 'ANY'],
]);

/** Packages that give Express' router with handlers that may be promises. */
const routerPackages = /^(?:express-promise-router|express-async-router|router)$/;

/** What gives an application back, with more methods. */
const wrappers = /^(?:@awaitjs\/express|express-ws|express-async-errors)$/;

export const express = routeFramework({
  name: 'express',
  from: 'Express',
  packages: /^(?:express|express-promise-router|@awaitjs\/express)$/,
  mayDeclare:
    /\bexpress\b|\bRouter\s*\(|\.\s*(?:use|route|get|post|put|patch|delete|all)(?:Async)?\s*\(\s*(?:\[\s*)?(?:['"`/]|[\w.]+\s*,)/,
  library: (graph): Library => ({
    verbs: new Set([
      ...methods.keys(),
      ...[...methods.keys()].map((name) => `${name}Async`),
      'use',
      'useAsync',
      'route',
    ]),
    give: async (from, names, call) => give(graph, from, names, call),
    assume: ({ pattern, type }) => {
      const name = pattern.kind === 'name' ? pattern.name : '';
      const isApplication = /^(?:express\.)?(?:Express|Application)\b/.test(type) || /^(?:app|expressApp)$/i.test(name);
      const isRouter = /^(?:express\.|core\.)?I?Router\b/.test(type) || (type === '' && name === 'router');
      return isApplication || isRouter ? new ExpressRouter(graph, new RouteNode('assumed')) : undefined;
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
  if (from === 'express') {
    const isApplication = name === '' || name === 'application';
    return isApplication || name === 'Router'
      ? new ExpressRouter(graph, new RouteNode(isApplication ? 'root' : 'loose'))
      : undefined;
  }
  if (routerPackages.test(from) && (name === '' || name === 'Router')) {
    return new ExpressRouter(graph, new RouteNode('loose'));
  }
  if (wrappers.test(from)) {
    const given = await call.value(call.args[0]);
    return given.kind === 'thing'
      ? given
      : name === 'Router'
        ? new ExpressRouter(graph, new RouteNode('loose'))
        : undefined;
  }
  return undefined;
}

/** An application or a router. */
class ExpressRouter implements Thing {
  readonly kind = 'thing';

  constructor(
    private readonly graph: RouteGraph,
    readonly node: RouteNode,
  ) {}

  async call(called: string, call: Call): Promise<Value | undefined> {
    const name = called.replace(/Async$/, '');
    const method = methods.get(name);
    const [first, ...handlers] = call.args;
    if (method !== undefined) {
      // `app.get('port')` reads a setting.
      if (first && handlers.some(mayHandle)) {
        const { paths } = await pathsIn(await call.value(first), this.graph, call);
        if (paths.length === 0 && first.kind !== 'regex' && first.kind !== 'list') {
          this.graph.noteComputed(call.place);
        }
        const rooted = paths.filter(({ text }) => /^(?:[/*]|$|\uE000)/.test(text));
        addRoutes(this.graph, this.node, [method], rooted, handlers, call);
      }
      return this;
    }
    if (name === '[]') {
      this.graph.noteComputed(call.place);
    }
    if (name === 'route') {
      return this.point(call);
    }
    if (name === 'use') {
      await this.use(call);
    }
    return this;
  }

  private async point(call: Call): Promise<Value> {
    const { paths } = await pathsIn(await call.value(call.args[0]), this.graph, call);
    return paths.length > 0 ? new ExpressPoint(this.graph, this.node, paths) : unknown;
  }

  private async use(call: Call): Promise<void> {
    const [first, ...rest] = call.args;
    const value = await call.value(first);
    const isRegex = value.kind === 'regex';
    const { paths, isPath } = isRegex ? { paths: [], isPath: true } : await pathsIn(value, this.graph, call);
    const mounted: ExpressRouter[] = [];
    const guards: Expression[] = [];
    for (const handler of isPath ? rest : call.args) {
      const routers = await routersIn(handler, call);
      mounted.push(...routers);
      guards.push(...(routers.length > 0 ? [] : [handler]));
    }
    // What can't be known stands before routers all the same.
    const isGap = !isPath && mounted.length > 0 && rest.length > 0 && value.kind === 'unknown';
    const prefixes = isPath ? paths.map(({ text }) => text) : [isGap ? gap : ''];
    const access = accessNames(guards);
    for (const router of mounted) {
      for (const prefix of isRegex ? [gap] : prefixes) {
        this.graph.mount(this.node, prefix, router.node, access);
      }
    }
    if (!isPath && mounted.length === 0) {
      this.node.guards.push(...access);
    }
  }
}

/** `router.route('/x')`: its methods take handlers only. */
class ExpressPoint implements Thing {
  readonly kind = 'thing';
  private readonly guards: string[] = [];

  constructor(
    private readonly graph: RouteGraph,
    private readonly node: RouteNode,
    private readonly paths: Awaited<ReturnType<typeof pathsIn>>['paths'],
  ) {}

  async call(called: string, call: Call): Promise<Value> {
    const method = methods.get(called.replace(/Async$/, ''));
    // What stands before all methods guards each of them.
    if (called === 'all' && accessNames(call.args).length > 0) {
      this.guards.push(...accessNames(call.args));
      return this;
    }
    for (const { text } of method === undefined ? [] : this.paths) {
      this.graph.add({
        node: this.node,
        method: method ?? '',
        path: text,
        access: [...this.guards, ...accessNames(call.args.slice(0, -1))],
        evidence: call.place,
        handler: labelOf(call.args[call.args.length - 1] ?? { kind: 'other', line: 1 }),
      });
    }
    return Promise.resolve(this);
  }
}

async function routersIn(handler: Expression, call: Call): Promise<ExpressRouter[]> {
  const routers: ExpressRouter[] = [];
  const collect = async (value: Value): Promise<void> => {
    if (value instanceof ExpressRouter) {
      routers.push(value);
    } else if (value.kind === 'list') {
      for (const item of value.items) {
        await collect(await item.get());
      }
    }
  };
  await collect(await call.value(handler.kind === 'spread' ? handler.value : handler));
  return routers;
}
