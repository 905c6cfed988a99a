import * as assert from 'node:assert/strict';
import { databases } from '../../../../src/survey/detectors/databases';
import { sqlFiles } from '../../../../src/survey/frameworks/sqlFiles';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles): Promise<string[]> {
  const { tables } = await surveyFiles(files, [databases, sqlFiles]);
  return tables.map(({ name, columns, evidence }) => {
    const { path, line } = evidence[0] ?? { path: '', line: 0 };
    return `${name}(${columns.map((column) => column.name).join(', ')}) ${path}:${String(line)}`;
  });
}

describe('SQL on its own', () => {
  it('is read in the order that makes sense: what creates, then what adds', async () => {
    assert.deepEqual(
      await found({
        'sql/contraintes.sql':
          'CREATE VIEW v AS SELECT 1 AS x;\nALTER TABLE a ADD CONSTRAINT pk PRIMARY KEY (x);\nALTER TABLE a ADD y int;',
        'sql/schema.sql': '-- le schéma\r\nCREATE TABLE a (x int);',
        'sql/schema-h2.sql': 'CREATE TABLE h2 (x int);',
      }),
      ['a(x, y) sql/schema.sql:2', 'h2(x) sql/schema-h2.sql:1', 'v(x) sql/contraintes.sql:1'],
    );
  });

  it('is that of the product’s own engine', async () => {
    const files = {
      'db/schema_mysql.sql': 'CREATE TABLE a (mysql int);',
      'db/schema_pg.sql': 'CREATE TABLE a (pg int);',
      'db/schema_oracle.sql': 'CREATE TABLE a (oracle int);',
    };
    assert.deepEqual(await found(files), ['a(pg) db/schema_pg.sql:1']);
    assert.deepEqual(await found({ ...files, 'compose.yml': 'services:\n  db:\n    image: mysql:8\n' }), [
      'a(mysql) db/schema_mysql.sql:1',
    ]);
  });

  it('is not what tests, migrations, rows and documents hold', async () => {
    const text = 'CREATE TABLE a (x int);';
    const paths = [
      'tests/schema.sql',
      'src/test/resources/schema.sql',
      'migrations/1_a.sql',
      'migrations/sql/vue.sql',
      'db/structure.sql',
      'db/seeds/a.sql',
      'docs/installation/schema.sql',
      'vendor/x/schema.sql',
      'fixtures/dump.sql',
      'sql/drop_tables.sql',
      'sql/upgrade-1.2.sql',
      'demo-data/dump.sql',
    ];
    assert.deepEqual(await found({ Gemfile: '', ...Object.fromEntries(paths.map((path) => [path, text])) }), []);
    assert.deepEqual(await found({ 'db/structure.sql': text }), ['a(x) db/structure.sql:1']);
    assert.deepEqual(await found({ 'db/a.sql': `--liquibase formatted sql\n--changeset a:1\n${text}` }), []);
    assert.deepEqual(
      await found({ 'db/a.sql': "INSERT INTO b VALUES ('CREATE TABLE a (x int)');", 'db/b.sql': `/* ${text} */` }),
      [],
    );
  });

  it('of a big dump is read whole, its rows left out', async () => {
    const rows = "INSERT INTO `a` VALUES (1,'l\\'agent; CREATE TABLE b (x int)');\n".repeat(30_000);
    assert.deepEqual(
      await found({ 'dump.sql': `CREATE TABLE \`a\` (\`x\` int) ENGINE=InnoDB;\n${rows}CREATE TABLE c (x int);` }),
      ['a(x) dump.sql:1', 'c(x) dump.sql:30002'],
    );
  });
});
