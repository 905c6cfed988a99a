import { goFramework, upperVerbs } from '../readers/go/goFramework';

/** The routes of httprouter, also those that a product's own router puts into it. */
export const httpRouter = goFramework('httpRouter', {
  from: 'httprouter',
  isLibrary: (path) => path === 'github.com/julienschmidt/httprouter',
  creators: ['New'],
  types: ['Router'],
  acts: {
    ...upperVerbs,
    Handle: { act: 'named' },
    Handler: { act: 'named' },
    HandlerFunc: { act: 'named' },
  },
  handler: 'first',
  ignoresLastSlash: false,
});
