/** Longer ones are no path that people wrote. */
const longest = 300;

/** Writes what a regular expression of a route matches as a path: `^jeux/(?P<slug>[\w-]+)/$` → `jeux/{slug}/`. */
export function regexPath(regex: string): string {
  return pathOf(regex.slice(0, longest), 0);
}

function pathOf(regex: string, depth: number): string {
  let path = '';
  for (let at = 0; at < regex.length;) {
    const piece = pieceAt(regex, at, depth);
    const [quantifier = ''] = /^(?:[?*+]|\{\d*,?\d*\})[?+]?/.exec(regex.slice(piece.end)) ?? [];
    at = piece.end + quantifier.length;
    // What may be left out is left out, but for a `/` at the end.
    const isOptional = quantifier.startsWith('?') || quantifier.startsWith('*');
    path += isOptional && !piece.isParameter && piece.path !== '/' ? '' : piece.path;
  }
  return path;
}

interface Piece {
  readonly path: string;
  readonly end: number;
  readonly isParameter: boolean;
}

function pieceAt(regex: string, at: number, depth: number): Piece {
  const sign = regex[at] ?? '';
  switch (sign) {
    case '^':
    case '$':
      return { path: '', end: at + 1, isParameter: false };
    case '\\': {
      const next = regex[at + 1] ?? '';
      const isParameter = /[dDwWsS]/.test(next);
      return { path: isParameter ? '{param}' : /[AZbB]/.test(next) ? '' : next, end: at + 2, isParameter };
    }
    case '.': {
      // Alone, it is a dot that wasn't escaped: `v1.0`.
      const isRepeated = /[*+{]/.test(regex[at + 1] ?? '');
      return { path: isRepeated ? '{chemin}' : '.', end: at + 1, isParameter: isRepeated };
    }
    case '[':
      return { path: '{param}', end: endOfSet(regex, at), isParameter: true };
    case '(': {
      const end = endOfGroup(regex, at);
      return { ...group(regex.slice(at + 1, end - 1), depth), end };
    }
    default:
      return { path: sign, end: at + 1, isParameter: false };
  }
}

function group(inside: string, depth: number): Omit<Piece, 'end'> {
  const name = /^\?P?<(\w+)>/.exec(inside)?.[1];
  if (name !== undefined) {
    return { path: `{${name}}`, isParameter: true };
  }
  const [mark = ''] = /^\?(?:[aiLmsux-]*:|[aiLmsux]+|<?[=!])/.exec(inside) ?? [];
  if (/[=!]$/.test(mark) || (mark !== '' && !mark.endsWith(':'))) {
    return { path: '', isParameter: false };
  }
  return mark === '' || inside.includes('|') || depth > 5
    ? { path: '{param}', isParameter: true }
    : { path: pathOf(inside.slice(mark.length), depth + 1), isParameter: false };
}

/** Just after the bracket that closes the one at an offset. */
function endOfSet(regex: string, start: number): number {
  // A `]` that comes first is one of the set.
  let at = start + (/^\[\^?\]/.exec(regex.slice(start, start + 3))?.[0].length ?? 1);
  for (; at < regex.length && regex[at] !== ']'; at++) {
    if (regex[at] === '\\') {
      at++;
    }
  }
  return at + 1;
}

function endOfGroup(regex: string, start: number): number {
  let open = 0;
  for (let at = start; at < regex.length; at++) {
    const sign = regex[at];
    if (sign === '\\') {
      at++;
    } else if (sign === '[') {
      at = endOfSet(regex, at) - 1;
    } else if (sign === '(') {
      open++;
    } else if (sign === ')' && --open === 0) {
      return at + 1;
    }
  }
  return regex.length + 1;
}
