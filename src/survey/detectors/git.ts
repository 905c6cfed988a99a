import { bots } from '../data/bots';
import type { Detector } from '../detector';
import { tidyEvidence } from '../evidence';
import type { Branch, Evidence, Findings, Remote, RepositoryFacts, Tag } from '../facts';
import type { GitFacts } from '../gitFacts';
import { cleanAddress, isLocalAddress } from '../readers/gitAddress';
import { readGitFolder, type GitRef, type GitState } from '../readers/gitFolder';
import { openGitObjects, type GitObjects } from '../readers/gitObjects';
import { compare, type Repository } from '../repository';

/** Tags in files of their own whose object is looked at: beyond, the commit isn't said. */
const mostTagsRead = 200;

/** Where Git says the repository is, its branches, its tags and its last commit. */
export const git: Detector = {
  name: 'git',
  start: (repository) => ({
    async find() {
      const known = await repository.options.git?.().catch(() => undefined);
      const state = await readGitFolder(repository);
      if (known) {
        return { repository: fromEditor(known, state) };
      }
      if (!state) {
        repository.note('pas de dépôt Git ici : adresse, branches et étiquettes inconnues');
        return {};
      }
      return { repository: await fromFolder(repository, state) };
    },
  }),
};

async function fromFolder(repository: Repository, state: GitState): Promise<Findings['repository'] & object> {
  if (state.isReftable) {
    repository.note('références Git au format reftable : branches, étiquettes et dernier commit non lus', '.git');
  }
  const { head } = state;
  const at = head.ref === undefined ? undefined : state.refs.get(head.ref);
  const commit = head.commit ?? at?.object;
  const remotes = state.remotes
    .filter(({ url }) => !isLocalAddress(url))
    .map(({ name, url, evidence }) => ({
      name,
      url: cleanAddress(url),
      evidence: [evidence],
    }));
  const remote = mainRemote(remotes);
  const branches = mergeBranches(state.refs, remote);
  const objects = commit === undefined ? undefined : await openGitObjects(repository, state.location.common);
  const date = commit === undefined ? undefined : await objects?.dateOf(commit);
  if (commit !== undefined && date === undefined) {
    repository.note('date du dernier commit non lue', '.git/HEAD');
  }
  return {
    remotes,
    branches: await withDates(withDefault(branches, defaultBranch(state, branches, remote)), objects),
    tags: await readTags(state.refs, objects),
    ...(commit === undefined
      ? {}
      : { lastCommit: { hash: commit, date, evidence: at ? [at.evidence, head.evidence] : [head.evidence] } }),
  };
}

/** What the editor says, each thing with where Git's folder says it too, else with that folder. */
function fromEditor(known: GitFacts, state: GitState | undefined): Findings['repository'] & object {
  const somewhere: Evidence = { path: state ? '.git/HEAD' : '.git', line: 1 };
  const remotes = known.remotes
    .filter(({ url }) => !isLocalAddress(url))
    .map(({ name, url }): Remote => {
      const evidence = state?.remotes.find((remote) => remote.name === name)?.evidence ?? somewhere;
      return { name, url: cleanAddress(url), evidence: [evidence] };
    });
  const refs = new Map(
    known.refs.map(({ name, commit }): [string, GitRef] => [
      name,
      { name, object: commit, isPeeled: true, evidence: state?.refs.get(name)?.evidence ?? somewhere },
    ]),
  );
  const remote = mainRemote(remotes);
  const branches = mergeBranches(refs, remote);
  const { branch, commit, date } = known.head ?? {};
  const head = { ref: branch === undefined ? undefined : `refs/heads/${branch}` };
  const main = defaultBranch({ symbolic: new Map(), initialBranch: undefined, ...state, head }, branches, remote);
  const tags = [...refs.values()].filter(({ name }) => name.startsWith(tagPrefix));
  return {
    remotes,
    branches: withDefault(branches, main),
    tags: tags.map(({ name, object, evidence }) => asTag(name, object, evidence)).sort(byName),
    ...(commit === undefined
      ? {}
      : { lastCommit: { hash: commit, date, evidence: [refs.get(head.ref ?? '')?.evidence ?? somewhere] } }),
  };
}

/** The remote whose branches are the product's: `origin`, else the first. */
function mainRemote(remotes: readonly Remote[]): string {
  return (remotes.find(({ name }) => name === 'origin') ?? remotes[0])?.name ?? 'origin';
}

/** Branches here and on the remote, by their name; of the two commits, the one that everyone has. */
function mergeBranches(refs: ReadonlyMap<string, GitRef>, remote: string): Branch[] {
  const merged = new Map<string, Branch>();
  for (const prefix of [`refs/remotes/${remote}/`, 'refs/heads/']) {
    for (const { name: full, object, evidence } of refs.values()) {
      const name = full.slice(prefix.length);
      if (!full.startsWith(prefix) || name === 'HEAD') {
        continue;
      }
      const known = merged.get(name);
      merged.set(
        name,
        known
          ? { ...known, evidence: tidyEvidence([...known.evidence, evidence]) }
          : { name, evidence: [evidence], ...(object === undefined ? {} : { commit: object }) },
      );
    }
  }
  return [...merged.values()].sort(byName);
}

/** Names that a branch which isn't the main one hardly ever has. */
const usualNames = ['main', 'master', 'develop', 'dev', 'trunk', 'production', 'prod'];

/** What the remote says; else the branch checked out, unless its name tells that it is somebody's work in progress. */
function defaultBranch(
  {
    symbolic,
    head,
    initialBranch,
  }: Pick<GitState, 'symbolic' | 'initialBranch'> & { readonly head: { ref?: string | undefined } },
  branches: readonly Branch[],
  remote: string,
): string | undefined {
  const prefix = `refs/remotes/${remote}/`;
  const said = symbolic.get(`${prefix}HEAD`);
  const has = (name: string | undefined): boolean => branches.some((branch) => branch.name === name);
  if (said?.startsWith(prefix) && has(said.slice(prefix.length))) {
    return said.slice(prefix.length);
  }
  const current = head.ref?.replace(/^refs\/heads\//, '');
  if (current !== undefined && usualNames.includes(current) && has(current)) {
    return current;
  }
  return [initialBranch, 'main', 'master', current].find((name) => name !== undefined && has(name));
}

function withDefault(branches: readonly Branch[], main: string | undefined): RepositoryFacts['branches'] {
  return branches.map((branch) => (branch.name === main ? { ...branch, isDefault: true } : branch));
}

/** Names of branches that a product runs from, or that all work goes through. */
const followed =
  /^(?:main|master|develop|dev|staging|preprod|production|prod|release|recette|next|trunk|stable|live|deploy)$/i;

/** Branches of people's work looked at, at most: one of them may be newer than the one that is followed. */
const mostDated = 600;

/** The day of each branch that matters to whoever takes over; robots' branches are only counted. */
async function withDates(branches: readonly Branch[], objects: GitObjects | undefined): Promise<Branch[]> {
  const dated: Branch[] = [];
  let left = mostDated;
  for (const branch of branches) {
    const isFollowed =
      branch.isDefault === true ||
      followed.test(branch.name) ||
      (!bots.some(({ branches: made }) => made?.test(branch.name)) && left-- > 0);
    const date = isFollowed && branch.commit !== undefined ? await objects?.dateOf(branch.commit) : undefined;
    dated.push(date === undefined ? branch : { ...branch, date });
  }
  return dated;
}

const tagPrefix = 'refs/tags/';

/** An annotated tag in a file of its own names its object, which leads to the commit. */
async function readTags(refs: ReadonlyMap<string, GitRef>, objects: GitObjects | undefined): Promise<Tag[]> {
  const tags: Tag[] = [];
  let left = mostTagsRead;
  for (const { name, object, isPeeled, evidence } of refs.values()) {
    if (name.startsWith(tagPrefix)) {
      const commit =
        isPeeled || object === undefined ? object : left-- > 0 ? await objects?.commitOf(object) : undefined;
      tags.push(asTag(name, commit, evidence));
    }
  }
  return tags.sort(byName);
}

function asTag(full: string, commit: string | undefined, evidence: Evidence): Tag {
  return { name: full.slice(tagPrefix.length), evidence: [evidence], ...(commit === undefined ? {} : { commit }) };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return compare(a.name, b.name);
}
