import { Clue } from '../clues';
import { JsInterpreter } from '../readers/javascript/jsInterpreter';
import { JsModules, type JsModule } from '../readers/javascript/jsModules';
import { addDecoratedSchemas } from '../readers/mongoose/decoratedSchemas';
import { Mongoose } from '../readers/mongoose/mongooseLibrary';
import type { Framework } from './framework';

const mayModel = new Clue(/\bmodel\b|\bSchema\b/);

/** The collections that Mongoose's models declare, by calls or by NestJS's decorators. */
export const mongoose: Framework = {
  name: 'mongoose',
  start(repository) {
    const modules: JsModule[] = [];
    const given = new Set<string>();
    return {
      wants: ({ name, isTest }) => /\.[cm]?[jt]s$/.test(name) && !isTest && !/\.d\.[cm]?ts$/.test(name),
      async read(source) {
        const { text } = source;
        if (!text.includes('mongoose') && !text.includes('Mongoose')) {
          return;
        }
        for (const [, name = ''] of text.matchAll(/\bname:\s{0,9}(\w{1,80})\.name\b/g)) {
          given.add(name);
        }
        if (mayModel.test(text)) {
          const module = await JsModules.of(repository).load(source);
          modules.push(...(module ? [module] : []));
        }
      },
      async find() {
        const library = new Mongoose();
        const interpreter = new JsInterpreter(library.libraries);
        for (const module of modules) {
          await JsModules.of(repository).follow(module);
          interpreter.restart();
          interpreter.run(module);
          addDecoratedSchemas(library, interpreter, module, (name) => given.has(name));
        }
        return { tables: library.facts() };
      },
    };
  },
};
