import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parts } from '../../../../src/survey/detectors/parts';
import { railsSchema } from '../../../../src/survey/frameworks/railsSchema';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

/** What is found of tables: `table: column type null key -> target unique (line)`. */
async function tablesOf(files: MemoryFiles): Promise<readonly string[]> {
  const { tables } = await surveyFiles(files, [railsSchema]);
  return tables.flatMap(({ name, columns, evidence, source, label }) => [
    [name, source, label, evidence[0]?.line].filter((part) => part !== undefined).join(' '),
    ...columns.map((column) =>
      [
        ` ${column.name}`,
        column.type,
        column.nullable === true ? 'null' : undefined,
        column.key,
        column.references,
        column.unique === true ? 'unique' : undefined,
        column.label,
        column.evidence.line,
      ]
        .filter((part) => part !== undefined)
        .join(' '),
    ),
  ]);
}

async function notesOf(files: MemoryFiles): Promise<readonly string[]> {
  const { notes } = await surveyFiles(files, [railsSchema]);
  return notes.map(({ path, line, about, message }) => [path, line, about, message].filter(Boolean).join(' '));
}

const migration = (body: string, version = '[7.1]'): string =>
  `class Change < ActiveRecord::Migration${version}\n  def change\n${body}\n  end\nend\n`;

describe('The schema of Rails', () => {
  it('is read with Windows line endings, a byte order mark and statements over several lines', async () => {
    const schema = [
      '\uFEFFActiveRecord::Schema.define(version: 2020_01_01_000000) do',
      '  create_table "usagers", id: :serial, force: :cascade do |t|',
      '    t.string "nom",',
      '      null: false,',
      '      comment: "Nom d\'usage"',
      '    t.integer "age", :null => false',
      '  end',
      '  add_index "usagers", ["nom"], name: "i", unique: true',
      'end',
    ].join('\r\n');
    assert.deepEqual(await tablesOf({ 'db/schema.rb': schema }), [
      'usagers schema 2',
      ' id serial primary 2',
      " nom string unique Nom d'usage 3",
      ' age integer 6',
    ]);
  });

  it('may be written by hand, in symbols, in a Schemafile', async () => {
    const schema = `create_table :usagers do |t|
  t.references :commune, foreign_key: true
  t.string :nom, :prenom, :null => false
  t.timestamps
end
create_table "communes" do |t|
end
add_foreign_key :usagers, :communes
`;
    assert.deepEqual(await tablesOf({ Schemafile: schema }), [
      'communes schema 6',
      ' id primary 6',
      'usagers schema 1',
      ' id primary 1',
      ' commune_id null foreign communes 2',
      ' nom string 3',
      ' prenom string 3',
      ' created_at datetime 1',
      ' updated_at datetime 1',
    ]);
  });

  it('gives no type to keys whose age nothing tells', async () => {
    const schema = 'ActiveRecord::Schema.define(version: 1) do\n  create_table "a" do |t|\n  end\nend\n';
    assert.deepEqual(await tablesOf({ 'db/schema.rb': schema }), ['a schema 2', ' id primary 2']);
  });

  it('leaves its place to migrations when it isn’t one', async () => {
    assert.deepEqual(
      await tablesOf({
        'db/schema.rb': '# rien\n',
        'db/migrate/20240101000000_a.rb': migration('    create_table :a'),
      }),
      ['a migrations 3', ' id bigint primary 3'],
    );
  });

  it('stays apart in each application of a repository', async () => {
    const schema = (name: string): string =>
      `ActiveRecord::Schema[7.1].define(version: 1) do\n  create_table "${name}", id: false do |t|\n  end\nend\n`;
    const { tables } = await surveyFiles(
      {
        'un/Gemfile': 'gem "rails"\n',
        'un/db/schema.rb': schema('usagers'),
        'deux/Gemfile': 'gem "rails"\n',
        'deux/db/schema.rb': schema('usagers'),
        'deux/spec/dummy/db/schema.rb': schema('fausse'),
      },
      [parts, railsSchema],
    );
    assert.deepEqual(
      tables.map(({ name, evidence }) => [name, evidence[0]?.path]),
      [
        ['usagers', 'deux/db/schema.rb'],
        ['usagers', 'un/db/schema.rb'],
      ],
    );
  });
});

describe('Rails’ migrations', () => {
  it('are replayed in the order of their numbers, the way up', async () => {
    const files = {
      'db/migrate/20240301000000_c.rb': `class C < ActiveRecord::Migration[5.0]
  def self.up
    return_nothing
    if table_exists?(:absente)
      drop_table :demandes
    end
    rename_table :demandes, :dossiers
    remove_columns :dossiers, :a, :b
    change_column_default :dossiers, :c, from: 1, to: 2
    change_column :dossiers, :c, :text, null: false
    remove_foreign_key :dossiers, :agents
  end

  def self.down
    drop_table :dossiers
  end
end
`,
      'db/migrate/9_a.rb': migration('    create_table :provisoire\n    drop_table :provisoire', ''),
      'db/migrate/20240201000000_b.rb': migration(
        `    create_table :agents, id: :uuid
    create_table :demandes do |t|
      t.string :a
      t.string :b
      t.string :c, index: { unique: true }
      t.references :agent, type: :uuid, foreign_key: true
      t.index :inconnue
    end
    { d: :date, e: :time }.each { |nom, type| add_column :demandes, nom, type }
    ajoute :demandes
  end

  def ajoute(table)
    add_timestamps table, null: true`,
      ),
    };
    assert.deepEqual(await tablesOf(files), [
      'agents migrations 3',
      ' id uuid primary 3',
      'dossiers migrations 7',
      ' id bigint primary 7',
      ' c text unique 7',
      ' agent_id uuid null 8',
      ' d date null 11',
      ' e time null 11',
      ' created_at datetime null 12',
      ' updated_at datetime null 12',
    ]);
    assert.deepEqual(await notesOf(files), []);
  });

  it('that change what isn’t known, or by a computed name, are said to be read in part', async () => {
    const files = {
      'db/migrate/1_a.rb': migration(`    add_column :absente, :nom, :string
    TABLES_CONNUES.each { |table| add_column table, :nom, :string }
    User.all.each { |user| user.update!(nom: "") }
    create_table Usager.table_name do |t|
      t.string :nom
    end`),
    };
    assert.deepEqual(await tablesOf(files), []);
    assert.deepEqual(await notesOf(files), [
      'db/migrate/1_a.rb 3 tables table « absente » modifiée mais jamais créée par les migrations lues',
      'db/migrate/1_a.rb 4 tables migration dont les noms sont calculés : lue en partie',
    ]);
  });

  it('of other tools aren’t read as theirs', async () => {
    const { tables, migrations } = await surveyFiles(
      { 'db/migrate/1_a.rb': 'Sequel.migration do\n  change { create_table(:a) { primary_key :id } }\nend\n' },
      [railsSchema],
    );
    assert.deepEqual([tables, migrations], [[], []]);
  });

  it('are counted, with those that move data on the way up', async () => {
    const moving = (up: string, down: string): string =>
      `class M < ActiveRecord::Migration[7.1]\n  def up\n    ${up}\n  end\n\n  def down\n    ${down}\n  end\nend\n`;
    const { migrations } = await surveyFiles(
      {
        'db/schema.rb': 'ActiveRecord::Schema[7.1].define(version: 9) do\nend\n',
        'db/migrate/1_a.rb': moving('add_column :a, :b, :string', 'A.update_all(b: 1)'),
        'db/migrate/2_b.rb': moving('A.find_each { |a| a.save! }', 'nil'),
        'db/migrate/3_c.rb': moving('execute "update a\n      set b = 1"', 'nil'),
        'db/migrate/4_d.rb': moving(
          'execute "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES c ON UPDATE CASCADE"',
          'nil',
        ),
        'db/migrate/5_e.active_storage.rb': moving('# A.update_all(b: 1)', 'nil'),
        'db/migrate/10_f.rb': moving('Rake::Task["reprise"].invoke', 'nil'),
      },
      [railsSchema],
    );
    assert.deepEqual(migrations, [
      {
        name: 'Rails',
        folder: 'db/migrate',
        count: 6,
        first: 'db/migrate/1_a.rb',
        last: 'db/migrate/10_f.rb',
        data: [
          { path: 'db/migrate/2_b.rb', line: 3 },
          { path: 'db/migrate/3_c.rb', line: 3 },
          { path: 'db/migrate/10_f.rb', line: 3 },
        ],
        evidence: [{ path: 'db/migrate/10_f.rb', line: 1 }],
      },
    ]);
  });

  it('broken or hostile cost a note each, and little time', async () => {
    const files = {
      'db/migrate/1_a.rb': `class A < ActiveRecord::Migration[7.1]\n  def change\n    create_table :a${'('.repeat(100_000)}\n`,
      'db/migrate/2_b.rb': `class B < ActiveRecord::Migration[7.1]\n  def change\n    add_column "b\n`,
      'db/migrate/3_c.rb': migration(`    create_table :c do |t|\n      t.string :nom\n    end`),
      'db/migrate/4_d.rb': `class D < ActiveRecord::Migration[7.1]\n${'x'.repeat(600_000)}`,
    };
    const start = Date.now();
    const tables = await tablesOf(files);
    assert.ok(Date.now() - start < 3000);
    assert.deepEqual(
      tables.filter((line) => line.startsWith('c ')),
      ['c migrations 3'],
    );
    assert.ok((await notesOf(files)).some((note) => note.startsWith('db/migrate/4_d.rb')));
  });

  it('and schemas may hold anything', async () => {
    const word = fc.constantFrom(
      'create_table "a"',
      ' do |t|',
      '\nend\n',
      't.string ',
      '"a"',
      ':b',
      ', null: false',
      '[',
      '{',
      '}',
      '"',
      '#{',
      'add_column :a, ',
      'remove_column ',
      'rename_table :a, :b\n',
      'if ',
      '<<~SQL\n',
      'execute ',
      '%w[',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(word, fc.string()), { maxLength: 30 }), async (words) => {
        const text = words.join('');
        const { notes } = await surveyFiles(
          {
            'db/schema.rb': `ActiveRecord::Schema[7.1].define(version: 1) do\n${text}`,
            'x/db/migrate/1_a.rb': `class A < ActiveRecord::Migration[7.1]\ndef change\n${text}\nend\nend`,
          },
          [railsSchema],
        );
        assert.ok(
          notes.every(({ message }) => !message.includes('erreur')),
          JSON.stringify(notes),
        );
      }),
      { numRuns: 60 },
    );
  });
});
