import { FileSystemError, Uri, workspace } from 'vscode';
import type { DossierPlan } from '../../compose/dossierFiles';
import type { Model } from '../../models/types';
import { readText } from '../documents/readText';
import { today } from '../../compose/today';
import { fileExists } from '../documents/fileExists';
import { isShown } from '../documents/isShown';
import { showStored } from '../documents/showStored';
import { writeStoredText } from '../documents/storedText';
import { workspaceEdit } from '../ranges';
import { checklistStyle, documentsFolder } from '../settings';
import { UserError } from '../userError';
import type { Surveyed } from './surveyProduct';

/**
 * Works out what a survey changes in a product's documents, as they are now, unsaved words included.
 *
 * @throws UserError when a document can't be read, or follows another model
 */
export async function planFor(model: Model, root: Uri, { inventory, bundle }: Surveyed): Promise<DossierPlan> {
  const folder = documentsFolder(root).join('/');
  const plan = await bundle.planDossier({
    model,
    inventory,
    product: inventory.repository.name,
    today: today(),
    folder,
    style: checklistStyle(root),
    read: async (path) => readDocument(Uri.joinPath(root, path)),
  });
  if (!plan) {
    throw new UserError(
      `« ${[folder, model.fileName].join('/')} » suit un autre modèle que « ${model.id} » : rien n’y a été changé.`,
    );
  }
  return plan;
}

async function readDocument(file: Uri): Promise<string | undefined> {
  const text = await readText(file);
  const isUnreadable = text === undefined ? await fileExists(file) : text.includes('\uFFFD');
  if (isUnreadable) {
    throw new UserError(
      `« ${workspace.asRelativePath(file)} » existe mais ne se lit pas comme un texte UTF-8 : renommez-le, puis relancez la commande.`,
    );
  }
  return text;
}

/**
 * Writes what was planned. Files that don't exist are created. Those that do are changed in one undo each; one that
 * nobody has before them is written as it is stored, an open one is left to be saved.
 *
 * @throws UserError when a document has changed since it was read: nothing is written then
 * @throws FileSystemError when a file can't be created
 */
export async function writePlan(root: Uri, { files }: DossierPlan): Promise<void> {
  for (const { path, before } of files) {
    if ((await readDocument(Uri.joinPath(root, path))) !== before) {
      throw new UserError(
        `« ${path} » a changé depuis la lecture du dépôt : rien n’a été écrit. Relancez la commande.`,
      );
    }
  }
  if (workspace.fs.isWritableFileSystem(root.scheme) === false) {
    throw FileSystemError.NoPermissions(root);
  }
  for (const { path, before, after, edits } of files) {
    const file = Uri.joinPath(root, path);
    if (before === undefined) {
      await workspace.fs.createDirectory(Uri.joinPath(file, '..'));
      await workspace.fs.writeFile(file, new TextEncoder().encode(after));
      continue;
    }
    const document = await workspace.openTextDocument(file);
    if (!document.isDirty && !isShown(file)) {
      // Not by an edit: VS Code would put a document that is unsaved for a moment into a tab.
      if (!(await writeStoredText(file, before, after))) {
        throw changedMeanwhile(path);
      }
      continue;
    }
    if (!document.isDirty && document.getText() !== before) {
      // VS Code may not have heard yet of what another program wrote, which is what was read.
      await showStored(file);
    }
    if (document.getText() !== before || !(await workspace.applyEdit(workspaceEdit(file, edits)))) {
      throw changedMeanwhile(path);
    }
  }
}

function changedMeanwhile(path: string): UserError {
  return new UserError(`« ${path} » a changé depuis la lecture du dépôt : il n’a pas été écrit. Relancez la commande.`);
}
