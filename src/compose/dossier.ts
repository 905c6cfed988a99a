import { summaryId } from '../dossier/generatedAnswer';
import { matchDocument } from '../dossier/match';
import type { Item, Model, Section } from '../models/types';
import { readOutline } from '../outline/outline';
import type { Inventory } from '../survey/facts';
import { compose, type Composition, type CompositionOptions } from './composition';
import { writeBlock } from './generatedBlock';
import { itemLinksOf } from './itemLinks';
import { escapeText } from './markdownText';
import { fileTemplate, itemNumber, type ChecklistStyle } from './render';
import type { WrittenAnswer } from './writeAnswers';
import { writeText } from './writeText';

export interface DossierOptions extends CompositionOptions {
  /** The product's name, one line of plain text. */
  readonly product: string;
  readonly style: ChecklistStyle;
}

export interface ComposedDossier {
  /** The file, lines ended by `\n`. The same options and inventory give the same text. */
  readonly text: string;
  readonly composition: Composition;
}

/**
 * Writes a dossier with what the repository says: each answer in a block of its own, its box outside and never ticked.
 * Items that no writer knows stay empty, as in a dossier written without a survey.
 */
export function composeDossier(model: Model, inventory: Inventory, options: DossierOptions): ComposedDossier {
  const { style, product, today } = options;
  const layout = { style, sectionLevel: 2 };
  const values = { product, date: today };
  const outline = readOutline(writeText(fileTemplate(model, layout), values));
  const composition = compose(model, inventory, options, itemLinksOf(matchDocument(outline, model), outline));
  const facts = {
    summary: writeBlock(summaryId, composition.summary),
    answers: new Map(
      composition.answers.map((answer) => [
        answer.item.id,
        writeBlock(answer.item.id, blockText(model, answer, style === 'handbook' || model.layout === 'list')),
      ]),
    ),
    commit: inventory.repository.lastCommit?.hash,
  };
  return { text: `${writeText(fileTemplate(model, { ...layout, facts }), values)}\n`, composition };
}

/** What an answer's block holds. @param isFlat whether it stands away from its box, and has to say what it answers */
export function blockText(model: Model, { item, text }: WrittenAnswer, isFlat: boolean): string {
  const section = model.sections.find(({ items }) => items.includes(item));
  return isFlat && section ? `${boldTitle(model, section, item)}\n\n${text}` : text;
}

function boldTitle(model: Model, section: Section, item: Item): string {
  return `**${itemNumber(model, section, item)} ${escapeText(item.title)}**`;
}
