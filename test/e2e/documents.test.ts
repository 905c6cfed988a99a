import * as assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withWorkbench } from '../workbench/session.mjs';

const circumstances = [
  {
    label: "Le produit n'a pas suffisamment d'impact par rapport à son coût",
    file: 'procedure-impact-insuffisant.md',
    steps: 7,
  },
  { label: "Le produit n'est plus financé", file: 'procedure-plus-de-budget.md', steps: 10 },
  { label: "Le produit n'est plus porté par le métier", file: 'procedure-plus-porte-par-le-metier.md', steps: 5 },
  { label: "Le produit n'est plus incarné par un intrapreneur", file: 'procedure-plus-incarne.md', steps: 5 },
];

describe('from the palette, by keyboard', () => {
  const code = withWorkbench();

  it('offers every command under its category', async () => {
    const titles = await code().commandsMatching('Arrêt:');
    for (const title of [
      'Arrêt: générer dossier technique',
      'Arrêt: générer post-mortem',
      "Arrêt: démarrer la procédure d'arrêt",
      'Arrêt: insérer un modèle ou une section ici',
      "Arrêt: personnaliser un modèle pour l'équipe",
    ]) {
      assert.ok(titles.includes(title), `${title} is in ${titles.join(', ')}`);
    }
  });

  it('generates the dossier: 7 sections and 24 boxes on screen and on disk', async () => {
    await code().openPalette('Arrêt: générer dossier technique');
    await code().screenshot('palette');
    await code().dismiss();
    await code().runCommand('Arrêt: générer dossier technique');
    await code().editorShown('dossier-technique.md');
    const text = await code().fileText('arret/dossier-technique.md');
    assert.equal(text.match(/^## /gm)?.length, 7);
    assert.equal(text.match(/^- \[ \] /gm)?.length, 24);
    assert.equal(await code().activeEditorText(), text);
    await code().screenshot('dossier');
  });

  it('generates the post-mortem', async () => {
    await code().runCommand('Arrêt: générer post-mortem');
    await code().editorShown('post-mortem.md');
    assert.match(await code().fileText('arret/post-mortem.md'), /^## Pourquoi on s'arrête$/m);
    await code().screenshot('post-mortem');
  });

  for (const { label, file, steps } of circumstances) {
    it(`starts the procedure: ${label}`, async () => {
      await code().runCommand("Arrêt: démarrer la procédure d'arrêt");
      assert.deepEqual(
        (await code().quickPickTitles()).slice(0, 4),
        circumstances.map((circumstance) => circumstance.label),
      );
      await code().pickQuickItem(label);
      await code().quickItemShown('Créer la liste à cocher');
      await code().screenshot(file.replace('.md', '-etapes'));
      await code().pickQuickItem('Créer la liste à cocher');
      await code().editorShown(file);
      const text = await code().fileText(`arret/${file}`);
      assert.equal(text.match(/^\d+\. \[ \] /gm)?.length, steps);
      await code().screenshot(file.replace('.md', ''));
    });
  }

  it('goes back from the steps to the circumstances', async () => {
    await code().runCommand("Arrêt: démarrer la procédure d'arrêt");
    await code().pickQuickItem("Le produit n'est plus financé");
    await code().pickQuickItem('Choisir une autre circonstance');
    assert.ok((await code().quickPickTitles()).includes("Le produit n'est plus incarné par un intrapreneur"));
    await code().dismiss();
  });

  it('completes a dossier that exists without touching what is written; one undo takes it back', async () => {
    const written =
      "# Notre dossier\n\n## Accès et droits\n\n- [x] Mettre les credentials sur vaultwarden\n\nC'est fait, voir la collection.\n";
    await writeFile(join(code().folder ?? '', 'arret', 'dossier-technique.md'), written);
    await code().runCommand('Arrêt: générer dossier technique');
    await code().editorShown('dossier-technique.md');
    await code().screenshot('dossier-existant');
    await code().pressNotificationButton(/existe déjà\s; il y manque 6 sections et 2 éléments/, 'Compléter');
    await code().unsaved();
    await code().editorFocused();
    const completed = await code().activeEditorText();
    assert.equal(completed.match(/^ *- \[[ x]\] /gm)?.length, 24);
    for (const line of written.split('\n')) {
      assert.ok(completed.includes(line), `« ${line} » is kept`);
    }
    await code().screenshot('dossier-complete');
    await code().focusEditor();
    await code().press('ControlOrMeta+Z');
    assert.equal(await code().activeEditorText(), written);
  });
});
