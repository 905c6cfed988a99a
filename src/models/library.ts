import { readModel, type ModelDefinition, type ModelReading } from './read';
import type { Model, ModelProblem } from './types';

/** A model's file: its name, shown in problems, and its text. */
export interface ModelSource {
  readonly file: string;
  readonly text: string;
}

export interface ModelLibrary {
  /** In order: those shipped (or what replaces them), then the team's own. */
  readonly models: readonly Model[];
  readonly problems: readonly ModelProblem[];
}

/**
 * Puts models together: the team's files add to those shipped or, with the same identifier, replace them. A file with
 * a mistake is left out, and what it would have replaced stays: the rest never breaks.
 *
 * @param shipped the models that come with the product, read once
 * @param own the team's files, in the order that decides between two files of the same identifier: the first wins
 */
export function buildLibrary(shipped: readonly ModelReading[], own: readonly ModelSource[]): ModelLibrary {
  const problems: ModelProblem[] = [];
  const definitions = new Map<string, ModelDefinition>();
  for (const reading of shipped) {
    problems.push(...reading.problems);
    if (reading.definition) {
      definitions.set(reading.definition.model.id, reading.definition);
    }
  }
  const originals = new Map(definitions);
  const ownFiles = new Map<string, string>();
  for (const source of own) {
    const { definition, problems: mistakes } = readModel(source.text, source.file);
    problems.push(...mistakes);
    if (!definition) {
      continue;
    }
    const { id } = definition.model;
    const other = ownFiles.get(id);
    if (other === undefined) {
      ownFiles.set(id, source.file);
      definitions.set(id, definition);
    } else {
      problems.push(definition.problemAt(['id'], `« ${id} » est déjà l’identifiant du modèle de ${other}`));
    }
  }
  const models = [...definitions].flatMap(([id, definition]) => {
    const result = withIncluded(definition, definitions);
    problems.push(...result.problems);
    if (result.problems.length === 0) {
      return [result.model];
    }
    const original = originals.get(id);
    return original ? [withIncluded(original, originals).model] : [];
  });
  return { models, problems };
}

function withIncluded(
  definition: ModelDefinition,
  definitions: ReadonlyMap<string, ModelDefinition>,
): { model: Model; problems: readonly ModelProblem[] } {
  const sections = [...definition.model.sections];
  const problems: ModelProblem[] = [];
  const taken = new Set(sections.flatMap((section) => [section.id, ...section.items.map((item) => item.id)]));
  definition.includes.forEach((id, index) => {
    const included = definitions.get(id);
    const fail = (message: string): number => problems.push(definition.problemAt(['inclut', index], message));
    if (!included) {
      fail(`aucun modèle ne porte l’identifiant « ${id} »`);
    } else if (included.includes.length > 0) {
      fail(`« ${id} » inclut déjà d’autres modèles : incluez ceux-là directement`);
    } else {
      for (const section of included.model.sections) {
        const clash = [section.id, ...section.items.map((item) => item.id)].find((name) => taken.has(name));
        if (clash !== undefined) {
          fail(`« ${id} » a aussi une section ou un élément « ${clash} » : changez l’identifiant ici`);
          break;
        }
        sections.push(section);
      }
    }
  });
  return { model: { ...definition.model, sections }, problems };
}
