import type { Model } from '../models/types';
import type { Inventory } from '../survey/facts';
import { annexText } from './annex';
import type { AnnexId, AnnexWriter, AnswerWriter, Page } from './answers/answer';
import { createPage, type ItemLink } from './page';
import { summaryOf } from './summary';
import { writeAnswers, type WrittenAnswer } from './writeAnswers';

export interface Writers {
  readonly answers: readonly AnswerWriter[];
  readonly annexes: readonly AnnexWriter[];
}

export interface CompositionOptions {
  /** ISO 8601: `2026-11-24`. */
  readonly today: string;
  /** Where the dossier stands, from the root that was surveyed, with `/`: `arret/dossier-technique.md`. */
  readonly dossier: string;
  readonly writers: Writers;
}

/** All that a repository says for a dossier, before it is laid out. */
export interface Composition {
  readonly answers: readonly WrittenAnswer[];
  /** The text of the block at the top. */
  readonly summary: string;
  /** The annexes that have something to list. */
  readonly annexes: ReadonlySet<AnnexId>;
  /** A page for one of them. */
  annexPage(id: AnnexId): Page;
}

/** Writes the texts of a dossier's blocks. @param items where its items stand */
export function compose(
  model: Model,
  inventory: Inventory,
  { today, dossier, writers }: CompositionOptions,
  items: ReadonlyMap<string, ItemLink>,
): Composition {
  const common = { inventory, today, dossier, items };
  const annexes = new Set(
    writers.annexes
      .filter((writer) => annexText(writer, createPage({ ...common, annex: writer.id })) !== undefined)
      .map(({ id }) => id),
  );
  const page = createPage({ ...common, annexes });
  const answers = writeAnswers(model, writers.answers, page);
  return {
    answers,
    summary: summaryOf(model, answers, page, annexes),
    annexes,
    annexPage: (id) => createPage({ ...common, annex: id, annexes }),
  };
}
