import type { ExtensionContext } from 'vscode';
import { start } from './editor/compositionRoot';

export function activate(context: ExtensionContext): void {
  context.subscriptions.push(start(context));
}
