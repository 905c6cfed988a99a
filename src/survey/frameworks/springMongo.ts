import { Clue } from '../clues';
import type { Column, Evidence, Table } from '../facts';
import { isJvmSource, JvmSources } from '../readers/jvm/jvmSources';
import { annotated, type JvmField, type JvmType, type JvmValue } from '../readers/jvm/jvmTypes';
import { compare } from '../repository';
import type { Framework } from './framework';

const isOfMongo = new Clue(/\borg\.springframework\.data\.mongodb\b/);

/** The collections of MongoDB that Spring Data keeps classes in. */
export const springMongo: Framework = {
  name: 'springMongo',
  start(repository) {
    const sources = JvmSources.of(repository);
    return {
      wants: isJvmSource,
      async read(source) {
        if (isOfMongo.test(source.text)) {
          await sources.read(source);
        }
      },
      async find() {
        const tables: Table[] = [];
        const names = new Map<string, string>();
        for (const type of sources.types) {
          const table = await collectionOf(sources, type);
          if (table) {
            names.set(type.name, table.name);
            tables.push(table);
          }
        }
        for (const column of tables.flatMap(({ columns }) => columns)) {
          column.references &&= names.get(column.references) ?? column.references;
        }
        return { tables: tables.sort((a, b) => compare(a.name, b.name)) };
      },
    };
  },
};

async function collectionOf(sources: JvmSources, type: JvmType): Promise<Table | undefined> {
  const annotation = annotated(type, 'Document');
  const { named, whole } = type.imports;
  if (!annotation || type.isAbstract || !isOfMongo.test([named.get('Document') ?? '', ...whole].join(' '))) {
    return undefined;
  }
  const value = annotation.values.get('collection') ?? annotation.values.get('value');
  const given = value && (await sources.textOf(value, type));
  if (value && given === undefined) {
    return undefined;
  }
  const own = type.name.charAt(0).toLowerCase() + type.name.slice(1);
  const levels = [type, ...(await sources.above(type)).map((above) => above.type)].filter(
    ({ kind }) => kind === 'class',
  );
  const columns = new Map<string, Column>();
  for (const level of levels.reverse()) {
    for (const field of level.fields) {
      const column = await fieldColumn(sources, level, field);
      if (column) {
        columns.set(column.name, column);
      }
    }
  }
  return {
    name: given === undefined || given === '' ? own : given,
    kind: 'collection',
    from: 'Spring Data MongoDB',
    source: 'models',
    ...(type.comment === undefined ? {} : { label: type.comment }),
    columns: [...columns.values()],
    evidence: [await placeOfName(sources, value, type)],
  };
}

/** The line that holds a collection's name: its annotation's, its constant's, its class's. */
async function placeOfName(sources: JvmSources, value: JvmValue | undefined, type: JvmType): Promise<Evidence> {
  if (value?.kind === 'text') {
    return { path: type.path, line: value.line };
  }
  const constant = value?.kind === 'name' ? await sources.constant(value.name, type) : undefined;
  return constant ? { path: constant.place.path, line: constant.field.line } : { path: type.path, line: type.line };
}

async function fieldColumn(sources: JvmSources, type: JvmType, field: JvmField): Promise<Column | undefined> {
  if (field.isStatic || field.isTransient || annotated(field, 'Transient')) {
    return undefined;
  }
  const isId = annotated(field, 'Id', 'MongoId') !== undefined || field.name === 'id';
  const value = annotated(field, 'Field')?.values.get('value') ?? annotated(field, 'Field')?.values.get('name');
  const given = value && (await sources.textOf(value, type));
  if (value && given === undefined) {
    return undefined;
  }
  const nullable = isId || annotated(field, 'NotNull', 'NotBlank', 'NotEmpty') ? { nullable: false } : {};
  return {
    name: isId ? '_id' : given === undefined || given === '' ? field.name : given,
    ...(field.type.text === '' ? {} : { type: field.type.text }),
    ...nullable,
    ...(isId ? { key: 'primary' } : {}),
    ...(annotated(field, 'DBRef', 'DocumentReference')
      ? { references: field.type.arguments.at(-1)?.name ?? field.type.name }
      : {}),
    ...(field.comment === undefined ? {} : { label: field.comment }),
    evidence: { path: type.path, line: value?.kind === 'text' ? value.line : field.line },
  };
}
