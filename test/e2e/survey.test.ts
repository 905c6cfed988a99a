import * as assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withWorkbench } from '../workbench/session.mjs';

const dossier = 'arret/dossier-technique.md';

describe('the repository fills its own dossier', () => {
  const code = withWorkbench({ viewport: { width: 1440, height: 900 } });

  it('writes what it proves, says how much is left, and ticks nothing', async () => {
    await code().runCommand('Arrêt: générer dossier technique');
    await code().editorShown('dossier-technique.md');
    await code().notificationShown(
      /^Dossier pré-rempli\s: \d+ éléments sur 24 renseignés, \d+ demande(?:nt)? votre mémoire/,
    );
    await code().screenshot('dossier-rempli');
    const text = await code().fileText(dossier);
    assert.equal(text.match(/^- \[ \] /gm)?.length, 24);
    assert.match(text, /\[package\.json:\d+\]\(\.\.\/package\.json#L\d+\)/);
    // What only the code says: its tables, its operations, its roles, how its pieces hold together.
    assert.match(text, /^4 tables et 27 colonnes, d’après les migrations rejouées \(Knex\)/m);
    assert.match(text, /^ {2}structures \|\|--o\{ ateliers : "structure_id"$/m);
    assert.match(text, /^flowchart LR$/m);
    assert.match(text, /^\| `conseiller` /m);
    assert.match(await code().fileText('arret/annexes/base-de-donnees.md'), /^## `inscriptions`$/m);
    assert.match(await code().fileText('arret/annexes/api.md'), /^\| GET +\| `\/api\/ateliers\/\{id\}`/m);
    await code().clearNotifications();
  });

  it('keeps what a person changed when the repository moves on, and shows the rest before writing it', async () => {
    const folder = code().folder ?? '';
    const manifest = join(folder, 'package.json');
    const before = await code().fileText(dossier);
    const kept = before.replace('- [ ] Liste des dépendances', '- [x] Liste des dépendances');
    await writeFile(join(folder, dossier), kept);
    await writeFile(manifest, (await readFile(manifest, 'utf8')).replace(/"express": "[^"]+"/, '"express": "^99.0.0"'));
    await code().runCommand('Arrêt: mettre à jour le dossier depuis le dépôt');
    await code().notificationShown(/à mettre à jour dans/);
    await code().screenshot('mise-a-jour');
    assert.equal(await code().fileText(dossier), kept);
    await code().pressNotificationButton(/à mettre à jour dans/, 'Mettre à jour');
    await code().editorShown('dossier-technique.md');
    await code().unsaved();
    await code().save();
    const after = await code().fileText(dossier);
    assert.match(after, /\^99\.0\.0/);
    assert.match(after, /^- \[x\] Liste des dépendances/m);
    // Nobody has it open: written as it is stored, perhaps after the dossier was shown.
    await code().fileSays('arret/annexes/dependances.md', /\^99\.0\.0/);
  });

  it('finds nothing to change right after', async () => {
    const text = await code().fileText(dossier);
    await code().runCommand('Arrêt: mettre à jour le dossier depuis le dépôt');
    await code().notificationShown(/rien à changer/);
    assert.equal(await code().fileText(dossier), text);
  });

  it('is read in the preview as it is in the editor', async () => {
    await code().clearNotifications();
    await code().openFile(dossier);
    await code().runCommand('Markdown: Open Preview');
    await code()
      .page.frameLocator('iframe.webview')
      .frameLocator('iframe')
      .getByRole('heading', { name: /2\.2/ })
      .waitFor();
    await code().screenshot('dossier-apercu');
  });
});
