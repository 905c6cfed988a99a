import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { SchemaReplay } from '../../../../../src/survey/readers/schema/schemaReplay';
import type { Column, Evidence } from '../../../../../src/survey/facts';

const at = (line: number): Evidence => ({ path: 'm.sql', line });
const column = (name: string, line: number, more: Partial<Column> = {}): Column => ({
  name,
  evidence: at(line),
  ...more,
});
const shape = (replay: SchemaReplay): Record<string, string[]> =>
  Object.fromEntries(
    replay
      .tables('SQL', 'migrations')
      .map(({ name, columns }) => [name, columns.map((each) => `${each.name}:${String(each.evidence.line)}`)]),
  );

describe('Migrations replayed', () => {
  it('leave what was created, renamed, altered, and not what was dropped', () => {
    const replay = new SchemaReplay();
    replay.createTable('usagers', at(1));
    replay.addColumn('usagers', column('id', 2, { key: 'primary' }));
    replay.addColumn('usagers', column('nom', 3, { nullable: true }));
    replay.addColumn('usagers', column('age', 4));
    replay.createTable('brouillons', at(5));
    assert.equal(replay.renameColumn('Usagers', 'NOM', 'nom_usage', at(6)), true);
    assert.equal(
      replay.alterColumn('usagers', 'age', (known) => ({ ...known, type: 'int' }), at(7)),
      true,
    );
    assert.equal(replay.dropColumn('usagers', 'id', at(8)), true);
    assert.equal(replay.dropTable('brouillons'), true);
    assert.deepEqual(shape(replay), { usagers: ['nom_usage:6', 'age:4'] });
    assert.equal(replay.columns('usagers')[1]?.type, 'int');
  });

  it('follow a table under its new name, from the columns that point at it too', () => {
    const replay = new SchemaReplay();
    replay.createTable('personnes', at(1));
    replay.createTable('dossiers', at(2));
    replay.addColumn('dossiers', column('personne_id', 3, { references: 'personnes.id' }));
    replay.renameTable('personnes', 'usagers', at(4));
    assert.deepEqual(shape(replay), { dossiers: ['personne_id:3'], usagers: [] });
    assert.equal(replay.columns('dossiers')[0]?.references, 'usagers.id');
    assert.deepEqual(replay.tables('SQL', 'migrations')[1]?.evidence, [at(4)]);
  });

  it('remember what changes a table that nothing creates, until something does', () => {
    const replay = new SchemaReplay();
    assert.equal(replay.addColumn('ailleurs', column('a', 1)), false);
    assert.equal(replay.dropColumn('ailleurs', 'a', at(2)), false);
    assert.deepEqual(replay.unknown, [{ name: 'ailleurs', evidence: at(1) }]);
    replay.createTable('Ailleurs', at(3));
    assert.deepEqual(replay.unknown, []);
    assert.equal(replay.createTable('ailleurs', at(4)), false);
  });

  it('give a column that gets a name a place of its own', () => {
    const replay = new SchemaReplay();
    replay.createTable('t', at(1));
    replay.addColumn('t', column('id', 1, { implicit: true }));
    replay.renameColumn('t', 'id', 'code', at(2));
    assert.deepEqual(replay.columns('t'), [{ name: 'code', evidence: at(2) }]);
  });

  it('come to the same whatever is created and dropped in between', () => {
    const names = fc.constantFrom('a', 'B', 'c_d', 'é');
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.boolean())), (steps) => {
        const replay = new SchemaReplay();
        const expected = new Set<string>();
        for (const [name, isCreated] of steps) {
          if (isCreated) {
            replay.createTable(name, at(1));
            expected.add(name);
          } else {
            replay.dropTable(name);
            expected.delete(name);
          }
        }
        assert.deepEqual(Object.keys(shape(replay)), [...expected].sort());
      }),
    );
  });
});
