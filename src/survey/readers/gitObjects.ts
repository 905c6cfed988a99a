import type { PromiseFsClient, ReadCommitResult } from 'isomorphic-git';
import type { Repository } from '../repository';
import { readSmall } from './gitLocation';

/** What packs may weigh together, in bytes, for one commit to be looked for in them: they are read whole. */
const heaviestPacks = 500_000_000;

/** Where the reader of objects believes Git's folder to be; its own paths don't climb above their root. */
const root = '/git';

/** Objects of Git's folder. */
export interface GitObjects {
  /** The day of a commit, AAAA-MM-JJ, at its author's; undefined when it can't be read. */
  dateOf(commit: string): Promise<string | undefined>;
  /** The commit that a tag leads to; undefined when it can't be read. */
  commitOf(object: string): Promise<string | undefined>;
}

/**
 * Opens Git's objects. The library that reads them is loaded now: a repository without commits doesn't pay for it.
 *
 * @param common Git's folder, as `FileTree` takes it
 * @returns undefined when they are too many to be read
 */
export async function openGitObjects(repository: Repository, common: string): Promise<GitObjects | undefined> {
  const folders = [common, ...(await alternates(repository, common))];
  let weight = 0;
  for (const folder of folders) {
    for (const name of await repository.names(`${folder}/objects/pack`)) {
      weight += name.endsWith('.pack') ? ((await repository.size(`${folder}/objects/pack/${name}`)) ?? 0) : 0;
    }
  }
  if (weight > heaviestPacks) {
    return undefined;
  }
  const { readCommit } = await import('isomorphic-git');
  // Each folder has its own: the library keeps what it read by path, and they all have the same to it.
  const stores = folders.map((folder) => ({ fs: { promises: filesOf(repository, folder) }, gitdir: root, cache: {} }));
  const read = async (oid: string): Promise<ReadCommitResult | undefined> => {
    for (const store of stores) {
      const found = await readCommit({ ...store, oid }).catch(() => undefined);
      if (found) {
        return found;
      }
    }
    return undefined;
  };
  return {
    async dateOf(commit) {
      const author = (await read(commit))?.commit.author;
      return author && dayAt(author.timestamp, author.timezoneOffset);
    },
    async commitOf(object) {
      return (await read(object))?.oid;
    },
  };
}

/** Folders whose objects this one borrows, as clones made on the same machine do. */
async function alternates(repository: Repository, common: string): Promise<string[]> {
  const text = (await readSmall(repository, `${common}/objects/info/alternates`)) ?? '';
  return text.split(/\r?\n/).flatMap((line) => {
    const folder = /^(\/.+)\/objects\/?$/.exec(line.trim())?.[1];
    return folder === undefined ? [] : [folder];
  });
}

/** @param offset minutes to add to local time to have UTC, as in `Date` */
function dayAt(timestamp: number, offset: number): string | undefined {
  const date = new Date((timestamp - offset * 60) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}

/** Git's folder as Node's `fs.promises` would give it, to read only. */
function filesOf(repository: Repository, folder: string): PromiseFsClient['promises'] {
  const at = (path: string): string => folder + path.slice(root.length);
  const refuse = async (path: unknown): Promise<never> => {
    throw Object.assign(new Error(`${String(path)} doesn't exist`), { code: 'ENOENT' });
  };
  return {
    async readFile(path: string, options?: unknown): Promise<Uint8Array | string> {
      const bytes = await repository.bytes(at(path));
      if (!bytes) {
        return refuse(path);
      }
      return options === undefined || isWithoutEncoding(options) ? bytes : new TextDecoder().decode(bytes);
    },
    async readdir(path: string): Promise<string[]> {
      return (await repository.names(at(path))).map((name) => name.replace(/\/$/, ''));
    },
    stat: refuse,
    lstat: refuse,
    readlink: refuse,
    writeFile: refuse,
    unlink: refuse,
    mkdir: refuse,
    rmdir: refuse,
    symlink: refuse,
  };
}

function isWithoutEncoding(options: unknown): boolean {
  return typeof options === 'object' && options !== null && !('encoding' in options);
}
