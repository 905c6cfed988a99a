import * as assert from 'node:assert/strict';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withWorkbench } from '../workbench/session.mjs';

describe('finding one’s way', () => {
  const code = withWorkbench({ settings: { 'arret.prefill': false } });

  it('shows the help of an item by keyboard', async () => {
    await code().runCommand('Arrêt: générer dossier technique');
    await code().editorShown('dossier-technique.md');
    await code().focusEditor();
    await code().press('ControlOrMeta+G');
    await code().answer(':14');
    await code().runCommand('Show or Focus Hover');
    const help = code().page.locator('.monaco-hover:visible', { hasText: 'Exemple' });
    await help.waitFor();
    assert.match(await help.innerText(), /Source : doc\.incubateur\.net/);
    const picture = await code().screenshot('aide');
    // The README's picture is this one: `ARRET_PICTURES=1 npm run test:e2e` takes it anew.
    if (process.env['ARRET_PICTURES'] !== undefined) {
      await copyFile(picture, 'media/screenshot.png');
    }
  });

  it('stands in the menus of the explorer and of a Markdown editor', async () => {
    await code().page.getByRole('treeitem', { name: 'docs', exact: true }).click({ button: 'right' });
    await code().page.getByRole('menuitem', { name: 'Arrêt' }).hover();
    await code().page.getByRole('menuitem', { name: 'générer dossier technique' }).waitFor();
    await code().screenshot('menu-explorateur');
    await code().press('Escape');
    await code().press('Escape');
  });
});

describe('first steps', () => {
  // Wide enough for the pictures, which VS Code hides in a narrow window.
  const code = withWorkbench({ viewport: { width: 1680, height: 950 } });

  it('has a walkthrough with pictures', async () => {
    await code().runCommand('Welcome: Open Walkthrough...');
    await code().pickQuickItem('Bien démarrer un arrêt');
    await code().page.getByText('Générer le dossier technique').first().waitFor();
    const picture = code().page.frameLocator('iframe.webview').frameLocator('iframe').locator('svg');
    await picture.first().waitFor();
    await code().screenshot('bien-demarrer');
  });
});

describe("a team's own models", () => {
  const code = withWorkbench({
    prepare: async (base) => {
      const folder = join(base, 'passerelle', '.arret', 'models');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'incubateur.yml'), 'id: incubateur\nversion: 1\ntype: dosier\n');
    },
  });

  it("underlines a mistake in a team's model", async () => {
    await code().openFile('incubateur.yml');
    await code().page.locator('.squiggly-error').first().waitFor();
    await code().runCommand('Go to Next Problem (Error, Warning, Info)');
    await code().runCommand('Go to Next Problem (Error, Warning, Info)');
    await code().page.locator('.marker-widget', { hasText: 'choisissez parmi « dossier »' }).waitFor();
    await code().screenshot('modele-invalide');
  });

  it('starts from a copy of a model shipped', async () => {
    await code().runCommand("Arrêt: personnaliser un modèle pour l'équipe");
    await code().pickQuickItem('Post-mortem');
    await code().editorShown('post-mortem.yml');
    const text = await code().fileText('.arret/models/post-mortem.yml');
    assert.match(text, /^# Modèle d’équipe/);
    assert.match(text, /^id: post-mortem$/m);
    await code().screenshot('modele-equipe');
  });
});
