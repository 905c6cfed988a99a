import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors } from '../support';

interface Drawn {
  readonly label: string;
  readonly description: string;
  readonly children: readonly Drawn[];
}

/** The tree's first levels, once they are as expected. */
async function untilDrawn(expected: readonly string[], depth: number): Promise<void> {
  const lines = (nodes: readonly Drawn[], indent: string, left: number): string[] =>
    left === 0
      ? []
      : nodes.flatMap(({ label, children }) => [`${indent}${label}`, ...lines(children, `${indent}  `, left - 1)]);
  for (;;) {
    const changed = vscode.commands.executeCommand('_arret.treeChanged');
    const now = lines(await vscode.commands.executeCommand<readonly Drawn[]>('_arret.drawTree'), '', depth);
    if (now.join('\n') === expected.join('\n')) {
      return;
    }
    await changed;
  }
}

describe('the tree of several folders', () => {
  after(async () => {
    await closeEditors();
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      await vscode.workspace.fs
        .delete(vscode.Uri.joinPath(uri, 'arret'), { recursive: true })
        .then(undefined, () => undefined);
    }
  });

  it('puts the products first, and can be grouped by section', async () => {
    const folders = vscode.workspace.workspaceFolders ?? [];
    assert.equal(folders.length, 2);
    for (const { uri } of folders) {
      await vscode.commands.executeCommand('arret.generatePostMortem', uri);
    }
    await vscode.workspace.fs
      .delete(vscode.Uri.joinPath(folders[1]?.uri ?? vscode.Uri.parse('x:/'), 'arret', 'dossier-technique.md'))
      .then(undefined, () => undefined);
    await untilDrawn(['boussole', '  Post-mortem', 'Passerelle', '  Post-mortem'], 2);
    await vscode.commands.executeCommand('arret.groupBySection');
    await untilDrawn(
      [
        'Les apprentissages',
        '  boussole',
        '  Passerelle',
        "Pourquoi on s'arrête",
        '  boussole',
        '  Passerelle',
        "Pour relancer le produit, voilà ce qu'on vous conseille (et pourquoi)",
        '  boussole',
        '  Passerelle',
      ],
      2,
    );
    await vscode.commands.executeCommand('arret.groupByDocument');
    await untilDrawn(['boussole', '  Post-mortem', 'Passerelle', '  Post-mortem'], 2);
  });
});
