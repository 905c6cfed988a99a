import { MongoengineDocuments } from '../readers/mongoengine/mongoengineDocuments';
import { ownPythonNames } from '../readers/python/ownPythonNames';
import { PythonClasses } from '../readers/python/pythonClasses';
import { pythonStatements, type PythonStatement } from '../readers/python/pythonModule';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import type { SourceText } from '../sourceText';
import { Syntax } from '../syntax/syntax';
import type { Framework } from './framework';

/** The collections of MongoEngine's documents. */
export const mongoengine: Framework = {
  name: 'mongoengine',
  start(repository) {
    const modules: { source: SourceText; body: readonly PythonStatement[] }[] = [];
    let isUsed = false;
    return {
      wants: ({ name, isTest }) => name.endsWith('.py') && !isTest,
      async read(source) {
        const { text } = source;
        isUsed ||= /\b(?:flask_)?mongoengine\b/.test(text);
        if (/^[ \t]*class[ \t]+\w/m.test(text) && /\b\w+Field\(|\bDocument\b/.test(text) && !/\bdjango\b/.test(text)) {
          const body = await Syntax.of(repository).read(source, 'python', ({ root }) =>
            pythonStatements(root, () => false),
          );
          modules.push({ source, body: body ?? [] });
        }
      },
      find() {
        const classes = new PythonClasses(ownPythonNames(repository));
        for (const { source, body } of isUsed ? modules : []) {
          classes.add(source, body);
        }
        const tables = new SchemaReplay();
        new MongoengineDocuments(classes).draw(tables);
        return { tables: tables.tables('MongoEngine', 'models') };
      },
    };
  },
};
