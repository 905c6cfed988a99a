import {
  Position,
  QuickPickItemKind,
  SnippetString,
  window,
  workspace,
  type QuickPickItem,
  type TextEditor,
} from 'vscode';
import { planInsertion } from '../../compose/insertAt';
import type { Model, Section } from '../../models/types';
import { readOutline } from '../../outline/outline';
import { guessProductName } from '../documents/productName';
import { today } from '../../compose/today';
import type { ModelStore } from '../models/modelStore';
import { checklistStyle } from '../settings';
import { plural } from '../plural';
import { UserError } from '../userError';
import type { Command } from './command';

/** Inserts a model, or one of its sections, where the cursor is: one undo takes it back. */
export class InsertModel implements Command {
  readonly id = 'arret.insertModel';

  constructor(private readonly store: ModelStore) {}

  async execute(): Promise<void> {
    const editor = window.activeTextEditor ?? (await openBlank());
    const { uri } = editor.document;
    const choice = await askPart((await this.store.modelsFor(uri)).models);
    if (!choice) {
      return;
    }
    const folder = workspace.getWorkspaceFolder(uri)?.uri;
    const values = folder && { product: await guessProductName(folder), date: today() };
    // Read after the question: the person may have moved or typed while it was on screen.
    const text = editor.document.getText();
    const plan = planInsertion(text, readOutline(text), editor.selection.active, {
      ...choice,
      style: checklistStyle(uri),
      values,
    });
    const inserted = await editor.insertSnippet(
      new SnippetString(plan.snippet),
      new Position(plan.at.line, plan.at.character),
    );
    if (!inserted) {
      throw new UserError(
        'Rien n’a été inséré : ce document est en lecture seule. Ouvrez un fichier où vous pouvez écrire, puis relancez la commande.',
      );
    }
  }
}

interface PartItem extends QuickPickItem {
  readonly part?: { readonly model: Model; readonly section: Section | undefined };
}

async function askPart(models: readonly Model[]): Promise<PartItem['part']> {
  const items = models.flatMap((model): PartItem[] => [
    { label: model.circumstance ?? model.title, kind: QuickPickItemKind.Separator },
    {
      label: `$(file) ${model.title}`,
      description: model.circumstance ?? 'en entier',
      detail: model.summary,
      part: { model, section: undefined },
    },
    ...model.sections
      .filter((section) => isOwn(section, model, models))
      .map((section) => ({
        label: `$(list-unordered) ${section.title}`,
        description: section.items.length > 0 ? plural(section.items.length, 'élément') : '',
        part: { model, section },
      })),
  ]);
  const picked = await window.showQuickPick(items, {
    placeHolder: 'Que voulez-vous insérer à la position du curseur ?',
    matchOnDescription: true,
  });
  return picked?.part;
}

/** A section that procedures include is listed once, under the model it comes from. */
function isOwn(section: Section, model: Model, models: readonly Model[]): boolean {
  const home = models.find((other) => other.kind !== 'procedure' && other.sections.includes(section));
  return home === undefined || home === model;
}

async function openBlank(): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument({ language: 'markdown' }), { preview: false });
}
