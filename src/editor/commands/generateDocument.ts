import type { ModelKind } from '../../models/types';
import { createDocument } from '../documents/createDocument';
import { chooseProductFolder } from '../documents/productFolder';
import type { ModelStore } from '../models/modelStore';
import { pickModel } from '../models/pickModel';
import type { Command } from './command';

/** Writes the document of a kind; asks which only when a team has several models of that kind. */
export class GenerateDocument implements Command {
  constructor(
    readonly id: string,
    private readonly kind: ModelKind,
    private readonly store: ModelStore,
  ) {}

  async execute(clicked?: unknown): Promise<void> {
    const product = await chooseProductFolder(clicked);
    if (product === 'cancelled') {
      return;
    }
    const { models } = await this.store.modelsFor(product.root);
    const model = await pickModel(models.filter((candidate) => candidate.kind === this.kind));
    if (model) {
      await createDocument(model, product.root);
    }
  }
}
