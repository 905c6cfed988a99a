import type { Item, Model, Section } from '../models/types';
import { blocks, hole, type Template } from './template';

/**
 * How boxes are written: `headings`, each item under a sub-heading where its model asks for it, with a Markdown task
 * box; or `handbook`, the flat `☐` lines of the handbook's page.
 */
export type ChecklistStyle = 'headings' | 'handbook';

export interface RenderOptions {
  readonly style: ChecklistStyle;
  /**
   * The rank of a section's heading: 1 to 6. Items are one rank lower, the document's title one higher; below rank 6
   * items have no heading.
   */
  readonly sectionLevel: number;
  /** What the repository says, where it was asked. */
  readonly facts?: DocumentFacts;
}

/** Generated blocks, each with its comments, and what goes with them. */
export interface DocumentFacts {
  readonly summary: string;
  /** By the item's id. */
  readonly answers: ReadonlyMap<string, string>;
  /** The commit they were drawn from. */
  readonly commit: string | undefined;
}

/** The whole file of a model: front matter, then the document. */
export function fileTemplate(model: Model, options: RenderOptions): Template {
  return blocks(
    [
      ['---'],
      [`modele: ${model.id}`],
      [`version: ${model.version}`],
      ['produit: ', hole('productValue')],
      ...(options.facts?.commit === undefined ? [] : [[`commit: ${yamlText(options.facts.commit)}`]]),
      ['date: ', hole('date')],
      ['---'],
    ],
    documentTemplate(model, options),
  );
}

/** The document of a model without front matter, as it can stand inside another text: title, then each section. */
export function documentTemplate(model: Model, options: RenderOptions): Template {
  return blocks(
    [[`${'#'.repeat(Math.max(1, options.sectionLevel - 1))} ${model.title} : `, hole('productTitle')]],
    model.authorship === undefined ? [] : [[`<!-- ${model.authorship} -->`]],
    model.circumstance === undefined ? [] : [[`**Circonstance :** ${model.circumstance}`]],
    options.facts === undefined ? [] : asLines(options.facts.summary),
    ...model.sections.map((section) => sectionTemplate(model, section, options)),
  );
}

/** A section with its heading, its introduction if any, and its items. */
export function sectionTemplate(model: Model, section: Section, options: RenderOptions): Template {
  return blocks(
    [[`${'#'.repeat(options.sectionLevel)} ${section.title}`]],
    section.introduction === undefined ? [] : [[section.introduction]],
    section.items.length === 0 ? [[hole('answer')]] : itemsTemplate(model, section, section.items, options),
  );
}

/** Items of one section, in the order given, without the section's heading. */
export function itemsTemplate(
  model: Model,
  section: Section,
  items: readonly Item[],
  options: RenderOptions,
): Template {
  const answerTo = (item: Item): Template => asLines(options.facts?.answers.get(item.id) ?? '');
  if (options.style === 'handbook' || model.layout === 'list') {
    const list: Template =
      options.style === 'handbook'
        ? // A backslash at the end of a line is the hard break of the handbook's own source.
          items.map((item, index) => [`☐ ${item.wording}${index < items.length - 1 ? '\\' : ''}`])
        : items.map((item) => [`${section.items.indexOf(item) + 1}. [`, hole('mark'), `] ${item.wording}`]);
    return blocks(list, ...items.map(answerTo));
  }
  return blocks(
    ...items.map((item) =>
      blocks(
        options.sectionLevel < 6
          ? [[`${'#'.repeat(options.sectionLevel + 1)} ${itemNumber(model, section, item)} ${item.title}`]]
          : [],
        [[`- [ ] ${item.wording}`]],
        answerTo(item),
        [[hole('answer')]],
      ),
    ),
  );
}

/** `2.3`: the section's rank in the model, then the item's rank in the section. */
export function itemNumber(model: Model, section: Section, item: Item): string {
  return `${model.sections.indexOf(section) + 1}.${section.items.indexOf(item) + 1}`;
}

function asLines(text: string): Template {
  return text === '' ? [] : text.split('\n').map((line) => [line]);
}

/** Digits alone, or around an `e`, would be read as a number. */
function yamlText(word: string): string {
  return /^\d+(?:e\d+)?$/i.test(word) ? `"${word}"` : word;
}
