import * as assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { withWorkbench } from '../workbench/session.mjs';
import { until } from '../workbench/processes.mjs';

const dossier = 'arret/dossier-technique.md';

describe('the sidebar, by keyboard', () => {
  const code = withWorkbench({ settings: { 'arret.prefill': false } });

  const tree = (): Locator => code().page.locator('[role=tree][aria-label="Documents"]');
  const rows = (): Locator => tree().locator('.monaco-list-row');
  const row = (label: string): Locator =>
    rows().filter({ has: code().page.locator('.label-name').getByText(label, { exact: true }) });
  const focusedRow = (): Locator => tree().locator('.monaco-list-row.focused');
  const status = (): Locator => code().page.locator('.part.statusbar [id="arret.arret.arret.progress"]');

  /** Waits until a row says that beside its label. */
  async function describedAs(label: string, description: string): Promise<void> {
    await until(`« ${label} » suivi de « ${description} »`, async () => {
      const text = await row(label).locator('.label-description').allInnerTexts();
      return text.some((words) => words.replaceAll('\u00A0', ' ') === description);
    });
  }

  /** Moves the tree's focus to a row, from the top. */
  async function focusRow(label: string): Promise<void> {
    await code().press('Home');
    for (let step = 0; step < 60; step++) {
      if ((await focusedRow().locator('.label-name').allInnerTexts()).includes(label)) {
        return;
      }
      await code().press('ArrowDown');
    }
    throw new Error(`${label} is not in the tree`);
  }

  async function focusTree(): Promise<void> {
    await code().runCommand('Arrêt: Focus on Documents View');
    await rows().first().waitFor();
  }

  it('welcomes with buttons while there is nothing to show', async () => {
    await code().runCommand('Arrêt: Focus on Documents View');
    const welcome = code().page.locator('.pane-body .welcome-view-content');
    await welcome.getByText('Générer dossier technique').waitFor();
    await code().screenshot('vue-accueil');
    await welcome.getByText('Générer dossier technique').click();
    await code().editorShown('dossier-technique.md');
    await describedAs('Dossier technique', '0/24 · 0 %');
    assert.equal((await status().innerText()).replaceAll('\u00A0', ' ').trim(), '0 %');
  });

  it('ticks an item with Space: one character changes, counts, badge and status bar follow, the focus stays', async () => {
    const before = await code().fileText(dossier);
    await focusTree();
    await focusRow('Dossier technique');
    await code().press('ArrowRight');
    await row('Documentation générale').waitFor();
    await focusRow('Documentation générale');
    await code().press('ArrowRight');
    await row('Documentation utilisateur').waitFor();
    await focusRow('Documentation utilisateur');
    await code().press('Space');
    await describedAs('Dossier technique', '1/24 · 4 %');
    await describedAs('Documentation générale', '1/3');
    assert.equal(await focusedRow().locator('.label-name').innerText(), 'Documentation utilisateur');
    assert.match((await focusedRow().getAttribute('aria-label')) ?? '', /Fait\. Espace\s: décocher\./);
    await until('4 % dans la barre d’état', async () => (await status().innerText()).includes('4'));
    await until('23 sur la pastille', async () =>
      (await code().page.locator('.activitybar .badge-content').allInnerTexts()).includes('23'),
    );
    await code().screenshot('vue-coche');
    const after = await code().activeEditorText();
    assert.equal(after, before.replace('- [ ] Documentation utilisateur', '- [x] Documentation utilisateur'));
  });

  it('takes it back with one undo', async () => {
    await code().focusEditor();
    await code().press('ControlOrMeta+Z');
    await describedAs('Dossier technique', '0/24 · 0 %');
    assert.equal(await code().activeEditorText(), await code().fileText(dossier));
  });

  it('follows a second process that writes the file', async () => {
    const script = `
      const fs = require('node:fs');
      const file = process.argv[1];
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll('- [ ] Documentation', '- [x] Documentation'));
    `;
    const path = join(code().folder ?? '', dossier);
    const { status: exit } = spawnSync(process.execPath, ['-e', script, path]);
    assert.equal(exit, 0);
    const ticked = (await readFile(path, 'utf8')).match(/^- \[x\]/gm)?.length ?? 0;
    assert.ok(ticked > 1);
    await until('le dossier suit le fichier', async () => {
      const texts = await row('Dossier technique').locator('.label-description').allInnerTexts();
      return texts.some((text) => text.startsWith(`${ticked}/24`));
    });
  });

  it('follows the cursor without taking the keyboard', async () => {
    await code().openFile(dossier);
    const line = (await code().fileText(dossier)).split('\n').findIndex((text) => text.includes('vaultwarden')) + 1;
    await code().goToLine(line);
    await until('l’élément du curseur est choisi dans l’arbre', async () =>
      (await tree().locator('.monaco-list-row.selected .label-name').allInnerTexts()).includes('Coffre'),
    );
    await code().type('x');
    await code().unsaved();
    await code().press('ControlOrMeta+Z');
  });

  it('ticks with the mouse, and a click on the item shows its line', async () => {
    await row('Coffre').locator('.custom-view-tree-node-item-checkbox').click();
    await describedAs('Accès et droits', '1/3');
    await code().unsaved();
    await row('Coffre').locator('.custom-view-tree-node-item-checkbox').click();
    await describedAs('Accès et droits', '0/3');
    await row('Rôles et permissions').click();
    const line = (await code().fileText(dossier)).split('\n').findIndex((text) => text.includes('matrice de rôles'));
    await code()
      .page.locator('.part.statusbar')
      .getByText(`Ln ${line + 1}, Col 1`)
      .waitFor();
  });

  it('marks an item as without object, with the reason', async () => {
    await row('Coffre').hover();
    await row('Coffre').getByRole('button', { name: 'marquer sans objet…' }).click();
    await code().answer('rien n’est dans un coffre');
    await describedAs('Coffre', 'sans objet');
    await describedAs('Accès et droits', '1/3');
    await code().screenshot('vue-sans-objet');
    assert.match(await code().activeEditorText(), /vaultwarden\n\nSans objet\s: rien n’est dans un coffre\n/);
  });

  it('shows only what remains, and all of it again', async () => {
    await code().runCommand('Arrêt: ne montrer que ce qui reste à faire');
    await row('Documentation utilisateur').waitFor({ state: 'hidden' });
    await code().runCommand('Arrêt: montrer aussi ce qui est fait');
    await row('Dossier technique').waitFor();
  });

  for (const theme of ['light', 'dark', 'contrast'] as const) {
    it(`can be read in the ${theme} theme`, async () => {
      await code().setTheme(theme);
      await focusTree();
      await code().screenshot(`vue-${theme}`);
    });
  }
});

describe('the sidebar of several products', () => {
  const products = ['Aurore', 'Boussole', 'Cadastre', 'Datapass'];
  const code = withWorkbench({
    products: { portefeuille: null },
    async prepare(base) {
      for (const [index, product] of products.entries()) {
        const folder = join(base, 'portefeuille', product.toLowerCase(), 'arret');
        await mkdir(folder, { recursive: true });
        const answers = Array.from({ length: 3 }, (_, part) => (part < index ? '\n\nÉcrit.\n' : '\n'));
        await writeFile(
          join(folder, 'post-mortem.md'),
          `---\nmodele: post-mortem\nversion: 1\nproduit: ${product}\ndate: 2026-11-24\n---\n\n# Post-mortem\n\n## Les apprentissages${answers[0]}\n## Pourquoi on s'arrête${answers[1]}\n## Pour relancer le produit${answers[2]}`,
        );
      }
    },
  });

  it('puts the products first, and groups them by section', async () => {
    await code().runCommand('Arrêt: Focus on Documents View');
    const labels = code().page.locator('[role=tree][aria-label="Documents"] .label-name');
    await until('les quatre produits', async () => {
      const texts = await labels.allInnerTexts();
      return products.every((name) => texts.includes(name));
    });
    await code().screenshot('vue-portefeuille');
    await code().runCommand('Arrêt: grouper par section');
    await until('les sections', async () => (await labels.allInnerTexts()).includes('Les apprentissages'));
    await code().runCommand('Arrêt: Focus on Documents View');
    await until('les produits sous la section', async () => {
      // A key pressed before the tree has the keyboard is lost.
      await code().press('Home');
      await code().press('ArrowRight');
      return (await labels.allInnerTexts()).includes('Aurore');
    });
    await code().screenshot('vue-par-section');
  });
});
