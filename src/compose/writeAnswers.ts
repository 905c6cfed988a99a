import { tellsNothing } from '../dossier/generatedAnswer';
import type { Item, Model } from '../models/types';
import { readOutline } from '../outline/outline';
import type { AnswerWriter, Page, Urgent } from './answers/answer';
import { typesetMarkdown } from './typography';

/** The answer to one item, ready to stand in its block. */
export interface WrittenAnswer {
  readonly item: Item;
  /** Markdown, never empty. */
  readonly text: string;
  /** How much of what is asked the repository tells: what it leaves to the team is a question. */
  readonly extent: 'whole' | 'part' | 'none';
  readonly asks: boolean;
  readonly urgent: readonly Urgent[];
}

/** Writes the answers to a model's items, in its order; an item that no writer knows has none. */
export function writeAnswers(model: Model, writers: readonly AnswerWriter[], page: Page): WrittenAnswer[] {
  const byItem = new Map(writers.map((writer) => [writer.item, writer]));
  return model.sections
    .flatMap(({ items }) => items)
    .flatMap((item) => {
      const writer = byItem.get(item.id);
      return writer ? [writeAnswer(item, writer, page)] : [];
    });
}

function writeAnswer(item: Item, writer: AnswerWriter, page: Page): WrittenAnswer {
  const { blocks, question = '', urgent = [] } = writer.write(page);
  const facts = blocks.map((block) => block.trim()).filter((block) => block !== '');
  const asks = question.trim() !== '';
  const told = typesetMarkdown((facts.length > 0 ? facts : ['Non détecté dans le dépôt.']).join('\n\n'));
  const isNothing = readOutline(told).blocks.every((block) => tellsNothing(block, item.title));
  return {
    item,
    text: asks ? `${told}\n\n${typesetMarkdown(`> **Question :** ${question.trim()}`)}` : told,
    extent: isNothing ? 'none' : asks ? 'part' : 'whole',
    asks,
    urgent,
  };
}

/** « 17 éléments sur 24 renseignés, 7 demandent votre mémoire » */
export function countsOf(model: Model, answers: readonly WrittenAnswer[]): string {
  const total = model.sections.reduce((sum, { items }) => sum + items.length, 0);
  const filled = answers.filter(({ extent }) => extent !== 'none').length;
  const left = total - filled;
  const told =
    filled === 0
      ? `Aucun élément sur ${total} renseigné`
      : `${filled} ${filled === 1 ? 'élément' : 'éléments'} sur ${total} ${filled === 1 ? 'renseigné' : 'renseignés'}`;
  return left === 0 ? told : `${told}, ${left} ${left === 1 ? 'demande' : 'demandent'} votre mémoire`;
}
