import type { Parameter, Program } from './program';
import type { Call, Value } from './values';

/** What one framework makes of the code. */
export interface Library {
  /** Names of methods that may declare something: the rest of what a product does isn't followed. */
  readonly verbs: ReadonlySet<string>;
  /** What is imported from a package, or, with a call, what calling that gives; undefined when it is of no interest. */
  give(from: string, names: readonly string[], call?: Call): Value | undefined | Promise<Value | undefined>;
  /** What a parameter must be, when nothing tells what it is given. */
  assume(parameter: Parameter, program: Program): Value | undefined;
}

/** No framework: only constants are followed. */
export const nothingKnown: Library = { verbs: new Set(), give: () => undefined, assume: () => undefined };
