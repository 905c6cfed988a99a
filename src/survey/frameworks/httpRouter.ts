import { GoRoutes } from '../readers/go/goRoutes';
import type { GoDialect } from '../readers/go/goRouter';
import type { Framework } from './framework';

const dialect: GoDialect = {
  from: 'httprouter',
  isLibrary: (path) => path === 'github.com/julienschmidt/httprouter',
  creators: ['New'],
  types: ['Router'],
  acts: {
    GET: { act: 'route', method: 'GET' },
    POST: { act: 'route', method: 'POST' },
    PUT: { act: 'route', method: 'PUT' },
    PATCH: { act: 'route', method: 'PATCH' },
    DELETE: { act: 'route', method: 'DELETE' },
    HEAD: { act: 'route', method: 'HEAD' },
    OPTIONS: { act: 'route', method: 'OPTIONS' },
    Handle: { act: 'named' },
    Handler: { act: 'named' },
    HandlerFunc: { act: 'named' },
  },
  handler: 'first',
  ignoresLastSlash: false,
};

/** The routes of httprouter, also those that a product's own router puts into it. */
export const httpRouter: Framework = {
  name: 'httpRouter',
  start: (repository) => GoRoutes.of(repository).detection(dialect),
};
