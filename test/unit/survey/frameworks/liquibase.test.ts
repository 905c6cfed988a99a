import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { databases } from '../../../../src/survey/detectors/databases';
import { liquibase } from '../../../../src/survey/frameworks/liquibase';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const opening = '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">';

/** A changelog of one change set. */
function changelog(changes: string, about = ''): string {
  return `${opening}\n<changeSet id="1" author="a"${about}>\n${changes}\n</changeSet>\n</databaseChangeLog>`;
}

function table(name: string, ...columns: readonly string[]): string {
  return `<createTable tableName="${name}">${columns.map((column) => `<column name="${column}" type="int"/>`).join('')}</createTable>`;
}

async function found(files: MemoryFiles): Promise<{ tables: string[]; notes: string[] }> {
  const { tables, notes } = await surveyFiles(files, [databases, liquibase]);
  return {
    tables: tables.map(({ name, columns }) => {
      const told = columns.map((column) =>
        [
          column.name,
          column.key,
          column.references && `-> ${column.references}`,
          column.unique === true ? 'unique' : undefined,
        ]
          .filter((part) => part !== undefined)
          .join(' '),
      );
      return `${name}(${told.join(', ')})`;
    }),
    notes: notes.map(({ path, line, message }) => `${path ?? ''}:${String(line ?? '')} ${message}`),
  };
}

describe('Liquibase', () => {
  it('changes keys, columns and tables', async () => {
    const path = 'src/main/resources/db/changelog/a.xml';
    const { tables, notes } = await found({
      [path]: changelog(`
        ${table('a', 'id', 'b_id', 'code', 'vieux')}
        ${table('b', 'id')}
        ${table('jetee', 'id')}
        <addPrimaryKey tableName="a" columnNames="id"/>
        <addForeignKeyConstraint baseTableName="a" baseColumnNames="b_id" constraintName="fk" referencedTableName="b" referencedColumnNames="id"/>
        <createIndex tableName="a" indexName="i" unique="true"><column name="code"/></createIndex>
        <dropColumn tableName="a"><column name="vieux"/></dropColumn>
        <dropTable tableName="jetee"/>
        <renameTable oldTableName="b" newTableName="c"/>
        <renameColumn tableName="a" oldColumnName="code" newColumnName="cote"/>
        <addLookupTable existingTableName="a" existingColumnName="cote" newTableName="cotes" newColumnName="nom" newColumnDataType="text"/>
        <dropView viewName="rien"/>
        <createView viewName="v" schemaName="s">SELECT id FROM a</createView>`),
    });
    assert.deepEqual(tables, [
      'a(id primary, b_id foreign -> c.id, cote foreign -> cotes.nom unique)',
      'c(id)',
      'cotes(nom primary)',
      's.v(id)',
    ]);
    assert.deepEqual(notes, []);
    const dropped = await found({
      [path]: changelog(`
        ${table('a', 'id', 'b_id')}
        <addPrimaryKey tableName="a" columnNames="id" constraintName="pk"/>
        <addUniqueConstraint tableName="a" columnNames="b_id" constraintName="u"/>
        <addForeignKeyConstraint baseTableName="a" baseColumnNames="b_id" constraintName="fk" referencedTableName="b"/>
        <dropPrimaryKey tableName="a"/>
        <dropUniqueConstraint tableName="a" constraintName="u"/>
        <dropForeignKeyConstraint baseTableName="a" constraintName="fk"/>`),
    });
    assert.deepEqual(dropped.tables, ['a(id, b_id)']);
  });

  it('is for the product’s own engine, and not for tests', async () => {
    const files = {
      'db/changelog/a.xml': `${opening}
<changeSet id="1" author="a" dbms="h2">${table('h2', 'x')}</changeSet>
<changeSet id="2" author="a" dbms="postgresql, mysql">${table('commune', 'x')}</changeSet>
<changeSet id="3" author="a" context="mysql">${table('mysql', 'x')}</changeSet>
<changeSet id="4" author="a" context="test">${table('essai', 'x')}</changeSet>
<changeSet id="5" author="a" contextFilter="!test and production"><sql dbms="mysql">CREATE TABLE m (x int)</sql></changeSet>
</databaseChangeLog>`,
    };
    assert.deepEqual((await found(files)).tables, ['commune(x)']);
    assert.deepEqual((await found({ ...files, 'compose.yml': 'services:\n  db:\n    image: mysql:8\n' })).tables, [
      'commune(x)',
      'm(x)',
      'mysql(x)',
    ]);
  });

  it('begins with the outermost changelogs, one for each database', async () => {
    const include = (file: string): string =>
      `${opening}<include file="${file}" relativeToChangelogFile="true"/></databaseChangeLog>`;
    assert.deepEqual(
      (
        await found({
          'a/src/main/resources/db/master.xml': include('changelog/1.xml'),
          'a/src/main/resources/db/demo-master.xml': include('changelog/1.xml'),
          'a/src/main/resources/db/changelog/1.xml': changelog(table('a', 'x')),
          'a/src/main/resources/db/changelog/oublie.xml': changelog(table('oublie', 'x')),
          'b/src/main/resources/db/changelog/seul.xml': changelog(table('b', 'x')),
          'b/src/test/resources/db/changelog/essai.xml': changelog(table('essai', 'x')),
          'c/changelog/boucle.xml': include('boucle.xml'),
        })
      ).tables,
      ['a(x)', 'b(x)'],
    );
  });

  it('costs a note where it can’t be read', async () => {
    const { tables, notes } = await found({
      'db/changelog.xml': `${opening}\n<changeSet id="1" author="a">\n${table('a', 'x')}\n<inconnu/>\n<inconnu/>\n<sql>CREATE TABLE b (x int); SELECT '</sql>\n</changeSet>`,
      'db/changelog/a.yaml': 'databaseChangeLog:\n  - changeSet: [',
      'db/changelog/b.json': '{"databaseChangeLog": [',
      'db/changelog/c.yaml': 'databaseChangeLog: rien\n',
      'db/changelog/d.xml': '<autre>databaseChangeLog</autre>',
    });
    assert.deepEqual(tables, ['a(x)', 'b(x)']);
    assert.deepEqual(notes, [
      'db/changelog.xml:4 changement « inconnu », non rejoué',
      'db/changelog.xml:6 SQL inachevé : la suite n’a pas été lue',
      'db/changelog.xml:7 XML mal formé : lu en partie seulement',
      'db/changelog/a.yaml:2 YAML mal formé : lu en partie seulement',
      'db/changelog/b.json:1 JSON mal formé : lu en partie seulement',
    ]);
  });

  it('never stops the survey, whatever stands in a changelog', async () => {
    const name = fc.constantFrom(
      'createTable',
      'column',
      'constraints',
      'addColumn',
      'dropColumn',
      'renameTable',
      'sql',
      'include',
      'insert',
      'rollback',
    );
    const attribute = fc.tuple(
      fc.constantFrom(
        'tableName',
        'name',
        'type',
        'columnName',
        'oldTableName',
        'newTableName',
        'file',
        'references',
        'dbms',
        'context',
      ),
      fc.constantFrom('a', 'b', '', '${x}', 'a(b', '!h2', ',', 'x.xml'),
    );
    const element = fc
      .tuple(name, fc.uniqueArray(attribute, { selector: ([key]) => key, maxLength: 4 }))
      .map(([tag, attributes]) => `<${tag} ${attributes.map(([key, value]) => `${key}="${value}"`).join(' ')}/>`);
    await fc.assert(
      fc.asyncProperty(fc.array(element, { maxLength: 8 }), fc.string(), async (elements, end) => {
        const { notes } = await found({ 'db/changelog/a.xml': changelog(elements.join('')) + end });
        assert.deepEqual(
          notes.filter((note) => note.includes('erreur')),
          [],
        );
      }),
      { numRuns: 200 },
    );
  });

  it('in YAML doesn’t do what it asks before, nor what it does to come back', async () => {
    const text = `databaseChangeLog:
  - changeSet:
      id: 1
      preConditions:
        - onFail: MARK_RAN
          and:
            - tableExists: {tableName: bacs}
      changes:
        - createTable:
            tableName: bacs
            columns:
              - column: {name: nom, type: text}
      rollback:
        - dropTable: {tableName: bacs}
`;
    assert.deepEqual(await found({ 'src/main/resources/db/changelog/a.yaml': text }), {
      tables: ['bacs(nom)'],
      notes: [],
    });
  });
});
