import type { Inventory } from '../survey/facts';

/** The shortest end of each path that no other one has, cut between folders. */
export class PathLabels {
  /** How many paths have each end. */
  private readonly ends = new Map<string, number>();

  constructor(private readonly paths: ReadonlySet<string>) {
    for (const end of Array.from(paths, endsOf).flat()) {
      this.ends.set(end, (this.ends.get(end) ?? 0) + 1);
    }
  }

  /** @returns the path itself for a folder (with a `/` at its end), and when it ends another one */
  of(path: string): string {
    if (path === '' || path === '.' || path === './') {
      return 'racine du dépôt';
    }
    const itself = this.paths.has(path) ? 1 : 0;
    const isFolder = path.endsWith('/');
    return (isFolder ? undefined : endsOf(path).find((end) => (this.ends.get(end) ?? 0) === itself)) ?? path;
  }
}

/** `b.py`, `a/b.py`. */
function endsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, index) => parts.slice(parts.length - 1 - index).join('/'));
}

const labels = new WeakMap<Inventory, PathLabels>();

/** The labels of the paths that an inventory gives as proofs. */
export function labelsOf(inventory: Inventory): PathLabels {
  let known = labels.get(inventory);
  if (!known) {
    known = new PathLabels(pathsIn(inventory));
    labels.set(inventory, known);
  }
  return known;
}

function pathsIn(inventory: Inventory): Set<string> {
  const paths = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) {
      return;
    }
    if ('path' in value && 'line' in value && typeof value.path === 'string' && !value.path.startsWith('.git/')) {
      paths.add(value.path);
    }
    for (const child of Object.values(value)) {
      visit(child);
    }
  };
  visit(inventory);
  return paths;
}

/**
 * How a Markdown link in one folder names a file, both from the repository's root.
 *
 * @param folder without `/` at its end; `''` for the root
 * @param path with a `/` at its end for a folder
 */
export function relativePath(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = path.replace(/^(?:\.\/|\.$)/, '').split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) {
    shared++;
  }
  const up = '../'.repeat(from.length - shared);
  const relative = up + to.slice(shared).map(encodeSegment).join('/');
  return relative === '' ? './' : relative;
}

/** Letters of any language stay readable; what Markdown, a URL or a reader of either would take for a sign doesn't. */
function encodeSegment(segment: string): string {
  return segment
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[^\p{L}\p{M}\p{N}._~@+,=!-]/gu, (character) =>
      character === "'" || character === '(' || character === ')' || character === '*'
        ? `%${character.charCodeAt(0).toString(16).toUpperCase()}`
        : encodeURIComponent(character),
    );
}
