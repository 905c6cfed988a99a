import { TabInputText, window, type Uri } from 'vscode';

/** Whether someone has the document before them, in a tab. */
export function isShown(uri: Uri): boolean {
  const key = uri.toString();
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof TabInputText && input.uri.toString() === key),
  );
}
