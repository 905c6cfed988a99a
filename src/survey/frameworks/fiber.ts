import { GoRoutes } from '../readers/go/goRoutes';
import type { GoDialect } from '../readers/go/goRouter';
import type { Framework } from './framework';

const dialect: GoDialect = {
  from: 'Fiber',
  isLibrary: (path) => /^github\.com\/gofiber\/fiber(?:\/v\d+)?$/.test(path),
  creators: ['New'],
  types: ['App', 'Router', 'Group'],
  acts: {
    Get: { act: 'route', method: 'GET' },
    Post: { act: 'route', method: 'POST' },
    Put: { act: 'route', method: 'PUT' },
    Patch: { act: 'route', method: 'PATCH' },
    Delete: { act: 'route', method: 'DELETE' },
    Head: { act: 'route', method: 'HEAD' },
    Options: { act: 'route', method: 'OPTIONS' },
    All: { act: 'route', method: 'ANY' },
    Add: { act: 'named' },
    Group: { act: 'group' },
    Route: { act: 'group' },
    Mount: { act: 'mount' },
    Use: { act: 'use' },
  },
  handler: 'last',
  ignoresLastSlash: true,
};

/** Fiber's routes. */
export const fiber: Framework = {
  name: 'fiber',
  start: (repository) => GoRoutes.of(repository).detection(dialect),
};
