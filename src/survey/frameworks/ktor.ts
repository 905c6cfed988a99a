import { Clue } from '../clues';
import { JvmSources, type JvmPlace } from '../readers/jvm/jvmSources';
import type { JvmFile } from '../readers/jvm/jvmTypes';
import { ktorVerbs, routingFunctions, type RoutingCall, type RoutingFunction } from '../readers/ktor/routingTree';
import { isGuard } from '../readers/nodeCode/accessNames';
import { RouteGraph, RouteNode } from '../readers/nodeCode/routeGraph';
import { UnknownPaths } from '../readers/unknownPaths';
import type { Repository } from '../repository';
import type { Framework } from './framework';

const isOfKtor = new Clue(/\bio\.ktor\.(?:server\.)?(?:routing|resources|application|auth)\b/);

/** What holds routes: functions that extend it add some to where they are called. */
const holders = /^(?:Route|Routing|RoutingRoot|RootRoute|AuthenticatedRoute)$/;

interface Declared {
  readonly path: string;
  readonly place: JvmPlace;
  readonly code: RoutingFunction;
  readonly node: RouteNode;
}

/** Routes of Ktor: `routing { }`, and the functions that add to it. */
export const ktor: Framework = {
  name: 'ktor',
  start(repository) {
    const sources = JvmSources.of(repository);
    const files: { file: JvmFile; path: string; functions: readonly RoutingFunction[] }[] = [];
    return {
      wants: (file) => file.name.endsWith('.kt') && !file.isTest,
      async read(source) {
        if (isOfKtor.test(source.text)) {
          const file = await sources.read(source);
          const functions = routingFunctions(source);
          if (file && functions.length > 0) {
            files.push({ file, path: source.path, functions });
          }
        }
      },
      async find() {
        const declared = files
          .sort((a, b) => (a.path < b.path ? -1 : 1))
          .flatMap(({ file, path, functions }) =>
            functions.map((code): Declared => ({
              path,
              place: file.types[0] ?? file,
              code,
              node: new RouteNode('loose'),
            })),
          );
        const reader = new RoutingReader(repository, sources, declared);
        for (const each of declared) {
          await reader.read(each);
        }
        return reader.found();
      },
    };
  },
};

class RoutingReader {
  private readonly graph: RouteGraph;
  private readonly unknown: UnknownPaths;
  private readonly byName = new Map<string, Declared[]>();

  constructor(
    repository: Repository,
    private readonly sources: JvmSources,
    declared: readonly Declared[],
  ) {
    this.graph = new RouteGraph(repository, 'Ktor');
    this.unknown = new UnknownPaths(repository);
    for (const each of declared.filter(({ code }) => addsRoutes(code))) {
      this.byName.set(each.code.name, [...(this.byName.get(each.code.name) ?? []), each]);
    }
  }

  async read(declared: Declared): Promise<void> {
    const isAdding = holders.test(declared.code.receiver);
    await this.calls(declared.code.calls, isAdding ? declared.node : undefined, declared);
  }

  found(): ReturnType<RouteGraph['found']> {
    this.unknown.tell();
    return this.graph.found();
  }

  /** @param node what routes are added to; undefined outside of any routing */
  private async calls(calls: readonly RoutingCall[], node: RouteNode | undefined, around: Declared): Promise<void> {
    for (const call of calls) {
      if (call.name === 'routing' && call.block) {
        await this.calls(call.block, new RouteNode('root'), around);
      } else if (!node) {
        await this.calls(call.block ?? [], undefined, around);
      } else if (ktorVerbs.has(call.name) && call.block) {
        await this.endpoint(call, call.name.toUpperCase(), node, around);
      } else if (call.name === 'route') {
        await this.nested(call, node, around);
      } else {
        await this.other(call, node, around);
      }
    }
  }

  private async endpoint(call: RoutingCall, method: string, node: RouteNode, around: Declared): Promise<void> {
    const path = await this.pathOf(call, around);
    if (path !== undefined && call.resource === undefined) {
      this.graph.add({
        node,
        method,
        path: path === '' ? '/' : path,
        access: [],
        evidence: { path: around.path, line: call.line },
      });
    } else {
      this.unknown.add(around.path, call.line);
    }
  }

  /** `route("/x") { … }`; with a method, what it handles is one operation. */
  private async nested(call: RoutingCall, node: RouteNode, around: Declared): Promise<void> {
    const path = await this.pathOf(call, around);
    if (path === undefined) {
      this.unknown.add(around.path, call.line);
    } else if (call.method !== undefined) {
      await this.endpoint(call, call.method, node, around);
    } else {
      const child = new RouteNode('loose');
      this.graph.mount(node, path, child);
      await this.calls(call.block ?? [], child, around);
    }
  }

  /** What guards its block, or wraps it, or is a function that adds routes. */
  private async other(call: RoutingCall, node: RouteNode, around: Declared): Promise<void> {
    const named = call.block ? [] : (this.byName.get(call.name) ?? []);
    const near = named.filter(({ path }) => path === around.path);
    for (const { node: added } of near.length > 0 ? near : named.slice(0, 1)) {
      this.graph.mount(node, '', added);
    }
    if (call.block) {
      const child = new RouteNode('loose');
      this.graph.mount(node, '', child, accessOf(call));
      await this.calls(call.block, child, around);
    }
  }

  private async pathOf({ path, isComputed }: RoutingCall, { place }: Declared): Promise<string | undefined> {
    if (isComputed) {
      return undefined;
    }
    const text = path ? await this.sources.textOf(path, place) : '';
    // `{path...}` takes all that follows.
    return text?.replace(/\{(\w*)\.\.\.\}/g, (_, name: string) => `{${name === '' ? 'chemin' : name}}`);
  }
}

/** Whether a function may be called to add routes to what calls it. */
function addsRoutes({ receiver, name }: RoutingFunction): boolean {
  return name !== '' && holders.test(receiver);
}

/** What a block requires of those who call: `authenticate("agents") { … }`, `withRole(Role.ADMIN) { … }`. */
function accessOf({ name, given }: RoutingCall): string[] {
  if (name === 'authenticate') {
    const providers = given.filter((each) => each !== 'false');
    // `optional = true` lets anyone in.
    return providers.includes('true')
      ? []
      : providers.length > 0
        ? providers.map((each) => `authenticate(${each})`)
        : [name];
  }
  if (!isGuard(name)) {
    return [];
  }
  return /role|perm|right|scope|droit/i.test(name) && given.length > 0 ? [...given] : [name];
}
