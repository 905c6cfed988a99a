import { Clue } from '../clues';
import { GoRoutes } from '../readers/go/goRoutes';
import { isGoSource } from '../readers/go/goSources';
import { receivedHooks } from '../readers/receivedHooks';
import { compare } from '../repository';
import type { Framework } from './framework';

const mayRoute = new Clue(
  /\.(?:GET|POST|PUT|DELETE|PATCH|Get|Post|Put|Delete|Patch)\(\s*"|\[\]string\{\s*(?:"(?:GET|POST|PUT|DELETE|PATCH)"|http\.Method)/,
);

/** The routes of Go products that wrote their router themselves. */
export const ownGoRoutes: Framework = {
  name: 'ownGoRoutes',
  start(repository) {
    const routes = GoRoutes.of(repository);
    const paths = new Set<string>();
    return {
      wants: isGoSource,
      read(source) {
        if (mayRoute.test(source.text)) {
          paths.add(source.path);
        }
      },
      async find() {
        const api = await routes.ownEndpoints([...paths].sort(compare));
        return { api: [...api], webhooks: receivedHooks(api) };
      },
    };
  },
};
