import { commands, Uri, window } from 'vscode';
import type { DossierPlan } from '../../compose/dossierFiles';
import type { Model } from '../../models/types';
import { fileExists } from '../documents/fileExists';
import { chooseProductFolder } from '../documents/productFolder';
import { isShown } from '../documents/isShown';
import { showStored } from '../documents/showStored';
import type { DocumentIndex } from '../index/documentIndex';
import { productPath } from '../index/productPath';
import { inform } from '../messages';
import type { ModelStore } from '../models/modelStore';
import { pickModel } from '../models/pickModel';
import { plural } from '../plural';
import { documentsFolder } from '../settings';
import { planFor, writePlan } from '../survey/dossierPlan';
import type { Proposals } from '../survey/proposals';
import { surveyProduct } from '../survey/surveyProduct';
import type { Command } from './command';

interface Target {
  readonly model: Model;
  readonly root: Uri;
}

/**
 * Brings a dossier up to date with its repository. What would change is shown first, and written when the person says so;
 * what they wrote or ticked stays.
 */
export class UpdateDossier implements Command {
  readonly id = 'arret.updateDossier';

  constructor(
    private readonly store: ModelStore,
    private readonly index: DocumentIndex,
    private readonly proposals: Proposals,
    private readonly extensionUri: Uri,
  ) {}

  async execute(clicked?: unknown): Promise<void> {
    const target = await this.find(clicked);
    if (!target) {
      return;
    }
    const { model, root } = target;
    const file = Uri.joinPath(root, ...documentsFolder(root), model.fileName);
    if (!(await fileExists(file))) {
      await commands.executeCommand('arret.generateDossier', root);
      return;
    }
    const surveyed = await surveyProduct(root, this.extensionUri);
    if (!surveyed) {
      void inform('Lecture du dépôt arrêtée : rien n’a été changé.');
      return;
    }
    const plan = await planFor(model, root, surveyed);
    if (plan.files.length === 0) {
      void inform(`Le dossier dit déjà ce que dit le dépôt : rien à changer (${plan.counts}).${keptSentence(plan)}`);
      return;
    }
    await this.propose(plan, root);
  }

  private async propose(plan: DossierPlan, root: Uri): Promise<void> {
    await this.proposals.show('Dossier : ce que dit le dépôt', root, plan.files);
    const write = 'Mettre à jour';
    const choice = await inform(
      `${plural(plan.changed.length + plan.offered.length, 'bloc')} à mettre à jour dans ${plural(plan.files.length, 'fichier')}. Vos mots et vos cases restent tels quels.${keptSentence(plan)}`,
      write,
      'Ne rien changer',
    );
    await this.proposals.close();
    if (choice === write) {
      const file = Uri.joinPath(root, plan.dossier);
      await writePlan(root, plan);
      // What was just changed in an editor isn't stored yet.
      await (isShown(file) ? window.showTextDocument(file, { preview: false }) : showStored(file));
    }
  }

  /** The dossier clicked or before the person's eyes; else that of a product they choose. */
  private async find(clicked: unknown): Promise<Target | undefined> {
    const shown = clicked instanceof Uri ? clicked : window.activeTextEditor?.document.uri;
    const known = shown && (await this.index.known(shown));
    const model = known?.subject.status?.match.model;
    const product = shown && productPath(shown);
    if (model?.kind === 'dossier' && product) {
      return { model, root: product.root };
    }
    const choice = await chooseProductFolder(clicked);
    if (choice === 'cancelled') {
      return undefined;
    }
    if (!choice.root) {
      void inform('Ouvrez d’abord le dossier du dépôt : c’est lui que cette commande lit.');
      return undefined;
    }
    const { models } = await this.store.modelsFor(choice.root);
    const picked = await pickModel(models.filter(({ kind }) => kind === 'dossier'));
    return picked && { model: picked, root: choice.root };
  }
}

function keptSentence({ kept, offered }: DossierPlan): string {
  if (kept.length === 0) {
    return '';
  }
  const stay = kept.length === 1 ? '1 bloc modifié par vous reste' : `${kept.length} blocs modifiés par vous restent`;
  return offered.length > 0 ? ` ${stay} ; les faits nouveaux sont proposés à côté.` : ` ${stay}.`;
}
