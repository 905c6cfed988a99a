import * as assert from 'node:assert/strict';
import { withWorkbench } from '../workbench/session.mjs';

describe('squiggles and quick fixes, by keyboard', () => {
  const code = withWorkbench({ settings: { 'arret.prefill': false } });

  it('underlines the seven empty sections of a dossier just generated', async () => {
    await code().runCommand('Arrêt: générer dossier technique');
    await code().editorShown('dossier-technique.md');
    await code().problemCount(7);
    await code().page.locator('.squiggly-warning').first().waitFor();
    await code().screenshot('sections-vides');
  });

  it('marks a section as not applicable from the light bulb, with the reason; the squiggle goes', async () => {
    await code().goToLine(10);
    await code().openLightBulb();
    await code().screenshot('ampoule');
    await code().chooseAction(/sans objet/i);
    await code().answer('le produit n’a jamais été ouvert');
    await code().problemCount(6);
    assert.match(
      await code().activeEditorText(),
      /^## Documentation générale\n\nSans objet\s: le produit n’a jamais été ouvert\.?\n\n### 1\.1/m,
    );
    await code().screenshot('sans-objet');
    await code().focusEditor();
    await code().press('ControlOrMeta+Z');
    await code().problemCount(7);
  });

  it('goes to the first thing to fill, and an answer takes the squiggle away', async () => {
    await code().goToLine(10);
    await code().openLightBulb();
    await code().chooseAction(/aller/i);
    await code().cursorOn(16);
    await code().type('Le guide des conseillers est dans docs/.');
    await code().problemCount(6);
    assert.match(
      await code().activeEditorText(),
      /\(pour le public\)\n\nLe guide des conseillers est dans docs\/\.\n\n### 1\.2/,
    );
  });

  it('goes from one thing to write to the next', async () => {
    await code().runCommand('Arrêt: aller au prochain point à compléter');
    await code().cursorOn(22);
    await code().type('Support interne : espace partagé.');
    assert.match(await code().activeEditorText(), /interne\)\n\nSupport interne : espace partagé\.\n\n### 1\.3/);
  });

  it('checks every document, opens the problems and says how many', async () => {
    await code().save();
    await code().runCommand("Arrêt: vérifier les documents d'arrêt");
    await code().notificationShown(/1 document vérifié\s: 6 problèmes/);
    await code().page.locator('.markers-panel .monaco-list-row').first().waitFor();
    await code().screenshot('problemes');
  });

  it('opens the page of a rule from a problem', async () => {
    await code().page.locator('.markers-panel').getByText('section-vide').first().click();
    await code()
      .page.frameLocator('iframe.webview')
      .frameLocator('iframe')
      .getByRole('heading', { name: 'section-vide' })
      .waitFor();
    await code().screenshot('page-de-regle');
  });
});
