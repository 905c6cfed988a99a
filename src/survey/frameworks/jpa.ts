import { Clue } from '../clues';
import { EntityModel, type Entity } from '../readers/jpa/entityModel';
import { EntityTables } from '../readers/jpa/entityTables';
import { namingOf } from '../readers/jpa/naming';
import { isJvmSource, JvmSources } from '../readers/jvm/jvmSources';
import type { Framework } from './framework';

const persistence = new Clue(/\b(?:javax|jakarta)\.persistence\b/);

/** The tables that JPA's entities are kept in. */
export const jpa: Framework = {
  name: 'jpa',
  start(repository) {
    const sources = JvmSources.of(repository);
    return {
      wants: isJvmSource,
      async read(source) {
        if (persistence.test(source.text)) {
          await sources.read(source);
        }
      },
      async find() {
        const model = new EntityModel(sources, await namingOf(repository));
        const entities: Entity[] = [];
        for (const type of sources.types) {
          const entity = await model.entityOf(type);
          if (entity) {
            entities.push(entity);
          }
        }
        const tables = new EntityTables(model, repository);
        // A table stands before what leads to it, and before the columns that other classes add.
        const ordered = entities.sort((a, b) => heightOf(a) - heightOf(b));
        for (const entity of ordered) {
          await tables.create(entity);
        }
        for (const entity of ordered) {
          await tables.fill(entity);
        }
        await tables.finish();
        return { tables: model.replay.tables('JPA', 'models') };
      },
    };
  },
};

/** How many entities stand above one. */
function heightOf(entity: Entity): number {
  let height = 0;
  for (let above = entity.parent; above && height < 20; above = above.parent) {
    height++;
  }
  return height;
}
