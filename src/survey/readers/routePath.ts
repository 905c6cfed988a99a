/** Each way to write a parameter, its name alone kept. One pass: what one way gives isn't read again by another. */
const parameter = new RegExp(
  [
    String.raw`\{\*{0,2}([\w-]+)\??(?::(?:[^{}]|\{[^{}]*\})*)?\}`,
    String.raw`<(?:[\w.]+(?:\([^<>()]*\))?:)?([\w-]+)>`,
    String.raw`\[\[?(?:\.\.\.)?([\w-]+)\]\]?`,
    String.raw`:([A-Za-z_][\w-]*)(?:\([^()/]*\))?[?*+]?`,
    String.raw`(?<=^|/)\*{1,2}(\w*)`,
  ].join('|'),
  'g',
);

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
  return `/${joined.replace(/^\//, '')}`.replace(parameter, (_, ...found: (string | undefined)[]) => {
    const [braces, angles, brackets, colon, star] = found;
    return `{${braces ?? angles ?? brackets ?? colon ?? (star === undefined || star === '' ? 'chemin' : star)}}`;
  });
}

/** What two writings of one operation have in common: the names of parameters and a `/` at the end don't count. */
export function routeKey(method: string, path: string): string {
  return `${method} ${path.replace(/\{[^{}]*\}/g, '{}').replace(/(.)\/$/, '$1')}`;
}
