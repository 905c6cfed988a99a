import { type Uri, window, workspace, type TextDocument } from 'vscode';
import { completeDocument, type Completion } from '../../compose/complete';
import { modelNamed } from '../../dossier/frontMatter';
import type { Model } from '../../models/types';
import { readOutline } from '../../outline/outline';
import { workspaceEdit } from '../ranges';
import { checklistStyle } from '../settings';
import { plural } from '../plural';
import { UserError } from '../userError';
import { fileProblem } from './fileProblem';
import { showStored } from './showStored';
import { inform } from '../messages';

/**
 * Opens the file a document would have been written to, and offers to insert what it lacks of its model. Nothing is
 * changed unless the person says so; then as one undo, in the editor, for them to save.
 *
 * @param update brings the document up to date with the repository, for those that can be
 * @throws UserError when the file isn't a text
 */
export async function openExisting(model: Model, file: Uri, update?: () => Promise<void>): Promise<void> {
  const name = `« ${workspace.asRelativePath(file)} »`;
  const document = await openText(file, name);
  const named = modelNamed(readOutline(document.getText()));
  if (named !== undefined && named !== model.id) {
    void inform(`${name} existe déjà et suit un autre modèle (« ${named} ») : il est ouvert, rien n’y a été changé.`);
    return;
  }
  const missing = whatIsMissing(document, model);
  const refresh = 'Mettre à jour depuis le dépôt';
  const updates = update ? [refresh] : [];
  if (missing.edits.length === 0) {
    const message = `${name} existe déjà et rien n’y manque : il est ouvert, rien n’y a été changé.`;
    // Whether the person answers or not, the document is open: the command has done its work.
    void inform(message, ...updates).then(async (choice) => choice && update?.());
    return;
  }
  const complete = 'Compléter';
  const choice = await inform(
    `${name} existe déjà ; il y manque ${count(missing)}. Compléter ajoute ce qui manque sans toucher à ce qui est écrit.`,
    complete,
    ...updates,
  );
  if (choice === refresh) {
    await update?.();
  }
  if (choice === complete) {
    // The text may have changed while the question was on screen: what is missing is worked out again.
    const edit = workspaceEdit(file, whatIsMissing(document, model).edits);
    if (!(await workspace.applyEdit(edit))) {
      throw new UserError(`${name} n’a pas pu être complété : fermez-le, rouvrez-le, puis relancez la commande.`);
    }
    await window.showTextDocument(document, { preview: false });
  }
}

async function openText(file: Uri, name: string): Promise<TextDocument> {
  try {
    return await showStored(file);
  } catch (error) {
    throw new UserError(
      `${name} existe mais ne s’ouvre pas comme un texte : ${fileProblem(error)}. Renommez-le, puis relancez la commande.`,
    );
  }
}

function whatIsMissing(document: TextDocument, model: Model): Completion {
  const text = document.getText();
  return completeDocument(text, readOutline(text), model, checklistStyle(document.uri));
}

function count({ sections, items }: Completion): string {
  const parts = [
    ...(sections.length > 0 ? [plural(sections.length, 'section')] : []),
    ...(items.length > 0 ? [plural(items.length, 'élément')] : []),
  ];
  return parts.join(' et ');
}
