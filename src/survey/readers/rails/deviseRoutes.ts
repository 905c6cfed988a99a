import { rubyLines, rubyNames } from '../rubyCall';
import type { RubyCall } from '../ruby/rubyNodes';
import { rubyMap, rubyOptions, rubyTexts, rubyValue, type RubyScope, type RubyValue } from '../ruby/rubyValues';
import { joinPaths, type RouteScope } from './routeScope';

/** What is known of the accounts that Devise signs in. */
export interface DeviseAccount {
  /** The modules that the model names. */
  readonly modules: ReadonlySet<string>;
  readonly providers: readonly string[];
  /** How one signs out: `DELETE` unless the product says otherwise. */
  readonly signOut: readonly string[];
  /** Where providers answer, from the root, when the product says it. */
  readonly providersPath: string | undefined;
  /** How one asks for a provider. */
  readonly providersVia: readonly string[];
}

interface DeviseRoute {
  readonly method: string;
  readonly path: string;
}

/** What `devise` calls in a model name; undefined when it calls none. */
export function readDeviseModel(text: string): Pick<DeviseAccount, 'modules' | 'providers'> | undefined {
  const calls = rubyLines(text.split(/\r\n|\r|\n/)).flatMap(({ code }) => /^devise[\s(]+(.*)$/.exec(code)?.[1] ?? []);
  if (calls.length === 0) {
    return undefined;
  }
  const providers = calls.flatMap((call) => /omniauth_providers(?::|\s*=>)\s*([[%(][^\])}]*\]?)/.exec(call)?.[1] ?? []);
  return { modules: new Set(calls.flatMap(rubyNames)), providers: providers.flatMap(rubyNames) };
}

/** What `config/initializers/devise.rb` says of signing out. */
export function readSignOut(initializer: string): readonly string[] {
  const written = /^[ \t]*config\.sign_out_via\s*=\s*(.+)$/m.exec(initializer)?.[1];
  const methods = written === undefined ? [] : rubyNames(written).map((method) => method.toUpperCase());
  return methods.length > 0 ? methods : ['DELETE'];
}

/** What `config/initializers/devise.rb` says of the providers that accounts sign in with. */
export function readProviders(initializer: string): Pick<DeviseAccount, 'providers' | 'providersPath'> {
  const providers = [...initializer.matchAll(/^[ \t]*config\.omniauth[\s(]+:['"]?([\w-]+)/gm)].map(
    ([, name = '']) => name,
  );
  return {
    providers: [...new Set(providers)],
    providersPath: /^[ \t]*config\.omniauth_path_prefix\s*=\s*['"]([^'"\n]+)['"]/m.exec(initializer)?.[1],
  };
}

/** The methods that the initializers let one ask for a provider with; undefined when they say nothing of it. */
export function readProvidersVia(initializers: string): readonly string[] | undefined {
  const written = /^[ \t]*OmniAuth\.config\.allowed_request_methods\s*=\s*(.+)$/m.exec(initializers)?.[1];
  const methods = written === undefined ? [] : rubyNames(written).map((method) => method.toUpperCase());
  return methods.length > 0 ? methods : undefined;
}

/**
 * The routes that a call of `devise_for` declares.
 *
 * @param accountOf what is known of the accounts of a name
 * @param missing told of the names whose accounts aren't known
 */
export function devisedRoutes(
  call: RubyCall,
  ruby: RubyScope,
  scope: RouteScope,
  accountOf: (name: string, className: string | undefined) => DeviseAccount | undefined,
  missing: (name: string) => void,
): readonly DeviseRoute[] {
  // Options may come as a hash that the product makes: `devise_for :agents, ActiveAdmin::Devise.config`.
  const given = call.args.flatMap((arg) => [...(rubyMap(rubyValue(arg, ruby)) ?? [])]);
  const options = new Map([...given, ...rubyOptions(call.pairs, ruby)]);
  const className = options.get('class_name');
  return call.args
    .flatMap((arg) => rubyTexts(arg, ruby) ?? [])
    .flatMap((name) => {
      const account = accountOf(name, typeof className === 'string' ? className : undefined);
      const isTold =
        account && Object.values(usedBy).some((used) => used.some((module) => account.modules.has(module)));
      if (!isTold && options.get('skip') !== 'all') {
        missing(name);
      }
      return account ? deviseRoutes(name, account, options, scope) : [];
    });
}

/**
 * @param options its own options
 * @returns paths as Rails writes them
 */
function deviseRoutes(
  name: string,
  { modules, providers, signOut, providersPath, providersVia }: DeviseAccount,
  options: ReadonlyMap<string, RubyValue>,
  scope: RouteScope,
): readonly DeviseRoute[] {
  const names = new Map<string, string>(scope.pathNames);
  for (const [action, path] of rubyMap(options.get('path_names')) ?? []) {
    names.set(action, typeof path === 'string' ? path : action);
  }
  const called = (action: string): string => names.get(action) ?? (action === 'registration' ? '' : action);
  const path = textOf(options.get('path')) ?? name;
  const prefix = scope.path === '' ? (textOf(options.get('path_prefix')) ?? '') : scope.path;
  const base = joinPaths(joinPaths('', prefix), path);
  const at = (...parts: readonly string[]): string => joinPaths(base, parts.map(called).join('/'));
  const via = options.get('sign_out_via');
  const out = via === undefined ? signOut : namesOf(via).map((method) => method.toUpperCase());
  const groups: Readonly<Record<string, readonly DeviseRoute[]>> = {
    sessions: [
      { method: 'GET', path: at('sign_in') },
      { method: 'POST', path: at('sign_in') },
      ...out.map((method) => ({ method, path: at('sign_out') })),
    ],
    passwords: [
      { method: 'GET', path: at('password', 'new') },
      { method: 'GET', path: at('password', 'edit') },
      ...['PATCH', 'PUT', 'POST'].map((method) => ({ method, path: at('password') })),
    ],
    registrations: [
      { method: 'GET', path: at('registration', 'cancel') },
      { method: 'GET', path: at('registration', 'sign_up') },
      { method: 'GET', path: at('registration', 'edit') },
      ...['PATCH', 'PUT', 'DELETE', 'POST'].map((method) => ({ method, path: at('registration') })),
    ],
    confirmations: [
      { method: 'GET', path: at('confirmation', 'new') },
      ...['GET', 'POST'].map((method) => ({ method, path: at('confirmation') })),
    ],
    unlocks: [
      { method: 'GET', path: at('unlock', 'new') },
      ...['GET', 'POST'].map((method) => ({ method, path: at('unlock') })),
    ],
    invitations: [
      { method: 'GET', path: at('invitation', 'accept') },
      { method: 'GET', path: at('invitation', 'remove') },
      { method: 'GET', path: at('invitation', 'new') },
      ...['PATCH', 'PUT', 'POST'].map((method) => ({ method, path: at('invitation') })),
    ],
    omniauth_callbacks: providers.flatMap((provider) => {
      const own = joinPaths(providersPath ?? joinPaths(base, 'auth'), provider);
      return [
        ...providersVia.map((method) => ({ method, path: own })),
        ...['GET', 'POST'].map((method) => ({ method, path: joinPaths(own, 'callback') })),
      ];
    }),
  };
  const skipped = namesOf(options.get('skip'));
  const only = options.has('only') ? namesOf(options.get('only')) : undefined;
  return Object.entries(groups).flatMap(([group, routes]) => {
    const isUsed = [...(usedBy[group] ?? [])].some((module) => modules.has(module));
    const isKept = !skipped.includes(group) && !skipped.includes('all') && (only?.includes(group) ?? true);
    return isUsed && isKept ? routes : [];
  });
}

/** The modules that bring each group of routes. */
const usedBy: Readonly<Record<string, readonly string[]>> = {
  sessions: [
    'database_authenticatable',
    'ldap_authenticatable',
    'cas_authenticatable',
    'saml_authenticatable',
    'magic_link_authenticatable',
    'passwordless_authenticatable',
  ],
  passwords: ['recoverable'],
  registrations: ['registerable'],
  confirmations: ['confirmable'],
  unlocks: ['lockable'],
  invitations: ['invitable'],
  omniauth_callbacks: ['omniauthable'],
};

function textOf(value: RubyValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function namesOf(value: RubyValue | undefined): readonly string[] {
  return (Array.isArray(value) ? (value as readonly RubyValue[]) : [value]).filter((each) => typeof each === 'string');
}
