import type { Endpoint } from '../facts';
import { handledMethods, httpMethods, type HandledMethods } from '../readers/nodeCode/handledMethods';
import { isServerCode, Modules } from '../readers/nodeCode/modules';
import { receivedHooks } from '../readers/nodeCode/routeGraph';
import { pathFrom } from '../readers/paths';
import { routePath } from '../readers/routePath';
import { grammarOf } from '../syntax/grammars';
import { Syntax } from '../syntax/syntax';
import type { Framework } from './framework';

/** Below the package's folder, that of a layer, or Nitro's own. */
const serverRoute = /^(?:(?:layers\/[^/]+|src|app)\/)?server\/(api|routes)\/(.+)\.[cm]?[jt]s$/;

/** `[id].get` and `index.post.prod`: the method, and when it holds. */
const suffixes = /\.(get|post|put|patch|delete|head|options)(?:\.(?:dev|prod|prerender))?$|\.(?:dev|prod|prerender)$/i;

interface Route {
  readonly path: string;
  readonly line: number;
  readonly handled: HandledMethods;
}

/** Routes by the places of files: Nuxt's server, and Nitro's. */
export const nuxt: Framework = {
  name: 'nuxt',
  start(repository) {
    const modules = Modules.of(repository);
    const routes: Route[] = [];
    return {
      wants: (file) => isServerCode(file) && /(?:^|\/)server\/(?:api|routes)\//.test(file.path),
      async read(source) {
        const { path } = source;
        const grammar = grammarOf(path)?.grammar;
        if (grammar && (await modules.paths.uses(path, /^(?:nuxt|nuxt-nightly|nuxt3|nitropack|nitro)$/))) {
          const read = await Syntax.of(repository).read(source, grammar, ({ root }) => {
            const exported = root.children.find(
              ({ type, children }) => type === 'export_statement' && children.some((child) => child.type === 'default'),
            );
            return exported && { line: exported.startPosition.row + 1, handled: handledMethods(root, source) };
          });
          if (read) {
            routes.push({ path, ...read });
          }
        }
      },
      async find() {
        const api: Endpoint[] = [];
        for (const route of routes) {
          const folder = await modules.paths.packageOf(route.path);
          api.push(...endpointsOf(route, pathFrom(folder, route.path) ?? route.path));
        }
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};

/** @param inPackage the file's path from its package's folder */
function endpointsOf({ path, line, handled }: Route, inPackage: string): Endpoint[] {
  const [, kind = '', inside = ''] = serverRoute.exec(inPackage) ?? [];
  if (kind === '') {
    return [];
  }
  const [, suffix] = suffixes.exec(inside) ?? [];
  const bare = inside
    .replace(suffixes, '')
    .split('/')
    .filter((part) => !/^\(.*\)$/.test(part))
    .join('/')
    .replace(/(?:^|\/)index$/, '')
    .replace(/\[\.\.\.\]/, '[...chemin]');
  const whole = routePath(kind === 'api' ? 'api' : '', bare);
  const endpoint = (method: string, at: number, access: readonly string[]): Endpoint => ({
    name: `${method} ${whole}`,
    method,
    path: whole,
    ...(access.length > 0 ? { access: [...access] } : {}),
    from: 'Nuxt',
    evidence: [{ path, line: at }],
  });
  if (suffix !== undefined) {
    return [endpoint(suffix.toUpperCase(), line, handled.access)];
  }
  const methods = handled.methods.flatMap(({ value, line: at, access }) =>
    value.kind === 'text' && httpMethods.test(value.text) && value.text !== 'OPTIONS'
      ? [endpoint(value.text, at, [...new Set([...handled.access, ...access])])]
      : [],
  );
  return methods.length > 0 ? methods : [endpoint('ANY', line, handled.access)];
}
