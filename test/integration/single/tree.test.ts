import * as assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import * as vscode from 'vscode';
import { closeEditors, exists, readFile, root, waitFor, writeFile } from '../support';

const path = 'arret/dossier-technique.md';

/** What the tree draws, as its own provider gives it: label, description, ticked or not. */
interface Drawn {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly isChecked: boolean | undefined;
  readonly children: readonly Drawn[];
}

/** The tree as it is now, whole. */
async function drawn(): Promise<readonly Drawn[]> {
  return vscode.commands.executeCommand<readonly Drawn[]>('_arret.drawTree');
}

function flat(nodes: readonly Drawn[]): Drawn[] {
  return nodes.flatMap((node) => [node, ...flat(node.children)]);
}

/** Waits for the tree, looking again each time it is drawn otherwise; fails with what it shows. */
async function untilTree(holds: (nodes: readonly Drawn[]) => boolean): Promise<void> {
  let last: readonly Drawn[] = [];
  let isLate = false;
  let giveUp = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    giveUp = resolve;
  });
  const timer = setTimeout(() => {
    isLate = true;
    giveUp();
  }, 15_000);
  try {
    for (;;) {
      const changed = vscode.commands.executeCommand('_arret.treeChanged');
      last = flat(await drawn());
      if (holds(last)) {
        return;
      }
      assert.ok(!isLate, `the tree stays: ${last.map(({ id, description }) => `${id} ${description}`).join('\n')}`);
      await Promise.race([changed, late]);
    }
  } finally {
    clearTimeout(timer);
  }
}

const described = (nodes: readonly Drawn[], label: string): string | undefined =>
  nodes.find((node) => node.label === label)?.description.replaceAll('\u00A0', ' ');

async function tick(label: string, wanted: boolean): Promise<void> {
  const node = flat(await drawn()).find((candidate) => candidate.label === label);
  assert.ok(node, `${label} is in the tree`);
  await vscode.commands.executeCommand('_arret.tick', node.id, wanted);
}

describe('the tree', () => {
  beforeEach(async () => {
    await vscode.commands.executeCommand('arret.generateDossier');
    await untilTree((nodes) => described(nodes, 'Dossier technique') === '0/24 · 0 %');
  });

  afterEach(async () => {
    await closeEditors();
    await vscode.workspace.fs.delete(root('arret'), { recursive: true }).then(undefined, () => undefined);
    await untilTree((nodes) => nodes.length === 0);
  });

  it('ticks an open document: one character, not saved, one undo', async () => {
    const written = await readFile(path);
    await tick('Coffre', true);
    await untilTree((nodes) => described(nodes, 'Dossier technique') === '1/24 · 4 %');
    const document = await vscode.workspace.openTextDocument(root(path));
    assert.equal(document.getText(), written.replace('- [ ] Mettre les', '- [x] Mettre les'));
    assert.ok(document.isDirty);
    assert.equal(await readFile(path), written);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), written);
    await untilTree((nodes) => described(nodes, 'Dossier technique') === '0/24 · 0 %');
  });

  it('ticks a document with unsaved words, and keeps them', async () => {
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    await editor.edit((edit) => edit.insert(new vscode.Position(8, 0), 'Avant-propos.\n\n'));
    const typed = editor.document.getText();
    await tick('Coffre', true);
    assert.equal(editor.document.getText(), typed.replace('- [ ] Mettre les', '- [x] Mettre les'));
  });

  it('ticks a closed document and saves it, byte for byte', async () => {
    await closeEditors();
    const text = await readFile(path);
    const variants: Readonly<Record<string, string>> = {
      'arret/plain.md': text,
      'arret/marked.md': `\uFEFF${text}`,
      'arret/crlf.md': text.replaceAll('\n', '\r\n'),
      'arret/mixed.md': text.replace('---\n\n#', '---\r\n\r\n#').replace('Coffre\n', 'Coffre\r\n'),
    };
    const stored = async (file: string): Promise<string> =>
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(await vscode.workspace.fs.readFile(root(file)));
    for (const [file, written] of Object.entries(variants)) {
      await writeFile(file, written);
      await untilTree((nodes) => nodes.some(({ id }) => id.endsWith(file)));
      const vault = `${root(file).toString()}#acces-et-droits#coffre`;
      await vscode.commands.executeCommand('_arret.tick', vault, true);
      assert.equal(await stored(file), written.replace('- [ ] Mettre les', '- [x] Mettre les'), file);
      await vscode.commands.executeCommand('_arret.tick', vault, false);
      assert.equal(await stored(file), written, file);
    }
  });

  it('never makes a closed document unsaved, which VS Code would open; shows it at once, and one undo takes it back', async () => {
    await closeEditors();
    const written = await readFile(path);
    const ticked = written.replace('- [ ] Mettre les', '- [x] Mettre les');
    const document = await vscode.workspace.openTextDocument(root(path));
    const unsaved: string[] = [];
    const subscription = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document.isDirty) {
        unsaved.push(event.document.uri.path);
      }
    });
    try {
      await tick('Coffre', true);
      assert.equal(described(flat(await drawn()), 'Dossier technique'), '1/24 · 4 %');
    } finally {
      subscription.dispose();
    }
    assert.deepEqual(unsaved, []);
    assert.equal(await readFile(path), ticked);
    assert.deepEqual(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs),
      [],
    );
    await vscode.window.showTextDocument(document);
    await waitFor(vscode.workspace.onDidChangeTextDocument, () => document.getText() === ticked);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), written);
  });

  it('reads a document that has changed meanwhile again, and finds the item where it is now', async () => {
    await closeEditors();
    const node = flat(await drawn()).find(({ label }) => label === 'Coffre');
    const moved = (await readFile(path)).replace('# Dossier', 'Une ligne.\n\nUne autre.\n\n# Dossier');
    await writeFile(path, moved);
    await vscode.commands.executeCommand('_arret.tick', node?.id, true);
    assert.equal(await readFile(path), moved.replace('- [ ] Mettre les', '- [x] Mettre les'));
  });

  it('refuses when the item is gone, and changes nothing', async () => {
    await closeEditors();
    const node = flat(await drawn()).find(({ label }) => label === 'Coffre');
    const without = (await readFile(path)).replace(/- \[ \] Mettre les.*\n/, '');
    await writeFile(path, without);
    // The refusal is a message, which nobody answers here.
    await vscode.commands.executeCommand('_arret.tick', node?.id, true);
    assert.equal(await readFile(path), without);
  });

  it('keeps two quick ticks, one after the other', async () => {
    const written = await readFile(path);
    await Promise.all([tick('Coffre', true), tick('Dettes', true), tick('Choix', true)]);
    await untilTree((nodes) => described(nodes, 'Dossier technique') === '3/24 · 13 %');
    await tick('Dettes', false);
    const document = await vscode.workspace.openTextDocument(root(path));
    assert.equal(
      document.getText(),
      written.replace('- [ ] Mettre les', '- [x] Mettre les').replace('- [ ] Motivation', '- [x] Motivation'),
    );
  });

  it('follows typing, and a folder renamed by another program', async () => {
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const { document } = editor;
    const line = document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('vaultwarden'));
    await editor.edit((edit) => edit.replace(new vscode.Range(line, 3, line, 4), 'x'));
    await untilTree((nodes) => described(nodes, 'Accès et droits') === '1/3');
    await document.save();
    await closeEditors();
    await rename(root('arret').fsPath, root('fin').fsPath);
    await untilTree(
      (nodes) =>
        nodes.some(({ id }) => id.endsWith('/fin/dossier-technique.md')) && nodes[0]?.id.includes('/fin/') === true,
    );
    assert.equal(described(flat(await drawn()), 'Dossier technique'), '1/24 · 4 %');
    await rename(root('fin').fsPath, root('arret').fsPath);
    await untilTree((nodes) => nodes[0]?.id.endsWith('/arret/dossier-technique.md') === true);
  });

  it('never shows what git ignores or a setting excludes, found at once or later', async () => {
    const text = await readFile(path);
    const places = ['brouillons/a.md', 'docs/copie/b.md', 'node_modules/x/c.md', 'exclu/d.md'];
    const config = vscode.workspace.getConfiguration();
    await config.update('files.exclude', { exclu: true }, vscode.ConfigurationTarget.Workspace);
    try {
      await writeFile('.gitignore', 'brouillons/\n');
      await writeFile('docs/.gitignore', 'copie\n');
      for (const place of places) {
        await writeFile(place, text);
      }
      await writeFile('docs/suivi.md', text);
      const isRight = (nodes: readonly Drawn[]): boolean =>
        nodes.filter(({ label }) => label === 'Dossier technique').length === 2 &&
        nodes.some(({ id }) => id.endsWith('/docs/suivi.md'));
      await untilTree(isRight);
      await vscode.commands.executeCommand('arret.refreshDocuments');
      await untilTree(isRight);
      // Changed one by one, they stay out.
      for (const place of places) {
        await writeFile(place, `${text}\n`);
      }
      await writeFile('docs/suivi.md', text.replace('- [ ] Mettre', '- [x] Mettre'));
      await untilTree((nodes) => isRight(nodes) && nodes.some(({ description }) => description.startsWith('1/24')));
      await writeFile('.gitignore', '\n');
      await untilTree((nodes) => nodes.some(({ id }) => id.endsWith('/brouillons/a.md')));
    } finally {
      await config.update('files.exclude', undefined, vscode.ConfigurationTarget.Workspace);
      for (const place of [
        'brouillons',
        'docs/copie',
        'docs/.gitignore',
        'docs/suivi.md',
        'node_modules',
        'exclu',
        '.gitignore',
      ]) {
        await vscode.workspace.fs.delete(root(place), { recursive: true });
      }
    }
    await untilTree((nodes) => nodes.filter(({ label }) => label === 'Dossier technique').length === 1);
    assert.ok(!(await exists('exclu')));
  });

  it('parses no text twice: opened, saved as it was, closed, looked through again', async () => {
    const count = async (): Promise<number> => vscode.commands.executeCommand<number>('_arret.parseCount');
    await closeEditors();
    await vscode.commands.executeCommand('arret.refreshDocuments');
    const before = await count();
    await vscode.window.showTextDocument(root(path));
    await writeFile(path, await readFile(path));
    await vscode.commands.executeCommand('arret.checkDocuments');
    await vscode.commands.executeCommand('arret.refreshDocuments');
    await closeEditors();
    await vscode.commands.executeCommand('arret.refreshDocuments');
    assert.equal(await count(), before);
    await tick('Coffre', true);
    assert.equal(await count(), before + 1);
  });
});
