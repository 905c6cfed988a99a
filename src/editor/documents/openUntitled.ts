import { SnippetString, window, workspace } from 'vscode';
import { fileTemplate } from '../../compose/render';
import type { TemplateValues } from '../../compose/template';
import { writeSnippet } from '../../compose/writeSnippet';
import type { Model } from '../../models/types';
import { checklistStyle } from '../settings';

/**
 * Opens a model's document untitled, for the person to save where they want.
 *
 * @param values what is known of the product; without them the name is the first thing to type
 */
export async function openUntitled(model: Model, values?: TemplateValues): Promise<void> {
  const editor = await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown' }), {
    preview: false,
  });
  const template = fileTemplate(model, { style: checklistStyle(undefined), sectionLevel: 2 });
  await editor.insertSnippet(new SnippetString(`${writeSnippet(template, values).join('\n')}\n`));
}
