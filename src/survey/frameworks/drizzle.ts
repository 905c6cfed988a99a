import { Clue } from '../clues';
import { Drizzle } from '../readers/drizzle/drizzleSchema';
import { JsInterpreter } from '../readers/javascript/jsInterpreter';
import { JsModules, type JsModule } from '../readers/javascript/jsModules';
import type { Framework } from './framework';

const mayBeSnake = new Clue(/\bcasing\s*:\s*['"]snake_case['"]/);

/** The tables that a schema of Drizzle's describes. */
export const drizzle: Framework = {
  name: 'drizzle',
  start(repository) {
    const schemas: JsModule[] = [];
    let isSnake = false;
    return {
      wants: ({ name, isTest }) => /\.[cm]?[jt]s$/.test(name) && !isTest && !/\.d\.[cm]?ts$/.test(name),
      async read(source, file) {
        const { text } = source;
        if (!text.includes('drizzle') || /migration/i.test(file.path)) {
          return;
        }
        isSnake ||= mayBeSnake.test(text);
        if (/\bdrizzle-orm\/[a-z]+-core\b/.test(text) && /[tT]able(?:Creator)?\s*\(|[vV]iew\s*\(/.test(text)) {
          const module = await JsModules.of(repository).load(source);
          schemas.push(...(module ? [module] : []));
        }
      },
      async find() {
        const library = new Drizzle(isSnake);
        const interpreter = new JsInterpreter(library.libraries);
        library.interpreter = interpreter;
        for (const module of schemas) {
          await JsModules.of(repository).follow(module);
          interpreter.restart();
          interpreter.run(module);
        }
        return { tables: library.facts() };
      },
    };
  },
};
