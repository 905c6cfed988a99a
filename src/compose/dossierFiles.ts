import { modelNamed } from '../dossier/frontMatter';
import type { Model } from '../models/types';
import { applyEdits, readOutline } from '../outline';
import type { TextEdit } from '../outline/types';
import type { Inventory } from '../survey/facts';
import { updateAnnex } from './annex';
import { allAnnexes } from './annexes/allAnnexes';
import { allAnswers } from './answers/allAnswers';
import type { BlockChanges } from './blockPlans';
import type { CompositionOptions, Composition, Writers } from './composition';
import { composeDossier } from './dossier';
import type { ChecklistStyle } from './render';
import { updateDossier } from './update';
import { countsOf } from './writeAnswers';

const allWriters: Writers = { answers: allAnswers, annexes: allAnnexes };

/** A file to write, or to change; one that changes nothing isn't there. */
export interface FileChange {
  /** From the product's folder, with `/`. */
  readonly path: string;
  /** The file as it was read; undefined when it has to be created. */
  readonly before: string | undefined;
  readonly after: string;
  /** From `before`, or from an empty text, to `after`. */
  readonly edits: readonly TextEdit[];
}

/** What a survey changes in a product's documents. */
export interface DossierPlan {
  /** The dossier's path, whether it changes or not. */
  readonly dossier: string;
  /** The dossier first, then its annexes. */
  readonly files: readonly FileChange[];
  /** « 17 éléments sur 24 renseignés, 7 demandent votre mémoire » */
  readonly counts: string;
  /** Blocks that were written or written anew, by id. */
  readonly changed: readonly string[];
  /** Blocks that somebody has changed, and that stay as they are. */
  readonly kept: readonly string[];
  /** Of those, the ones beside which new facts are proposed. */
  readonly offered: readonly string[];
}

export interface PlanOptions {
  readonly model: Model;
  readonly inventory: Inventory;
  /** The product's name, one line of plain text. */
  readonly product: string;
  /** ISO 8601: `2026-11-24`. */
  readonly today: string;
  /** The folder of documents from the product's, with `/`: `arret`; `''` for the product's own. */
  readonly folder: string;
  readonly style: ChecklistStyle;
  /** The text of a file as it is now, unsaved words included; undefined when there is none. @param path as in {@link FileChange} */
  readonly read: (path: string) => Promise<string | undefined>;
}

/**
 * Works out what has to be written so that a product's dossier and its annexes say what the survey found. Nothing is
 * written here.
 *
 * @returns undefined when the dossier that stands follows another model
 */
export async function planDossier(options: PlanOptions): Promise<DossierPlan | undefined> {
  const { model, inventory, product, today, folder, style, read } = options;
  const at = (name: string): string => (folder === '' ? name : `${folder}/${name}`);
  const dossier = at(model.fileName);
  const before = await read(dossier);
  if (before !== undefined && (modelNamed(readOutline(before)) ?? model.id) !== model.id) {
    return undefined;
  }
  const composing: CompositionOptions = { today, dossier, writers: allWriters };
  const { composition, ...changes } =
    before === undefined || before.trim() === ''
      ? newDossier(model, inventory, { ...composing, product, style })
      : updateDossier(before, model, inventory, composing);
  const files: FileChange[] = [change(dossier, before, changes.edits)].flat();
  const all: BlockChanges[] = [changes];
  for (const writer of allAnnexes) {
    const path = at(`annexes/${writer.id}.md`);
    const text = await read(path);
    if (text === undefined && !composition.annexes.has(writer.id)) {
      continue;
    }
    const changesOfAnnex = updateAnnex(text, writer, composition.annexPage(writer.id));
    files.push(...change(path, text, changesOfAnnex.edits));
    all.push(changesOfAnnex);
  }
  return {
    dossier,
    files,
    counts: countsOf(model, composition.answers),
    changed: all.flatMap(({ changed }) => changed),
    kept: all.flatMap(({ kept }) => kept),
    offered: all.flatMap(({ offered }) => offered),
  };
}

function newDossier(
  model: Model,
  inventory: Inventory,
  options: CompositionOptions & { readonly product: string; readonly style: ChecklistStyle },
): BlockChanges & { readonly composition: Composition } {
  const { text, composition } = composeDossier(model, inventory, options);
  const start = { line: 0, character: 0 };
  return {
    composition,
    edits: [{ range: { start, end: start }, newText: text }],
    changed: composition.answers.map(({ item }) => item.id),
    kept: [],
    offered: [],
    notes: [],
  };
}

function change(path: string, before: string | undefined, edits: readonly TextEdit[]): FileChange[] {
  return edits.length === 0 ? [] : [{ path, before, after: applyEdits(before ?? '', edits), edits }];
}
