import { goFramework, upperVerbs } from '../readers/go/goFramework';

/** Echo's routes. */
export const echo = goFramework('echo', {
  from: 'Echo',
  isLibrary: (path) => /^github\.com\/labstack\/echo(?:\/v\d+)?$/.test(path),
  creators: ['New'],
  types: ['Echo', 'Group'],
  acts: {
    ...upperVerbs,
    Any: { act: 'route', method: 'ANY' },
    Add: { act: 'named' },
    Match: { act: 'several' },
    Group: { act: 'group' },
    Use: { act: 'use' },
  },
  handler: 'first',
  ignoresLastSlash: false,
});
