import { Clue } from '../clues';
import type { Endpoint } from '../facts';
import { JsInterpreter } from '../readers/javascript/jsInterpreter';
import { JsModules, type JsModule } from '../readers/javascript/jsModules';
import {
  asText,
  evidenceOf,
  hostFunction,
  property,
  unknown,
  type JsEntry,
  type JsHost,
  type JsRecord,
  type JsText,
  type JsValue,
} from '../readers/javascript/jsValue';
import { dependenciesOf } from '../readers/javascript/importPaths';
import { isServerCode } from '../readers/nodeCode/modules';
import { httpMethods } from '../readers/nodeCode/handledMethods';
import { receivedHooks } from '../readers/nodeCode/routeGraph';
import { nodePackages } from '../readers/nodePackages';
import { routePath } from '../readers/routePath';
import type { Repository } from '../repository';
import type { Framework } from './framework';

const declares = new Clue(/\binitContract\b/);

/** What serves a contract: without any, a product only calls someone else's. */
const servers = /^@ts-rest\/(?:express|fastify|next|nest|serverless|koa)$/;

/** Contracts lie in one another no deeper. */
const deepest = 10;

/** The operations of the contracts that a product serves by ts-rest. */
export const tsRest: Framework = {
  name: 'tsRest',
  start(repository) {
    const modules: JsModule[] = [];
    return {
      wants: isServerCode,
      async read(source) {
        if (declares.test(source.text)) {
          const module = await JsModules.of(repository).load(source);
          modules.push(...(module ? [module] : []));
        }
      },
      async find() {
        if (modules.length === 0 || !(await servesContracts(repository))) {
          return {};
        }
        const contracts = new Contracts();
        const interpreter = new JsInterpreter((specifier, name) =>
          specifier === '@ts-rest/core' && name === 'initContract' ? hostFunction(() => contracts.host) : undefined,
        );
        for (const module of modules) {
          await JsModules.of(repository).follow(module);
          interpreter.restart();
          interpreter.run(module);
        }
        const api = contracts.endpoints();
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};

async function servesContracts(repository: Repository): Promise<boolean> {
  const packages = await nodePackages(repository);
  return packages.some(({ manifest }) => [...dependenciesOf(manifest)].some((name) => servers.test(name)));
}

interface Route {
  readonly method: string;
  readonly path: JsText;
  readonly summary: string | undefined;
}

/** Plays what `initContract()` gives: keeps the routers that code declares by it. */
class Contracts {
  private readonly routers: JsRecord[] = [];

  readonly host: JsHost = {
    kind: 'host',
    get: (name) =>
      name === 'router'
        ? hostFunction(([routes, options]) => this.router(routes, options))
        : /^(?:query|mutation|responses)$/.test(name)
          ? hostFunction(([route]) => route ?? unknown)
          : hostFunction(() => unknown),
  };

  /** The operations, each as the outermost of the routers that hold it says. */
  endpoints(): Endpoint[] {
    const outermost = new Map<string, Route>();
    for (const route of this.routers.flatMap((router) => routesIn(router, 0))) {
      const key = [route.method, route.path.place.source.path, route.path.place.offset].join('\n');
      const known = outermost.get(key);
      if (!known || route.path.text.length > known.path.text.length) {
        outermost.set(key, route);
      }
    }
    return [...outermost.values()].map(({ method, path: written, summary }): Endpoint => {
      const path = routePath(written.text);
      return {
        name: `${method} ${path}`,
        method,
        path,
        ...(summary === undefined ? {} : { summary }),
        from: 'ts-rest',
        evidence: [evidenceOf(written)],
      };
    });
  }

  private router(routes: JsValue | undefined, options: JsValue | undefined): JsValue {
    if (routes?.kind !== 'record') {
      return unknown;
    }
    const prefix = asText(property(options, 'pathPrefix'))?.text ?? '';
    const router = prefixed(routes, prefix, 0);
    this.routers.push(router);
    return router;
  }
}

/** A router with a prefix before all its paths, which keep the places they are written at. */
function prefixed(router: JsRecord, prefix: string, depth: number): JsRecord {
  const entries = [...router.entries].map(([name, entry]): [string, JsEntry] => {
    const { value } = entry;
    const path = asText(property(value, 'path'));
    if (value.kind !== 'record' || depth > deepest || prefix === '') {
      return [name, entry];
    }
    const moved = path && { key: path, value: { ...path, text: `${prefix}${path.text}` } };
    const inside = moved
      ? { kind: 'record' as const, entries: new Map(value.entries).set('path', moved) }
      : prefixed(value, prefix, depth + 1);
    return [name, { ...entry, value: inside }];
  });
  return { kind: 'record', entries: new Map(entries) };
}

function routesIn(router: JsRecord, depth: number): Route[] {
  return [...router.entries.values()].flatMap(({ value }): Route[] => {
    const method = asText(property(value, 'method'))?.text ?? '';
    const path = asText(property(value, 'path'));
    if (path && httpMethods.test(method)) {
      return [{ method, path, summary: asText(property(value, 'summary'))?.text }];
    }
    return value.kind === 'record' && depth < deepest ? routesIn(value, depth + 1) : [];
  });
}
