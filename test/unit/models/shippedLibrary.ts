import { buildLibrary } from '../../../src/models/library';
import { readShippedModels } from '../../../src/models/shipped';
import type { Item, Model } from '../../../src/models/types';

/** The models as the product ships them. */
export const shipped: readonly Model[] = buildLibrary(readShippedModels(), []).models;

export function shippedModel(id: string): Model {
  const model = shipped.find((candidate) => candidate.id === id);
  if (!model) {
    throw new Error(`No shipped model ${id}`);
  }
  return model;
}

export const dossier = shippedModel('dossier-technique-de-reprise');
export const postMortem = shippedModel('post-mortem');
export const conditions = shippedModel('conditions-arret-reussi');

export function itemsOf(model: Model): readonly Item[] {
  return model.sections.flatMap((section) => section.items);
}
