import { GoRoutes } from '../readers/go/goRoutes';
import type { GoDialect } from '../readers/go/goRouter';
import type { Framework } from './framework';

const dialect: GoDialect = {
  from: 'net/http',
  isLibrary: (path) => path === 'net/http',
  creators: ['NewServeMux'],
  types: ['ServeMux'],
  acts: {
    HandleFunc: { act: 'pattern' },
    Handle: { act: 'pattern' },
  },
  handler: 'first',
  ignoresLastSlash: false,
};

/** The routes of Go's own library. */
export const netHttp: Framework = {
  name: 'netHttp',
  start: (repository) => GoRoutes.of(repository).detection(dialect),
};
