import { Clue } from '../clues';
import { accessAmong } from '../readers/laravel/middleware';
import { routesIn } from '../readers/laravel/routeRun';
import { receivedHooks } from '../readers/receivedHooks';
import { routePath } from '../readers/routePath';
import type { Endpoint } from '../facts';
import { Syntax } from '../syntax/syntax';
import type { Framework } from './framework';

const mayRoute = new Clue(/\bSlim\\/);

/** The routes of Slim, which are declared on the application that a file is given. */
export const slim: Framework = {
  name: 'slim',
  start(repository) {
    const api: Endpoint[] = [];
    return {
      wants: ({ name, isTest }) => !isTest && name.endsWith('.php') && !name.endsWith('.blade.php'),
      async read(source) {
        if (
          !mayRoute.test(source.text) ||
          !/\$\w+->(?:get|post|put|patch|delete|options|any|map|group)\(/.test(source.text)
        ) {
          return;
        }
        const file = await Syntax.of(repository).read(source, 'php', ({ root }) =>
          routesIn(source, root, '', true, undefined),
        );
        for (const { message, line } of file?.skipped ?? []) {
          repository.note(message, source.path, line, 'api');
        }
        for (const route of file?.routes ?? []) {
          const path = routePath(...route.prefixes, route.path.replace(/[[\]]/g, ''));
          const access = accessAmong(route);
          api.push({
            name: `${route.method} ${path}`,
            method: route.method,
            path,
            evidence: [route.evidence],
            from: 'Slim',
            ...(access.length === 0 ? {} : { access }),
          });
        }
      },
      find: () => ({ api, webhooks: receivedHooks(api) }),
    };
  },
};
