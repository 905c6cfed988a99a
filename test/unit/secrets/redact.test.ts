import * as assert from 'node:assert/strict';
import { hideInAddresses, hideInRoute, hideTold, hideValues, redactSecrets } from '../../../src/secrets/redact';
import { isUnremarkable } from '../../../src/secrets/secretPlaceholders';
import { plantedSecrets } from '../rules/plantedSecrets';

describe('What a command says without its values', () => {
  for (const [command, expected] of [
    ['PORT=3000 node .', 'PORT=… node .'],
    ['A="un deux"b C=\'d e\' ./lance', 'A=… C=… ./lance'],
    ['export CLE=`cat cle` && ./lance', 'export CLE=… && ./lance'],
    ['env file=secret bundle exec sidekiq', 'env file=… bundle exec sidekiq'],
    ['docker run -e CLE=secret --env AUTRE=mot produit', 'docker run -e CLE=… --env AUTRE=… produit'],
    ['java -Dbase.motdepasse=mot -jar a.jar', 'java -Dbase.motdepasse=… -jar a.jar'],
    ['helm upgrade a --set base.cle=mot,b=c', 'helm upgrade a --set base.cle=…'],
    ['kubectl create secret generic a --from-literal=cle=mot', 'kubectl create secret generic a --from-literal=cle=…'],
    ['./a --password mot --port 80', './a --password … --port 80'],
    ['./a --db-password=mot -token mot', './a --db-password=… -token …'],
    ['./a --no-auth serveur.js', './a --no-auth serveur.js'],
    ['redis-server --requirepass mot', 'redis-server --requirepass …'],
    ['mysqldump -u app -pmot base', 'mysqldump -u … -p… base'],
    ['mkdir -p a/b && next start -p 3000', 'mkdir -p a/b && next start -p 3000'],
    ['curl -u robot:mot https://a.fr', 'curl -u … https://a.fr'],
    [
      'curl -H "X-Cle: mot" -H "Accept: text/html" https://a.fr',
      'curl -H "X-Cle: …" -H "Accept: text/html" https://a.fr',
    ],
    ['curl "https://a.fr/b?cle=mot&page=2"', 'curl "https://a.fr/b?cle=…&page=…"'],
    ['gunicorn app:wsgi --bind 0.0.0.0:8000 --workers=2', 'gunicorn app:wsgi --bind 0.0.0.0:8000 --workers=2'],
    ['test a == b', 'test a == b'],
  ] as const) {
    it(command, () => assert.equal(hideValues(command), expected));
  }

  it('takes a time in line with the length of a hostile text', () => {
    const start = Date.now();
    for (const part of [
      'a',
      'A=',
      'a://',
      '--',
      '-p',
      '"',
      ' -u ',
      'curl ',
      "--set a='",
      'curl -u a:b ',
      '?a=',
      '[',
      '`',
    ]) {
      hideValues(part.repeat(100_000 / part.length));
    }
    assert.ok(Date.now() - start < 10_000, `${Date.now() - start} ms`);
  });
});

describe('Addresses', () => {
  it('keep what says which version is meant, and lose the rest', () => {
    assert.equal(
      hideInAddresses('git+https://robot:mot@a.fr/b.git?branch=main&cle=mot#v1'),
      'git+https://a.fr/b.git?branch=main&cle=…#v1',
    );
    assert.equal(hideInAddresses('>=1.2 <2'), '>=1.2 <2');
  });
});

describe('A text that people wrote', () => {
  for (const [text, expected] of [
    ['Le mot de passe : soleil', 'Le mot de passe : …'],
    ['mot de passe: `Tr0ubadour`, à changer', 'mot de passe: `…`, à changer'],
    ['Le mot de passe est Azerty12!Marseille.', 'Le mot de passe est ….'],
    ['avec le jeton jeanne12@perso.fr sur le serveur', 'avec le jeton … sur le serveur'],
    ['MDP = lune.', 'MDP = ….'],
    ['Clé d’API : abc-def, tournée chaque mois', 'Clé d’API : …, tournée chaque mois'],
    ['password: hunter2 or ask', 'password: … or ask'],
    ['Le mot de passe est obligatoire', 'Le mot de passe est obligatoire'],
    ['Mot de passe : voir le coffre de l’équipe', 'Mot de passe : voir le coffre de l’équipe'],
    ['Le jeton d’accès expire, le token OAuth2 aussi', 'Le jeton d’accès expire, le token OAuth2 aussi'],
    [
      'Le secret `SENTRY_AUTH_TOKEN` est dans docs/secrets.md',
      'Le secret `SENTRY_AUTH_TOKEN` est dans docs/secrets.md',
    ],
    ['Secrets : `config/secrets.yml`', 'Secrets : `config/secrets.yml`'],
    ['Token : JWT', 'Token : JWT'],
    ['Un motdepasse2024 quelconque', 'Un motdepasse2024 quelconque'],
  ] as const) {
    it(`${text} → ${expected}`, () => assert.equal(hideTold(text), expected));
  }

  it('takes a time in line with its length', () => {
    const start = Date.now();
    for (const part of ['token ', 'token: ', 'mot de passe est ', 'password=a', 'jeton"', ' ', 'a', '…']) {
      hideTold(part.repeat(200_000 / part.length));
    }
    assert.ok(Date.now() - start < 5000, `${Date.now() - start} ms`);
  });
});

describe('A route', () => {
  for (const [route, expected] of [
    ['POST /crochets/f3a9c1d27b100e84b6f20c5d1', 'POST /crochets/…'],
    ['/a/XyZ12_abcdefghijklmnop/b', '/a/…/b'],
    ['/api/v1/dossiers/{id}', '/api/v1/dossiers/{id}'],
    ['/campagnes-2024-une-aide-pour-tous', '/campagnes-2024-une-aide-pour-tous'],
    ['/declaration_sociale_nominative', '/declaration_sociale_nominative'],
  ] as const) {
    it(`${route} → ${expected}`, () => assert.equal(hideInRoute(route), expected));
  }
});

describe('Credentials in several texts', () => {
  it('are hidden where they stand', async () => {
    const planted = plantedSecrets(3);
    const texts = planted.map(([, before, value, after]) => `a ${before}${value}${after} z`);
    const redacted = await redactSecrets(texts);
    for (const [index, [name, before, value]] of planted.entries()) {
      assert.ok(!redacted[index]?.includes(value), name);
      assert.ok(redacted[index]?.startsWith(`a ${before}`), name);
    }
  });
});

describe('A value of a variable', () => {
  for (const value of [
    '',
    'oui',
    'production',
    '3000',
    '20',
    '3.11',
    'v1.2.3-alpine',
    'rouge',
    'python3',
    '${A}',
    '{{ .A }}',
    'postgres',
    '$(cat a)',
  ]) {
    it(`« ${value} » teaches nothing`, () => assert.ok(isUnremarkable(value, false)));
  }
  for (const value of [
    'bonjour-les-amis-42',
    '0612345678',
    'jeanne.martin@perso.fr',
    'il pleut',
    'Tr0ubadour&3',
    'https://a.fr',
  ]) {
    it(`« ${value} » may`, () => assert.ok(!isUnremarkable(value, false)));
  }
  it('that is a rare word may when its name says that it is a secret', () => {
    assert.ok(isUnremarkable('anticonstitutionnellement', false));
    assert.ok(!isUnremarkable('anticonstitutionnellement', true));
    assert.ok(isUnremarkable('production', true));
  });
});
