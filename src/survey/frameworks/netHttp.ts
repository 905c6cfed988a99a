import { goFramework } from '../readers/go/goFramework';

/** The routes of Go's own library. */
export const netHttp = goFramework('netHttp', {
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
});
