import type { DocumentStatus } from '../dossier/status';
import type { Fiche } from '../fiche/fiche';
import type { Model } from '../models/types';
import type { LineIndex } from '../outline/lines';
import type { Outline, Range, TextEdit } from '../outline/types';

/** How much a problem matters; `off` silences its rule. */
export type Severity = 'error' | 'warning' | 'information' | 'hint' | 'off';

/** What a rule looks at: one version of one document. Nothing here is parsed twice. */
export interface Subject {
  readonly lines: LineIndex;
  readonly outline: Outline;
  /** The document seen through its model; absent for a product sheet, and when the model it names isn't there. */
  readonly status: DocumentStatus | undefined;
  /** The document as a product sheet; absent for a dossier, a post-mortem or a plan. */
  readonly fiche: Fiche | undefined;
  /** Where the document stands in its product's folder, with `/`: `arret/dossier-technique.md`. Absent when untitled. */
  readonly path: string | undefined;
  /** The models in force for this document. */
  readonly models: readonly Model[];
}

/**
 * What rules may know of the repository around a document. Paths are relative to the product's folder, with `/`; one
 * that leads out of it doesn't exist. Reads may be served from a cache; none of them throws.
 */
export interface Surroundings {
  exists(path: string): Promise<boolean>;
  /** The text of a file; undefined when it doesn't exist, is a folder, is too big or isn't text. */
  readText(path: string): Promise<string | undefined>;
  /** The names in a folder, sub-folders with a `/` at the end; empty when it doesn't exist. */
  list(path: string): Promise<readonly string[]>;
}

/** A way to mend a problem, as the person reads it. Its edits change their ranges and nothing else. */
export type Fix =
  /** Done at once. */
  | { readonly kind: 'edit'; readonly title: string; readonly isPreferred?: boolean; edits(): readonly TextEdit[] }
  /** Asks for a line of text first. */
  | {
      readonly kind: 'ask';
      readonly title: string;
      /** The question, in French. */
      readonly prompt: string;
      readonly placeholder?: string;
      /** What is wrong with an answer, in French; undefined when it will do. */
      validate(answer: string): string | undefined;
      edits(answer: string): readonly TextEdit[];
    }
  /** Moves the cursor to the next thing to write. */
  | { readonly kind: 'go'; readonly title: string; readonly isPreferred?: boolean; readonly target: Range };

export interface Problem {
  /** The code of the rule that found it. */
  readonly rule: string;
  readonly range: Range;
  /** In French, one line: what is wrong or missing, and what to do. Never the value of a secret. */
  readonly message: string;
  /** When it matters more or less than the rule's other problems, unless the person chose a severity for the rule. */
  readonly severity?: Exclude<Severity, 'off'>;
  readonly fixes: readonly Fix[];
}

export interface Rule {
  /** Stable, French, the name of its page in the documentation: `section-vide`. */
  readonly code: string;
  /** What it looks for, in a few French words, for the settings. */
  readonly summary: string;
  readonly severity: Exclude<Severity, 'off'>;
  /** Whether it has something to say of a document that has neither status nor fiche: its model isn't there. */
  readonly judgesUnknownModels?: boolean;
  /** @param breathe lets the host do something else: asked for in the midst of what takes long on a big document */
  check(
    subject: Subject,
    surroundings: Surroundings,
    breathe?: () => Promise<void>,
  ): readonly Omit<Problem, 'rule'>[] | Promise<readonly Omit<Problem, 'rule'>[]>;
}
