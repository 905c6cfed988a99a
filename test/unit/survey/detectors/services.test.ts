import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Detector } from '../../../../src/survey/detector';
import { env } from '../../../../src/survey/detectors/env';
import { monitoring } from '../../../../src/survey/detectors/monitoring';
import { services } from '../../../../src/survey/detectors/services';
import type { Dependency, Inventory } from '../../../../src/survey/facts';
import { knownHosts, serviceOfPackage, serviceOfVariable } from '../../../../src/survey/data/services';
import { toolOfImage, toolOfLibrary } from '../../../../src/survey/data/monitoringTools';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

/** A detector that found libraries and an image, as those before would. */
function known(libraries: readonly string[], images: readonly string[] = []): Detector {
  const dependencies = libraries.map((name, index): Dependency => {
    return {
      name,
      ecosystem: 'npm',
      dev: false,
      manifest: 'package.json',
      evidence: [{ path: 'package.json', line: index + 1 }],
    };
  });
  const containers = images.map((image) => ({
    name: image,
    image,
    kind: 'image' as const,
    evidence: [{ path: 'compose.yml', line: 3 }],
  }));
  return { name: 'known', start: () => ({ find: () => ({ dependencies, repository: { containers } }) }) };
}

/** A detector that gives the product an address on a forge. */
function namedOnForge(slug: string): Detector {
  const remotes = [
    { name: 'origin', url: `https://github.com/equipe/${slug}.git`, evidence: [{ path: '.git/config', line: 1 }] },
  ];
  return { name: 'git', start: () => ({ find: () => ({ repository: { remotes } }) }) };
}

async function find(
  files: MemoryFiles,
  libraries: readonly string[] = [],
  images: readonly string[] = [],
): Promise<Inventory> {
  return surveyFiles(files, [known(libraries, images), env, services, monitoring]);
}

/** `name path:line`, `?` after a probable one. */
async function found(files: MemoryFiles): Promise<string[]> {
  const inventory = await find(files);
  return inventory.services.map(
    ({ name, evidence, certainty }) =>
      `${name}${certainty === undefined ? '' : '?'} ${evidence.map(({ path, line }) => `${path}:${line}`).join(' ')}`,
  );
}

describe('services', () => {
  it('are found by a library, a variable, a host and a file, in one fact', async () => {
    const inventory = await find(
      {
        '.env.example': 'SENTRY_DSN=x\nVITE_SENTRY_DSN=y\n',
        'src/a.ts': "// https://b@o1.ingest.sentry.io/1\ninit('https://b@o1.ingest.sentry.io/1');",
        '.sentryclirc': '',
      },
      ['@sentry/node', '@types/stripe'],
    );
    assert.deepEqual(inventory.services, [
      {
        name: 'Sentry',
        usage: 'suivi des erreurs',
        variables: ['SENTRY_DSN', 'VITE_SENTRY_DSN'],
        evidence: [
          { path: '.env.example', line: 1 },
          { path: '.env.example', line: 2 },
          { path: '.sentryclirc', line: 1 },
          { path: 'package.json', line: 1 },
          { path: 'src/a.ts', line: 2 },
        ],
      },
    ]);
  });

  const cases: Readonly<Record<string, readonly [files: MemoryFiles, found: readonly string[]]>> = {
    'by a host in code': [
      {
        'a.py':
          '"""https://api.insee.fr"""\n# https://api.insee.fr\nurl = "https://api.insee.fr/entreprises"\nprint("voir https://api.insee.fr pour")\n',
      },
      ['API Sirene (Insee) a.py:3'],
    ],
    'by a host in a setting': [
      {
        'config/settings.yml':
          'a: https://geo.api.gouv.fr\n# b: https://api.insee.fr\nc: lisez https://api.brevo.com pour\n',
      },
      ['API Géo config/settings.yml:1'],
    ],
    'by a mail server': [{ 'a.rb': "address: 'smtp-relay.brevo.com'" }, ['Brevo a.rb:1']],
    'by what a shell sets': [
      {
        'deploy.sh': 'heroku config:set EMAIL_HOST=smtp.gmail.com\n# A=smtp.mailgun.org\necho voir smtp.mailgun.org\n',
      },
      ['Gmail deploy.sh:1'],
    ],
    'by a host built in pieces': [{ 'a.js': 'fetch(`https://${a}.api.mailjet.com/x`)' }, ['Mailjet a.js:1']],
    'by what a page fetches': [
      { 'a.html': '<a href="https://crisp.chat">x</a>\n<script src="https://client.crisp.chat/l.js"></script>' },
      ['Crisp a.html:2'],
    ],
    'by a script in a page': [
      { 'a.html': "<script>\nvar u = 'https://stats.data.gouv.fr/';\n</script>" },
      ['Matomo a.html:2'],
    ],
    'probably by a policy': [
      { 'next.config.js': 'const csp = "connect-src \'self\' https://api.maptiler.com *.crisp.chat;";' },
      ['Crisp? next.config.js:1', 'MapTiler? next.config.js:1'],
    ],
    'by an action': [
      { '.github/workflows/ci.yml': 'jobs:\n  a:\n    steps:\n      - uses: codecov/codecov-action@v4\n' },
      ['Codecov .github/workflows/ci.yml:4'],
    ],
    'by images pushed': [
      { '.github/workflows/ci.yml': 'with:\n  registry: ghcr.io\n', 'compose.yml': 'image: ghcr.io/a/b\n' },
      ['GitHub Container Registry .github/workflows/ci.yml:2'],
    ],
    'not by links': [
      {
        'a.tsx': '<a href="https://api.github.com/x">a</a>',
        'a.html': '<a href="https://api.insee.fr">a</a>',
        'README.md': 'https://api.brevo.com',
        'package.json': '{"repository": "https://api.github.com/a"}',
        'locales/fr.yml': 'a: https://api.brevo.com',
        'a.test.js': "fetch('https://api.brevo.com')",
        Dockerfile: 'RUN curl https://api.github.com',
      },
      [],
    ],
    'not by an address or another host': [
      { 'a.js': "x = ['a@api.brevo.com', 'https://notapi.brevo.com.example', 'https://api.brevo.community']" },
      [],
    ],
  };
  for (const [what, [files, expected]] of Object.entries(cases)) {
    it(what, async () => {
      assert.deepEqual(await found(files), expected);
    });
  }

  it('give way to a more precise name', async () => {
    const storage = await find({
      '.env.sample': 'AWS_ACCESS_KEY_ID=x\nS3_BUCKET=y\n',
      'a.yml': 'a: https://s3.fr-par.scw.cloud\n',
    });
    assert.deepEqual(
      storage.services.map(({ name, variables }) => [name, variables]),
      [['Scaleway Object Storage', ['AWS_ACCESS_KEY_ID', 'S3_BUCKET']]],
    );
  });

  it('are only probable when a framework’s own configuration alone would read them', async () => {
    assert.deepEqual(
      await found({
        'config/logging.php': "<?php\nreturn ['url' => env('LOG_SLACK_WEBHOOK_URL')];\n",
        'config/services.php': "<?php\nreturn ['token' => env('POSTMARK_TOKEN'), 'matomo' => env('MATOMO_URL')];\n",
        'config/queue.php': "<?php\nreturn ['queue' => env('SQS_QUEUE')];\n",
        '.env.example': 'SQS_QUEUE=\n',
      }),
      [
        'Amazon SQS .env.example:1',
        'Matomo config/services.php:2',
        'Postmark? config/services.php:2',
        'Slack? config/logging.php:2',
      ],
    );
  });

  it('give the library of Amazon to the one who keeps the files, and the mail server to the one who sends', async () => {
    const found = await find(
      {
        '.env.sample': 'CELLAR_KEY=x\nEMAIL_HOST=y\nSMTP_PASSWORD=z\nLDAP_SERVER=a\n',
        'a.py': "host = 'smtp-relay.brevo.com'\n",
      },
      ['boto3'],
    );
    assert.deepEqual(
      found.services.map(({ name, variables }) => [name, variables]),
      [
        ['Brevo', ['EMAIL_HOST', 'SMTP_PASSWORD']],
        ['Cellar (Clever Cloud)', ['CELLAR_KEY']],
        ['LDAP', ['LDAP_SERVER']],
      ],
    );
  });

  it('are told by words of a variable, whole', () => {
    assert.equal(serviceOfVariable('FOO_API_ENTREPRISE_TOKEN'), 'API Entreprise');
    assert.equal(serviceOfVariable('AWS_S3_BUCKET'), 'AWS S3');
    assert.equal(serviceOfVariable('CRISPY_BACON'), undefined);
    assert.equal(serviceOfVariable('PIWIK_SITE_ID'), 'Matomo');
    assert.equal(serviceOfVariable('PRODUIT_EMAIL_HOST_USER'), 'SMTP');
    assert.equal(serviceOfVariable('TWITTER_ACCOUNT'), undefined);
  });

  it('are told by the names of libraries', () => {
    assert.equal(serviceOfPackage({ name: '@sentry/vue', ecosystem: 'npm' }), 'Sentry');
    assert.equal(serviceOfPackage({ name: 'io.sentry:sentry-spring', ecosystem: 'maven' }), 'Sentry');
    assert.equal(serviceOfPackage({ name: 'vue-matomo', ecosystem: 'npm' }), 'Matomo');
    assert.equal(serviceOfPackage({ name: 'resend', ecosystem: 'npm' }), 'Resend');
    assert.equal(serviceOfPackage({ name: '@shopify/flash-list', ecosystem: 'npm' }), undefined);
    assert.equal(serviceOfPackage({ name: 'resend', ecosystem: 'rubygems' }), undefined);
  });

  it('have hosts that are hosts', () => {
    for (const host of knownHosts().keys()) {
      assert.match(host, /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[\w./-]+)?$/);
    }
  });

  it('cost no failure, whatever anyone writes', async () => {
    const pieces = fc.constantFrom(
      'https://',
      'api.brevo.com',
      '"',
      "'",
      '<a href=',
      '<script>',
      '#',
      '//',
      '\n',
      '{',
      '*.',
      '@',
      'src=',
    );
    const text = fc.array(fc.oneof(pieces, fc.string({ maxLength: 6 })), { maxLength: 30 }).map((all) => all.join(''));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('a.ts', 'a.html', 'a.yml', 'a.py'), text, async (name, content) => {
        const { notes } = await surveyFiles({ [name]: content }, [services]);
        assert.deepEqual(notes, []);
      }),
      { numRuns: 150 },
    );
  });
});

describe('monitoring', () => {
  it('comes from services, libraries, images and rules', async () => {
    const inventory = await find(
      {
        '.env.example': 'MATOMO_URL=x\nUPTIMEROBOT_KEY=y\n',
        'monitoring/alerts.yml': 'groups:\n  - rules:\n      - alert: Down\n',
        'docker/prometheus.yml': 'scrape_configs: []\n',
      },
      ['@sentry/node', 'pino', 'express'],
      ['grafana/grafana:10.1'],
    );
    assert.deepEqual(
      inventory.monitoring.map(({ kind, name, evidence }) => [
        kind,
        name,
        evidence.map(({ path, line }) => `${path}:${line}`),
      ]),
      [
        ['alerts', 'Alertes Prometheus', ['monitoring/alerts.yml:3']],
        ['analytics', 'Matomo', ['.env.example:1']],
        ['errors', 'Sentry', ['package.json:1']],
        ['logs', 'Pino', ['package.json:2']],
        ['metrics', 'Grafana', ['compose.yml:3']],
        ['metrics', 'Prometheus', ['docker/prometheus.yml:1']],
        ['uptime', 'UptimeRobot', ['.env.example:2']],
      ],
    );
  });

  it('is only probable when its service is', async () => {
    const { monitoring: tools } = await find({ 'a.js': 'csp = "img-src https://plausible.io;"' });
    assert.deepEqual(tools, [
      { name: 'Plausible', kind: 'analytics', evidence: [{ path: 'a.js', line: 1 }], certainty: 'probable' },
    ]);
  });

  it('knows libraries and images by their names', () => {
    assert.deepEqual(toolOfLibrary('OpenTelemetry.Api'), { name: 'OpenTelemetry', kind: 'metrics' });
    assert.deepEqual(toolOfLibrary('lograge'), { name: 'Lograge', kind: 'logs' });
    assert.equal(toolOfLibrary('constructor'), undefined);
    assert.deepEqual(toolOfImage('docker.elastic.co/logstash/logstash:8'), { name: 'Logstash', kind: 'logs' });
    assert.equal(toolOfImage('constructor'), undefined);
  });

  it('gives a mail server’s variables to none of several senders', async () => {
    const { services: found } = await find({ '.env': 'SMTP_PASSWORD=\nBREVO_KEY=\nMAILJET_KEY=\n' });
    assert.deepEqual(
      found.map(({ name, variables }) => [name, variables]),
      [
        ['Brevo', ['BREVO_KEY']],
        ['Mailjet', ['MAILJET_KEY']],
        ['SMTP', ['SMTP_PASSWORD']],
      ],
    );
  });

  it('doesn’t take the product for a service that it uses', async () => {
    const forge = namedOnForge('rdv-service-public');
    const { services: found } = await surveyFiles({ '.env.example': 'RDV_SERVICE_PUBLIC_URL=\nMATOMO_URL=\n' }, [
      forge,
      env,
      services,
    ]);
    assert.deepEqual(
      found.map(({ name }) => name),
      ['Matomo'],
    );
  });
});
