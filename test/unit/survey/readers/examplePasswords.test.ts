import * as assert from 'node:assert/strict';
import { exposures } from '../../../../src/survey/detectors/exposures';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function told(files: MemoryFiles): Promise<string[]> {
  const found = await surveyFiles(files, [exposures]);
  return found.exposures.map(
    ({ kind, name, evidence: [place] }) => `${kind} | ${name} | ${place?.path ?? ''}:${String(place?.line)}`,
  );
}

const example = 'example | mots de passe donnés en exemple |';

describe('Passwords given as examples', () => {
  it('are located in guides, where a statement or an address holds one', async () => {
    const text = [
      '# Installer',
      '```sql',
      "create user produit with encrypted password 'aBcd12';",
      "CREATE USER 'p' IDENTIFIED BY 'aBcd12';",
      '```',
      'DATABASE_URL=psql://produit:aBcd12@db:5432/produit',
    ].join('\n');
    assert.deepEqual(await told({ 'docs/installer.md': text }), [
      `${example} docs/installer.md:3`,
      `${example} docs/installer.md:4`,
      `${example} docs/installer.md:6`,
    ]);
  });

  it('are not what asks to be replaced, nor an address with a port', async () => {
    const text = [
      'postgres://user:password@localhost et postgres://user:<mdp>@hote, postgres://user:$MDP@hote',
      "alter user x with password '<à choisir>' ; https://localhost:3000/a@b",
      'redis://cache:6379 écrire à a@b.fr',
    ].join('\n');
    assert.deepEqual(await told({ 'README.md': text }), []);
  });

  it('are those that Compose sets or falls back to', async () => {
    const text = [
      'services:',
      '  base:',
      '    environment:',
      '      - POSTGRES_PASSWORD=${POSTGRES_PASSWORD}',
      '      # POSTGRES_PASSWORD=ancien',
      '      - POSTGRES_USER=produit',
      '      - POSTGRES_PASSWORD=${POSTGRES_PASSWORD:-aBcd12}',
      '      - ADMIN_PASSWORD=aBcd12',
    ].join('\r\n');
    assert.deepEqual(await told({ 'docker-compose.yml': text, 'autre.yml': text }), [
      `${example} docker-compose.yml:7`,
      `${example} docker-compose.yml:8`,
    ]);
    assert.deepEqual(await told({ 'compose.dev.yaml': 'x:\n  MYSQL_ROOT_PASSWORD: aBcd12\n  A_PASSWORD: *mdp\n' }), [
      `${example} compose.dev.yaml:2`,
    ]);
  });

  it('are accounts when a script that somebody runs holds them', async () => {
    const text = 'const USER_LOGIN = lire()\nconst USER_PASSWORD = "aBcd12"\nconst password = process.env.MDP\n';
    assert.deepEqual(await told({ 'scripts/import.js': text, 'src/import.js': text }), [
      'account | comptes écrits dans un script, avec mot de passe | scripts/import.js:2',
    ]);
  });
});
