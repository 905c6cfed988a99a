import type { Evidence } from '../facts';
import { compare, type Repository } from '../repository';
import { readGitConfig, type GitSetting } from './gitConfig';
import { locateGit, readSmall, type GitLocation } from './gitLocation';

/** A branch or a tag, by its full name: `refs/remotes/origin/main`. */
export interface GitRef {
  readonly name: string;
  /** Of the commit, or of the tag's own object when `isPeeled` is false. */
  readonly object?: string | undefined;
  readonly isPeeled: boolean;
  readonly evidence: Evidence;
}

/** What the files of Git's folder say, with where they say it. */
export interface GitState {
  /** Where objects are: see `gitObjects.ts`. */
  readonly location: GitLocation;
  readonly remotes: readonly { readonly name: string; readonly url: string; readonly evidence: Evidence }[];
  /** By full name, in their order. */
  readonly refs: ReadonlyMap<string, GitRef>;
  /** Refs that lead to another: `refs/remotes/origin/HEAD` → `refs/remotes/origin/main`. */
  readonly symbolic: ReadonlyMap<string, string>;
  /** The ref checked out, or the commit when there is none. */
  readonly head: {
    readonly ref?: string | undefined;
    readonly commit?: string | undefined;
    readonly evidence: Evidence;
  };
  readonly initialBranch: string | undefined;
  /** Branches and tags are kept in a format that only Git reads. */
  readonly isReftable: boolean;
}

const hash = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** Files of refs asked for at the same time. */
const readTogether = 32;

/** Refs in files of their own, beyond which no more are read. */
const mostFiles = 20_000;

/** @returns undefined when there is no Git folder here, or none that can be read */
export async function readGitFolder(repository: Repository): Promise<GitState | undefined> {
  const location = await locateGit(repository);
  if (!location) {
    return undefined;
  }
  const at = (folder: string, path: string, line: number): Evidence =>
    location.isShown ? { path: `${folder}/${path}`, line } : { path: '.git', line: 1 };
  const { own, common } = location;

  const settings = readGitConfig((await readSmall(repository, `${common}/config`)) ?? '');
  const urls = new Map<string, GitSetting>();
  for (const setting of settings) {
    if (setting.section === 'remote' && setting.key === 'url' && setting.value && !urls.has(setting.subsection)) {
      urls.set(setting.subsection, setting);
    }
  }

  const refs = new Map<string, GitRef>();
  const symbolic = new Map<string, string>();
  for (const ref of readPackedRefs((await readSmall(repository, `${common}/packed-refs`)) ?? '')) {
    refs.set(ref.name, { ...ref, evidence: at(common, 'packed-refs', ref.line) });
  }
  for (const [name, text] of await readLooseRefs(repository, common)) {
    const content = text.trim();
    const target = /^ref:\s*(\S+)/.exec(content)?.[1];
    if (target !== undefined) {
      symbolic.set(name, target);
    } else if (hash.test(content)) {
      const isPeeled = !name.startsWith('refs/tags/');
      refs.set(name, { name, object: content, isPeeled, evidence: at(common, name, 1) });
    }
  }

  const head = ((await readSmall(repository, `${own}/HEAD`)) ?? '').trim();
  const isReftable = settings.some(
    ({ section, key, value }) => section === 'extensions' && key === 'refstorage' && value.toLowerCase() === 'reftable',
  );
  return {
    location,
    remotes: [...urls].map(([name, { value, line }]) => ({ name, url: value, evidence: at(common, 'config', line) })),
    refs: new Map([...refs].sort(([a], [b]) => compare(a, b))),
    symbolic,
    head: {
      ref: isReftable ? undefined : /^ref:\s*(\S+)/.exec(head)?.[1],
      commit: hash.test(head) ? head : undefined,
      evidence: at(own, 'HEAD', 1),
    },
    initialBranch: settings.find(({ section, key }) => section === 'init' && key === 'defaultbranch')?.value,
    isReftable,
  };
}

interface PackedRef {
  readonly name: string;
  readonly object: string;
  readonly isPeeled: boolean;
  readonly line: number;
}

/** `packed-refs`: a ref a line; `^…` under an annotated tag gives its commit, if the header says that tags are peeled. */
function readPackedRefs(text: string): PackedRef[] {
  const refs: PackedRef[] = [];
  let arePeeled = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const last = refs.at(-1);
    if (line.startsWith('#')) {
      arePeeled ||= /\s(?:fully-)?peeled(?:\s|$)/.test(line);
    } else if (line.startsWith('^') && last) {
      refs[refs.length - 1] = { ...last, object: line.slice(1).trim(), isPeeled: true };
    } else {
      const [, object, name] = /^([0-9a-f]{40}|[0-9a-f]{64}) (refs\/\S+)$/.exec(line) ?? [];
      if (object !== undefined && name !== undefined) {
        refs.push({ name, object, isPeeled: arePeeled || !name.startsWith('refs/tags/'), line: index + 1 });
      }
    }
  }
  return refs;
}

/** The refs in files of their own, by full name. */
async function readLooseRefs(repository: Repository, common: string): Promise<Map<string, string>> {
  const files: string[] = [];
  const pending = ['refs/heads', 'refs/remotes', 'refs/tags'];
  for (let folder = pending.pop(); folder !== undefined && files.length < mostFiles; folder = pending.pop()) {
    for (const name of await repository.names(`${common}/${folder}`)) {
      if (name.endsWith('/')) {
        pending.push(`${folder}/${name.slice(0, -1)}`);
      } else if (!name.endsWith('.lock')) {
        files.push(`${folder}/${name}`);
      }
    }
  }
  const texts = new Map<string, string>();
  for (let start = 0; start < files.length; start += readTogether) {
    const batch = files.slice(start, start + readTogether);
    const read = await Promise.all(batch.map(async (file) => readSmall(repository, `${common}/${file}`)));
    batch.forEach((file, index) => texts.set(file, read[index] ?? ''));
  }
  return texts;
}
