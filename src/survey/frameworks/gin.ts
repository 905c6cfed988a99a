import { GoRoutes } from '../readers/go/goRoutes';
import type { GoDialect } from '../readers/go/goRouter';
import type { Framework } from './framework';

const dialect: GoDialect = {
  from: 'Gin',
  isLibrary: (path) => /^github\.com\/gin-gonic\/gin$/.test(path),
  creators: ['Default', 'New'],
  types: ['Engine', 'RouterGroup', 'IRouter', 'IRoutes'],
  acts: {
    GET: { act: 'route', method: 'GET' },
    POST: { act: 'route', method: 'POST' },
    PUT: { act: 'route', method: 'PUT' },
    PATCH: { act: 'route', method: 'PATCH' },
    DELETE: { act: 'route', method: 'DELETE' },
    HEAD: { act: 'route', method: 'HEAD' },
    OPTIONS: { act: 'route', method: 'OPTIONS' },
    Any: { act: 'route', method: 'ANY' },
    Handle: { act: 'named' },
    Match: { act: 'several' },
    Group: { act: 'group' },
    Use: { act: 'use' },
    With: { act: 'self' },
  },
  handler: 'last',
  ignoresLastSlash: false,
};

/** Gin's routes. */
export const gin: Framework = {
  name: 'gin',
  start: (repository) => GoRoutes.of(repository).detection(dialect),
};
