import { Clue } from '../clues';
import type { Table } from '../facts';
import { JsInterpreter } from '../readers/javascript/jsInterpreter';
import { JsModules, type JsModule } from '../readers/javascript/jsModules';
import { upOf } from '../readers/javascript/jsUp';
import { mayBeNodeMigration, NodeMigrations, type MigrationTool } from '../readers/nodeMigrations';
import { addDecoratedModels } from '../readers/sequelize/decoratedModels';
import { queryInterface } from '../readers/sequelize/queryInterface';
import { SequelizeModels } from '../readers/sequelize/sequelizeModels';
import { sequelizeType, sequelizeTypes } from '../readers/sequelize/sequelizeTypes';
import type { Repository } from '../repository';
import type { Framework } from './framework';

const mayConnect = new Clue(/\bnew\s+(?:\w+\.)?Sequelize\(/);

const mayModel = new Clue(/sequelize|DataTypes/);

const tool: MigrationTool = {
  name: 'Sequelize',
  wrote: (text) => /\b[qQ]ueryInterface\b|\bSequelize\b|\bDataTypes\b/.test(text),
  libraries: () => (specifier, name) =>
    /^@?sequelize/.test(specifier) ? (name === '*' ? sequelizeTypes : sequelizeType(name)) : undefined,
  up(module, run) {
    const up = upOf(run.interpreter, module);
    if (!up) {
      return false;
    }
    run.interpreter.call(up, [queryInterface(run), sequelizeTypes], { source: module.source, offset: 0 });
    return true;
  },
};

const declaresModel = /\.define\(|\bextends\s+(?:\w+\.)?Model\b|\.init\(|@Table\b|\bnew\s+Sequelize\(/;

/** A model's bases, types and constants stand a few imports away; beyond lies the rest of the product. */
const modelHops = 3;

/** The tables that Sequelize's migrations leave, and those that its models declare. */
export const sequelize: Framework = {
  name: 'sequelize',
  start(repository) {
    const migrations = new NodeMigrations(repository, tool);
    const models: JsModule[] = [];
    return {
      wants: ({ name, isTest }) => /\.[cm]?[jt]s$/.test(name) && !isTest && !/\.d\.[cm]?ts$/.test(name),
      async read(source, file) {
        if (mayBeNodeMigration(file)) {
          await migrations.read(source);
        } else if (mayModel.test(source.text) && declaresModel.test(source.text)) {
          const module = await JsModules.of(repository).load(source);
          models.push(...(module ? [module] : []));
        }
      },
      async find() {
        const replayed = await migrations.replay();
        return { ...replayed, tables: [...replayed.tables, ...(await readModels(repository, models))] };
      },
    };
  },
};

async function readModels(repository: Repository, modules: readonly JsModule[]): Promise<Table[]> {
  const library = new SequelizeModels();
  const interpreter = new JsInterpreter(library.libraries);
  library.interpreter = interpreter;
  for (const module of modules) {
    await JsModules.of(repository).follow(module, modelHops);
  }
  // Where the connection is made is said how all models are named.
  const ordered = [...modules].sort((a, b) => Number(connects(b)) - Number(connects(a)));
  for (const module of ordered) {
    interpreter.restart();
    interpreter.run(module);
    const given = interpreter.exported(module, 'default');
    if (given?.kind === 'function') {
      interpreter.call(given, [library.instance, sequelizeTypes], { source: module.source, offset: 0 });
    }
    addDecoratedModels(library, interpreter, module);
  }
  return library.facts();
}

function connects({ source }: JsModule): boolean {
  return mayConnect.test(source.text);
}
