import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { knex } from '../../../../src/survey/frameworks/knex';
import type { Inventory } from '../../../../src/survey/facts';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

function columns({ tables }: Inventory): Record<string, string[]> {
  return Object.fromEntries(tables.map(({ name, columns: own }) => [name, own.map((column) => column.name)]));
}

async function replay(files: MemoryFiles): Promise<Inventory> {
  return surveyFiles(files, [knex]);
}

describe('Knex', () => {
  it('reads CRLF, a byte order mark and every way to export', async () => {
    const found = await replay({
      'migrations/1.js':
        '\ufeffexports.up = (knex) =>\r\n  knex.schema.createTable("a", (t) => {\r\n    t.text("x");\r\n  });\r\n',
      'migrations/2.js':
        'module.exports = { async up(knex) { await knex.schema.createTable("b", (t) => t.text("x")); } };',
      'migrations/3.js':
        'async function up(knex) { await knex.schema.createTable("c", (t) => t.text("x")); }\nmodule.exports.up = up;',
      'migrations/4.ts':
        'import { Knex } from "knex";\nexport { monter as up };\nconst monter = (knex: Knex) => knex.schema.createTable("d", (t) => t.text("x"));',
      'migrations/5.mjs': 'export default { up: (knex) => knex.schema.createTable("e", (t) => t.text("x")) };',
    });
    assert.deepEqual(columns(found), { a: ['x'], b: ['x'], c: ['x'], d: ['x'], e: ['x'] });
    assert.deepEqual(found.tables[0]?.columns[0]?.evidence, { path: 'migrations/1.js', line: 3 });
    assert.equal(found.migrations[0]?.count, 5);
  });

  it('follows AdonisJS’s classes', async () => {
    const found = await replay({
      'database/migrations/1700000000000_usagers.ts': `
import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  protected tableName = 'usagers'

  async up() {
    this.schema.createTable(this.tableName, (table) => {
      table.increments('id')
      table.integer('commune_id').unsigned().references('communes.id')
      table.timestamp('created_at', { useTz: true })
    })
    this.defer(async (db) => {
      await db.from('usagers').update({ actif: true })
    })
  }

  async down() {
    this.schema.dropTable(this.tableName)
  }
}
`,
    });
    assert.deepEqual(columns(found), { usagers: ['id', 'commune_id', 'created_at'] });
    assert.equal(found.tables[0]?.columns[1]?.references, 'communes.id');
    assert.deepEqual(found.migrations[0]?.data, [{ path: 'database/migrations/1700000000000_usagers.ts', line: 14 }]);
  });

  it('follows both sides of what only a run could tell, and one of what it knows', async () => {
    const found = await replay({
      'migrations/1.js': `
exports.up = async (knex) => {
  if (process.env.SANS_TABLE) {
    return;
  }
  const existe = await knex.schema.hasTable('a');
  if (!existe) {
    await knex.schema.createTable('a', (t) => { t.string('x'); t.string('y'); });
  } else {
    await knex.schema.dropTable('a');
  }
  if (await knex.schema.hasColumn('a', 'y')) {
    await knex.schema.alterTable('a', (t) => t.dropColumn('y'));
  }
  await knex.schema.hasTable('a').then((ok) => (ok ? knex.schema.table('a', (t) => t.text('z')) : null));
};
`,
    });
    assert.deepEqual(columns(found), { a: ['x', 'z'] });
  });

  it('takes names from constants, enumerations and other files, and undoes what is undone', async () => {
    const found = await replay({
      'package.json': '{ "name": "racine", "workspaces": ["noms"] }',
      'noms/package.json': '{ "name": "@produit/noms" }',
      'noms/src/index.ts': 'export * from "./tables";',
      'noms/src/tables.ts': 'export enum Tables { Lot = "lots" }\nexport const suffixe = "_id";',
      'api/migrations/1.ts': `
import { Tables, suffixe } from '@produit/noms';
const COLONNES = { nom: 'nom', prix: 'prix_' + 'ht' } as const;
export async function up(knex) {
  await knex.transaction(async (trx) => {
    await trx.schema.createTable(Tables.Lot, (t) => {
      for (const colonne of Object.values(COLONNES)) t.string(colonne);
      t.integer(\`parent\${suffixe}\`);
      t.timestamps(false, false, true);
      t.unique(['nom', 'prix_ht']);
    });
    await trx.schema.table(Tables.Lot, (t) => { t.dropTimestamps(true); t.setNullable('nom'); });
  });
}
`,
    });
    assert.deepEqual(columns(found), { lots: ['nom', 'prix_ht', 'parent_id'] });
    const [table] = found.tables;
    assert.deepEqual(table?.evidence, [{ path: 'noms/src/tables.ts', line: 1 }]);
    assert.equal(table?.columns[0]?.nullable, true);
    assert.equal(table?.columns[0]?.unique, undefined);
  });

  it('puts names into SQL where bindings say so', async () => {
    const found = await replay({
      'migrations/1.js': `exports.up = async (knex) => {
  await knex.raw('create table ?? (id int, ?? text)', ['a', 'nom']);
  await knex.raw(\`alter table a
    add column b text\`);
};`,
    });
    assert.deepEqual(columns(found), { a: ['id', 'nom', 'b'] });
    assert.deepEqual(found.tables[0]?.columns[2]?.evidence, { path: 'migrations/1.js', line: 4 });
  });

  it('says what it could not follow', async () => {
    const found = await replay({
      'migrations/1.js': `exports.up = async (knex) => {
  await knex.schema.createTable(process.env.TABLE, (t) => t.text('x'));
  await knex.schema.alterTable('ailleurs', (t) => t.text('x'));
};`,
    });
    assert.deepEqual(found.tables, []);
    assert.deepEqual(found.notes, [
      { path: 'migrations/1.js', line: 2, about: 'tables', message: 'tables au nom calculé : non relues' },
      {
        path: 'migrations/1.js',
        line: 3,
        about: 'tables',
        message: 'tables modifiées, mais créées par aucune migration lue : ailleurs',
      },
    ]);
  });

  it('leaves seeds, stubs, tests and declarations of types out', async () => {
    const text = 'exports.up = (knex) => knex.schema.createTable("a", (t) => t.text("x"));';
    const found = await replay({
      'db/seeds/migrations/1.js': text,
      'stubs/migration/1.js': text,
      'migrations/1.test.js': text,
      'migrations/1.d.ts': text,
      'src/table.js': text,
    });
    assert.deepEqual(found.tables, []);
    assert.deepEqual(found.migrations, []);
  });

  it('ends soon on code that never would', async () => {
    const start = Date.now();
    const found = await replay({
      'migrations/1.js': 'exports.up = function up(knex) { if (knex.x) { up(knex); } else { up(knex); } up(knex); };',
      'migrations/2.js': `const l = ['a','b']; const m = [${'...l,'.repeat(40)}...l]; const n = m.map((x) => [...m, x]).flat();
exports.up = (knex) => { let s = 'x'; ${'s = s + s; s = `${s}${s}`;'.repeat(200)} n.map(() => n.map(() => n)); knex.schema.createTable(s, (t) => t.text('x')); };`,
      'migrations/3.js': `exports.up = (knex) => ${'('.repeat(20_000)}knex`,
      'migrations/4.js': 'const a = b; const b = a; exports.up = a; module.exports = require("./4"); // knex',
      'migrations/5.js': `exports.up = (knex) => knex.schema${'.table("z", (t) => t.text("x"))'.repeat(3000)};`,
      'migrations/6.js': 'class A extends B {} class B extends A {} module.exports = A; // knex',
    });
    assert.ok(Date.now() - start < 5000, `${String(Date.now() - start)} ms`);
    assert.ok(found.notes.some(({ message }) => message === 'migration trop longue à rejouer : lue en partie'));
  });

  it('never throws', async () => {
    const piece = fc.constantFrom(
      'exports.up = ',
      'knex',
      '.schema',
      '.createTable(',
      '"a"',
      ', (t) => ',
      '{',
      '}',
      '(',
      ')',
      't.text("x")',
      '`${',
      '}`',
      '[',
      ']',
      '...',
      'class ',
      'extends ',
      'async ',
      'await ',
      'for (const x of ',
      'if (',
      'else ',
      'return ',
      ';',
      '\n',
      '@',
      '=>',
      '?.',
      "'",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        await replay({ 'migrations/1.ts': `// knex\n${pieces.join('')}` });
      }),
      { numRuns: 150 },
    );
  });
});
