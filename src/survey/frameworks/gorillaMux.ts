import { goFramework } from '../readers/go/goFramework';

/** The routes of gorilla/mux. */
export const gorillaMux = goFramework('gorillaMux', {
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
});
