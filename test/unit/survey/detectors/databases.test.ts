import { databases } from '../../../../src/survey/detectors/databases';
import { bundlerDependencies } from '../../../../src/survey/detectors/bundlerDependencies';
import { npmDependencies } from '../../../../src/survey/detectors/npmDependencies';
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles): Promise<string[]> {
  const inventory = await surveyFiles(files, [npmDependencies, bundlerDependencies, databases]);
  return inventory.databases.map(
    ({ name, version, endOfLife, certainty, evidence }) =>
      `${name}${certainty ? ' ?' : ''}${version === undefined ? '' : ` ${version}`}${endOfLife === undefined ? '' : ` (${endOfLife})`} ${evidence.map(({ path, line }) => `${path}:${line}`).join(' ')}`,
  );
}

const cases: readonly (readonly [title: string, files: MemoryFiles, expected: readonly string[]])[] = [
  [
    'images of Compose and of pipelines, with all their versions',
    {
      'docker-compose.yml':
        'services:\n  a:\n    image: postgis/postgis:14-3.2\n  b:\n    image: redis:alpine\n  c:\n    image: bitnami/mariadb:10.6.5\n  d:\n    image: oliver006/redis_exporter\n  e:\n    image: rabbitmq:3-management\n',
      '.github/workflows/ci.yml': 'jobs:\n  a:\n    services:\n      db:\n        image: postgres:12.4\n',
      '.gitlab-ci.yml': 'test:\n  services:\n    - mongo:4.4\n    - name: elasticsearch:7.17.0\n',
    },
    [
      'Elasticsearch 7.17.0 (2026-01-15) .gitlab-ci.yml:4',
      'MariaDB 10.6.5 (2026-07-06) docker-compose.yml:7',
      'MongoDB 4.4 (2024-02-29) .gitlab-ci.yml:3',
      'PostgreSQL 12.4, 14 (2024-11-21) .github/workflows/ci.yml:5 docker-compose.yml:3',
      'RabbitMQ 3 docker-compose.yml:11',
      'Redis docker-compose.yml:5',
    ],
  ],
  [
    'an image whose tag says it',
    { 'compose.yml': 'services:\n  a:\n    image: x/base:pg16-ts2\n  b:\n    image: pgvector/pgvector:pg15\n' },
    ['PostgreSQL 15, 16 (2027-11-11) compose.yml:3 compose.yml:5'],
  ],
  [
    'Rails',
    {
      'config/database.yml': 'default: &default\n  adapter: postgresql\n  # adapter: mysql2\n  url: <%= ENV["X"] %>\n',
    },
    ['PostgreSQL config/database.yml:2'],
  ],
  [
    'Django, whose tests use another',
    {
      'config/settings/base.py':
        "DATABASES = {'default': {\n  'ENGINE': 'django.contrib.gis.db.backends.postgis',\n}}\n",
      'config/settings/test.py': "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3'}}\n",
    },
    ['PostgreSQL config/settings/base.py:2', 'SQLite ? config/settings/test.py:1'],
  ],
  [
    'addresses of samples: the scheme only',
    {
      '.env.example':
        'DATABASE_URL=postgres://u:motdepasse@h/b\nexport CACHE_URL="rediss://x"\n#MONGO=mongodb://x\nSITE=https://mysql.fr\n',
      '.env.sample': 'DB_CONNECTION=mysql\r\n',
    },
    ['MySQL .env.sample:1', 'PostgreSQL .env.example:1', 'Redis .env.example:2'],
  ],
  [
    'Laravel',
    { 'config/database.php': "return [\n 'default' => env('DB_CONNECTION', 'mysql'),\n 'sqlite' => [],\n];" },
    ['MySQL config/database.php:2'],
  ],
  [
    'Prisma and Knex',
    {
      'prisma/schema.prisma':
        'generator client {\n  provider = "prisma-client-js"\n}\ndatasource db {\n  provider = "postgresql"\n}\n',
      'knexfile.js': "module.exports = {\n  client: 'mysql2',\n};\n",
    },
    ['MySQL knexfile.js:2', 'PostgreSQL prisma/schema.prisma:5'],
  ],
  [
    'Spring',
    {
      'src/main/resources/application.yml': 'spring:\n  datasource:\n    url: jdbc:postgresql://h/b\n',
      'src/test/resources/application.properties': 'spring.datasource.url=jdbc:h2:mem:x\n',
    },
    ['H2 ? src/test/resources/application.properties:1', 'PostgreSQL src/main/resources/application.yml:3'],
  ],
  [
    'addons',
    { 'scalingo.json': '{"addons":[\n{"plan":"elasticsearch:x"},\n"heroku-postgresql:hobby"]}' },
    ['Elasticsearch scalingo.json:2', 'PostgreSQL scalingo.json:3'],
  ],
  [
    'Terraform',
    {
      'a.tf':
        'resource "scaleway_rdb_instance" "x" {\n  engine = "PostgreSQL-13"\n}\nresource "aws_db_instance" "y" {\n  engine = "mysql"\n  engine_version = "5.7"\n}\nresource "azurerm_redis_cache" "z" {}\n',
    },
    ['MySQL 5.7 (2023-10-31) a.tf:5', 'PostgreSQL 13 (2025-11-13) a.tf:2', 'Redis a.tf:8'],
  ],
  [
    'charts',
    { 'chart/Chart.yaml': 'name: x\ndependencies:\n  - name: postgresql\n    version: 11.1.0\n' },
    ['PostgreSQL chart/Chart.yaml:3'],
  ],
  [
    'one relational driver',
    { 'package.json': '{"dependencies":{\n"pg":"8",\n"ioredis":"5"}}' },
    ['PostgreSQL package.json:2', 'Redis package.json:3'],
  ],
  [
    'several relational drivers: which one counts isn’t known',
    { 'package.json': '{"dependencies":{\n"pg":"8",\n"mysql2":"3"}}' },
    ['MySQL ? package.json:3', 'PostgreSQL ? package.json:2'],
  ],
  [
    'a driver for development beside the configured engine',
    {
      'config/database.yml': 'production:\n  adapter: postgresql\n',
      Gemfile: 'gem "pg"\ngroup :development do\n  gem "sqlite3"\nend\n',
    },
    ['PostgreSQL Gemfile:1 config/database.yml:2', 'SQLite ? Gemfile:3'],
  ],
  [
    'a driver of MySQL for MariaDB',
    {
      'docker-compose.yml': 'services:\n  a:\n    image: mariadb:11.4\n',
      'package.json': '{"dependencies":{"mysql2":"3"}}',
    },
    ['MariaDB 11.4 (2029-05-29) docker-compose.yml:3 package.json:1'],
  ],
  ['prose is no trace', { 'README.md': 'PostgreSQL, postgres://x', 'src/a.ts': "// type: 'postgres'\n" }, []],
  [
    'broken files',
    { 'docker-compose.yml': 'services: {a: {image: "postgres:13"', '.env.example': '\u0000' },
    ['PostgreSQL 13 (2025-11-13) docker-compose.yml:1'],
  ],
];

describe('databases', () => {
  for (const [title, files, expected] of cases) {
    it(title, async () => {
      assert.deepEqual(await found(files), expected);
    });
  }

  it('never lets an address out', async () => {
    const inventory = await surveyFiles({ '.env.example': 'DATABASE_URL=postgres://moi:motdepasse@hote:5432/base' }, [
      databases,
    ]);
    assert.doesNotMatch(JSON.stringify(inventory), /motdepasse|hote|5432/);
  });

  it('never throws, whatever the files hold', async () => {
    const names = ['.env', 'settings.py', 'a.tf', 'config/database.yml', 'docker-compose.yml', 'knexfile.js'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 300 }), async (name, text) => {
        const { notes } = await surveyFiles({ [name]: text }, [databases]);
        assert.ok(notes.every(({ message }) => !message.includes('interrompue')));
      }),
      { numRuns: 150 },
    );
  });
});
