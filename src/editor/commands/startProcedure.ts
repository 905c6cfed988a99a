import { QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import type { Model } from '../../models/types';
import { createDocument } from '../documents/createDocument';
import { chooseProductFolder } from '../documents/productFolder';
import type { ModelStore } from '../models/modelStore';
import { plural } from '../plural';
import type { Command } from './command';

/** Asks why the product stops, shows the steps that follow from it, and writes them as a checklist. */
export class StartProcedure implements Command {
  readonly id = 'arret.startProcedure';

  constructor(private readonly store: ModelStore) {}

  async execute(clicked?: unknown): Promise<void> {
    const product = await chooseProductFolder(clicked);
    if (product === 'cancelled') {
      return;
    }
    const { models } = await this.store.modelsFor(product.root);
    const procedures = models.filter((model) => model.kind === 'procedure');
    for (;;) {
      const model = await askCircumstance(procedures);
      if (!model) {
        return;
      }
      const answer = await showSteps(model);
      if (answer === 'create') {
        await createDocument(model, product.root);
        return;
      }
      if (answer === 'cancelled') {
        return;
      }
    }
  }
}

async function askCircumstance(procedures: readonly Model[]): Promise<Model | undefined> {
  const picked = await window.showQuickPick(
    procedures.map((model) => ({
      label: capitalise(model.circumstance ?? model.title),
      description: stepCount(model),
      detail: model.summary,
      model,
    })),
    { title: 'Démarrer la procédure d’arrêt (1/2)', placeHolder: 'Pourquoi le produit s’arrête-t-il ?' },
  );
  return picked?.model;
}

/** The steps are there to be read: choosing any of them, or the first line, writes the checklist. */
async function showSteps(model: Model): Promise<'create' | 'back' | 'cancelled'> {
  const back: QuickPickItem = { label: '$(arrow-left) Choisir une autre circonstance' };
  const create: QuickPickItem = {
    label: '$(checklist) Créer la liste à cocher',
    description: `${stepCount(model)}, dans ${model.fileName}`,
  };
  const steps = model.sections.flatMap((section): QuickPickItem[] => [
    { label: section.title, kind: QuickPickItemKind.Separator },
    ...section.items.map((item, index) => ({ label: `${index + 1}. ${item.title}`, detail: item.wording })),
  ]);
  const picked = await window.showQuickPick([create, back, ...steps], {
    title: `${capitalise(model.circumstance ?? model.title)} (2/2)`,
    placeHolder: 'Voici ce qui suit. Entrée crée la liste, Échap abandonne.',
  });
  return picked === undefined ? 'cancelled' : picked === back ? 'back' : 'create';
}

function stepCount(model: Model): string {
  return plural(
    model.sections.reduce((sum, section) => sum + section.items.length, 0),
    'étape',
  );
}

function capitalise(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}
