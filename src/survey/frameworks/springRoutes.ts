import { Clue } from '../clues';
import type { Endpoint } from '../facts';
import { isJvmSource, JvmSources, type JvmPlace } from '../readers/jvm/jvmSources';
import type { JvmFile } from '../readers/jvm/jvmTypes';
import { SpringProperties } from '../readers/jvm/springProperties';
import { receivedHooks } from '../readers/receivedHooks';
import { routePath } from '../readers/routePath';
import { controllerRoutes, isController, modulePrefix } from '../readers/spring/controllers';
import { MountedElsewhere } from '../readers/spring/mountedElsewhere';
import {
  functionalPath,
  functionalRoutes,
  mayBeFunctional,
  type FunctionalRoute,
} from '../readers/spring/functionalRoutes';
import { PathAccess } from '../readers/spring/pathAccess';
import { PathPrefixes } from '../readers/spring/pathPrefixes';
import { restRepositories } from '../readers/spring/restRepositories';
import { mayRule, securityChains, type SecurityChain } from '../readers/spring/securityRules';
import { SpringMessages } from '../readers/spring/springMessages';
import { UnknownPaths } from '../readers/unknownPaths';
import type { Framework } from './framework';

const mayMap = new Clue(
  /@(?:Rest)?Controller\b|@(?:Request|Get|Post|Put|Patch|Delete)Mapping\b|@\w{1,20}Exchange\b|@RepositoryRest\w{1,20}|@BasePathAwareController\b/,
);

/** Spring's routes: those of controllers with what they inherit, of functions, of repositories published as they are. */
export const springRoutes: Framework = {
  name: 'springRoutes',
  start(repository) {
    const sources = JvmSources.of(repository);
    const prefixes = new PathPrefixes(repository, sources);
    const chains: { readonly chain: SecurityChain; readonly place: JvmPlace }[] = [];
    const functional: { readonly file: JvmFile; readonly route: FunctionalRoute }[] = [];
    return {
      wants: isJvmSource,
      async read(source) {
        const adding = PathPrefixes.mayAdd(source.text) ? await sources.read(source) : undefined;
        if (adding) {
          prefixes.add(source, adding.types[0] ?? adding);
        }
        if (mayRule(source.text)) {
          const place = await sources.read(source);
          chains.push(
            ...(place ? securityChains(source).map((chain) => ({ chain, place: place.types[0] ?? place })) : []),
          );
        }
        const isFunctional = mayBeFunctional(source.text);
        const file = isFunctional || mayMap.test(source.text) ? await sources.read(source) : undefined;
        if (file && isFunctional) {
          functional.push(...functionalRoutes(source).map((route) => ({ file, route })));
        }
      },
      async find() {
        const properties = await SpringProperties.of(repository);
        const messages = new SpringMessages(repository, properties);
        const prefix = (path: string): string => modulePrefix(properties, path);
        const unknown = new UnknownPaths(repository);
        const api: Endpoint[] = [];
        for (const type of sources.types) {
          if (await isController(sources, type)) {
            api.push(
              ...(await controllerRoutes({ repository, sources, properties, unknown, prefixes, messages }, type)),
            );
          }
        }
        const elsewhere = new MountedElsewhere(repository, sources);
        for (const { file, route } of functional) {
          const parts = await functionalPath(sources, file, route);
          if (parts) {
            const path = routePath(prefix(file.path), ...parts);
            const { method, line } = route;
            api.push({
              name: `${method} ${path}`,
              method,
              path,
              from: 'Spring',
              evidence: [{ path: file.path, line }],
              ...((await elsewhere.has(file)) ? { certainty: 'probable' } : {}),
            });
          } else {
            unknown.add(file.path, route.line);
          }
        }
        api.push(...(await restRepositories(sources, properties, prefix)));
        unknown.tell();
        elsewhere.tell();
        const access = await PathAccess.of(sources, chains);
        const guarded = api.map((endpoint) => withPathAccess(endpoint, access, prefix));
        return { api: guarded, webhooks: receivedHooks(guarded) };
      },
    };
  },
};

/** A route with what the rules on its path ask, when its own code doesn't say. */
function withPathAccess(endpoint: Endpoint, access: PathAccess, prefix: (path: string) => string): Endpoint {
  const before = routePath(prefix(endpoint.evidence[0]?.path ?? ''), '/');
  // Rules are written without what stands before all paths.
  const own = endpoint.path.startsWith(before) ? routePath('/', endpoint.path.slice(before.length)) : endpoint.path;
  const asked = endpoint.access === undefined ? access.accessOf(endpoint, own) : undefined;
  return asked === undefined ? endpoint : { ...endpoint, access: [...asked] };
}
