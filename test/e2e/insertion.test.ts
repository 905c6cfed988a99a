import * as assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withWorkbench } from '../workbench/session.mjs';

describe('inserting at the cursor', () => {
  const code = withWorkbench({
    prepare: (base) => writeFile(join(base, 'passerelle', 'notes.md'), '# Notes\n\nDébut.\n\nFin.\n'),
  });

  it('inserts a section under the line of the cursor, and one undo takes it back', async () => {
    await code().openFile('notes.md');
    const before = await code().activeEditorText();
    await code().press('ControlOrMeta+Home');
    await code().press('ArrowDown');
    await code().press('ArrowDown');
    await code().runCommand('Arrêt: insérer un modèle ou une section ici');
    await code().quickItemShown('Accès et droits');
    await code().screenshot('inserer-choix');
    await code().pickQuickItem('Accès et droits');
    await code().unsaved();
    const after = await code().activeEditorText();
    assert.match(after, /^Début\.\n\n## Accès et droits\n\n### 6\.1 Rôles et permissions\n/m);
    assert.match(after, /^- \[ \] Mettre les credentials sur vaultwarden\n\n+Fin\.$/m);
    await code().screenshot('inserer');
    await code().press('Escape');
    await code().press('ControlOrMeta+Z');
    assert.equal(await code().activeEditorText(), before);
  });
});

describe('no folder open', () => {
  const code = withWorkbench({ products: {} });

  it('generates the dossier in an untitled document, the name of the product selected', async () => {
    await code().runCommand('Arrêt: générer dossier technique');
    await code().unsaved();
    await code().type('Boussole');
    const text = await code().activeEditorText();
    assert.match(text, /^produit: Boussole$/m);
    assert.match(text, /^# Dossier technique de reprise : Boussole$/m);
    await code().screenshot('sans-dossier');
  });
});

describe('several folders open', () => {
  const code = withWorkbench({ products: { passerelle: 'passerelle', boussole: null } });

  it('asks which product, and writes there', async () => {
    await code().runCommand('Arrêt: générer post-mortem');
    await code().quickItemShown('boussole');
    await code().screenshot('plusieurs-produits');
    await code().pickQuickItem('boussole');
    await code().editorShown('post-mortem.md');
    assert.match(await code().activeEditorText(), /^produit: boussole$/m);
  });
});

describe('where nothing can be written', () => {
  const code = withWorkbench({ prepare: (base) => writeFile(join(base, 'passerelle', 'arret'), 'un fichier') });

  it('says why, and opens the document unsaved when asked', async () => {
    await code().runCommand('Arrêt: générer post-mortem');
    const message =
      /«\sarret\/post-mortem\.md\s» n’a pas pu être créé\s: un fichier porte déjà le nom du dossier ou du document à créer/;
    await code().notificationShown(message);
    await code().screenshot('creation-refusee');
    await code().pressNotificationButton(message, 'Ouvrir sans enregistrer');
    await code().unsaved();
    assert.match(await code().activeEditorText(), /^produit: Passerelle$/m);
    assert.equal(await code().fileText('arret'), 'un fichier');
  });
});
