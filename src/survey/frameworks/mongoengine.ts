import { Clue } from '../clues';
import { MongoengineDocuments } from '../readers/mongoengine/mongoengineDocuments';
import { PythonCode } from '../readers/pythonCode/pythonCode';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import type { Framework } from './framework';
import type { PythonModule } from '../readers/pythonCode/pythonModel';
import { PythonClasses } from '../readers/pythonCode/pythonClasses';
import { isOwnModule } from '../readers/pythonCode/moduleFiles';

const mayDeclare = new Clue(/\b\w+Field\(|\bDocument\b/);

const namesLibrary = new Clue(/\b(?:flask_)?mongoengine\b/);

/** The collections of MongoEngine's documents. */
export const mongoengine: Framework = {
  name: 'mongoengine',
  start(repository) {
    const code = PythonCode.of(repository);
    const modules: PythonModule[] = [];
    let isUsed = false;
    return {
      wants: isOwnModule,
      async read(source) {
        const { text } = source;
        isUsed ||= namesLibrary.test(text);
        if (/^[ \t]*class[ \t]+\w/m.test(text) && mayDeclare.test(text) && !/\bdjango\b/.test(text)) {
          const module = await code.read(source);
          modules.push(...(module ? [module] : []));
        }
      },
      async find() {
        const classes = new PythonClasses(code);
        for (const module of isUsed ? modules : []) {
          classes.add(module);
        }
        const tables = new SchemaReplay();
        await new MongoengineDocuments(classes).draw(tables);
        return { tables: tables.tables('MongoEngine', 'models') };
      },
    };
  },
};
