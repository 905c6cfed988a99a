import type { Endpoint } from '../facts';
import { isJvmSource, JvmSources } from '../readers/jvm/jvmSources';
import type { JvmFile } from '../readers/jvm/jvmTypes';
import { SpringProperties } from '../readers/jvm/springProperties';
import { receivedHooks } from '../readers/receivedHooks';
import { routePath } from '../readers/routePath';
import { controllerRoutes, isController, modulePrefix } from '../readers/spring/controllers';
import {
  functionalPath,
  functionalRoutes,
  mayBeFunctional,
  type FunctionalRoute,
} from '../readers/spring/functionalRoutes';
import { restRepositories } from '../readers/spring/restRepositories';
import { UnknownPaths } from '../readers/unknownPaths';
import type { Framework } from './framework';

const mayMap =
  /@(?:Rest)?Controller\b|@(?:Request|Get|Post|Put|Patch|Delete)Mapping\b|@\w{1,20}Exchange\b|@RepositoryRest\w{1,20}|@BasePathAwareController\b/;

/** Spring's routes: those of controllers with what they inherit, of functions, of repositories published as they are. */
export const springRoutes: Framework = {
  name: 'springRoutes',
  start(repository) {
    const sources = JvmSources.of(repository);
    const functional: { readonly file: JvmFile; readonly route: FunctionalRoute }[] = [];
    return {
      wants: isJvmSource,
      async read(source) {
        const isFunctional = mayBeFunctional(source.text);
        const file = isFunctional || mayMap.test(source.text) ? await sources.read(source) : undefined;
        if (file && isFunctional) {
          functional.push(...functionalRoutes(source).map((route) => ({ file, route })));
        }
      },
      async find() {
        const properties = await SpringProperties.of(repository);
        const prefix = (path: string): string => modulePrefix(properties, path);
        const unknown = new UnknownPaths(repository);
        const api: Endpoint[] = [];
        for (const type of sources.types) {
          if (await isController(sources, type)) {
            api.push(...(await controllerRoutes({ repository, sources, properties, unknown }, type)));
          }
        }
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
            });
          } else {
            unknown.add(file.path, route.line);
          }
        }
        api.push(...(await restRepositories(sources, properties, prefix)));
        unknown.tell();
        return { api, webhooks: receivedHooks(api) };
      },
    };
  },
};
