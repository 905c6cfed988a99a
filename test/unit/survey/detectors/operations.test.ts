import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Detector } from '../../../../src/survey/detector';
import { access } from '../../../../src/survey/detectors/access';
import { automations } from '../../../../src/survey/detectors/automations';
import { comparisons } from '../../../../src/survey/detectors/comparisons';
import { installs } from '../../../../src/survey/detectors/installs';
import { npmDependencies } from '../../../../src/survey/detectors/npmDependencies';
import { releases } from '../../../../src/survey/detectors/releases';
import { sealed } from '../../../../src/survey/detectors/sealed';
import { weakSettings } from '../../../../src/survey/detectors/weakSettings';
import type { Fact, Inventory } from '../../../../src/survey/facts';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const placesOf = ({ evidence }: Fact): string => evidence.map(({ path, line }) => `${path}:${String(line)}`).join(' ');

async function found(
  files: MemoryFiles,
  detectors: readonly Detector[],
  listOf: (inventory: Inventory) => readonly (Fact & { readonly kind?: string })[],
): Promise<string[]> {
  const list = listOf(await surveyFiles(files, detectors));
  return list.map((fact) => `${fact.kind ?? ''} ${fact.name} | ${placesOf(fact)}`.trim());
}

describe('What the product does by itself', () => {
  const acts = async (files: MemoryFiles): Promise<string[]> =>
    found(files, [automations], (inventory) => inventory.automations);

  it('is what it runs at its start', async () => {
    assert.deepEqual(
      await acts({
        Procfile: 'web: gunicorn a\r\nrelease: python manage.py migrate\r\n',
        'docker-entrypoint.sh': '#!/bin/sh\n# python manage.py migrate\npython3.9 manage.py migrate\n',
        'package.json':
          '{\n  "scripts": {\n    "migrate": "knex migrate:latest",\n    "start": "yarn migrate:latest && node ."\n  }\n}\n',
        'docs/guide.md': 'python manage.py migrate',
      }),
      ['startup manage.py migrate | Procfile:2 docker-entrypoint.sh:3', 'startup migrate:latest | package.json:4'],
    );
  });

  it('is its tasks, in each language', async () => {
    assert.deepEqual(
      await acts({
        'a/tasks.py':
          '@shared_task(bind=True)\ndef send_report(self):\n    pass\n\n# @task\n# def no(): pass\n@app.task\nasync def clean():\n  pass\n',
        'app/jobs/a_job.rb':
          'class PurgeJob < ApplicationJob\nend\nclass OtherWorker\n  include Sidekiq::Worker\nend\n',
        'app/Jobs/B.php': '<?php\nclass EnvoyerLettre implements ShouldQueue\n{\n',
        'src/queue.ts': "import { Worker } from 'bullmq';\nnew Worker('exports', run);\n",
        'src/main/java/C.java': '@RabbitListener(queues = "x")\npublic void receive(String m) {\n',
        'tests/test_a.py': '@task\ndef not_ours():\n  pass\n',
      }),
      [
        'task EnvoyerLettre | app/Jobs/B.php:2',
        'task OtherWorker | app/jobs/a_job.rb:3',
        'task PurgeJob | app/jobs/a_job.rb:1',
        'task clean | a/tasks.py:8',
        'task exports | src/queue.ts:2',
        'task receive | src/main/java/C.java:2',
        'task send_report | a/tasks.py:2',
      ],
    );
  });

  it('is the e-mails it sends, the triggers of its base and what follows a save', async () => {
    assert.deepEqual(
      await acts({
        'src/mail.ts': 'export function sendMail(to: string): void {}\nexport const x = async () => sendMail(to);\n',
        'app/a.py':
          'def send_email(to): pass\nsend_email(to)\n@receiver(post_save, sender=A)\ndef after(sender, **kw):\n  pass\n',
        'migrations/1.sql': '-- create trigger old_one\nCREATE OR REPLACE TRIGGER tenir_jour BEFORE UPDATE ON a\n',
      }),
      [
        'email sendMail | src/mail.ts:2',
        'email send_email | app/a.py:2',
        'signal after | app/a.py:4',
        'trigger tenir_jour | migrations/1.sql:2',
      ],
    );
  });
});

describe('Secrets that the repository keeps locked', () => {
  const locked = async (files: MemoryFiles): Promise<string[]> =>
    (await surveyFiles(files, [sealed])).sealed.map(
      (each) => `${each.tool} ${each.name} ${each.keys.join(',')} | ${placesOf(each)}`,
    );

  it('are known by the tool, with the names of what is in them and nothing else', async () => {
    assert.deepEqual(
      await locked({
        '.gitattributes': '*.key filter=git-crypt diff=git-crypt\n# x filter=git-crypt\n',
        'config/credentials.yml.enc': 'abc--def\n',
        'k8s/prod/sealed-secret.yaml':
          'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata:\n  name: app\nspec:\n  encryptedData:\n    JWT_SECRET: AgBy3i4OJSWK\n    DATABASE_URL: AgBy3\n',
        'secrets.enc.yaml': 'DB_PASSWORD: ENC[AES256_GCM,data:x,iv:y]\nsops:\n  mac: ENC[AES256_GCM,data:z]\n',
        'group_vars/vault.yml': '$ANSIBLE_VAULT;1.1;AES256\n6162\n',
        'k8s/configmap-secret.yaml': 'kind: Secret\nstringData:\n  A: b\n',
      }),
      [
        'Rails (credentials) credentials.yml.enc  | config/credentials.yml.enc:1',
        'Ansible Vault vault.yml  | group_vars/vault.yml:1',
        'Sealed Secrets app JWT_SECRET,DATABASE_URL | k8s/prod/sealed-secret.yaml:2',
        'SOPS secrets.enc.yaml DB_PASSWORD | secrets.enc.yaml:2',
        'git-crypt *.key  | .gitattributes:1',
      ],
    );
  });
});

describe('What environments share', () => {
  it('is told without the values', async () => {
    const config = (dsn: string, host: string): string =>
      `kind: ConfigMap\ndata:\n  SENTRY_DSN: "${dsn}"\n  POSTGRES_HOST: ${host}\n  NODE_ENV: production\n`;
    const inventory = await surveyFiles(
      {
        'k8s/dev/app.configmap.yaml': config('https://a@sentry.exemple.fr/1', 'base-dev.exemple.fr'),
        'k8s/preprod/app.configmap.yaml': config('https://a@sentry.exemple.fr/1', 'base-dev.exemple.fr'),
        'k8s/prod/app.configmap.yaml': config('https://a@sentry.exemple.fr/1', 'base-prod.exemple.fr'),
        '.env.production': 'BUCKET=alpha\n',
        '.env.staging': 'BUCKET=beta\n',
        'k8s/dev/app.sealed-secret.yaml': 'kind: SealedSecret\nspec:\n  encryptedData:\n    MAIL_HOST: AgA\n',
        'k8s/prod/app.sealed-secret.yaml': 'kind: SealedSecret\nspec:\n  encryptedData:\n    MAIL_HOST: AgA\n',
      },
      [comparisons],
    );
    assert.deepEqual(
      inventory.comparisons.map(({ name, groups }) => [name, groups]),
      [
        ['POSTGRES_HOST', [['dev', 'preprod'], ['prod']]],
        ['SENTRY_DSN', [['dev', 'preprod', 'prod']]],
      ],
    );
    assert.doesNotMatch(JSON.stringify(inventory), /exemple\.fr/);
  });
});

describe('What settings leave open', () => {
  const weak = async (files: MemoryFiles): Promise<string[]> =>
    found(files, [weakSettings], (inventory) => inventory.exposures);

  it('is told of what production reads', async () => {
    assert.deepEqual(
      await weak({
        'app/settings.py': "DEBUG = True\nALLOWED_HOSTS = ['*']\n# CORS_ALLOW_ALL_ORIGINS = True\n",
        'app/settings/production.py': 'DEBUG = True\n',
        'app/settings/dev.py': "ALLOWED_HOSTS = ['*']\n",
        'src/server.ts': "app.use(cors());\napp.use(cors({ origin: 'https://a.fr' }));\n",
        'src/test/server.ts': 'app.use(cors());\n',
        'main.go': 'tls.Config{InsecureSkipVerify: true}\n',
      }),
      [
        'setting ALLOWED_HOSTS accepte tout hôte | app/settings.py:2',
        'setting CORS ouvert à toute origine | src/server.ts:1',
        'setting certificats TLS non vérifiés | main.go:1',
        'setting mode de mise au point actif en production | app/settings/production.py:1',
      ],
    );
  });

  it('is a secret that a journal is given, never whether it is set', async () => {
    assert.deepEqual(
      await weak({
        'src/a.js':
          "console.log('base', process.env.DATABASE_URL)\nconsole.log(!!process.env.API_KEY)\nconsole.log(process.env.PORT)\n",
        'src/b.py': "logger.info('x %s', os.environ['SECRET_KEY'])\n# print(os.environ['API_TOKEN'])\n",
        'src/c.ts': "logInfo('x', process.env.JWT_SECRET ? 'oui' : 'non');\n",
      }),
      ['logged DATABASE_URL | src/a.js:1', 'logged SECRET_KEY | src/b.py:1'],
    );
  });
});

describe('How people are let in', () => {
  it('is a library, a cookie, and the rule of the routes that say nothing', async () => {
    assert.deepEqual(
      await found(
        {
          'package.json': '{\n"dependencies": { "jsonwebtoken": "9" },\n"devDependencies": { "passport": "1" }\n}\n',
          'a/settings.py':
            "REST_FRAMEWORK = {\n  'DEFAULT_PERMISSION_CLASSES': (\n    'rest_framework.permissions.IsAuthenticated',\n  ),\n}\n",
          'src/app.module.ts':
            'const a = [\n{ provide: APP_GUARD, useClass: JwtGuard },\n{ provide: APP_GUARD, useClass: AppThrottlerGuard }];\n',
          'src/login.ts': "res.setHeader('Set-Cookie', x);\nres.cookie('theme', y);\nres.cookie('access_token', z);\n",
          'src/main/java/S.java': 'http.authorizeHttpRequests(a -> a.anyRequest().authenticated());\n',
          'app/controllers/application_controller.rb':
            'class A\n  before_action :authenticate_user!\n  before_action :x, only: :y\nend\n',
        },
        [npmDependencies, access],
        (inventory) => inventory.access,
      ),
      [
        'authentication jsonwebtoken | package.json:2',
        'default IsAuthenticated | a/settings.py:3',
        'default JwtGuard | src/app.module.ts:2',
        'default authenticate_user | app/controllers/application_controller.rb:2',
        'default authenticated | src/main/java/S.java:1',
        'session Set-Cookie | src/login.ts:1',
        'session cookie | src/login.ts:3',
      ],
    );
  });
});

describe('The last version', () => {
  it('is the first that the journal tells of, with its day', async () => {
    const last = async (text: string, path = 'CHANGELOG.md'): Promise<unknown> =>
      (await surveyFiles({ [path]: text }, [releases])).repository.releases.map(({ name, date, evidence }) => [
        name,
        date,
        evidence[0]?.line,
      ]);
    assert.deepEqual(await last('# Journal\n\n## [1.2.3](https://x/v1.2.2...v1.2.3) (2021-09-15)\n## 1.2.2\n'), [
      ['1.2.3', '2021-09-15', 3],
    ]);
    assert.deepEqual(await last('\uFEFF## v2.0 - 03/02/2020\r\n'), [['2.0', '2020-02-03', 1]]);
    assert.deepEqual(await last('# Changelog\n\n## [Unreleased]\n\n## 0.9.0\n'), [['0.9.0', undefined, 5]]);
    assert.deepEqual(await last('## 2021-09-15\n\nMieux.\n'), []);
    assert.deepEqual(await last('## 1.0.0\n', 'paquets/a/CHANGELOG.md'), []);
  });

  it('is also the one that the site’s foot shows, when it is written out', async () => {
    const shown = async (text: string, path = 'templates/footer.html'): Promise<unknown> =>
      (await surveyFiles({ [path]: text }, [releases])).repository.releases.map(({ name, source, evidence }) => [
        name,
        source,
        evidence[0]?.line,
      ]);
    assert.deepEqual(await shown('<div>\n<a href="/notes">v1.32 beta</a>\n</div>'), [['1.32', 'page', 2]]);
    assert.deepEqual(await shown('<p>\n  Version 2.0.1\n</p>', 'src/PiedDePage.vue'), [['2.0.1', 'page', 2]]);
    assert.deepEqual(await shown('<p>\n  Version 2.0.1\n</p>', 'src/pied-de-page.vue'), [['2.0.1', 'page', 2]]);
    assert.deepEqual(await shown('<p>v{{ version }}</p><p>Bootstrap 4.6.0</p>'), []);
    assert.deepEqual(await shown('<p>v1.32</p>', 'templates/base.html'), []);
  });
});

describe('What an image installs', () => {
  it('is the file it names, or the lock beside it, and what the system must have', async () => {
    assert.deepEqual(
      await found(
        {
          Dockerfile:
            'FROM python:3.9\nRUN apt-get install -y libmagic1 \\\n    gdal-bin\nRUN pip install -r requirements/prod.txt\nRUN localedef -c -i fr_FR fr_FR.UTF-8\n# RUN npm ci\n',
          'web/Dockerfile': 'FROM node:20\nRUN yarn --frozen-lockfile\n',
          'web/yarn.lock': '',
          'requirements/prod.txt': 'django\n',
          'docs/guide.md': 'Installer ghostscript.\n\nUn ffmpeg aussi existe.\n',
        },
        [installs],
        (inventory) => inventory.repository.installs,
      ),
      [
        'image requirements/prod.txt | Dockerfile:4',
        'system libmagic1 | Dockerfile:2',
        'system gdal-bin | Dockerfile:3',
        'locale fr_FR.UTF-8 | Dockerfile:5',
        'image web/yarn.lock | web/Dockerfile:2',
        'system ghostscript | docs/guide.md:1',
      ],
    );
  });
});

describe('The detectors of how a product is run', () => {
  it('never throw, whatever the files hold', async () => {
    const detectors = [automations, sealed, comparisons, weakSettings, access, releases, installs];
    const words = fc.constantFrom(
      'kind: SealedSecret\n',
      '@task\n',
      'def a(',
      'create trigger ',
      "ALLOWED_HOSTS = ['*'",
      'console.log(process.env.API_KEY',
      '## 1.0',
      'ENC[AES256_GCM,',
      'SENTRY_DSN: ',
      '\r\n',
      '"start": "',
      '\u0000',
      '{{{',
    );
    const text = fc.array(fc.oneof(words, fc.string()), { maxLength: 20 }).map((parts) => parts.join(''));
    const paths = [
      'a/prod/secret.yaml',
      'a.py',
      'a.ts',
      'CHANGELOG.md',
      'Dockerfile',
      'package.json',
      '.env.production',
    ];
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: paths.length, maxLength: paths.length }), async (texts) => {
        const files = Object.fromEntries(paths.map((path, index) => [path, texts[index] ?? '']));
        const { notes } = await surveyFiles(files, detectors);
        assert.deepEqual(
          notes.filter(({ message }) => message.includes('erreur')),
          [],
        );
      }),
      { numRuns: 100 },
    );
  });
});
