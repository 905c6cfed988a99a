import { goFramework, upperVerbs } from '../readers/go/goFramework';

/** Gin's routes. */
export const gin = goFramework('gin', {
  from: 'Gin',
  isLibrary: (path) => /^github\.com\/gin-gonic\/gin$/.test(path),
  creators: ['Default', 'New'],
  types: ['Engine', 'RouterGroup', 'IRouter', 'IRoutes'],
  acts: {
    ...upperVerbs,
    Any: { act: 'route', method: 'ANY' },
    Handle: { act: 'named' },
    Match: { act: 'several' },
    Group: { act: 'group' },
    Use: { act: 'use' },
    With: { act: 'self' },
  },
  handler: 'last',
  ignoresLastSlash: false,
});
