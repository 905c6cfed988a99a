import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeEditors, openWritten, readFile, root, setting, waitFor, writeFile } from '../support';

const codeOf = ({ code }: vscode.Diagnostic): unknown => (typeof code === 'object' ? code.value : code);

/** Our problems in a file, as « code: line », in the document's order. */
function problems(path: string): string[] {
  return vscode.languages
    .getDiagnostics(root(path))
    .filter(({ source }) => source === 'Arrêt')
    .map((diagnostic) => `${String(codeOf(diagnostic))}: ${diagnostic.range.start.line}`);
}

async function untilProblems(path: string, expected: (found: readonly string[]) => boolean): Promise<void> {
  await waitFor(vscode.languages.onDidChangeDiagnostics, () => expected(problems(path)));
}

async function actionsAt(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    undefined,
    20,
  );
}

async function apply(action: vscode.CodeAction | undefined): Promise<void> {
  assert.ok(action?.edit, 'the action has an edit');
  assert.ok(await vscode.workspace.applyEdit(action.edit));
}

describe('squiggles and fixes in a folder', () => {
  afterEach(async () => {
    await closeEditors();
    await vscode.workspace.fs.delete(root('arret'), { recursive: true }).then(undefined, () => undefined);
    await waitFor(vscode.languages.onDidChangeDiagnostics, () => problems('arret/dossier-technique.md').length === 0);
  });

  it('finds one problem a section in a dossier just generated', async () => {
    await vscode.commands.executeCommand('arret.generateDossier');
    await untilProblems('arret/dossier-technique.md', (found) => found.length === 7);
    assert.ok(problems('arret/dossier-technique.md').every((problem) => problem.startsWith('section-vide: ')));
  });

  it('follows typing, and one undo takes a fix back', async () => {
    await vscode.commands.executeCommand('arret.generatePostMortem');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    await untilProblems('arret/post-mortem.md', (found) => found.length === 3);
    const line = document.getText().split('\n').indexOf('## Les apprentissages');
    await vscode.window.activeTextEditor?.edit((edit) =>
      edit.insert(new vscode.Position(line + 1, 0), '\nNous avons appris.\n'),
    );
    await untilProblems('arret/post-mortem.md', (found) => found.length === 2);
    await vscode.commands.executeCommand('undo');
    await untilProblems('arret/post-mortem.md', (found) => found.length === 3);
  });

  it('checks a document that nobody has open, and forgets it with its file', async () => {
    await writeFile(
      'docs/fin/bilan.md',
      '---\nmodele: post-mortem\nversion: 1\nproduit: X\ndate: 2026-11-24\n---\n\n# Post-mortem : X\n\n## Les apprentissages\n\nA.\n',
    );
    await untilProblems('docs/fin/bilan.md', (found) =>
      found.some((problem) => problem.startsWith('section-manquante')),
    );
    await vscode.workspace.fs.rename(root('docs/fin'), root('docs/bilan'));
    await untilProblems('docs/fin/bilan.md', (found) => found.length === 0);
    await untilProblems('docs/bilan/bilan.md', (found) => found.length > 0);
    await vscode.workspace.fs.delete(root('docs/bilan'), { recursive: true });
    await untilProblems('docs/bilan/bilan.md', (found) => found.length === 0);
  });

  it('says nothing of documents that are not ours', async () => {
    await vscode.window.showTextDocument(root('README.md'));
    await vscode.commands.executeCommand('arret.checkDocuments');
    assert.deepEqual(problems('README.md'), []);
    assert.deepEqual(problems('CHANGELOG.md'), []);
  });

  it('inserts a missing section at its place', async () => {
    await vscode.commands.executeCommand('arret.generateDossier');
    const written = await readFile('arret/dossier-technique.md');
    const cut = written.replace(/## Accès et droits\n[^]*?(?=## Contexte)/, '');
    await writeFile('arret/dossier-technique.md', cut);
    const { uri } = vscode.window.activeTextEditor?.document ?? { uri: root('') };
    await untilProblems('arret/dossier-technique.md', (found) =>
      found.some((problem) => problem.startsWith('section-manquante')),
    );
    const problem = vscode.languages
      .getDiagnostics(uri)
      .find((diagnostic) => codeOf(diagnostic) === 'section-manquante');
    assert.ok(problem);
    const actions = await actionsAt(uri, problem.range);
    await apply(actions.find(({ title }) => title.includes('Accès et droits')));
    assert.equal((await vscode.workspace.openTextDocument(uri)).getText(), written);
  });

  it('unticks a box without an answer, and converts boxes both ways', async () => {
    await vscode.commands.executeCommand('arret.generateDossier');
    const written = await readFile('arret/dossier-technique.md');
    await writeFile(
      'arret/dossier-technique.md',
      written.replace('- [ ] Documentation utilisateur', '- [x] Documentation utilisateur'),
    );
    const uri = root('arret/dossier-technique.md');
    await untilProblems('arret/dossier-technique.md', (found) =>
      found.some((problem) => problem.startsWith('coche-sans-reponse')),
    );
    const problem = vscode.languages
      .getDiagnostics(uri)
      .find((diagnostic) => codeOf(diagnostic) === 'coche-sans-reponse');
    assert.ok(problem);
    const untick = (await actionsAt(uri, problem.range)).find(({ isPreferred }) => isPreferred);
    await apply(untick);
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.getText(), written);

    const toGlyphs = (await actionsAt(uri, new vscode.Range(0, 0, 0, 0))).find(({ title }) => title.endsWith('en ☐'));
    await apply(toGlyphs);
    assert.equal(document.getText().match(/☐/gu)?.length, 24);
    const toTasks = (await actionsAt(uri, new vscode.Range(0, 0, 0, 0))).find(({ title }) =>
      title.endsWith('en - [ ]'),
    );
    await apply(toTasks);
    assert.equal(document.getText(), written);
  });

  it('obeys the severities of the settings', async () => {
    await setting('rules', { 'section-vide': 'off' }, async () => {
      await vscode.commands.executeCommand('arret.generateDossier');
      await vscode.commands.executeCommand('arret.checkDocuments');
      await untilProblems('arret/dossier-technique.md', (found) => found.length === 0);
    });
    await untilProblems('arret/dossier-technique.md', (found) => found.length === 7);
  });

  it('checks a link again when the file it leads to comes and goes', async () => {
    await vscode.commands.executeCommand('arret.generateDossier');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const line = editor.document
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('(pour le public)'));
    await editor.edit((edit) =>
      edit.insert(new vscode.Position(line + 1, 0), '\nVoir le [guide](annexes/guide.md).\n'),
    );
    const broken = (found: readonly string[]): boolean => found.some((problem) => problem.startsWith('lien-casse'));
    await untilProblems('arret/dossier-technique.md', broken);
    await writeFile('arret/annexes/guide.md', '# Guide\n');
    await untilProblems('arret/dossier-technique.md', (found) => !broken(found));
  });

  it('offers what a document lacks, and goes from one thing to write to the next', async () => {
    const editor = await openWritten(
      'arret/dossier-technique.md',
      '---\nmodele: dossier-technique-de-reprise\nversion: 1\nproduit: X\ndate: 2026-11-24\n---\n\n# Dossier technique de reprise : X\n\n## Accès et droits\n\n### 6.3 Coffre\n\n- [ ] Mettre les credentials sur vaultwarden\n\n\n',
    );
    const { document } = editor;
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(15, 0),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('Documentation générale'));
    assert.ok(labels.includes('Rôles et permissions'));
    assert.ok(!labels.includes('Coffre'));

    editor.selection = new vscode.Selection(0, 0, 0, 0);
    await vscode.commands.executeCommand('arret.nextPlace');
    assert.equal(editor.selection.active.line, 13);
    await vscode.commands.executeCommand('arret.previousPlace');
    assert.equal(editor.selection.active.line, 13);
  });
});
