import type { ExtensionContext } from 'vscode';
import { commands, window } from 'vscode';

export function activate(context: ExtensionContext): void {
  context.subscriptions.push(
    commands.registerCommand('arret.generateDossier', () => window.showInformationMessage('Arrêt')),
  );
}
