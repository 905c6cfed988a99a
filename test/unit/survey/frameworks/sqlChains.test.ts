import * as assert from 'node:assert/strict';
import { sqlFiles } from '../../../../src/survey/frameworks/sqlFiles';
import { sqlMigrations } from '../../../../src/survey/frameworks/sqlMigrations';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles): Promise<{ tables: string[]; migrations: string[]; notes: string[] }> {
  const { tables, migrations, notes } = await surveyFiles(files, [sqlFiles, sqlMigrations]);
  return {
    tables: tables.map(({ name, columns, evidence }) => {
      const told = columns.map((column) => `${column.name} ${column.type ?? ''}`).join(', ');
      return `${name}(${told}) ${evidence[0]?.path ?? ''}:${String(evidence[0]?.line)}`;
    }),
    migrations: migrations.map(({ folder, count }) => `${folder} ${String(count)}`),
    notes: notes.map(({ path, message }) => `${path ?? ''} ${message}`),
  };
}

describe('Chains of SQL migrations', () => {
  it('leave out what Liquibase runs', async () => {
    const files = {
      'db/changesets/001_bacs.sql': '--liquibase formatted sql\n--changeset a:1\nCREATE TABLE bacs (nom text);\n',
      'db/changesets/002_quais.sql': '--liquibase formatted sql\n--changeset a:2\nDROP TABLE bacs;\n',
    };
    assert.deepEqual(await found(files), { tables: [], migrations: [], notes: [] });
  });

  it('written as Go’s templates are read for one engine, places unchanged', async () => {
    const first = `CREATE TABLE {{.prefix}}bacs (
  {{if .postgres}}le TIMESTAMPTZ,{{end}}
  {{if .mysql}}le DATETIME,{{end}}
  notes {{if .postgres}}JSON{{else}}TEXT{{end}},
  nom {{if not .postgres}}VARCHAR(9){{else if .postgres}}TEXT{{end}}
);
`;
    const second = `{{if .mysql}}DROP TABLE {{.prefix}}bacs;{{end}}
{{ ajouterColonne "bacs" "quai" }}
{{if .plugin}}CREATE TABLE {{.prefix}}quais (nom text);{{end}}
`;
    assert.deepEqual(await found({ 'migrations/001_a.up.sql': first, 'migrations/002_b.up.sql': second }), {
      tables: [
        'bacs(le TIMESTAMPTZ, notes JSON, nom TEXT) migrations/001_a.up.sql:1',
        'quais(nom text) migrations/002_b.up.sql:3',
      ],
      migrations: ['migrations 2'],
      notes: ['migrations/002_b.up.sql migrations dont une partie est calculée : non rejouée'],
    });
  });

  it('may be numbered after a word', async () => {
    const { tables, migrations } = await found({
      'base/scripts/db_00002.sql': 'DROP TABLE bacs;',
      'base/scripts/db_00010.sql': 'ALTER TABLE quais ADD nom text;',
      'base/scripts/db_00001.sql': 'CREATE TABLE bacs (nom text);\nCREATE TABLE quais (id int);',
    });
    assert.deepEqual(tables, ['quais(id int, nom text) base/scripts/db_00001.sql:2']);
    assert.deepEqual(migrations, ['base/scripts 3']);
  });
});

describe('SQL files of several engines', () => {
  it('are those of one folder, though some names stand in one of them only', async () => {
    const { tables } = await found({
      'sql/mysql/bacs.sql': 'CREATE TABLE bacs (nom text);',
      'sql/mysql/anciens.sql': 'CREATE TABLE anciens (nom text);',
      'sql/postgresql/bacs.sql': 'CREATE TABLE bacs (nom text);',
    });
    assert.deepEqual(tables, ['bacs(nom text) sql/postgresql/bacs.sql:1']);
  });
});
