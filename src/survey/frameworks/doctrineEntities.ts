import { Clue } from '../clues';
import { mappedByAttributes } from '../readers/doctrine/attributeMapping';
import { entityTables } from '../readers/doctrine/entityTables';
import type { MappedClass } from '../readers/doctrine/mapping';
import { namingOf } from '../readers/doctrine/naming';
import { tablePrefix } from '../readers/doctrine/tablePrefix';
import { mappedByXml } from '../readers/doctrine/xmlMapping';
import { phpClasses, type PhpClass } from '../readers/php/phpClasses';
import type { Framework } from './framework';

const mayMap = new Clue(/Doctrine\\ORM\\Mapping/);

/** Code that a mapping may need of a class that holds none itself: what it inherits from, what it is made of. */
const mayBeOfEntity = /(?:^|\/)(?:Entity|Entities|Model|Models|Domain|Document)\//;

/** The tables that Doctrine's classes describe: by attributes, annotations or XML. */
export const doctrineEntities: Framework = {
  name: 'doctrineEntities',
  start(repository) {
    const classes = new Map<string, PhpClass>();
    const renamer = tablePrefix(repository);
    return {
      wants: ({ name, isTest, path }) => !isTest && name.endsWith('.php') && !/(?:^|\/)[mM]igrations\//.test(path),
      async read(source, file) {
        renamer.read(source);
        const isMapped = mayMap.test(source.text);
        if (
          isMapped ||
          (mayBeOfEntity.test(file.path) && /\buse\s+\w+(?:, \w+)*;|\bextends\b|\btrait\b/.test(source.text))
        ) {
          for (const each of isMapped || /^[ \t]*(?:abstract\s+)?(?:class|trait)\b/m.test(source.text)
            ? await phpClasses(repository, source)
            : []) {
            classes.set(each.name, each);
          }
        }
      },
      async find() {
        const mapped = new Map<string, MappedClass>();
        for (const each of classes.values()) {
          const found = mappedByAttributes(each);
          if (found) {
            mapped.set(each.name, found);
          }
        }
        for (const { path, isTest } of repository.named(/\.orm\.xml$/)) {
          for (const found of isTest ? [] : await mappedByXml(repository, path)) {
            const own = classes.get(found.name);
            mapped.set(found.name, own ? { ...found, parent: own.parent, traits: own.traits } : found);
          }
        }
        const hasEntity = [...mapped.values()].some(({ kind }) => kind === 'entity');
        return hasEntity ? { tables: await renamer.renamed(entityTables(mapped, await namingOf(repository))) } : {};
      },
    };
  },
};
