import { commands, Uri, window, workspace, type LogOutputChannel } from 'vscode';
import type { DossierPlan } from '../../compose/dossierFiles';
import type { Model } from '../../models/types';
import { createDocument } from '../documents/createDocument';
import { fileExists } from '../documents/fileExists';
import { fileProblem } from '../documents/fileProblem';
import { openExisting } from '../documents/openExisting';
import { chooseProductFolder } from '../documents/productFolder';
import { showStored } from '../documents/showStored';
import { inform, warn } from '../messages';
import type { ModelStore } from '../models/modelStore';
import { pickModel } from '../models/pickModel';
import { documentsFolder, prefills } from '../settings';
import { planFor, writePlan } from '../survey/dossierPlan';
import { surveyProduct, type Surveyed } from '../survey/surveyProduct';
import { UserError } from '../userError';
import type { Command } from './command';

/** Writes the dossier, filled with what the repository knows. One that exists is opened, and never written over. */
export class GenerateDossier implements Command {
  readonly id = 'arret.generateDossier';

  constructor(
    private readonly store: ModelStore,
    private readonly extensionUri: Uri,
    private readonly log: LogOutputChannel,
  ) {}

  async execute(clicked?: unknown): Promise<void> {
    const choice = await chooseProductFolder(clicked);
    if (choice === 'cancelled') {
      return;
    }
    const { models } = await this.store.modelsFor(choice.root);
    const model = await pickModel(models.filter(({ kind }) => kind === 'dossier'));
    if (model) {
      await this.generate(model, choice.root);
    }
  }

  private async generate(model: Model, root: Uri | undefined): Promise<void> {
    if (root === undefined || !prefills(root)) {
      await createDocument(model, root);
      return;
    }
    const file = Uri.joinPath(root, ...documentsFolder(root), model.fileName);
    if (await fileExists(file)) {
      await openExisting(model, file, async () => {
        await commands.executeCommand('arret.updateDossier', file);
      });
      return;
    }
    const surveyed = await this.survey(root);
    if (surveyed === 'cancelled') {
      const empty = 'Créer le dossier vide';
      if ((await inform('Lecture du dépôt arrêtée : rien n’a été écrit.', empty)) === empty) {
        await createDocument(model, root);
      }
    } else if (surveyed === 'failed') {
      await createDocument(model, root);
    } else {
      await this.write(await planFor(model, root, surveyed), root);
    }
  }

  /** A dossier without a survey is worth more than none. */
  private async survey(root: Uri): Promise<Surveyed | 'cancelled' | 'failed'> {
    try {
      return (await surveyProduct(root, this.extensionUri)) ?? 'cancelled';
    } catch (error) {
      if (error instanceof UserError) {
        throw error;
      }
      this.log.error('La lecture du dépôt a échoué', error instanceof Error ? error : String(error));
      void warn(
        'Le dépôt n’a pas pu être lu : le dossier est créé sans ses réponses. Le détail est dans la sortie « Arrêt ».',
      );
      return 'failed';
    }
  }

  private async write(plan: DossierPlan, root: Uri): Promise<void> {
    try {
      await writePlan(root, plan);
    } catch (error) {
      if (error instanceof UserError) {
        throw error;
      }
      const openAnyway = 'Ouvrir sans enregistrer';
      const choice = await warn(
        `« ${plan.dossier} » n’a pas pu être créé : ${fileProblem(error)}. Vous pouvez ouvrir le dossier tout de même, et l’enregistrer où vous avez le droit d’écrire.`,
        openAnyway,
      );
      if (choice === openAnyway) {
        const content = plan.files[0]?.after ?? '';
        const document = await workspace.openTextDocument({ language: 'markdown', content });
        await window.showTextDocument(document, { preview: false });
      }
      return;
    }
    await showStored(Uri.joinPath(root, plan.dossier));
    void this.tell(plan.counts);
  }

  /** Says how much is written, without holding back the command. */
  private async tell(counts: string): Promise<void> {
    const next = 'Aller au premier';
    if ((await inform(`Dossier pré-rempli : ${counts}. Tout est à relire, rien n’est coché.`, next)) === next) {
      await commands.executeCommand('arret.nextPlace');
    }
  }
}
