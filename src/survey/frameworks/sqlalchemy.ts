import { Clue } from '../clues';
import { PythonCode } from '../readers/pythonCode/pythonCode';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import { SqlalchemyModels } from '../readers/sqlalchemy/sqlalchemyModels';
import { drawTables } from '../readers/sqlalchemy/sqlalchemyTables';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';
import type { Framework, StructureFindings } from './framework';
import type { PythonModule } from '../readers/pythonCode/pythonModel';
import { PythonClasses } from '../readers/pythonCode/pythonClasses';
import { isOwnModule } from '../readers/pythonCode/moduleFiles';

const isRevision = new Clue(/^down_revision\b/m);

const mayDeclare = new Clue(/\b(?:Column|mapped_column|Mapped|SQLModel|declared_attr|DeclarativeBase)\b|\bsqlmodel\b/);

/** The tables of SQLAlchemy's classes, of Flask-SQLAlchemy's and of SQLModel's. */
export const sqlalchemy: Framework = {
  name: 'sqlalchemy',
  start(repository) {
    const code = PythonCode.of(repository);
    const modules: PythonModule[] = [];
    // Classes made from the product's own may say nothing of SQLAlchemy: they are read if others do.
    const others: SourceText[] = [];
    const add = async (source: SourceText): Promise<void> => {
      const module = await code.read(source);
      modules.push(...(module ? [module] : []));
    };
    return {
      wants: isOwnModule,
      async read(source) {
        // Migrations make tables too, with the same words: they are Alembic's.
        if (isRevision.test(source.text)) {
          return;
        }
        if (mayDeclare.test(source.text)) {
          await add(source);
        } else if (
          /(?:^|\/)(?:models?|entities|schemas)(?:\/|\.py$)/.test(source.path) &&
          !source.text.includes('django')
        ) {
          others.push(source);
        }
      },
      async find() {
        for (const source of modules.length > 0 ? others : []) {
          await add(source);
        }
        return drawn(repository, modules);
      },
    };
  },
};

async function drawn(repository: Repository, modules: readonly PythonModule[]): Promise<StructureFindings> {
  const classes = new PythonClasses(PythonCode.of(repository));
  const tables = new SchemaReplay();
  modules.forEach((module) => {
    classes.add(module);
  });
  const models = new SqlalchemyModels(classes);
  await models.draw(tables);
  modules.forEach((module) => {
    drawTables(tables, module, classes.scopeOf(module));
  });
  for (const { path, line } of models.unnamed) {
    repository.note('nom de table calculé (__tablename__), table non lue', path, line, 'tables');
  }
  return { tables: tables.tables('SQLAlchemy', 'models') };
}
