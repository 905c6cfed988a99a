import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { alembic } from '../../../../src/survey/frameworks/alembic';
import { surveyFiles, type MemoryFiles } from '../memoryTree';
import { structureText } from '../structureText';

function revision(id: string, after: string, upgrade: string, before = ''): string {
  const body = upgrade.split('\n').map((line) => `    ${line}\n`);
  return `import sqlalchemy as sa\nfrom alembic import op\n\nrevision = "${id}"\ndown_revision = ${after}\n${before}\ndef upgrade():\n${body.join('')}`;
}

async function tables(files: MemoryFiles): Promise<Record<string, string[]>> {
  const { tables: all } = await surveyFiles(files, [alembic]);
  return Object.fromEntries(all.map(({ name, columns }) => [name, columns.map((column) => column.name)]));
}

async function notes(files: MemoryFiles): Promise<string[]> {
  return (await surveyFiles(files, [alembic])).notes.map(({ path, line, message }) => `${path}:${line} ${message}`);
}

const create = 'op.create_table("usager", sa.Column("id", sa.Integer(), primary_key=True))';

describe('Alembic’s tables', () => {
  it('follow the revisions, not the names of the files, with their ends of lines', async () => {
    const files = {
      'versions/a.py': `\uFEFF${revision('bbb1', '"aaa1"', 'op.drop_column("usager", "age")').replaceAll('\n', '\r\n')}`,
      'versions/b.py': revision('aaa1', 'None', `${create}\nop.add_column("usager", sa.Column("age", sa.Integer()))`),
    };
    assert.deepEqual(await tables(files), { usager: ['id'] });
    assert.equal((await surveyFiles(files, [alembic])).tables[0]?.evidence[0]?.line, 8);
  });

  it('follow a chain that goes on in another folder, and keep apart two that don’t', async () => {
    assert.deepEqual(
      await tables({
        'api/versions/2023/a.py': revision('aaa1', 'None', create),
        'api/versions/2024/b.py': revision('bbb1', '"aaa1"', 'op.rename_table("usager", "personne")'),
        'lot/versions/c.py': revision('ccc1', 'None', create),
      }),
      { personne: ['id'], usager: ['id'] },
    );
  });

  it('lose nothing to revisions that come after each other in a circle, or after one that isn’t there', async () => {
    assert.deepEqual(
      await tables({
        'v/a.py': revision('aaa1', '"bbb1"', create),
        'v/b.py': revision('bbb1', '("aaa1", "zzz9")', 'pass'),
      }),
      { usager: ['id'] },
    );
  });

  it('say which constraints are gone, named or not', async () => {
    const files = {
      'v/a.py': revision(
        'aaa1',
        'None',
        [
          create,
          'op.create_table("avis", sa.Column("id", sa.Integer()), sa.Column("usager_id", sa.Integer(), sa.ForeignKey("usager.id")), sa.Column("code", sa.String(3)))',
          'op.create_primary_key("pk", "avis", ["id"])',
          'op.create_index(op.f("ix_code"), "avis", ["code"], unique=True)',
          'op.drop_constraint("avis_usager_id_fkey", "avis", type_="foreignkey")',
          'op.drop_index(op.f("ix_code"), table_name="avis")',
        ].join('\n'),
      ),
    };
    assert.deepEqual(
      structureText(await surveyFiles(files, [alembic]))
        .split('\n')
        .slice(1, 5),
      [
        '  avis | Alembic | migrations | v/a.py:9',
        '    id | Integer | not null | primary | v/a.py:9',
        '    usager_id | Integer | null | v/a.py:9',
        '    code | String(3) | null | v/a.py:9',
      ],
    );
  });

  it('go through functions and loops of the file, and say which ones they can’t', async () => {
    const before = `
TABLES = {"usager": ["nom", "prenom"]}

def ajoute(table, *columns):
    for column in columns:
        op.add_column(table, column)
`;
    const files = {
      'v/a.py': revision(
        'aaa1',
        'None',
        [
          create,
          'for table, names in TABLES.items():',
          '    for name in names:',
          '        op.add_column(table, sa.Column(f"{name}_usuel", sa.Text()))',
          'ajoute("usager", sa.Column("age", sa.Integer()), sa.Column("sexe", sa.CHAR(1)))',
          'for row in op.get_bind().execute("SELECT 1"):',
          '    op.add_column("usager", sa.Column("perdu", sa.Text()))',
          'op.drop_table(nom_calcule)',
        ].join('\n'),
        before,
      ),
    };
    assert.deepEqual(await tables(files), { usager: ['id', 'nom_usuel', 'prenom_usuel', 'age', 'sexe', 'perdu'] });
    assert.deepEqual(await notes(files), [
      'v/a.py:19 boucle dont les valeurs ne sont pas écrites, non rejouée',
      'v/a.py:21 nom de table calculé, opération non rejouée',
    ]);
  });

  it('aren’t what downgrade makes, nor what anything else than Alembic’s op does', async () => {
    const text = `${revision('aaa1', 'None', `${create}\nautre.create_table("faux", sa.Column("id"))`)}\n\ndef downgrade():\n    op.create_table("parti", sa.Column("id"))\n`;
    assert.deepEqual(await tables({ 'v/a.py': text }), { usager: ['id'] });
  });

  it('say which revisions change rows', async () => {
    const { migrations } = await surveyFiles(
      {
        'v/a.py': revision('aaa1', 'None', `${create}\nop.bulk_insert(t, [])`),
        'v/b.py': revision(
          'bbb1',
          '"aaa1"',
          'connexion = op.get_bind()\nconnexion.execute(sa.text("DELETE FROM usager"))',
        ),
        'v/c.py': revision('ccc1', '"bbb1"', 'op.execute("CREATE EXTENSION IF NOT EXISTS unaccent")'),
      },
      [alembic],
    );
    assert.deepEqual(migrations[0]?.data, [
      { path: 'v/a.py', line: 9 },
      { path: 'v/b.py', line: 9 },
    ]);
  });

  it('take no time on hostile code', async () => {
    const loops = `for a in (${'1,'.repeat(5000)}):\n  for b in (${'1,'.repeat(5000)}):\n    c = b`;
    const calls = 'a()\n';
    const start = performance.now();
    await surveyFiles(
      {
        'v/a.py': revision('aaa1', 'None', loops),
        'v/b.py': revision('bbb1', 'None', calls, 'def a():\n  a()\n  a()\n  a()\n  a()\n'),
        'v/c.py': revision('ccc1', 'None', `op.execute(${'('.repeat(50_000)}`),
        'v/d.py': revision('ddd1', 'None', `x = "${'a'.repeat(1000)}"\n${'x = x + x\n'.repeat(60)}op.execute(x)`),
      },
      [alembic],
    );
    assert.ok(performance.now() - start < 15_000);
  });

  it('never throw, whatever stands in the files', async () => {
    const words = [
      create,
      'op.add_column("usager",',
      'sa.Column("x",',
      'with op.batch_alter_table("usager") as b:',
      '\n',
      'for a in b:',
      'b.alter_column(',
      '"x"',
      ')',
      'nullable=False',
      '*a',
      '**b',
      'op.execute(f"{a}")',
      'def upgrade():',
      '    ',
      'op.drop_constraint(None, "usager")',
      'op.create_foreign_key(',
      '[',
      ']',
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6 })), { maxLength: 30 }),
        async (parts) => {
          const { notes: said } = await surveyFiles({ 'v/a.py': revision('aaa1', 'None', parts.join(' ')) }, [alembic]);
          assert.deepEqual(
            said.filter(({ message }) => message.startsWith('lecture interrompue')),
            [],
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
