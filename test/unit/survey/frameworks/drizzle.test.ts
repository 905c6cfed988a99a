import * as assert from 'node:assert/strict';
import { drizzle } from '../../../../src/survey/frameworks/drizzle';
import type { Inventory } from '../../../../src/survey/facts';
import { surveyFiles } from '../memoryTree';

function shown({ tables }: Inventory): Record<string, string[]> {
  return Object.fromEntries(
    tables.map(({ name, columns }) => [
      name,
      columns.map(({ name: own, type, references }) =>
        [own, type, references && `-> ${references}`].filter(Boolean).join(' '),
      ),
    ]),
  );
}

describe('Drizzle', () => {
  it('reads every dialect, prefixes, custom types and tables that point at one another', async () => {
    const found = await surveyFiles(
      {
        'drizzle.config.ts': 'import "drizzle-kit"; export default { casing: "snake_case" };',
        'src/db/a.ts': `
import * as p from "drizzle-orm/sqlite-core";
import { b } from "./b";
export const creer = p.sqliteTableCreator((nom) => \`app_\${nom}\`);
export const a = creer("a", { idInterne: p.integer().primaryKey(), versB: p.text("vers_b").references((): p.AnySQLiteColumn => b.id) });
`,
        'src/db/b.ts': `
import { customType, mysqlTable, mysqlEnum, bigint } from 'drizzle-orm/mysql-core';
import { a } from './a';
const point = customType<{ data: string }>({ dataType() { return 'point'; } });
export const b = mysqlTable('b', {
  id: bigint('id', { mode: 'number' }).autoincrement().primaryKey(),
  versA: bigint({ mode: 'number' }).references(() => a.idInterne),
  genre: mysqlEnum(['x', 'y']),
  lieu: point('lieu').notNull(),
});
`,
        'scripts/migration.ts':
          'import { pgTable, text } from "drizzle-orm/pg-core"; pgTable("ancienne", { x: text() });',
      },
      [drizzle],
    );
    assert.deepEqual(shown(found), {
      app_a: ['id_interne integer', 'vers_b text -> b.id'],
      b: ['id bigint', 'vers_a bigint -> app_a.id_interne', 'genre enum', 'lieu point'],
    });
  });

  it('tells a column’s table from another with the same spread columns', async () => {
    const found = await surveyFiles(
      {
        'schema.ts': `
import { pgTable, text, primaryKey } from 'drizzle-orm/pg-core';
const commun = { id: text('id'), nom: text('nom') };
export const x = pgTable('x', { ...commun }, (t) => [primaryKey({ columns: [t.id, t.nom] })]);
export const y = pgTable('y', { ...commun, autre: text('autre') });
`,
      },
      [drizzle],
    );
    assert.deepEqual(
      found.tables.map(({ columns }) => columns.map(({ key }) => key)),
      [
        ['primary', 'primary'],
        [undefined, undefined, undefined],
      ],
    );
  });
});
