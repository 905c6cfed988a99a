import type { Evidence, Inventory } from '../../survey/facts';

/** The inventories too long for the dossier, each a file beside it: `annexes/dependances.md`. */
export type AnnexId = 'dependances' | 'variables' | 'base-de-donnees' | 'api' | 'liens';

/** What a writer of answers writes with. Everything it gives back is Markdown, escaped where it must be. */
export interface Page {
  readonly inventory: Inventory;
  /** ISO 8601: `2026-11-24`. */
  readonly today: string;
  /**
   * Proofs at the end of a statement, three at most: `([a.py:3](../a.py#L3), [b.py:7-9](../b.py#L7-L9))`. A label is the
   * shortest end of the path that no other file of the repository has.
   */
  proof(evidence: readonly Evidence[]): string;
  /** The same without parentheses: for a table's last column. */
  links(evidence: readonly Evidence[]): string;
  /** A link to a file or a folder of the repository (with a `/` at its end), by its path. */
  file(path: string, label?: string): string;
  /** Plain text as Markdown. */
  text(plain: string): string;
  /** A name as a code span, whatever it holds; safe in a table's cell too. */
  code(plain: string): string;
  /** A table, as Prettier writes it. At most ten rows: what exceeds belongs to an annex. */
  table(header: readonly string[], rows: readonly (readonly string[])[]): string;
  /** « Dix-sept » isn't asked for: `3 variables`, `1 variable`. The plural is the singular with an `s` unless given. */
  count(number: number, singular: string, plural?: string): string;
  /** `24 novembre 2026`, `novembre 2026` from AAAA-MM-JJ or AAAA-MM. */
  date(iso: string, precision?: 'day' | 'month'): string;
  /** A link to an annex, from the dossier. */
  annex(id: AnnexId, label: string): string;
  /** A link to another item: `[4.4](#44-nettoyage-des-données)`. */
  item(id: string): string;
  /** « X : non détecté ; cherché dans `a`, `b`. » @param isFeminine, isPlural how « détecté » agrees */
  notFound(what: string, where: readonly string[], agreement?: 'm' | 'f' | 'mp' | 'fp'): string;
}

/** What the repository lets us say under one item. */
export interface Answer {
  /** Blocks of Markdown, a blank line between two; empty when the repository says nothing at all. */
  readonly blocks: readonly string[];
  /** What only the team knows: one question, answered in two lines. Absent when the repository answers entirely. */
  readonly question?: string | undefined;
  /** What can't wait, for the top of the dossier: the worst first. */
  readonly urgent?: readonly Urgent[];
}

export interface Urgent {
  /** 1: a secret to revoke; 2: a contradiction or a missing piece that stops a reviver; 3: the rest. */
  readonly rank: 1 | 2 | 3;
  /** One sentence without the link to its item, which is added. */
  readonly text: string;
}

/** Writes the answer to one item of the model, from facts alone: no value of a variable, nothing invented. */
export interface AnswerWriter {
  /** The item's id in the model. */
  readonly item: string;
  write(page: Page): Answer;
}

/** Writes one annex. */
export interface AnnexWriter {
  readonly id: AnnexId;
  readonly title: string;
  /** The items that lead to it. */
  readonly items: readonly string[];
  /** How it was derived, in one sentence, then tables; undefined when there is nothing to list. */
  write(page: Page): readonly string[] | undefined;
}
