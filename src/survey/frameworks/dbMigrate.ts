import { database } from '../readers/dbMigrate/database';
import { upOf } from '../readers/javascript/jsUp';
import { hostFunction, nothing } from '../readers/javascript/jsValue';
import { mayBeNodeMigration, NodeMigrations, type MigrationTool } from '../readers/nodeMigrations';
import type { Framework } from './framework';

const calls =
  /\bdb\.(?:createTable|dropTable|renameTable|addColumn|removeColumn|renameColumn|changeColumn|runSql|addForeignKey|insert)\b|\bdbmigrate\b/;

const tool: MigrationTool = {
  name: 'db-migrate',
  // One that only runs the file of SQL beside it is counted with that file.
  wrote: (text) => calls.test(text) && !/\breadFile(?:Sync)?\b|\bknex\b|\bqueryInterface\b|\bKysely\b/i.test(text),
  up(module, run) {
    const up = upOf(run.interpreter, module);
    if (!up) {
      return false;
    }
    const done = hostFunction(() => nothing);
    run.interpreter.call(up, [database(run), done], { source: module.source, offset: 0 });
    return true;
  },
};

/** The tables that db-migrate's migrations leave. */
export const dbMigrate: Framework = {
  name: 'dbMigrate',
  start(repository) {
    const migrations = new NodeMigrations(repository, tool);
    return {
      wants: mayBeNodeMigration,
      read: async (source) => migrations.read(source),
      find: async () => migrations.replay(),
    };
  },
};
