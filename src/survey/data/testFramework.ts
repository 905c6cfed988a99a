export interface TestFramework {
  readonly name: string;
  /** Packages that bring it, in any ecosystem. */
  readonly packages?: readonly string[];
  /** Names of files that configure it. */
  readonly config?: RegExp;
  /** Which files may hold its tests, by their path. */
  readonly files: RegExp;
  /** What such a file holds when it is this framework's and no other's: an import, or the way it is written. */
  readonly proof?: RegExp;
  /** What any of its test files holds; a helper or data beside them doesn't. */
  readonly tests: RegExp;
  /** What a script or a recipe that runs it holds. */
  readonly run: RegExp;
  /** How it is run when nothing in the repository says how. */
  readonly direct: string;
  /** It runs in a browser, or drives one: never the one that plain test files belong to. */
  readonly isEndToEnd?: true;
}
