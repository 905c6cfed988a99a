import { Clue } from '../clues';
import type { Table } from '../facts';
import { JsInterpreter } from '../readers/javascript/jsInterpreter';
import { JsModules, type JsModule } from '../readers/javascript/jsModules';
import { upOf } from '../readers/javascript/jsUp';
import { mayBeNodeMigration, NodeMigrations, type MigrationTool } from '../readers/nodeMigrations';
import { entityTables } from '../readers/typeorm/entities';
import { defaultNaming, snakeNaming } from '../readers/typeorm/naming';
import { describer, queryRunner } from '../readers/typeorm/queryRunner';
import type { Repository } from '../repository';
import type { Framework } from './framework';

const namesInSnakeCase = new Clue(/\bSnakeNamingStrategy\b/);

const mayDeclare = new Clue(/@(?:\w+\.)?(?:View|Child)?Entity\(/);

const tool: MigrationTool = {
  name: 'TypeORM',
  wrote: (text) => /\b[qQ]ueryRunner\b|\bMigrationInterface\b/.test(text),
  libraries: () => (specifier, name) => (specifier === 'typeorm' ? describer(name) : undefined),
  up(module, run) {
    const up = upOf(run.interpreter, module);
    if (!up) {
      return false;
    }
    run.interpreter.call(up, [queryRunner(run)], { source: module.source, offset: 0 });
    return true;
  },
};

/** The tables that TypeORM's migrations leave, and those that its entities declare. */
export const typeorm: Framework = {
  name: 'typeorm',
  start(repository) {
    const migrations = new NodeMigrations(repository, tool);
    const entities: JsModule[] = [];
    let naming = defaultNaming;
    return {
      wants: (file) => /\.[cm]?[jt]s$/.test(file.name) && !file.isTest && !/\.d\.[cm]?ts$/.test(file.name),
      async read(source, file) {
        const { text } = source;
        if (namesInSnakeCase.test(text)) {
          naming = snakeNaming;
        }
        if (mayDeclare.test(text) && text.includes('typeorm')) {
          const module = await JsModules.of(repository).load(source);
          entities.push(...(module ? [module] : []));
        } else if (mayBeNodeMigration(file)) {
          await migrations.read(source);
        }
      },
      async find() {
        const replayed = await migrations.replay();
        const declared = await readEntities(repository, entities, naming);
        return { ...replayed, tables: [...replayed.tables, ...declared] };
      },
    };
  },
};

async function readEntities(
  repository: Repository,
  modules: readonly JsModule[],
  naming: typeof defaultNaming,
): Promise<Table[]> {
  for (const module of modules) {
    await JsModules.of(repository).follow(module);
  }
  return entityTables(new JsInterpreter(() => undefined), modules, naming);
}
