import ignore, { type Ignore } from 'ignore';

/** The `.gitignore` files of one workspace folder, which git reads from the file's own folder up to the root. */
export class IgnoreRules {
  /** One a folder that has such a file, by the folder's path from the root, with a `/` at its end; `''` is the root. */
  private readonly rules = new Map<string, Ignore>();
  /** What was found of a folder: a repository has many more files than folders. */
  private readonly folders = new Map<string, boolean>();

  /**
   * @param folder from the root, with `/`; `''` for the root itself
   * @param text what the folder's `.gitignore` holds; undefined when it has none any more
   */
  set(folder: string, text: string | undefined): void {
    const key = folder === '' ? '' : `${folder}/`;
    if (text === undefined) {
      this.rules.delete(key);
    } else {
      this.rules.set(key, ignore({ ignorecase: false }).add(text));
    }
    this.folders.clear();
  }

  /** Whether git ignores a file. @param path from the root, with `/` */
  ignores(path: string): boolean {
    if (this.rules.size === 0) {
      return false;
    }
    const end = path.lastIndexOf('/') + 1;
    return (end > 0 && this.ignoresFolder(path.slice(0, end))) || this.matches(path);
  }

  /** What lies in an ignored folder can't be taken back by a rule further down. */
  private ignoresFolder(folder: string): boolean {
    const known = this.folders.get(folder);
    if (known !== undefined) {
      return known;
    }
    const end = folder.lastIndexOf('/', folder.length - 2) + 1;
    const answer = (end > 0 && this.ignoresFolder(folder.slice(0, end))) || this.matches(folder);
    this.folders.set(folder, answer);
    return answer;
  }

  /** The nearest file that says something of a path decides. */
  private matches(path: string): boolean {
    let from = path.length - 1;
    for (;;) {
      const end = path.lastIndexOf('/', from - 1) + 1;
      const found = this.rules.get(path.slice(0, end))?.test(path.slice(end));
      if (found?.ignored || found?.unignored) {
        return found.ignored;
      }
      if (end === 0) {
        return false;
      }
      from = end - 1;
    }
  }
}
