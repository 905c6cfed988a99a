import { PythonClasses } from '../readers/python/pythonClasses';
import { pythonStatements, type PythonStatement } from '../readers/python/pythonModule';
import { ownPythonNames } from '../readers/python/ownPythonNames';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import { SqlalchemyModels } from '../readers/sqlalchemy/sqlalchemyModels';
import { drawTables } from '../readers/sqlalchemy/sqlalchemyTables';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';
import { Syntax } from '../syntax/syntax';
import type { Framework, StructureFindings } from './framework';

/** The tables of SQLAlchemy's classes, of Flask-SQLAlchemy's and of SQLModel's. */
export const sqlalchemy: Framework = {
  name: 'sqlalchemy',
  start(repository) {
    const modules: Module[] = [];
    // Classes made from the product's own may say nothing of SQLAlchemy: they are read if others do.
    const others: SourceText[] = [];
    const add = async (source: SourceText): Promise<void> => {
      const body = await Syntax.of(repository).read(source, 'python', ({ root }) =>
        pythonStatements(root, mayMakeColumns),
      );
      modules.push({ source, body: body ?? [] });
    };
    return {
      wants: ({ name, isTest }) => name.endsWith('.py') && !isTest,
      async read(source) {
        // Migrations make tables too, with the same words: they are Alembic's.
        if (/^down_revision\b/m.test(source.text)) {
          return;
        }
        if (
          /\b(?:Column|mapped_column|Mapped|SQLModel|declared_attr|DeclarativeBase)\b|\bsqlmodel\b/.test(source.text)
        ) {
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

interface Module {
  readonly source: SourceText;
  readonly body: readonly PythonStatement[];
}

/** Functions that give a column to classes: those of a mixin, those of the product that say so by their names. */
function mayMakeColumns(name: string, decorators: readonly string[]): boolean {
  return decorators.some((decorator) => /declared_attr/.test(decorator)) || /col|field|key|pk|fk/i.test(name);
}

function drawn(repository: Repository, modules: readonly Module[]): StructureFindings {
  const classes = new PythonClasses(ownPythonNames(repository));
  const tables = new SchemaReplay();
  modules.forEach(({ source, body }) => {
    classes.add(source, body);
  });
  const models = new SqlalchemyModels(classes);
  models.draw(tables);
  modules.forEach(({ source, body }) => {
    drawTables(tables, source, body);
  });
  for (const { path, line } of models.unnamed) {
    repository.note('nom de table calculé (__tablename__), table non lue', path, line, 'tables');
  }
  return { tables: tables.tables('SQLAlchemy', 'models') };
}
