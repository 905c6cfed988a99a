import { ci } from '../../../../src/survey/detectors/ci';
import { hosting } from '../../../../src/survey/detectors/hosting';
import { npmDependencies } from '../../../../src/survey/detectors/npmDependencies';
import type { Hosting } from '../../../../src/survey/facts';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function facts(files: MemoryFiles, kind: Hosting['kind']): Promise<Hosting[]> {
  const inventory = await surveyFiles(files, [npmDependencies, ci, hosting]);
  return inventory.hosting.filter((fact) => fact.kind === kind);
}

async function found(files: MemoryFiles, kind: Hosting['kind']): Promise<string[]> {
  return (await facts(files, kind)).map(
    ({ name, certainty, evidence }) =>
      `${name}${certainty ? ' ?' : ''} ${evidence.map(({ path, line }) => `${path}:${line}`).join(' ')}`,
  );
}

const platforms: readonly (readonly [title: string, files: MemoryFiles, expected: readonly string[]])[] = [
  ['Scalingo by its file', { 'scalingo.json': '{}' }, ['Scalingo scalingo.json:1']],
  ['Scalingo by its crontab', { 'cron.json': '{\n"jobs": []}' }, ['Scalingo cron.json:2']],
  [
    'Scalingo by the host that a pipeline pushes to',
    {
      '.github/workflows/cd.yml':
        'jobs:\n  a:\n    steps:\n      # git push git@ssh.osc-fr1.scalingo.com:x.git\n      - run: git push git@ssh.osc-fr1.scalingo.com:x.git\n',
    },
    ['Scalingo .github/workflows/cd.yml:5'],
  ],
  [
    'Scalingo by the host of an environment',
    { '.env.example': 'APP_URL=https://x.osc-fr1.scalingo.io\n' },
    ['Scalingo .env.example:1'],
  ],
  [
    'Clever Cloud',
    { 'clevercloud/python.json': '{}', '.gitlab-ci.yml': 'a:\n  script:\n    - clever deploy\n' },
    ['Clever Cloud .gitlab-ci.yml:3 clevercloud/python.json:1'],
  ],
  [
    'Heroku, only probable by a file that others read too',
    { 'app.json': '{\n"formation": {}}' },
    ['Heroku ? app.json:2'],
  ],
  ['Heroku by its own file', { 'app.json': '{"formation": {}}', 'heroku.yml': 'run:\n' }, ['Heroku heroku.yml:1']],
  [
    'Heroku by what a script orders',
    { 'bin/deploy.sh': '#!/bin/sh\nheroku config:set A=b\n' },
    ['Heroku bin/deploy.sh:2'],
  ],
  ['a Procfile alone is no platform', { Procfile: 'web: x\n' }, []],
  [
    'Terraform and its providers',
    { 'infra/main.tf': 'provider "scaleway" {\n}\n# provider "aws" {}\nresource "ovh_domain_zone" "a" {}\n' },
    ['OVHcloud infra/main.tf:4', 'Scaleway infra/main.tf:1', 'Terraform infra/main.tf:1'],
  ],
  [
    'hosts of databases and registries',
    { '.gitlab-ci.yml': 'variables:\n  PGHOST: a.postgres.database.azure.com\n  IMAGE: rg.fr-par.scw.cloud/a/b:1\n' },
    ['Azure .gitlab-ci.yml:2', 'Scaleway .gitlab-ci.yml:3'],
  ],
  [
    'AWS',
    { 'serverless.yml': 'provider:\n  name: aws\n', 'cdk.json': '{}' },
    ['AWS cdk.json:1 serverless.yml:2', 'Serverless Framework serverless.yml:1'],
  ],
  [
    'an SDK of a cloud is no hosting',
    { 'package.json': '{"dependencies":{"aws-sdk":"2","@azure/storage-blob":"1"}}' },
    [],
  ],
  ['a pipeline of Azure is no hosting', { 'azure-pipelines.yml': 'steps: []\n' }, []],
  [
    'Google Cloud',
    { 'app.yaml': 'runtime: nodejs16\n', 'cloudbuild.yaml': 'steps: []\n' },
    ['Google Cloud app.yaml:1 cloudbuild.yaml:1'],
  ],
  [
    'Kubernetes, Helm',
    {
      'k8s/web.yaml': 'apiVersion: apps/v1\nkind: Deployment\n',
      'chart/Chart.yaml': 'name: x\n',
      'docs/api.yml': 'kind: Autre\n',
    },
    ['Helm chart/Chart.yaml:1', 'Kubernetes k8s/web.yaml:2'],
  ],
  [
    'Ansible',
    { 'ops/roles/web/tasks/main.yml': '- name: x\n', 'playbook.yml': '\n- hosts: all\n' },
    ['Ansible ops/roles/web/tasks/main.yml:1 playbook.yml:2'],
  ],
  [
    'sites',
    {
      'netlify.toml': '',
      'vercel.json': '{}',
      CNAME: 'produit.beta.gouv.fr',
      'package.json': '{"devDependencies":{\n"gh-pages":"1"}}',
    },
    ['GitHub Pages package.json:2', 'Netlify netlify.toml:1', 'Vercel vercel.json:1'],
  ],
  [
    'GitHub Pages by its action',
    { '.github/workflows/p.yml': 'jobs:\n  a:\n    steps:\n      - uses: actions/deploy-pages@v4\n' },
    ['GitHub Pages .github/workflows/p.yml:4'],
  ],
  [
    'GitLab Pages by its job',
    { '.gitlab-ci.yml': 'a:\n  script: [x]\npages:\n  script: [y]\n' },
    ['GitLab Pages .gitlab-ci.yml:3'],
  ],
  [
    'Render in a folder and by Terraform, Kubernetes in what Ruby fills',
    {
      'infra/render.yaml': 'services: []\n',
      'infra/main.tf': 'provider "render" {}\n',
      'config/deploy/web.yaml.erb': 'kind: Deployment\n',
    },
    [
      'Kubernetes config/deploy/web.yaml.erb:1',
      'Render infra/main.tf:1 infra/render.yaml:1',
      'Terraform infra/main.tf:1',
    ],
  ],
  [
    'Fly.io, Render, Platform.sh, CapRover',
    { 'fly.toml': '', 'render.yaml': '', '.platform.app.yaml': 'name: x\n', 'captain-definition': '{}' },
    ['CapRover captain-definition:1', 'Fly.io fly.toml:1', 'Platform.sh .platform.app.yaml:1', 'Render render.yaml:1'],
  ],
  [
    'servers',
    {
      'deploy/web.service': '[Unit]\n[Service]\nExecStart=/bin/x\n',
      'nginx/site.conf': '\nserver {\n}\n',
      Capfile: '',
      'passenger_wsgi.py': 'x = 1\n',
      'postgres.conf': 'port = 1\n',
    },
    [
      'Capistrano Capfile:1',
      'Passenger passenger_wsgi.py:1',
      'nginx nginx/site.conf:2',
      'systemd deploy/web.service:1',
    ],
  ],
  [
    'neither prose, nor a comment, nor a source, nor a test',
    {
      'README.md': 'Hébergé sur Scalingo, x.osc-fr1.scalingo.io',
      'config.yml': '# x.herokuapp.com\n',
      'src/a.ts': "fetch('https://x.herokuapp.com')",
      'tests/scalingo.json': '{}',
      'docs/guides/vercel/vercel.json': '{}',
    },
    [],
  ],
  [
    'a script that only one platform runs; an address in the README is only probable',
    {
      'package.json': '{\n  "scripts": { "scalingo-postbuild": "./x.sh" }\n}',
      'README.md': 'En ligne : <https://produit.cleverapps.io/>\n\n```\nhttps://x.herokuapp.com\n```\n',
    },
    ['Clever Cloud ? README.md:1', 'Scalingo package.json:2'],
  ],
];

describe('hosting', () => {
  for (const [title, files, expected] of platforms) {
    it(title, async () => {
      assert.deepEqual(await found(files, 'platform'), expected);
    });
  }

  it('knows containers from platforms', async () => {
    assert.deepEqual(await found({ 'api/Dockerfile': 'FROM x\n', 'compose.yaml': 'services: {}\n' }, 'container'), [
      'Docker api/Dockerfile:1',
      'Docker Compose compose.yaml:1',
    ]);
  });

  it('gives processes with their commands, never a value', async () => {
    const processes = await facts(
      {
        Procfile: 'web: TOKEN=valeur-secrete npm start\r\n# worker: x\r\npostdeploy: npm run migrate\r\n',
        'heroku.yml': 'run:\n  clock: python clock.py\n',
        'deploy/celery.service': '[Service]\nExecStart=/bin/celery \\\n  --app x\\\n',
      },
      'process',
    );
    assert.deepEqual(
      processes.map(({ name, command, evidence }) => [name, command, evidence]),
      [
        ['web', 'TOKEN=… npm start', [{ path: 'Procfile', line: 1 }]],
        ['postdeploy', 'npm run migrate', [{ path: 'Procfile', line: 3 }]],
        ['clock', 'python clock.py', [{ path: 'heroku.yml', line: 2 }]],
        ['celery', '/bin/celery --app x', [{ path: 'deploy/celery.service', line: 2 }]],
      ],
    );
  });

  it('gives what runs at set times, with its schedule', async () => {
    const crons = await facts(
      {
        'cron.json': '{"jobs":[\n{"command":"0 8 * * 1-5 CLE=valeur npm run rappels","size":"S"}]}',
        'clevercloud/cron.json':
          '[\n"*/5 * * * * $ROOT/purge.sh",\n"10 0 * * * cd x && psql -c \\"DELETE FROM a WHERE b; COMMIT;\\""]',
        'config/schedule.rb': "every 1.day, at: '4:30 am' do\n  rake 'purge:all'\nend\n# every 2.days do\n",
        'config/sidekiq.yml': ":schedule:\n  rappel:\n    cron: '0 3 * * *'\n    class: RappelJob\n",
        'config/initializers/good_job.rb':
          'config.good_job.cron = {\n  purge: {\n    cron: "0 1 * * *",\n    class: "PurgeJob",\n  },\n  # b: { cron: "1 1 1 1 1" }\n  rappel: { cron: "@daily", class: "RappelJob" },\n}\n',
        'deploy/crontab':
          "# 1 1 * * * x\nMAILTO=a\n@daily /bin/backup\n@weekly bash -l -c 'source a; /srv/x/save.sh > /srv/a.log 2>&1'\n",
        'cron.d/purge': '0 2 * * * root /bin/purge\n',
        'k8s/job.yaml': 'kind: CronJob\nmetadata:\n  name: nuit\nspec:\n  schedule: "0 1 * * *"\n',
        'helm/templates/j.yaml': "kind: CronJob\nmetadata:\n  name: {{ .x }}\nspec:\n  schedule: '5 1 * * *'\n",
        'vercel.json': '{"crons":[{"path":"/api/a","schedule":"0 5 * * *"}]}',
      },
      'cron',
    );
    assert.deepEqual(
      crons.map(({ name, schedule, command, evidence: [evidence] }) => [
        name,
        schedule,
        command,
        `${evidence?.path ?? ''}:${evidence?.line ?? 0}`,
      ]),
      [
        ['npm run rappels', '0 8 * * 1-5', 'CLE=… npm run rappels', 'cron.json:2'],
        ['purge.sh', '*/5 * * * *', '$ROOT/purge.sh', 'clevercloud/cron.json:2'],
        [
          'psql -c "DELETE FROM a WHERE b; COMMIT;"',
          '10 0 * * *',
          'cd x && psql -c "DELETE FROM a WHERE b; COMMIT;"',
          'clevercloud/cron.json:3',
        ],
        ['/bin/purge', '0 2 * * *', '/bin/purge', 'cron.d/purge:1'],
        ['/bin/backup', '@daily', '/bin/backup', 'deploy/crontab:3'],
        ['save.sh', '@weekly', "bash -l -c 'source a; /srv/x/save.sh > /srv/a.log 2>&1'", 'deploy/crontab:4'],
        ['purge:all', "1.day, at: '4:30 am'", 'rake purge:all', 'config/schedule.rb:2'],
        ['rappel', '0 3 * * *', 'RappelJob', 'config/sidekiq.yml:2'],
        ['purge', '0 1 * * *', 'PurgeJob', 'config/initializers/good_job.rb:2'],
        ['rappel', '@daily', 'RappelJob', 'config/initializers/good_job.rb:7'],
        ['j', '5 1 * * *', undefined, 'helm/templates/j.yaml:5'],
        ['nuit', '0 1 * * *', undefined, 'k8s/job.yaml:3'],
        ['/api/a', '0 5 * * *', undefined, 'vercel.json:1'],
      ],
    );
  });

  it('gives addons by name', async () => {
    assert.deepEqual(
      await found(
        { 'scalingo.json': '{"addons":[\n{"plan":"postgresql:postgresql-starter-512"},\n"redis:redis-starter"]}' },
        'addon',
      ),
      ['postgresql scalingo.json:2', 'redis scalingo.json:3'],
    );
  });

  it('gives the environments that pipelines and folders name', async () => {
    assert.deepEqual(
      await found(
        {
          '.github/workflows/cd.yml':
            "jobs:\n  a:\n    environment: production\n  b:\n    environment:\n      name: recette\n  c:\n    environment: ${{ x && 'production' || 'demo' }}\n  d:\n    environment: ${{ inputs.env }}\n  e:\n    environment: github-pages\n",
          '.gitlab-ci.yml': 'r:\n  environment:\n    name: review/$CI_COMMIT_REF_SLUG\n',
          '.kontinuous/env/preprod/values.yaml': '',
          'config/deploy/qualif.rb': '',
          'config/deploy/production.rb': '',
          'src/environments/environment.prod.ts': '',
          'src/environments/environment.demo.ts': '',
          'helm/env.d/dev/values.yaml.gotmpl': '',
          'config/environments/production.rb': '',
          'config/environments/staging.rb': '',
          '.env.test': '',
        },
        'environment',
      ),
      [
        'demo .github/workflows/cd.yml:8 src/environments/environment.demo.ts:1',
        'dev helm/env.d/dev/values.yaml.gotmpl:1',
        'preprod .kontinuous/env/preprod/values.yaml:1',
        'production .github/workflows/cd.yml:3 .github/workflows/cd.yml:8 config/deploy/production.rb:1',
        'qualif config/deploy/qualif.rb:1',
        'recette .github/workflows/cd.yml:6',
        'review .gitlab-ci.yml:3',
        'staging config/environments/staging.rb:1',
      ],
    );
  });

  it('gives the product’s own hosts, not those of services', async () => {
    assert.deepEqual(
      await found(
        {
          CNAME: 'produit.beta.gouv.fr\n',
          'package.json': '{\n"homepage": "https://produit.gouv.fr/accueil"}',
          '.env.example':
            'MATOMO_URL=https://stats.beta.gouv.fr\nSITE_URL=https://inscription.beta.gouv.fr\nAPI_ENTREPRISE_URL=https://entreprise.api.gouv.fr\nSMTP_HOST=smtp.envoi.fr\nNEXT_PUBLIC_APP_URL="http://localhost:3000"\n# HOST=commentaire.fr\nSENTRY_DSN=https://cle@sentry.incubateur.net/3\nAUTRE_SITE_URL=https://autre.beta.gouv.fr\nGEO_HOST=https://geo.api.gouv.fr\nSITE_HOST=https://data.geopf.fr\nAPP_URL=http://produit.wip\n',
          'k8s/ingress.yaml':
            'kind: Ingress\nspec:\n  rules:\n    - host: inscription-dev.fabrique.social.gouv.fr\n  tls:\n    - hosts:\n        - www.service.fr\n',
          'config/settings.py':
            'ALLOWED_HOSTS = [\n    "admin.produit.gouv.fr",\n    "localhost",\n]\nLIENS = ["https://ailleurs.gouv.fr"]\n',
          'nginx/site.conf': 'server {\n  server_name vitrine.fr www.vitrine.fr;\n}\n',
          'site/Bouton.tsx': 'url: "https://conseil.service.gouv.fr"',
          'README.md': 'https://produit-demo.beta.gouv.fr',
          'locales/fr.yml': 'aide: https://produit-aide.gouv.fr\n',
        },
        'domain',
      ),
      [
        'admin.produit.gouv.fr ? config/settings.py:2',
        'inscription-dev.fabrique.social.gouv.fr k8s/ingress.yaml:4',
        'inscription.beta.gouv.fr .env.example:2',
        'produit.beta.gouv.fr CNAME:1',
        'produit.gouv.fr package.json:2',
        'vitrine.fr nginx/site.conf:2',
        'www.service.fr k8s/ingress.yaml:7',
        'www.vitrine.fr nginx/site.conf:2',
      ],
    );
  });

  it('never throws, whatever the files hold, and takes long lines', async () => {
    const names = [
      'Procfile',
      'cron.json',
      '.github/workflows/a.yml',
      'infra/a.tf',
      '.env.example',
      'k8s/a.yaml',
      'nginx.conf',
      'config/schedule.rb',
      'crontab',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 300 }), async (name, text) => {
        const { notes } = await surveyFiles({ [name]: text }, [hosting]);
        assert.ok(notes.every(({ message }) => !message.includes('interrompue')));
      }),
      { numRuns: 150 },
    );
    const started = Date.now();
    const long = `${'a.'.repeat(900)}\n`.repeat(50) + `a: ${'9 '.repeat(900)}\n`.repeat(50);
    await surveyFiles(Object.fromEntries(names.map((name) => [name, long])), [hosting]);
    assert.ok(Date.now() - started < 5000);
  });
});
