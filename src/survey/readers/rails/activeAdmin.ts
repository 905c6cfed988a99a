import type { RubyValue } from '../ruby/rubyValues';

/**
 * What `ActiveAdmin::Devise.config` gives to `devise_for`.
 *
 * @param initializer the text of `config/initializers/active_admin.rb`
 * @param signOut how Devise signs out
 */
export function adminDeviseOptions(initializer: string, signOut: readonly string[]): ReadonlyMap<string, RubyValue> {
  const space = /^[ \t]*config\.default_namespace\s*=\s*(?:[:'"]?(\w+)|false)/m.exec(initializer);
  const link = /^[ \t]*config\.logout_link_method\s*=\s*:(\w+)/m.exec(initializer)?.[1] ?? 'get';
  return new Map<string, RubyValue>([
    ['path', space ? (/^(?:false|nil|root)?$/.test(space[1] ?? '') ? '/' : (space[1] ?? '')) : 'admin'],
    [
      'path_names',
      new Map([
        ['sign_in', 'login'],
        ['sign_out', 'logout'],
      ]),
    ],
    ['sign_out_via', [...new Set([...signOut.map((method) => method.toLowerCase()), link])]],
  ]);
}
