import { Clue } from '../clues';
import type { Endpoint, Evidence } from '../facts';
import {
  automaticActions,
  beegoCalls,
  beegoName,
  beegoPath,
  beegoSummary,
  mappedMethods,
  restMethods,
  routerComment,
  type BeegoCall,
} from '../readers/go/beegoRoutes';
import type { GoExpression, GoFunction, GoStruct, GoType } from '../readers/go/goCode';
import { GoSources, isGoSource } from '../readers/go/goSources';
import { receivedHooks } from '../readers/receivedHooks';
import { routePath } from '../readers/routePath';
import { UnknownPaths } from '../readers/unknownPaths';
import type { Repository } from '../repository';
import type { Framework } from './framework';

const mayRoute = new Clue(/"github\.com\/(?:astaxie|beego)\/beego[^"\n]{0,60}"/);

/** The routes of Beego: those its router is told, and those that comments of controllers say. */
export const beego: Framework = {
  name: 'beego',
  start(repository) {
    const sources = GoSources.of(repository);
    const calls: BeegoCall[] = [];
    return {
      wants: isGoSource,
      async read(source) {
        const file = mayRoute.test(source.text) ? await sources.read(source) : undefined;
        if (file && beegoName(file) !== undefined) {
          calls.push(...beegoCalls(file));
        }
      },
      async find() {
        const reader = new BeegoReader(repository, sources);
        await reader.learn(calls);
        const api: Endpoint[] = [];
        for (const call of calls) {
          api.push(...(await reader.routes(call)));
        }
        reader.tell();
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};

class BeegoReader {
  private readonly unknown: UnknownPaths;
  /** Controllers whose methods are given to the router one by one: their comments are Swagger's alone. */
  private readonly routed = new Set<GoStruct>();

  constructor(
    private readonly repository: Repository,
    private readonly sources: GoSources,
  ) {
    this.unknown = new UnknownPaths(repository);
  }

  tell(): void {
    this.unknown.tell();
  }

  async learn(calls: readonly BeegoCall[]): Promise<void> {
    for (const call of calls) {
      const [controller] = call.what === 'controller' ? call.given : [];
      const struct = controller && call.given.length > 1 ? await this.structOf(controller, call) : undefined;
      if (struct) {
        this.routed.add(struct);
      }
    }
  }

  async routes(call: BeegoCall): Promise<Endpoint[]> {
    const prefix: string[] = [];
    for (const each of call.path ? [...call.prefixes, call.path] : call.prefixes) {
      const text = await this.sources.textOf(each, call.file);
      if (text === undefined) {
        this.unknown.add(call.evidence.path, call.evidence.line);
        return [];
      }
      prefix.push(text);
    }
    const make = (method: string, end: string, evidence: Evidence, action: GoFunction | undefined): Endpoint => {
      const path = routePath(...[...prefix, end === '/' ? '' : end].map(beegoPath));
      const summary = action && beegoSummary(action);
      return {
        name: `${method} ${path}`,
        method,
        path,
        from: 'Beego',
        evidence: [evidence],
        ...(summary === undefined ? {} : { summary }),
        ...(call.access.length === 0 ? {} : { access: [...new Set(call.access)] }),
      };
    };
    if (call.what === 'function') {
      return [make(call.method, '', call.evidence, undefined)];
    }
    const api: Endpoint[] = [];
    for (const controller of call.what === 'controller' ? call.given.slice(0, 1) : call.given) {
      const struct = await this.structOf(controller, call);
      const actions = await this.actionsOf(struct);
      if (call.what === 'controller') {
        const mapping = await this.sources.textOf(call.given[1], call.file);
        const told = mapping === undefined ? restMethods(new Set(actions.keys())) : mappedMethods(mapping);
        api.push(...told.map(({ method, action }) => make(method, '', call.evidence, actions.get(action))));
      } else if (struct && call.what === 'methods') {
        const told = automaticActions(struct, new Set(actions.keys()));
        api.push(
          ...told.map(({ path, action }) => make('ANY', path, evidenceOf(actions.get(action), call), undefined)),
        );
      } else if (struct && !this.routed.has(struct)) {
        // Beego's generator reads what stands above a controller's own methods.
        for (const action of [...actions.values()].filter(({ receiver }) => receiver?.type.name === struct.name)) {
          for (const { path, methods, evidence } of await this.commented(action)) {
            api.push(...methods.map((method) => make(method, path, evidence, action)));
          }
        }
      }
    }
    return api;
  }

  /** The controller that `&Gares{}` or `new(Gares)` makes. */
  private async structOf(value: GoExpression, { file }: BeegoCall): Promise<GoStruct | undefined> {
    const made = value.kind === 'call' && value.called.kind === 'name' && value.called.name === 'new';
    const [given] = made ? value.given : [];
    const type: GoType | undefined =
      value.kind === 'object'
        ? value.type
        : given?.kind === 'name'
          ? { package: '', name: given.name, item: undefined }
          : given?.kind === 'member' && given.of.kind === 'name'
            ? { package: given.of.name, name: given.name, item: undefined }
            : undefined;
    return type && this.sources.struct(type, file);
  }

  /** The methods of a controller, by name: its own and those of what it embeds, as far as they are the product's. */
  private async actionsOf(struct: GoStruct | undefined, depth = 0): Promise<Map<string, GoFunction>> {
    const actions = new Map<string, GoFunction>();
    if (!struct || depth > 4) {
      return actions;
    }
    for (const { type } of struct.fields.filter(({ isEmbedded }) => isEmbedded)) {
      for (const [name, action] of await this.actionsOf(await this.sources.struct(type, struct), depth + 1)) {
        actions.set(name, action);
      }
    }
    for (const action of (await this.sources.package(struct.folder)).functions.values()) {
      if (action.receiver?.type.name === struct.name) {
        actions.set(action.name, action);
      }
    }
    return actions;
  }

  /** The routes that the comment above a method tells, at their lines. */
  private async commented({ path, line, comment }: GoFunction): Promise<CommentedRoute[]> {
    const lines = /@router\b/i.test(comment) ? ((await this.repository.text(path))?.lines ?? []) : [];
    const found: CommentedRoute[] = [];
    for (let above = line - 1; /^\s*(?:\/\/|\*|\/\*)/.test(lines[above - 1] ?? ''); above--) {
      const told = routerComment(lines[above - 1] ?? '');
      if (told) {
        found.unshift({ ...told, evidence: { path, line: above } });
      }
    }
    return found;
  }
}

interface CommentedRoute {
  readonly path: string;
  readonly methods: readonly string[];
  readonly evidence: Evidence;
}

function evidenceOf(action: GoFunction | undefined, call: BeegoCall): Evidence {
  return action ? { path: action.path, line: action.line } : call.evidence;
}
