import { upOf } from '../readers/javascript/jsUp';
import { kyselyDatabase, kyselySql } from '../readers/kysely/kyselySchema';
import { mayBeNodeMigration, NodeMigrations, type MigrationTool } from '../readers/nodeMigrations';
import type { Framework } from './framework';

const tool: MigrationTool = {
  name: 'Kysely',
  wrote: (text) => /\bkysely\b/i.test(text) && !/\b[kK]nex\b|\bqueryInterface\b|\b[qQ]ueryRunner\b/.test(text),
  libraries: (run) => (specifier, name) => (specifier === 'kysely' && name === 'sql' ? kyselySql(run) : undefined),
  up(module, run) {
    const up = upOf(run.interpreter, module);
    if (!up) {
      return false;
    }
    run.interpreter.call(up, [kyselyDatabase(run)], { source: module.source, offset: 0 });
    return true;
  },
};

/** The tables that Kysely's migrations leave. */
export const kysely: Framework = {
  name: 'kysely',
  start(repository) {
    const migrations = new NodeMigrations(repository, tool);
    return {
      wants: mayBeNodeMigration,
      read: async (source) => migrations.read(source),
      find: async () => migrations.replay(),
    };
  },
};
