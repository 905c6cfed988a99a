import { FileSystemError, Uri, workspace } from 'vscode';
import { fileTemplate } from '../../compose/render';
import { writeText } from '../../compose/writeText';
import type { Model } from '../../models/types';
import { warn } from '../messages';
import { checklistStyle, documentsFolder } from '../settings';
import { fileExists } from './fileExists';
import { fileProblem } from './fileProblem';
import { openExisting } from './openExisting';
import { openUntitled } from './openUntitled';
import { guessProductName } from './productName';
import { showStored } from './showStored';
import { today } from '../../compose/today';

/**
 * Writes a model's document in the product's folder and opens it; without a folder, in an untitled document. A file
 * that exists is never written over: it is opened, and what it lacks is offered.
 *
 * @param root the product's folder
 */
export async function createDocument(model: Model, root: Uri | undefined): Promise<void> {
  if (root === undefined) {
    await openUntitled(model);
    return;
  }
  const folder = Uri.joinPath(root, ...documentsFolder(root));
  const file = Uri.joinPath(folder, model.fileName);
  if (await fileExists(file)) {
    await openExisting(model, file);
    return;
  }
  const values = { product: await guessProductName(root), date: today() };
  const template = fileTemplate(model, { style: checklistStyle(root), sectionLevel: 2 });
  try {
    if (workspace.fs.isWritableFileSystem(root.scheme) === false) {
      throw FileSystemError.NoPermissions(root);
    }
    await workspace.fs.createDirectory(folder);
    await workspace.fs.writeFile(file, new TextEncoder().encode(`${writeText(template, values)}\n`));
  } catch (error) {
    const openAnyway = 'Ouvrir sans enregistrer';
    const choice = await warn(
      `« ${workspace.asRelativePath(file)} » n’a pas pu être créé : ${fileProblem(error)}. Vous pouvez ouvrir le document tout de même, et l’enregistrer où vous avez le droit d’écrire.`,
      openAnyway,
    );
    if (choice === openAnyway) {
      await openUntitled(model, values);
    }
    return;
  }
  await showStored(file);
}
