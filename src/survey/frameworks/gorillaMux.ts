import { GoRoutes } from '../readers/go/goRoutes';
import type { GoDialect } from '../readers/go/goRouter';
import type { Framework } from './framework';

const dialect: GoDialect = {
  from: 'gorilla/mux',
  isLibrary: (path) => path === 'github.com/gorilla/mux',
  creators: ['NewRouter'],
  types: ['Router'],
  acts: {
    HandleFunc: { act: 'pattern' },
    Handle: { act: 'pattern' },
    Path: { act: 'begin' },
    PathPrefix: { act: 'begin' },
    Methods: { act: 'begin' },
    NewRoute: { act: 'begin' },
    Host: { act: 'begin' },
    Schemes: { act: 'begin' },
    Headers: { act: 'begin' },
    StrictSlash: { act: 'self' },
    UseEncodedPath: { act: 'self' },
    SkipClean: { act: 'self' },
    Use: { act: 'use' },
  },
  handler: 'first',
  ignoresLastSlash: false,
};

/** The routes of gorilla/mux. */
export const gorillaMux: Framework = {
  name: 'gorillaMux',
  start: (repository) => GoRoutes.of(repository).detection(dialect),
};
