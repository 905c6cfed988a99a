import { window } from 'vscode';
import type { Model } from '../../models/types';

/** The only model there is, or the one the person chooses; undefined when they give up. */
export async function pickModel(models: readonly Model[]): Promise<Model | undefined> {
  if (models.length <= 1) {
    return models[0];
  }
  const picked = await window.showQuickPick(
    models.map((model) => ({ label: model.title, description: model.id, detail: model.summary, model })),
    { placeHolder: 'Quel modèle ?', matchOnDetail: true },
  );
  return picked?.model;
}
