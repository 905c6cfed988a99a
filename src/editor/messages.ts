import { window } from 'vscode';
import { typeset } from '../rules/sentences';

/** Shows a message, with the no-break spaces of French; gives the button pressed, if any. */
export function inform(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return window.showInformationMessage(typeset(message), ...buttons);
}

export function warn(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return window.showWarningMessage(typeset(message), ...buttons);
}
