import * as assert from 'node:assert/strict';
import { exposures } from '../../../../src/survey/detectors/exposures';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles): Promise<string[]> {
  const inventory = await surveyFiles(files, [exposures]);
  return inventory.exposures.map(
    ({ name, kind, evidence: [place] }) => `${name} | ${kind} | ${place?.path ?? ''}:${String(place?.line)}`,
  );
}

describe('What a repository shows and shouldn’t', () => {
  it('is an address with a password, located and never quoted', async () => {
    const files = { 'deploy/base.sh': '#!/bin/sh\npsql postgres://gestion:Xk93hsPq72@db.ville.fr:5432/base\n' };
    assert.deepEqual(await found(files), ['mot de passe d’une base de données | secret | deploy/base.sh:2']);
    assert.ok(!JSON.stringify(await surveyFiles(files)).includes('Xk93hsPq72'));
  });

  it('is a value that stands in for a secret, in the languages that products are written in', async () => {
    assert.deepEqual(
      await found({
        'a.js': 'const cle = process.env.JWT_SECRET || "cle-de-signature-42";',
        'b.js': "const cle = (config && config.COOKIE_SECRET) ?? 'une-valeur-cachee';",
        'c.py': "SECRET_KEY = os.environ.get('SECRET_KEY', 'django-insecure-h4k2')",
        'd.rb': "Cle = ENV.fetch('API_TOKEN', 'zz-81-kk-09')",
        'e.php': "<?php return ['cle' => env('APP_KEY', 'base64:abcdefgh12')];",
      }),
      [
        'valeur de repli de API_TOKEN | fallback | d.rb:1',
        'valeur de repli de APP_KEY | fallback | e.php:1',
        'valeur de repli de COOKIE_SECRET | fallback | b.js:1',
        'valeur de repli de JWT_SECRET | fallback | a.js:1',
        'valeur de repli de SECRET_KEY | fallback | c.py:1',
      ],
    );
  });

  it('is the password that seeds give, when it is written there', async () => {
    assert.deepEqual(
      await found({
        'db/seeds/agents.rb': "Agent.create!(\n  email: 'a@ville.fr', password: 'azerty42'\n)",
        'src/DataFixtures/UserFixtures.php': "<?php class UserFixtures { public const DEFAULT_PASSWORD = 'kitten'; }",
        'src/DataFixtures/AgentFixtures.php': "<?php $agent->setPassword($this->hasher->hashPassword($agent, 'test'));",
        'app/Database/Seeders/User/Admins.php': "<?php\nreturn ['password' => bcrypt('admin123')];",
        'pg/seeds/compte.sql': "INSERT INTO comptes VALUES (crypt('Azerty12', gen_salt('bf')));",
        'prisma/seed/users.ts': "const a = {\n  password: hashSync('password'),\n};",
        'db/seeds/users.yml': 'a:\n  password: secret12\n',
      }),
      [
        'comptes de test, avec mot de passe | account | app/Database/Seeders/User/Admins.php:2',
        'comptes de test, avec mot de passe | account | db/seeds/agents.rb:2',
        'comptes de test, avec mot de passe | account | db/seeds/users.yml:2',
        'comptes de test, avec mot de passe | account | pg/seeds/compte.sql:1',
        'comptes de test, avec mot de passe | account | prisma/seed/users.ts:2',
        'comptes de test, avec mot de passe | account | src/DataFixtures/AgentFixtures.php:1',
        'comptes de test, avec mot de passe | account | src/DataFixtures/UserFixtures.php:1',
      ],
    );
  });

  it('is no password that seeds take from somewhere else', async () => {
    assert.deepEqual(
      await found({
        'seeds/users.ts': [
          'const password = config.auth.testPassword;',
          'const rows = [{ password: user.password }, { password: hash }, { password: faker.internet.password() }];',
          "const c = { password: '' };",
        ].join('\n'),
        'db/seeds/users.yml': 'a:\n  password: ${MOT_DE_PASSE}\n',
        'README.md': 'COMPTES="a.durand@ville.fr:mon-mot-de-passe,b.petit@ville.fr:un-autre"\n',
      }),
      [],
    );
  });

  it('is neither a placeholder, nor what tests hold, nor the address of a secret', async () => {
    assert.deepEqual(
      await found({
        'a.js':
          'const a = process.env.JWT_SECRET || ""; const c = process.env.SIGN_KEY ?? "invalid key"; const c = process.env.NAME_KEY || "displayName"; const b = process.env.TOKEN_URL || "http://localhost/x";',
        'test/b.test.js': 'const a = process.env.JWT_SECRET || "cle-de-signature-42";',
        'README.md': 'DATABASE_URL=postgres://user:password@localhost/base\n',
        'package-lock.json': '{"x": "https://u:Xk93hsPq72@registre.fr/"}',
      }),
      [],
    );
  });

  it('is a journal that a program left', async () => {
    assert.deepEqual(await found({ '2020-log_crash.txt': 'x', 'logs/app.log': 'x', 'src/catalog.txt': 'x' }), [
      'journal versionné | log | 2020-log_crash.txt:1',
      'journal versionné | log | logs/app.log:1',
    ]);
  });
});
