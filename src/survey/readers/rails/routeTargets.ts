import type { RubyCall } from '../ruby/rubyNodes';
import { rubyOption, rubyText, type RubyScope } from '../ruby/rubyValues';
import type { RouteScope } from './routeScope';

/** Where the controllers of what a block declares are: `namespace`, `module:`, `controller:`. */
export function controllersOf(
  call: RubyCall,
  ruby: RubyScope,
  { module, controller }: RouteScope,
): Pick<RouteScope, 'module' | 'controller'> {
  const written = rubyOption(call, 'module') ?? (call.name === 'namespace' ? call.args[0] : undefined);
  const isAround = call.name === 'scope' || call.name === 'namespace';
  return {
    module: joined(module, rubyText(written, ruby) ?? ''),
    controller: (isAround ? rubyText(rubyOption(call, 'controller'), ruby) : undefined) ?? controller,
  };
}

/** The action of a resource that answers, as a file of controllers and a method: `admin/usagers#show`. */
export function targetOfAction(action: string, { module, controller }: RouteScope): string | undefined {
  return controller === undefined ? undefined : `${joined(module, controller)}#${action}`;
}

/**
 * The action that a verb names.
 *
 * @param path what the verb is given
 */
export function targetOfVerb(call: RubyCall, ruby: RubyScope, scope: RouteScope, path: string): string | undefined {
  const given = rubyOption(call, 'to') ?? (call.args.length === 0 ? arrowValue(call) : undefined);
  const to = rubyText(given, ruby);
  if (given && to === undefined) {
    return undefined;
  }
  const [named, method] = to?.includes('#') === true ? to.split('#') : [undefined, to];
  const action = method ?? rubyText(rubyOption(call, 'action'), ruby);
  const controller = named ?? rubyText(rubyOption(call, 'controller'), ruby);
  if (controller !== undefined || scope.controller !== undefined) {
    return targetOfAction(action ?? path, controller === undefined ? scope : { ...scope, controller });
  }
  // `get 'pages/aide'` is answered by `pages#aide`.
  const [, folder, last] = /^\/?([\w/]+)\/(\w+)$/.exec(path) ?? [];
  return folder === undefined || last === undefined || action !== undefined
    ? undefined
    : targetOfAction(last, { ...scope, controller: folder });
}

function arrowValue({ pairs }: RubyCall): RubyCall['pairs'][number]['value'] | undefined {
  return pairs.find(({ key }) => !(key.kind === 'text' && key.isSymbol))?.value;
}

function joined(module: string, name: string): string {
  return name.startsWith('/') ? name.slice(1) : [module, name].filter(Boolean).join('/');
}
