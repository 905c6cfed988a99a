/**
 * What an editor's own Git knows of a repository: it reads formats that we don't, and follows Git's settings. An adapter
 * for VS Code fills it from its Git extension: `state.remotes` (`fetchUrl`), `state.HEAD`, `getRefs` (type and name make
 * the full name) and `getCommit('HEAD')`.
 */
export interface GitFacts {
  /** Addresses may hold credentials: the survey takes them out. */
  readonly remotes: readonly { readonly name: string; readonly url: string }[];
  /** Full names: `refs/heads/main`, `refs/remotes/origin/main`, `refs/tags/v1`. A tag's commit is the one it leads to. */
  readonly refs: readonly { readonly name: string; readonly commit?: string | undefined }[];
  readonly head?:
    | {
        /** `main`; absent when no branch is checked out. */
        readonly branch?: string | undefined;
        readonly commit?: string | undefined;
        /** Its author's, as AAAA-MM-JJ. */
        readonly date?: string | undefined;
      }
    | undefined;
}
