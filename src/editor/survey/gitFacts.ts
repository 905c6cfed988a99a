import { extensions, type Uri } from 'vscode';
import { today } from '../../compose/today';
import type { GitFacts } from '../../survey/gitFacts';

/** What we use of VS Code's Git extension, version 1 of its API. */
interface GitApi {
  getRepository(uri: Uri): GitRepository | null;
}

interface GitRepository {
  readonly state: {
    readonly HEAD?: { readonly name?: string; readonly commit?: string };
    readonly remotes: readonly { readonly name: string; readonly fetchUrl?: string }[];
  };
  getRefs(
    query: object,
  ): Promise<readonly { readonly type: number; readonly name?: string; readonly commit?: string }[]>;
  getCommit(ref: string): Promise<{ readonly authorDate?: Date }>;
}

/** Where the kinds of its references stand: branch, remote branch, tag. */
const prefixes: Readonly<Record<number, string>> = { 0: 'refs/heads/', 1: 'refs/remotes/', 2: 'refs/tags/' };

/**
 * What VS Code's Git extension knows of the repository a folder lies in.
 *
 * @returns undefined where there is no such extension, as in a browser, or where it doesn't follow this repository
 */
export async function gitFacts(root: Uri): Promise<GitFacts | undefined> {
  const extension = extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  try {
    const api = (await extension?.activate())?.getAPI(1);
    const repository = api?.getRepository(root);
    if (!repository) {
      return undefined;
    }
    const { HEAD: head, remotes } = repository.state;
    const [refs, commit] = await Promise.all([
      repository.getRefs({}),
      head?.commit === undefined ? undefined : repository.getCommit(head.commit),
    ]);
    return {
      remotes: remotes.flatMap(({ name, fetchUrl }) => (fetchUrl === undefined ? [] : [{ name, url: fetchUrl }])),
      refs: refs.flatMap(({ type, name, commit: at }) => {
        const prefix = prefixes[type];
        return prefix === undefined || name === undefined ? [] : [{ name: `${prefix}${name}`, commit: at }];
      }),
      head: { branch: head?.name, commit: head?.commit, date: commit?.authorDate && today(commit.authorDate) },
    };
  } catch {
    // Git disabled by a setting, or not installed: what its folder holds is read instead.
    return undefined;
  }
}
