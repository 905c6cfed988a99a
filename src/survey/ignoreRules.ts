import ignore, { type Ignore, type TestResult } from 'ignore';

/** Beyond, a file of rules is data, or made to be slow. */
const mostRules = 5000;
const longestRule = 300;

/** A pattern of many stars can take for ever to say no. */
const mostStars = 8;

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
      const rules = text
        .split(/\r\n|\r|\n/, mostRules)
        .filter((rule) => rule.length <= longestRule && rule.split(/\*+/, mostStars + 2).length <= mostStars + 1);
      this.rules.set(key, ignore({ ignorecase: false }).add(rules));
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
      const folder = path.slice(0, end);
      // A product's other repositories lie beside the root: its rules say nothing of them.
      const isBeside = folder === '' && path.startsWith('../');
      const found = isBeside ? undefined : this.tested(folder, path.slice(end));
      if (found?.ignored || found?.unignored) {
        return found.ignored;
      }
      if (end === 0) {
        return false;
      }
      from = end - 1;
    }
  }
  /** A rule that can't be read as one makes its whole file say nothing. */
  private tested(folder: string, path: string): TestResult | undefined {
    try {
      return this.rules.get(folder)?.test(path);
    } catch {
      this.rules.delete(folder);
      return undefined;
    }
  }
}
