import { Clue } from '../clues';
import { JsInterpreter } from '../readers/javascript/jsInterpreter';
import { JsModules, type JsModule } from '../readers/javascript/jsModules';
import { upOf } from '../readers/javascript/jsUp';
import { hostFunction, unknown } from '../readers/javascript/jsValue';
import { valueAt } from '../readers/located';
import { mikroOrmLibrary } from '../readers/mikroOrm/definitions';
import { entityTables } from '../readers/mikroOrm/entityTables';
import { entityCaseNaming, mongoNaming, underscoreNaming, type Naming } from '../readers/mikroOrm/naming';
import { mayBeNodeMigration, NodeMigrations, type MigrationTool } from '../readers/nodeMigrations';
import { nodePackages } from '../readers/nodePackages';
import type { Repository } from '../repository';
import type { Framework } from './framework';

const isOfMikroOrm = new Clue(/@mikro-orm\//);

const tool: MigrationTool = {
  name: 'MikroORM',
  wrote: (text) => text.includes('@mikro-orm/migrations'),
  up(module, run) {
    const addSql = hostFunction(([sql]) => {
      run.sql(sql);
      return unknown;
    });
    const up = upOf(run.interpreter, module, new Map([['addSql', addSql]]));
    if (!up) {
      return false;
    }
    run.interpreter.call(up, [], { source: module.source, offset: 0 });
    return true;
  },
};

/** The tables that MikroORM's migrations leave, and those that its entities declare. */
export const mikroOrm: Framework = {
  name: 'mikroOrm',
  start(repository) {
    const migrations = new NodeMigrations(repository, tool);
    const modules: JsModule[] = [];
    let isEntityCase = false;
    return {
      wants: (file) => /\.[cm]?[jt]s$/.test(file.name) && !file.isTest && !/\.d\.[cm]?ts$/.test(file.name),
      async read(source, file) {
        const { text } = source;
        if (!isOfMikroOrm.test(text)) {
          return;
        }
        isEntityCase ||= /\bEntityCaseNamingStrategy\b/.test(text);
        if (/@Entity\(|\bEntitySchema\b|\bdefineEntity\b/.test(text)) {
          const module = await JsModules.of(repository).load(source);
          modules.push(...(module ? [module] : []));
        } else if (mayBeNodeMigration(file)) {
          await migrations.read(source);
        }
      },
      async find() {
        const replayed = await migrations.replay();
        for (const module of modules) {
          await JsModules.of(repository).follow(module);
        }
        const isMongo = modules.length > 0 && (await usesMongo(repository));
        const naming: Naming = isMongo ? mongoNaming : isEntityCase ? entityCaseNaming : underscoreNaming;
        const interpreter: JsInterpreter = new JsInterpreter(mikroOrmLibrary(() => interpreter));
        return { ...replayed, tables: [...replayed.tables, ...entityTables(interpreter, modules, naming)] };
      },
    };
  },
};

async function usesMongo(repository: Repository): Promise<boolean> {
  const packages = await nodePackages(repository);
  return packages.some(({ manifest }) => valueAt(manifest, 'dependencies', '@mikro-orm/mongodb') !== undefined);
}
