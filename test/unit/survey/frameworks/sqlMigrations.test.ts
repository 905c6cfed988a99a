import * as assert from 'node:assert/strict';
import type { Detector } from '../../../../src/survey/detector';
import { databases } from '../../../../src/survey/detectors/databases';
import { sqlMigrations } from '../../../../src/survey/frameworks/sqlMigrations';
import type { Inventory } from '../../../../src/survey/facts';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

/** `from table(columns)` of each table, and `tool folder count` of each chain. */
async function found(files: MemoryFiles): Promise<{ tables: string[]; migrations: string[]; notes: string[] }> {
  return told(await surveyFiles(files, [databases, sqlMigrations]));
}

function told({ tables, migrations, notes }: Inventory): { tables: string[]; migrations: string[]; notes: string[] } {
  return {
    tables: tables.map(
      ({ name, from, source, columns }) =>
        `${from} ${source} ${name}(${columns.map((column) => column.name).join(', ')})`,
    ),
    migrations: migrations.map(({ name, folder, count }) => `${name} ${folder} ${String(count)}`),
    notes: notes.map(({ path, line, message }) => `${path ?? ''}:${String(line ?? '')} ${message}`),
  };
}

describe('SQL migrations', () => {
  it('are run in the order of their numbers, not of their letters', async () => {
    assert.deepEqual(
      (
        await found({
          'migrations/10_c.up.sql': 'ALTER TABLE a RENAME TO c;',
          'migrations/9_b.up.sql': 'ALTER TABLE a ADD y int;',
          'migrations/1_a.up.sql': '\uFEFFCREATE TABLE a (x int);\r\n',
          'migrations/20_d.up.sql': '',
        })
      ).tables,
      ['golang-migrate migrations c(x, y)'],
    );
    assert.deepEqual(
      (
        await found({
          'sql/V1__a.sql': 'CREATE TABLE a (x int);',
          'sql/V1_2__b.sql': 'ALTER TABLE a ADD y int;',
          'sql/V1.10__c.sql': 'ALTER TABLE a RENAME y TO z;',
          'sql/V20260101.1__d.sql': 'ALTER TABLE a DROP x;',
          'sql/Vide.sql': 'CREATE TABLE vide (x int);',
        })
      ).tables,
      ['Flyway migrations a(z)'],
    );
    assert.deepEqual(
      (
        await found({
          'sql/V1__a.sql': 'CREATE TABLE a (x int); CREATE TABLE b (x int);',
          'sql/V2__b.sql': 'DROP TABLE b;',
          'sql/B2__base.sql': 'CREATE TABLE a (x int);',
          'sql/V3__c.sql': 'ALTER TABLE a ADD y int;',
        })
      ).migrations,
      ['Flyway sql 2'],
    );
  });

  it('are run forward only, however a tool says which part comes back', async () => {
    const up = 'CREATE TABLE a (x int);';
    const down = 'DROP TABLE a; CREATE TABLE retour (x int);';
    const forms: Readonly<Record<string, readonly [path: string, text: string]>> = {
      dbmate: ['db/migrations/1_a.sql', `-- migrate:up transaction:false\n${up}\n-- migrate:down\n${down}`],
      goose: ['x/00001_a.sql', `-- +goose Up\n${up}\n-- +goose Down\n${down}`],
      'sql-migrate': ['migrations/1_a.sql', `-- +migrate Down\n${down}\n-- +migrate Up\n${up}`],
      'node-pg-migrate': ['migrations/1_a.sql', `-- Up Migration\n${up}\n-- Down Migration\n${down}`],
      Play: ['conf/evolutions/default/1.sql', `# --- !Ups\n${up}\n# --- !Downs\n${down}`],
      MyBatis: ['scripts/migrations/1_a.sql', `${up}\n-- //@UNDO\n${down}`],
      tern: ['migrations/001_a.sql', `${up}\n---- create above / drop below ----\n${down}`],
      Rambler: ['migrations/1_a.sql', `-- rambler up\n${up}\n-- rambler down\n${down}`],
    };
    for (const [tool, [path, text]] of Object.entries(forms)) {
      assert.deepEqual((await found({ [path]: text })).tables, [`${tool} migrations a(x)`], tool);
    }
    assert.deepEqual((await found({ 'migrations/1_a.sql': `-- UP\n${up}\n-- DOWN\n${down}` })).tables, [
      'SQL migrations a(x)',
    ]);
    const files = [
      '1_a.down.sql',
      '1-a-down.sql',
      '001.undo.a.sql',
      'U1__a.sql',
      '1_a/down.sql',
      'down/1_a.sql',
      '1_a.rollback.sql',
    ];
    assert.deepEqual(
      (
        await found({
          'migrations/1_a.up.sql': up,
          ...Object.fromEntries(files.map((name) => [`migrations/${name}`, down])),
        })
      ).tables,
      ['golang-migrate migrations a(x)'],
    );
  });

  it('are those of the product’s own engine, when written for several', async () => {
    const files = {
      'app/migrations/mysql/1_a.up.sql': 'CREATE TABLE a (mysql int);',
      'app/migrations/postgres/1_a.up.sql': 'CREATE TABLE a (postgres int);',
      'app/migrations/sqlite3/1_a.up.sql': 'CREATE TABLE a (sqlite int);',
      'b/src/main/resources/db/migration/mariadb/V1__b.sql': 'CREATE TABLE b (mariadb int);',
      'b/src/main/resources/db/migration/mysql/V1__b.sql': 'CREATE TABLE b (mysql int);',
    };
    assert.deepEqual((await found(files)).tables, [
      'golang-migrate migrations a(postgres)',
      'Flyway migrations b(mariadb)',
    ]);
    const compose = 'services:\n  db:\n    image: mysql:8.4\n';
    assert.deepEqual((await found({ ...files, 'docker-compose.yml': compose })).tables, [
      'golang-migrate migrations a(mysql)',
      'Flyway migrations b(mysql)',
    ]);
  });

  it('of several databases stay apart', async () => {
    assert.deepEqual(
      await found({
        'src/main/resources/db/migration/locataires/V1__a.sql': 'CREATE TABLE a (x int);',
        'src/main/resources/db/migration/principale/V1__a.sql': 'CREATE TABLE b (x int);',
        'src/main/resources/db/migration/principale/V2__a.sql': 'ALTER TABLE a ADD y int;',
        'hasura/migrations/default/1_a/up.sql': 'CREATE TABLE c (x int);',
        'hasura/migrations/autre/1_a/up.sql': 'DROP TABLE c;',
      }),
      {
        tables: ['Flyway migrations a(x)', 'Flyway migrations b(x)', 'Hasura migrations c(x)'],
        migrations: [
          'Hasura hasura/migrations/autre 1',
          'Hasura hasura/migrations/default 1',
          'Flyway src/main/resources/db/migration/locataires 1',
          'Flyway src/main/resources/db/migration/principale 2',
        ],
        notes: [
          'src/main/resources/db/migration/principale/V2__a.sql:1 table « a » modifiée sans qu’une migration la crée',
        ],
      },
    );
  });

  it('that don’t begin with an empty database leave their place to the snapshot beside them', async () => {
    const files = {
      'store/migration/postgres/0.2/00__a.sql': 'ALTER TABLE a ADD y int;',
      'store/migration/postgres/0.10/00__b.sql': 'ALTER TABLE b ADD y int;',
    };
    const snapshot = {
      'store/migration/postgres/LATEST.sql': 'CREATE TABLE a (x int, y int);\nCREATE TABLE b (y int);',
    };
    assert.deepEqual((await found({ ...files, ...snapshot })).tables, ['SQL schema a(x, y)', 'SQL schema b(y)']);
    assert.deepEqual((await found(files)).notes, [
      'store/migration/postgres/0.2/00__a.sql:1 tables modifiées sans qu’une migration les crée : « a », « b »',
    ]);
  });

  it('of Prisma only count where its schema is there to be read', async () => {
    const files = {
      'prisma/migrations/20260101000000_a/migration.sql':
        'CREATE TABLE "A" ("id" TEXT NOT NULL, CONSTRAINT "A_pkey" PRIMARY KEY ("id"));',
      'prisma/migrations/migration_lock.toml': 'provider = "postgresql"',
    };
    assert.deepEqual((await found(files)).tables, ['Prisma migrations A(id)']);
    const both = await found({ ...files, 'prisma/schema.prisma': 'model A {\n  id String @id\n}\n' });
    assert.deepEqual([both.tables, both.migrations], [[], ['Prisma prisma/migrations 1']]);
  });

  it('are not what only looks like them', async () => {
    assert.deepEqual(
      await found({
        'requetes/1_agents.sql': 'CREATE TABLE a (x int);',
        'sql/rapport_2024.sql': 'CREATE TABLE b (x int);',
        'tests/migrations/1_a.sql': 'CREATE TABLE c (x int);',
        'db/seeds/1_a.sql': 'CREATE TABLE d (x int);',
        'docker-entrypoint-initdb.d/01_a.sql': 'CREATE TABLE e (x int);',
        'docker-entrypoint-initdb.d/02_a.sql': 'CREATE TABLE f (x int);',
        'ancien/old-migrations/1_a.sql': 'CREATE TABLE g (x int);',
        'donnees/1_a.sql': 'SELECT 1;',
        'donnees/2_a.sql': 'SELECT 2;',
      }),
      { tables: [], migrations: [], notes: [] },
    );
  });

  it('that are broken or unreadable cost a note', async () => {
    const { tables, notes } = await found({
      'migrations/1_a.sql': "-- migrate:up\nCREATE TABLE a (x int);\nINSERT INTO a VALUES ('oups);\n",
      'migrations/2_b.sql': new Uint8Array([0, 1, 2, 3, 0]),
      'migrations/3_c.sql': 'CREATE TABLE (((((; ALTER TABLE; CREATE TABLE c (x int);',
    });
    assert.deepEqual(tables, ['dbmate migrations a(x)', 'dbmate migrations c(x)']);
    assert.deepEqual(notes, [
      'migrations/1_a.sql:3 SQL inachevé : la suite n’a pas été lue',
      'migrations/2_b.sql: fichier binaire, non lu',
    ]);
  });

  it('written in Java are noted', async () => {
    const { notes } = await found({
      'src/main/resources/db/migration/V1__a.sql': 'CREATE TABLE a (x int);',
      'src/main/kotlin/db/migration/V2__B.kt': 'class V2__B',
      'src/main/kotlin/db/migration/V3__C.kt': 'class V3__C',
      'src/test/java/db/migration/V4__D.java': 'class V4__D {}',
    });
    assert.deepEqual(notes, [
      'src/main/kotlin/db/migration/V2__B.kt: migrations écrites en Java ou en Kotlin, non rejouées (2)',
    ]);
  });

  it('are read whole, though what else looks into files asked for less of them first', async () => {
    const heavy = `CREATE TABLE lots (code text);\n${"INSERT INTO lots VALUES ('lot');\n".repeat(40_000)}`;
    const other: Detector = {
      name: 'other',
      start: () => ({ wants: ({ name }) => name.endsWith('.sql'), find: () => ({}) }),
    };
    const inventory = await surveyFiles(
      { 'migrations/1_a.up.sql': heavy, 'migrations/2_b.up.sql': 'ALTER TABLE lots ADD nom text;', 'other.sql': heavy },
      [other, sqlMigrations],
    );
    assert.deepEqual(told(inventory).tables, ['golang-migrate migrations lots(code, nom)']);
    assert.deepEqual(told(inventory).notes, ['other.sql: fichier trop gros pour être lu (plus de 1000 ko)']);
  });
});
