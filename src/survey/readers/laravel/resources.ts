import type { PhpCall } from '../php/phpChain';
import { entryOf, textOf, textsOf, type PhpValue } from '../php/phpValue';
import { singular } from './inflect';

/** A route that a resource makes. */
export interface ResourceRoute {
  readonly methods: readonly string[];
  readonly path: string;
}

interface Action {
  readonly name: string;
  readonly methods: readonly string[];
  /** After the path of the whole; `*` stands for one of them. */
  readonly end: string;
}

const actions: readonly Action[] = [
  { name: 'index', methods: ['GET'], end: '' },
  { name: 'create', methods: ['GET'], end: '/create' },
  { name: 'store', methods: ['POST'], end: '' },
  { name: 'show', methods: ['GET'], end: '/*' },
  { name: 'edit', methods: ['GET'], end: '/*/edit' },
  { name: 'update', methods: ['PUT', 'PATCH'], end: '/*' },
  { name: 'destroy', methods: ['DELETE'], end: '/*' },
];

const alone: readonly Action[] = actions
  .filter(({ name }) => name !== 'index')
  .map((action) => ({ ...action, end: action.end.replace('/*', '') }));

export const resourceCalls = /^(?:api)?(?:resources?|singletons?)$/i;

/**
 * The routes of `Route::resource('photos.comments', …)` and its like.
 *
 * @param call what declares it
 * @param name one resource's name, as it is written
 * @param options the array that it is given, if it is
 * @param modifiers the calls that follow
 */
export function resourceRoutes(
  call: PhpCall,
  name: string,
  options: PhpValue | undefined,
  modifiers: readonly PhpCall[],
): ResourceRoute[] {
  const isAlone = /singleton/i.test(call.name);
  const isForApi = call.name.startsWith('api');
  const modifier = (key: string): PhpValue | undefined => {
    const found = modifiers.find((each) => each.name === key);
    const [first, second] = found?.values() ?? [];
    return first?.kind === 'text' && second?.kind === 'text' ? found?.arguments : (first ?? found?.arguments);
  };
  const told = (key: string): PhpValue | undefined => modifier(key) ?? entryOf(options, key);
  const names = (value: PhpValue | undefined): string[] | undefined => value && textsOf(value).map(({ text }) => text);
  const has = (key: string): boolean => modifiers.some((each) => each.name === key);
  const only = names(told('only'));
  const except = names(told('except'));
  const wanted = (isAlone ? alone : actions).filter((action) => {
    const isOff =
      isAlone &&
      !has('creatable') &&
      (action.name === 'create' || action.name === 'store' || (action.name === 'destroy' && !has('destroyable')));
    const isPage = isForApi && (action.name === 'create' || action.name === 'edit');
    return only ? only.includes(action.name) : !isOff && !isPage && except?.includes(action.name) !== true;
  });
  const parameters = parametersOf(modifiers, options);
  const parts = name.replace(/^\/|\/$/g, '').split('.');
  const last = parts.at(-1) ?? '';
  const parents = parts.slice(0, -1).map((part) => `${part}/${parameter(part, parameters)}`);
  const isShallow = parents.length > 0 && (has('shallow') || entryOf(options, 'shallow')?.text === 'true');
  return wanted.map(({ methods, end }) => {
    const isMember = end.startsWith('/*');
    const before = isShallow && isMember ? [] : parents;
    const path = [...before, last].join('/') + end.replace('*', parameter(last, parameters));
    return { methods, path };
  });
}

function parametersOf(modifiers: readonly PhpCall[], options: PhpValue | undefined): ReadonlyMap<string, string> {
  const given = [entryOf(options, 'parameters'), modifiers.find(({ name }) => name === 'parameters')?.argument(0)];
  const named = given.flatMap((value) =>
    (value?.entries ?? []).flatMap(({ key, value: to }): [string, string][] => {
      const text = textOf(to);
      return key && text !== undefined ? [[key.text, text]] : [];
    }),
  );
  const single = modifiers
    .filter(({ name }) => name === 'parameter')
    .flatMap((call): [string, string][] => {
      const [from, to] = call.values().map(textOf);
      return from !== undefined && to !== undefined ? [[from, to]] : [];
    });
  return new Map([...named, ...single]);
}

function parameter(segment: string, names: ReadonlyMap<string, string>): string {
  const bare = segment.slice(segment.lastIndexOf('/') + 1);
  return `{${(names.get(segment) ?? names.get(bare) ?? singular(bare)).replaceAll('-', '_')}}`;
}
