import * as vscode from 'vscode';

/** A place in the (first) folder open. */
export function root(path: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (!folder) {
    throw new Error('no folder is open');
  }
  return vscode.Uri.joinPath(folder.uri, ...path.split('/'));
}

export async function readFile(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(root(path)));
}

export async function writeFile(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(root(path), new TextEncoder().encode(text));
}

/** Writes a file and shows it. VS Code may still know an older text of that name until its watcher tells: waits for it. */
export async function openWritten(path: string, text: string): Promise<vscode.TextEditor> {
  await writeFile(path, text);
  const document = await vscode.workspace.openTextDocument(root(path));
  await waitFor(vscode.workspace.onDidChangeTextDocument, () => document.getText() === text);
  return vscode.window.showTextDocument(document);
}

export async function exists(path: string): Promise<boolean> {
  return vscode.workspace.fs.stat(root(path)).then(
    () => true,
    () => false,
  );
}

/** Closes every editor, throwing away what is not saved. */
export async function closeEditors(): Promise<void> {
  while (vscode.window.activeTextEditor) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

/** Runs something with a setting of ours changed, then puts it back. */
export async function setting(key: string, value: unknown, action: () => Promise<void>): Promise<void> {
  const before = vscode.workspace.getConfiguration('arret').inspect(key)?.workspaceValue;
  const update = (next: unknown): Thenable<void> =>
    vscode.workspace.getConfiguration('arret').update(key, next, vscode.ConfigurationTarget.Workspace);
  await update(value);
  try {
    await action();
  } finally {
    await update(before);
  }
}

/** Waits until something holds, looking again after each event. */
export async function waitFor(event: vscode.Event<unknown>, holds: () => unknown): Promise<void> {
  await new Promise<void>((resolve) => {
    if (holds()) {
      resolve();
      return;
    }
    const subscription = event(() => {
      if (holds()) {
        subscription.dispose();
        resolve();
      }
    });
  });
}
