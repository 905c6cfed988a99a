import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { env } from '../../../../src/survey/detectors/env';
import { isSecretName } from '../../../../src/survey/readers/env/envName';
import { readDotenv } from '../../../../src/survey/readers/env/dotenv';
import { SourceText } from '../../../../src/survey/sourceText';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function declaredIn(files: MemoryFiles): Promise<string[]> {
  const inventory = await surveyFiles(files, [env]);
  return inventory.env.flatMap(({ name, declared, certainty }) =>
    declared.map(({ line }) => `${name}:${line}${certainty === undefined ? '' : '?'}`),
  );
}

describe('variables declared', () => {
  const cases: Readonly<Record<string, readonly [path: string, text: string, found: readonly string[]]>> = {
    'in a sample': [
      '.env.sample',
      [
        '\uFEFFA_1=x',
        'export A_2 = y',
        'A_3="first',
        'Z_1=inside the value',
        'last"',
        'A_4=',
        '#A_5=optional',
        '# A_6=optional # why',
        '# Set Z_2=1 to have more',
        '# Z_3=a sentence that goes on',
        'not a line',
        "A_7='it''s'",
        'A_8: yaml',
      ].join('\r\n'),
      ['A_1:1', 'A_2:2', 'A_3:3', 'A_4:6', 'A_5:7?', 'A_6:8?', 'A_7:12', 'A_8:13'],
    ],
    'but not pieces of a key': [
      '.env',
      'A_1=-----BEGIN KEY-----\nQUJDREVGRw=\nabcdEFGH=\n-----END KEY-----\nA_2=x\nA_3="-----BEGIN KEY-----\nabcdEFGH=\n-----END KEY-----"\nA_4="-----BEGIN KEY----- x -----END KEY-----"\nA_5=-----BEGIN KEY-----\nA_6=x\naB3dE5gH7jK9mN1pQ3sT5=\n',
      ['A_1:1', 'A_2:5', 'A_3:6', 'A_4:9', 'A_5:10', 'A_6:11'],
    ],
    'with a quote alone': ['.env', `A_1="x\nA_2=y\n`, ['A_1:1', 'A_2:2']],
    'in a folder of variables': ['env.d/development/common.dist', 'A_1=x', ['A_1:1']],
    'not in code called so': ['src/env.ts', 'A_1=x', []],
    'in app.json': ['app.json', '{\n"env": {\n"A_1": {"value": "x"},\n"A_2": "y"}, "name": "Z_1"}', ['A_1:3', 'A_2:4']],
    'in Compose': [
      'docker-compose.yml',
      'services:\n  a:\n    image: "a:${TAG_OF_A:-1}"\n    environment:\n      A_1: x\n      A_2:\n  b:\n    environment:\n      - A_3=x\n      - A_4\n    ports: ["${A_5}:80"]\n    command: echo $$Z_1 # $Z_2\n',
      ['A_1:5', 'A_2:6', 'A_3:9', 'A_4:10', 'A_5:11', 'TAG_OF_A:3'],
    ],
    'in Compose with braces': [
      'compose.yml',
      'services:\n  a:\n    labels: ["{{.Name}}"]\n    environment:\n      - A_1=${A_2}\n',
      ['A_1:5', 'A_2:5'],
    ],
    'in a Dockerfile': [
      'Dockerfile',
      'FROM a\nARG Z_1\nENV A_1=x A_2="b c=d" \\\n  # why\n  A_3=y\nENV A_4 old\nRUN Z_2=1 make\nENV PATH=/a DEBIAN_FRONTEND=b\n',
      ['A_1:3', 'A_2:3', 'A_3:5', 'A_4:6'],
    ],
    'in a workflow': [
      '.github/workflows/ci.yml',
      [
        'on: push',
        'env:',
        '  A_1: x',
        'jobs:',
        '  a:',
        '    steps:',
        '      - run: a',
        '        env:',
        '          A_2: ${{ secrets.A_3 }}',
        '          Z_1: ${{ github.ref }}',
        '          GITHUB_TOKEN: ${{ secrets.GITHUB_TOKEN }}',
        '      - run: echo ${{ vars.A_4 }} secrets.Z_2',
        '      # ${{ secrets.Z_3 }}',
      ].join('\n'),
      ['A_1:3', 'A_2:9', 'A_3:9', 'A_4:12'],
    ],
    'in GitLab CI': [
      '.gitlab-ci.yml',
      'variables:\n  A_1: x\n  GIT_DEPTH: "1"\njob:\n  variables:\n    A_2:\n      value: y\n  script: [a]\n',
      ['A_1:2', 'A_2:6'],
    ],
    'in Kubernetes': [
      'deploy.yaml',
      'apiVersion: v1\nkind: ConfigMap\ndata:\n  A_1: x\n  nginx.conf: y\n---\napiVersion: v1\nkind: SealedSecret\nspec:\n  encryptedData:\n    A_2: z\n---\napiVersion: apps/v1\nkind: Deployment\nspec:\n  containers:\n    - name: Z_1\n      env:\n        - name: A_3\n          value: x\n',
      ['A_1:4', 'A_2:11', 'A_3:19'],
    ],
    'in a chart’s template': [
      'helm/templates/a.yaml',
      'kind: a\nenv:\n  - name: A_1\n    value: {{ .Values.x }}\n  {{- if .Values.y }}\n  - name: A_2\n  {{- end }}\nother:\n  - name: Z_1\n',
      ['A_1:3', 'A_2:6'],
    ],
    'in a chart’s values': ['helm/values.yaml', 'a:\n  envVars:\n    A_1: x\n    b: y\n', ['A_1:3']],
    'not under a workflow’s inputs': [
      '.github/workflows/a.yml',
      'on:\n  workflow_dispatch:\n    inputs:\n      ENVIRONMENT:\n        description: x\njobs:\n  a:\n    environment:\n      name: y\n',
      [],
    ],
    'in render.yaml': ['render.yaml', 'services:\n  - envVars:\n      - key: A_1\n        value: x\n', ['A_1:3']],
    'in fly.toml': ['fly.toml', 'app = "a"\n[env]\n  A_1 = "x"\n', ['A_1:3']],
    'in netlify.toml': ['netlify.toml', '[build.environment]\nA_1 = "x"\n', ['A_1:2']],
    'not in any YAML': ['src/a.yml', 'env:\n  A_1: x\n', []],
    'not in broken YAML': ['docker-compose.yml', 'services:\n a:\n  environment:\n   A_1: "x\n', ['A_1:4']],
  };
  for (const [what, [path, text, found]] of Object.entries(cases)) {
    it(what, async () => {
      assert.deepEqual(await declaredIn({ [path]: text }), found);
    });
  }

  it('keeps a name of the machine’s that the product’s own file sets', async () => {
    assert.deepEqual(await declaredIn({ '.env.example': 'HOSTNAME=a' }), ['HOSTNAME:1']);
  });
});

describe('variables', () => {
  it('are one fact a name, with all that is known', async () => {
    const inventory = await surveyFiles(
      {
        '.env.example': 'SENTRY_DSN=https://secret@sentry.io/1\n',
        'app.py': 'import os\nos.environ["SENTRY_DSN"]\nload("OTHER_KEY")\n',
        'bin/start.sh': '#!/bin/sh\necho $SENTRY_DSN $UNKNOWN_NAME\n',
      },
      [env],
    );
    assert.deepEqual(inventory.env, [
      {
        name: 'SENTRY_DSN',
        evidence: [
          { path: '.env.example', line: 1 },
          { path: 'app.py', line: 2 },
          { path: 'bin/start.sh', line: 2 },
        ],
        declared: [{ path: '.env.example', line: 1 }],
        read: [
          { path: 'app.py', line: 2 },
          { path: 'bin/start.sh', line: 2 },
        ],
        service: 'Sentry',
        secret: true,
      },
    ]);
    assert.doesNotMatch(JSON.stringify(inventory), /secret@/);
  });

  it('are read by a function of the product’s own when they are declared', async () => {
    const files = {
      '.env': 'PAYMENT_KEY=x',
      'a.ts': "import { read } from './env';\nread('PAYMENT_KEY'); read('OTHER_NAME');",
    };
    const inventory = await surveyFiles(files, [env]);
    assert.deepEqual(
      inventory.env.map(({ name, read }) => [name, read]),
      [['PAYMENT_KEY', [{ path: 'a.ts', line: 2 }]]],
    );
  });

  it('say by their names that they carry a secret', () => {
    const secret =
      'SIB_APIKEY_PRIVATE SECRET_KEY DB_PASSWORD API_TOKEN SMTP_PASS SENTRY_DSN DATABASE_URL REDIS_URL_QUEUE MAILER_DSN SECRET_KEY_BASE RSA_PRIVATE_KEY HASH_SALT SLACK_WEBHOOK_URL AWS_SECRET_ACCESS_KEY apiKey ConnectionStrings__Default CERTIGNA_USERPWD';
    const plain =
      'ALLOW_PRIVATE_WEBHOOKS SENTRY_PUBLIC_KEY RECAPTCHA_SITE_KEY AWS_ACCESS_KEY_ID NEXT_PUBLIC_SENTRY_DSN TOKEN_EXPIRY API_URL KEYCLOAK_REALM MONKEY_NAME PORT PASSERELLE_URL S3_ENDPOINT_URL FEATURE_REINIT_PASSWORD_EMAIL';
    assert.deepEqual(
      secret.split(' ').filter((name) => !isSecretName(name)),
      [],
    );
    assert.deepEqual(plain.split(' ').filter(isSecretName), []);
  });

  it('cost no failure, whatever anyone writes', async () => {
    const pieces = fc.constantFrom(
      "process.env['",
      'ENV.fetch(',
      'os.environ[',
      'env:\n',
      '  - name: ',
      'A_1=',
      '"',
      "'",
      '`${',
      '{{',
      '<%= ',
      '%>',
      '#',
      '\n',
      '\r',
      'x',
      '%env(',
      '${',
      '\u0000',
    );
    const text = fc.array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 30 }).map((all) => all.join(''));
    const names = [
      'a.ts',
      'a.py',
      'a.rb',
      'a.php',
      'A.java',
      'a.go',
      '.env',
      'docker-compose.yml',
      'Dockerfile',
      'a.vue',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), text, async (name, content) => {
        const inventory = await surveyFiles({ [name]: content }, [env]);
        assert.ok(
          !inventory.notes.some(({ message }) => message.includes('interrompue')),
          JSON.stringify(inventory.notes),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('take little time in a file made to take some', () => {
    for (const text of [
      '"'.repeat(200_000),
      '# '.repeat(100_000),
      'A=\n'.repeat(60_000),
      `A="${'x\n'.repeat(100_000)}`,
    ]) {
      const start = Date.now();
      readDotenv(new SourceText('.env', text));
      assert.ok(Date.now() - start < 2000, `${Date.now() - start} ms`);
    }
  });
});
