import type { Repository } from '../repository';
import { readSmall } from './gitLocation';
import { openPack, type GitObject } from './gitPack';
import { inflatedUpTo } from './inflated';

/** What packs may weigh together, in bytes, for one commit to be looked for in them where they must be read whole. */
const heaviestPacks = 500_000_000;

/** What a commit or a tag in a file of its own may weigh, in bytes. */
const biggest = 1_000_000;

/** Tags that lead to another tag. */
const longestChain = 5;

/** Objects of Git's folder. */
export interface GitObjects {
  /** The day of a commit, AAAA-MM-JJ, at its author's; undefined when it can't be read. */
  dateOf(commit: string): Promise<string | undefined>;
  /** The commit that a tag leads to; undefined when it can't be read. */
  commitOf(object: string): Promise<string | undefined>;
}

/**
 * Opens Git's objects.
 *
 * @param common Git's folder, as `FileTree` takes it
 * @returns undefined when they are too many to be read
 */
export async function openGitObjects(repository: Repository, common: string): Promise<GitObjects | undefined> {
  const folders = [common, ...(await alternates(repository, common))];
  const packs: string[] = [];
  let weight = 0;
  for (const folder of folders) {
    for (const name of await repository.names(`${folder}/objects/pack`)) {
      const path = `${folder}/objects/pack/${name}`;
      weight += name.endsWith('.pack') ? ((await repository.size(path)) ?? 0) : 0;
      if (name.endsWith('.idx')) {
        packs.push(path.slice(0, -'.idx'.length));
      }
    }
  }
  if (weight > heaviestPacks && !repository.readsParts) {
    return undefined;
  }
  const opened = packs.map((path) => openPack(repository, path));
  const find = async (hash: string): Promise<GitObject | undefined> => {
    for (const folder of folders) {
      const found = await looseObject(repository, folder, hash);
      if (found) {
        return found;
      }
    }
    for (const pack of opened) {
      const found = await pack.find(hash);
      if (found) {
        return found;
      }
    }
    return undefined;
  };
  const commitAt = async (object: string): Promise<{ hash: string; head: string } | undefined> => {
    let hash = object;
    for (let left = longestChain; left > 0; left--) {
      const { kind, bytes } = (await find(hash)) ?? {};
      // What follows the first empty line is what someone wrote.
      const head = new TextDecoder().decode(bytes).split('\n\n', 1)[0] ?? '';
      const target = /^object ([0-9a-f]+)$/m.exec(head)?.[1];
      if (kind === 'commit') {
        return { hash, head };
      }
      if (kind !== 'tag' || target === undefined) {
        return undefined;
      }
      hash = target;
    }
    return undefined;
  };
  return {
    async dateOf(commit) {
      const { head = '' } = (await commitAt(commit)) ?? {};
      const [, time, sign, hours, minutes] = /^author .*> (-?\d+) ([+-])(\d\d)(\d\d)$/m.exec(head) ?? [];
      const zone = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60 : 60);
      return dayAt(Number(time) + zone);
    },
    async commitOf(object) {
      return (await commitAt(object))?.hash;
    },
  };
}

/** An object in a file of its own, deflated: its kind, its size, then what it holds. */
async function looseObject(repository: Repository, folder: string, hash: string): Promise<GitObject | undefined> {
  const deflated = await repository.bytes(`${folder}/objects/${hash.slice(0, 2)}/${hash.slice(2)}`);
  const bytes = deflated && deflated.length <= biggest ? await inflatedUpTo(deflated, biggest) : undefined;
  const end = bytes?.indexOf(0) ?? -1;
  const kind = /^(commit|tag) \d+$/.exec(new TextDecoder().decode(bytes?.subarray(0, Math.max(0, end))))?.[1];
  return bytes && (kind === 'commit' || kind === 'tag') ? { kind, bytes: bytes.subarray(end + 1) } : undefined;
}

/** Folders whose objects this one borrows, as clones made on the same machine do. */
async function alternates(repository: Repository, common: string): Promise<string[]> {
  const text = (await readSmall(repository, `${common}/objects/info/alternates`)) ?? '';
  return text.split(/\r?\n/).flatMap((line) => {
    const folder = /^(\/.+)\/objects\/?$/.exec(line.trim())?.[1];
    return folder === undefined ? [] : [folder];
  });
}

/** @param time seconds since 1970, as a clock on the author's wall would count them */
function dayAt(time: number): string | undefined {
  const date = new Date(time * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}
