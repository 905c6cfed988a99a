/**
 * One path of the parts that a framework joins: one `/` between them, parameters between braces whatever the framework
 * writes them with (`:id`, `<int:id>`, `[id]`, `{id:\d+}`, `*`), no `/` at the end but the one the product declares.
 *
 * @param parts as they are written, the outermost prefix first; empty ones don't count
 */
export function routePath(...parts: readonly string[]): string {
  const joined = parts
    .filter((part) => part !== '')
    .join('/')
    .replace(/\/{2,}/g, '/');
  return `/${joined.replace(/^\//, '')}`
    .replace(/<(?:[\w.]+(?:\([^<>()]*\))?:)?([\w-]+)>/g, '{$1}')
    .replace(/\[\[?(?:\.\.\.)?([\w-]+)\]\]?/g, '{$1}')
    .replace(/:([A-Za-z_][\w-]*)(?:\([^()/]*\))?[?*+]?/g, '{$1}')
    .replace(/\{\*?([\w-]+)\??(?::[^{}]*)?\}/g, '{$1}')
    .replace(/(^|\/)\*(\w*)/g, (_, slash: string, name: string) => `${slash}{${name || 'chemin'}}`);
}

/** What two writings of one operation have in common: the names of parameters and a `/` at the end don't count. */
export function routeKey(method: string, path: string): string {
  return `${method} ${path.replace(/\{[^{}]*\}/g, '{}').replace(/(.)\/$/, '$1')}`;
}
