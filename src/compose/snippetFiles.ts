import type { Model } from '../models/types';
import { fileTemplate, sectionTemplate, type RenderOptions } from './render';
import type { Template } from './template';
import { writeSnippet } from './writeSnippet';

/** One entry of a VS Code snippet file. */
export interface Snippet {
  readonly prefix: string;
  readonly description: string;
  /** One string a line. */
  readonly body: readonly string[];
}

const options: RenderOptions = { style: 'headings', sectionLevel: 2 };

/**
 * The snippet files made from the models shipped: name of the file in `snippets/`, then its entries by name. A
 * dossier gives one snippet for the whole and one for each section; the others, one for the whole.
 */
export function snippetFiles(models: readonly Model[]): Readonly<Record<string, Readonly<Record<string, Snippet>>>> {
  const dossiers = models.filter((model) => model.kind === 'dossier');
  return {
    'dossier.json': Object.fromEntries(dossiers.flatMap((model) => [whole(model), ...sections(model)])),
    'post-mortem.json': Object.fromEntries(models.filter((model) => model.kind === 'post-mortem').map(whole)),
    'procedures.json': Object.fromEntries(
      models.filter((model) => model.kind === 'procedure' || model.kind === 'conditions').map(whole),
    ),
  };
}

function whole(model: Model): [string, Snippet] {
  const name = model.circumstance === undefined ? model.title : `${model.title} : ${model.circumstance}`;
  const prefix = model.kind === 'procedure' ? `arret-${model.id}` : `arret-${model.kind}`;
  return entry(name, prefix, model.summary, fileTemplate(model, options));
}

function sections(model: Model): [string, Snippet][] {
  return model.sections.map((section) =>
    entry(
      `${model.title} : ${section.title}`,
      `arret-${model.kind}-${section.id}`,
      `${section.items.length} éléments : ${section.items.map((item) => item.title).join(', ')}.`,
      sectionTemplate(model, section, options),
    ),
  );
}

function entry(name: string, prefix: string, description: string, template: Template): [string, Snippet] {
  return [name, { prefix, description, body: [...writeSnippet(template), '$0'] }];
}
