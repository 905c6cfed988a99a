import { capitalVerbs, goFramework } from '../readers/go/goFramework';

/** Fiber's routes. */
export const fiber = goFramework('fiber', {
  from: 'Fiber',
  isLibrary: (path) => /^github\.com\/gofiber\/fiber(?:\/v\d+)?$/.test(path),
  creators: ['New'],
  types: ['App', 'Router', 'Group'],
  acts: {
    ...capitalVerbs,
    All: { act: 'route', method: 'ANY' },
    Add: { act: 'named' },
    Group: { act: 'group' },
    Route: { act: 'group' },
    Mount: { act: 'mount' },
    Use: { act: 'use' },
  },
  handler: 'last',
  ignoresLastSlash: true,
});
