import { GoRoutes } from '../readers/go/goRoutes';
import type { GoDialect } from '../readers/go/goRouter';
import type { Framework } from './framework';

const dialect: GoDialect = {
  from: 'chi',
  isLibrary: (path) => /^github\.com\/(?:go-chi|pressly)\/chi(?:\/v\d+)?$/.test(path),
  creators: ['NewRouter', 'NewMux'],
  types: ['Router', 'Mux', 'Routes'],
  acts: {
    Get: { act: 'route', method: 'GET' },
    Post: { act: 'route', method: 'POST' },
    Put: { act: 'route', method: 'PUT' },
    Patch: { act: 'route', method: 'PATCH' },
    Delete: { act: 'route', method: 'DELETE' },
    Head: { act: 'route', method: 'HEAD' },
    Options: { act: 'route', method: 'OPTIONS' },
    Handle: { act: 'pattern' },
    HandleFunc: { act: 'pattern' },
    Method: { act: 'named' },
    MethodFunc: { act: 'named' },
    Route: { act: 'group' },
    Group: { act: 'group' },
    Mount: { act: 'mount' },
    Use: { act: 'use' },
    With: { act: 'with' },
  },
  handler: 'first',
  ignoresLastSlash: true,
};

/** The routes of chi. */
export const chi: Framework = {
  name: 'chi',
  start: (repository) => GoRoutes.of(repository).detection(dialect),
};
