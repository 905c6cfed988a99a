/**
 * The paths that a glob of `files.exclude` or `search.exclude` means, as VS Code reads it: `*` and `?` stay in a folder,
 * `**` crosses them, `{a,b}` is either; what lies in a folder that matches is meant too. Never throws: a glob that can't
 * be read means nothing.
 *
 * @param glob from the workspace folder, with `/`
 */
export function globMatcher(glob: string): (path: string) => boolean {
  try {
    const pattern = new RegExp(`^${toPattern(glob.replace(/^\.?\//, '').replace(/\/$/, ''))}(?:/|$)`);
    return (path) => pattern.test(path);
  } catch {
    return () => false;
  }
}

/** The globs of a setting such as `files.exclude` that are on, whatever the setting holds. */
export function globsIn(setting: unknown): string[] {
  const entries = typeof setting === 'object' && setting !== null ? Object.entries(setting) : [];
  return entries.flatMap(([glob, value]) => (value === true ? [glob] : []));
}

function toPattern(glob: string): string {
  let pattern = '';
  let depth = 0;
  for (let at = 0; at < glob.length; at++) {
    const rest = glob.slice(at);
    const crossing = /^\*\*(?:\/|$)/.exec(rest)?.[0];
    const set = /^\[(!?)([^\]]+)\]/.exec(rest);
    const char = rest.charAt(0);
    if (crossing !== undefined && (at === 0 || /[/{,]/.test(glob.charAt(at - 1)))) {
      pattern += crossing === '**' ? '.*' : '(?:[^/]*/)*';
      at += crossing.length - 1;
    } else if (char === '*') {
      pattern += '[^/]*';
      at += rest.startsWith('**') ? 1 : 0;
    } else if (char === '?') {
      pattern += '[^/]';
    } else if (set) {
      pattern += `[${set[1] === '!' ? '^' : ''}${(set[2] ?? '').replaceAll('\\', '\\\\')}]`;
      at += set[0].length - 1;
    } else if (char === '{') {
      pattern += '(?:';
      depth++;
    } else if (char === '}' && depth > 0) {
      pattern += ')';
      depth--;
    } else if (char === ',' && depth > 0) {
      pattern += '|';
    } else {
      pattern += char.replace(/[\\^$.|+(){}[\]]/, String.raw`\$&`);
    }
  }
  return pattern;
}
