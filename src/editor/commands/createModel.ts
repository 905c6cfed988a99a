import { Uri, window, workspace } from 'vscode';
import { shippedModels } from '../../models/shipped';
import { readModel } from '../../models/read';
import { fileExists } from '../documents/fileExists';
import { fileProblem } from '../documents/fileProblem';
import { chooseProductFolder } from '../documents/productFolder';
import { modelsFolder } from '../models/modelStore';
import { UserError } from '../userError';
import type { Command } from './command';

/** Copies a shipped model into the team's own folder, where it takes the place of the original and can be changed. */
export class CreateModel implements Command {
  readonly id = 'arret.createModel';

  async execute(clicked?: unknown): Promise<void> {
    const product = await chooseProductFolder(clicked);
    if (product === 'cancelled') {
      return;
    }
    const folder = product.root && workspace.getWorkspaceFolder(product.root)?.uri;
    if (!folder) {
      throw new UserError(
        'Un modèle d’équipe se range dans un dépôt : ouvrez d’abord un dossier, puis relancez la commande.',
      );
    }
    const picked = await window.showQuickPick(
      shippedModels.flatMap((source) => {
        const model = readModel(source.text, source.file).definition?.model;
        return model
          ? [{ label: model.title, description: model.circumstance ?? '', detail: model.summary, source }]
          : [];
      }),
      { placeHolder: 'De quel modèle partir ? La copie prendra sa place dans ce dépôt.', matchOnDescription: true },
    );
    if (!picked) {
      return;
    }
    const file = Uri.joinPath(folder, ...modelsFolder, picked.source.file);
    if (!(await fileExists(file))) {
      try {
        await workspace.fs.createDirectory(Uri.joinPath(folder, ...modelsFolder));
        await workspace.fs.writeFile(file, new TextEncoder().encode(teamCopy(picked.source.text)));
      } catch (error) {
        throw new UserError(`« ${workspace.asRelativePath(file)} » n’a pas pu être créé : ${fileProblem(error)}.`);
      }
    }
    await window.showTextDocument(file, { preview: false });
  }
}

/** The shipped file's own comments speak of where it is kept: the copy says what it is instead. */
function teamCopy(text: string): string {
  const body = text.replace(/^(?:#.*\r?\n)+/, '');
  return `# Modèle d’équipe : il remplace le modèle fourni de même identifiant. Changez « id » pour en ajouter un autre.\n${body}`;
}
