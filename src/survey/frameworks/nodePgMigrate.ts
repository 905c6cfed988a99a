import { upOf } from '../readers/javascript/jsUp';
import { host } from '../readers/javascript/jsValue';
import { mayBeNodeMigration, NodeMigrations, type MigrationTool } from '../readers/nodeMigrations';
import { pgm } from '../readers/nodePgMigrate/pgm';
import type { Framework } from './framework';

const tool: MigrationTool = {
  name: 'node-pg-migrate',
  wrote: (text) => /\bpgm\b|\bMigrationBuilder\b/.test(text),
  libraries: () => (specifier) =>
    specifier === 'node-pg-migrate'
      ? host({ PgType: { kind: 'host', get: (name) => ({ kind: 'host', label: name }) } })
      : undefined,
  up(module, run) {
    const up = upOf(run.interpreter, module);
    if (!up) {
      return false;
    }
    const shorthands = run.interpreter.exported(module, 'shorthands');
    run.interpreter.call(up, [pgm(run, shorthands)], { source: module.source, offset: 0 });
    return true;
  },
};

/** The tables that node-pg-migrate's migrations leave. */
export const nodePgMigrate: Framework = {
  name: 'nodePgMigrate',
  start(repository) {
    const migrations = new NodeMigrations(repository, tool);
    return {
      wants: mayBeNodeMigration,
      read: async (source) => migrations.read(source),
      find: async () => migrations.replay(),
    };
  },
};
