import { capitalVerbs, goFramework } from '../readers/go/goFramework';

/** The routes of chi. */
export const chi = goFramework('chi', {
  from: 'chi',
  isLibrary: (path) => /^github\.com\/(?:go-chi|pressly)\/chi(?:\/v\d+)?$/.test(path),
  creators: ['NewRouter', 'NewMux'],
  types: ['Router', 'Mux', 'Routes'],
  acts: {
    ...capitalVerbs,
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
});
