import type { Repository } from '../repository';
import { decodeText } from '../sourceText';

/** Where Git keeps a repository's state. Paths are as `FileTree` takes them. */
export interface GitLocation {
  /** Holds HEAD. */
  readonly own: string;
  /** Holds config, refs and objects: the same, but for a linked worktree. */
  readonly common: string;
  /** Whether these paths start from the root, so that they can be shown: the others would name a machine's folders. */
  readonly isShown: boolean;
}

/** Finds Git's folder: `.git` itself, or where a `.git` file leads, in a linked worktree or a submodule. */
export async function locateGit(repository: Repository): Promise<GitLocation | undefined> {
  if ((await repository.names('.git')).includes('HEAD')) {
    return { own: '.git', common: '.git', isShown: true };
  }
  const pointer = await readSmall(repository, '.git');
  const target = /^gitdir:[ \t]*([^\r\n]+)/.exec(pointer ?? '')?.[1]?.trim();
  if (target === undefined) {
    return undefined;
  }
  const own = await reachable(repository, target.replaceAll('\\', '/'));
  if (own === undefined) {
    return undefined;
  }
  const shared = (await readSmall(repository, `${own}/commondir`))?.trim().replaceAll('\\', '/');
  const common = shared === undefined ? own : isAbsolute(shared) ? shared : joinPath(own, shared);
  return { own, common, isShown: !isAbsolute(own) && !isAbsolute(common) };
}

/** A small text of Git's own; undefined when it doesn't exist. */
export async function readSmall(repository: Repository, path: string): Promise<string | undefined> {
  const bytes = await repository.bytes(path);
  return bytes && decodeText(bytes);
}

/**
 * Where a `.git` file leads, from the root if it can be said: Git writes in that folder where the worktree is, which
 * gives the way back.
 */
async function reachable(repository: Repository, target: string): Promise<string | undefined> {
  if (!isAbsolute(target)) {
    const path = joinPath('', target);
    return (await repository.bytes(`${path}/HEAD`)) && path;
  }
  const back = (await readSmall(repository, `${target}/gitdir`))?.trim().replaceAll('\\', '/');
  const relative = back?.endsWith('/.git') && relativePath(back.slice(0, -'/.git'.length), target);
  if (relative !== undefined && relative !== false && (await repository.bytes(`${relative}/HEAD`))) {
    return relative;
  }
  return (await repository.bytes(`${target}/HEAD`)) && target;
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

/** Joins and tidies; what climbs above the root keeps its `..`. */
function joinPath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') {
      parts.pop();
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return (folder.startsWith('/') ? '/' : '') + parts.join('/');
}

/** From one absolute folder to another. */
function relativePath(from: string, to: string): string {
  const start = from.split('/');
  const end = to.split('/');
  let same = 0;
  while (same < start.length && same < end.length && start[same] === end[same]) {
    same++;
  }
  return [...start.slice(same).map(() => '..'), ...end.slice(same)].join('/');
}
