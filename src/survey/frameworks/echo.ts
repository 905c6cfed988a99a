import { GoRoutes } from '../readers/go/goRoutes';
import type { GoDialect } from '../readers/go/goRouter';
import type { Framework } from './framework';

const dialect: GoDialect = {
  from: 'Echo',
  isLibrary: (path) => /^github\.com\/labstack\/echo(?:\/v\d+)?$/.test(path),
  creators: ['New'],
  types: ['Echo', 'Group'],
  acts: {
    GET: { act: 'route', method: 'GET' },
    POST: { act: 'route', method: 'POST' },
    PUT: { act: 'route', method: 'PUT' },
    PATCH: { act: 'route', method: 'PATCH' },
    DELETE: { act: 'route', method: 'DELETE' },
    HEAD: { act: 'route', method: 'HEAD' },
    OPTIONS: { act: 'route', method: 'OPTIONS' },
    Any: { act: 'route', method: 'ANY' },
    Add: { act: 'named' },
    Match: { act: 'several' },
    Group: { act: 'group' },
    Use: { act: 'use' },
  },
  handler: 'first',
  ignoresLastSlash: false,
};

/** Echo's routes. */
export const echo: Framework = {
  name: 'echo',
  start: (repository) => GoRoutes.of(repository).detection(dialect),
};
