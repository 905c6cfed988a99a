import type { Findings, Inventory } from './facts';
import type { Repository, SurveyedFile } from './repository';
import type { SourceText } from './sourceText';

/**
 * Finds facts of one kind. A detector reads through {@link Repository} only, never throws for what a file holds (it
 * notes it: `repository.note`), and never lets a variable's value into a fact.
 */
export interface Detector {
  /** That of its file. */
  readonly name: string;
  /** Begins to look at one repository. */
  start(repository: Repository): Detection;
}

export interface Detection {
  /**
   * The files to be given to `read`. All files that some detector wants are read once, in one pass, in the order of
   * their paths; a file that only one detector needs, by its name, is better read in `find`.
   */
  wants?(file: SurveyedFile): boolean;
  read?(source: SourceText, file: SurveyedFile): void | Promise<void>;
  /**
   * Says what was found, after the pass.
   *
   * @param before what the detectors before this one found, in the order of `allDetectors.ts`
   */
  find(before: Inventory): Findings | Promise<Findings>;
}
