/** What a folder holds, by name. */
export interface FileTreeEntry {
  readonly name: string;
  /** A link is followed neither to a folder nor to a file: what it leads to is read where it stands, or isn't ours. */
  readonly kind: 'file' | 'folder' | 'link';
}

/**
 * The repository's files as the survey sees them: VS Code's file systems, a terminal's disk or a test's memory. Paths
 * are relative to the repository's root, with `/`; `''` is the root.
 */
export interface FileTree {
  /** @throws when it isn't a folder, or can't be read */
  list(path: string): Promise<readonly FileTreeEntry[]>;
  /** In bytes. @throws when it doesn't exist */
  size(path: string): Promise<number>;
  /**
   * @param path may begin with `/` or `../`: a linked worktree's Git folder lies outside of the root
   * @throws when it isn't a file, or can't be read
   */
  read(path: string): Promise<Uint8Array>;
  /**
   * Some bytes of a file, where that takes less than to read it whole; fewer where it ends before.
   *
   * @param path as in `read`
   * @throws when it isn't a file, or can't be read
   */
  readPart?(path: string, start: number, length: number): Promise<Uint8Array>;
}
