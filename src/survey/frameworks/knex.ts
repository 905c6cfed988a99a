import type { Migrations, Table } from '../facts';
import { upOf } from '../readers/javascript/jsUp';
import { hostFunction, unknown, type JsValue } from '../readers/javascript/jsValue';
import { Knex } from '../readers/knex/knexSchema';
import { mayBeNodeMigration, NodeMigrations, type MigrationTool } from '../readers/nodeMigrations';
import type { Framework } from './framework';

const plain: MigrationTool = {
  name: 'Knex',
  wrote: (text) =>
    !/\bqueryRunner\b|\bqueryInterface\b|\bBaseSchema\b/.test(text) &&
    (/\b[kK]nex\b/.test(text) || (/\.schema\b/.test(text) && !/\bkysely\b/i.test(text))),
  up(module, run) {
    const knex = new Knex(run);
    const up = upOf(run.interpreter, module, lucid(knex));
    if (!up) {
      return false;
    }
    run.interpreter.call(up, [knex.host], { source: module.source, offset: 0 });
    return true;
  },
};

const adonis: MigrationTool = { ...plain, name: 'AdonisJS Lucid', wrote: (text) => /\bBaseSchema\b/.test(text) };

/** What AdonisJS gives to the object that a migration of its is. */
function lucid(knex: Knex): ReadonlyMap<string, JsValue> {
  const now = hostFunction(() => unknown);
  return new Map<string, JsValue>([
    ['schema', knex.schema()],
    ['db', knex.host],
    ['now', now],
    ['raw', now],
    ['defer', hostFunction(([body], at) => knex.inTransaction(body, at))],
  ]);
}

/** The tables that Knex's migrations leave, and those of what is built on it: Objection, Bookshelf, AdonisJS Lucid. */
export const knex: Framework = {
  name: 'knex',
  start(repository) {
    const migrations = [plain, adonis].map((tool) => new NodeMigrations(repository, tool));
    return {
      wants: mayBeNodeMigration,
      async read(source) {
        for (const each of migrations) {
          await each.read(source);
        }
      },
      async find() {
        const tables: Table[] = [];
        const found: Migrations[] = [];
        for (const each of migrations) {
          const replayed = await each.replay();
          tables.push(...replayed.tables);
          found.push(...replayed.migrations);
        }
        return { tables, migrations: found };
      },
    };
  },
};
