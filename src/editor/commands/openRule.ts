import { commands, Uri } from 'vscode';
import { allRules } from '../../rules/allRules';
import { UserError } from '../userError';
import type { Command } from './command';

/** Opens the page that explains a rule, in the Markdown preview: it comes with the extension, so no network is needed. */
export class OpenRule implements Command {
  readonly id = 'arret.openRule';

  constructor(private readonly extensionUri: Uri) {}

  async execute(code: unknown): Promise<void> {
    const rule = allRules.find((candidate) => candidate.code === code);
    if (!rule) {
      throw new UserError(`Aucune règle ne porte le code « ${String(code)} ».`);
    }
    await commands.executeCommand(
      'markdown.showPreview',
      Uri.joinPath(this.extensionUri, 'dist', 'rules', `${rule.code}.md`),
    );
  }
}
