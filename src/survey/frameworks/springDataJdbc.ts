import { Clue } from '../clues';
import type { Column, Table } from '../facts';
import { isJvmSource, JvmSources } from '../readers/jvm/jvmSources';
import { annotated, type JvmAnnotation, type JvmField, type JvmType } from '../readers/jvm/jvmTypes';
import { compare } from '../repository';
import type { Framework } from './framework';

const isRelational = new Clue(/\borg\.springframework\.data\.(?:relational|jdbc|r2dbc)\b/);
const hasId = new Clue(/\borg\.springframework\.data\.annotation\.(?:Id\b|\*)/);

/** Annotations of objects that Spring Data keeps elsewhere. */
const elsewhere = ['Document', 'Entity', 'RedisHash', 'Node', 'Container', 'SolrDocument', 'Region'];

/** Objects that may hold others without being one of the product's. */
const many = /^(?:Mutable)?(?:List|Set|Map|Collection|Iterable)$/;

/** The tables of Spring Data JDBC and R2DBC: objects that are kept whole, with those they hold. */
export const springDataJdbc: Framework = {
  name: 'springDataJdbc',
  start(repository) {
    const sources = JvmSources.of(repository);
    let isUsed = false;
    const maybe = new Set<string>();
    return {
      wants: isJvmSource,
      async read(source) {
        const isOf = isRelational.test(source.text);
        isUsed ||= isOf;
        if (hasId.test(source.text) || (isOf && /@Table\b/.test(source.text))) {
          maybe.add(source.path);
          await sources.read(source);
        }
      },
      async find() {
        const reader = new AggregateReader(sources);
        const types = isUsed ? sources.types.filter(({ path }) => maybe.has(path)) : [];
        for (const type of types.filter(isRoot)) {
          await reader.add(type);
        }
        return { tables: [...reader.tables.values()].sort((a, b) => compare(a.name, b.name)) };
      },
    };
  },
};

function isRoot(type: JvmType): boolean {
  if (type.kind !== 'class' || annotated(type, ...elsewhere)) {
    return false;
  }
  const isImported = (name: string, from: string): boolean =>
    (type.imports.named.get(name) ?? '').startsWith(from) || type.imports.whole.some((each) => each.startsWith(from));
  return (
    (annotated(type, 'Table') !== undefined && isImported('Table', 'org.springframework.data.relational')) ||
    (isImported('Id', 'org.springframework.data.annotation') && type.fields.some((field) => annotated(field, 'Id')))
  );
}

/** A table that what leads to it may still add columns to. */
interface DrawnTable extends Table {
  readonly columns: Column[];
}

class AggregateReader {
  readonly tables = new Map<string, DrawnTable>();

  constructor(private readonly sources: JvmSources) {}

  /** Draws the table of a class, once, and gives it. */
  async add(type: JvmType, depth = 0): Promise<DrawnTable> {
    const annotation = annotated(type, 'Table');
    const schema = await this.text(annotation, type, 'schema');
    const told = await this.text(annotation, type, 'value', 'name');
    const name = [...(schema === undefined ? [] : [schema]), told ?? snake(type.name)].join('.');
    const known = this.tables.get(name);
    if (known) {
      return known;
    }
    const value = annotation?.values.get('value') ?? annotation?.values.get('name');
    const table: DrawnTable = {
      name,
      from: 'Spring Data JDBC',
      source: 'models',
      ...(type.comment === undefined ? {} : { label: type.comment }),
      columns: [],
      evidence: [{ path: type.path, line: value?.kind === 'text' ? value.line : type.line }],
    };
    this.tables.set(name, table);
    table.columns.push(...(await this.columns(type, table, '', depth)));
    return table;
  }

  private async columns(type: JvmType, table: Table, prefix: string, depth: number): Promise<Column[]> {
    const columns = new Map<string, Column>();
    const levels = [...(await this.sources.above(type)).map((above) => above.type).reverse(), type];
    for (const level of levels.filter(({ kind }) => kind === 'class')) {
      for (const field of level.fields.filter((each) => !each.isStatic && !each.isTransient)) {
        for (const column of annotated(field, 'Transient')
          ? []
          : await this.ofField(field, level, table, prefix, depth)) {
          columns.set(column.name, column);
        }
      }
    }
    return [...columns.values()];
  }

  private async ofField(
    field: JvmField,
    owner: JvmType,
    table: Table,
    prefix: string,
    depth: number,
  ): Promise<Column[]> {
    const item = many.test(field.type.name) ? field.type.arguments.at(-1) : undefined;
    const held = await this.sources.typeNamed((item ?? field.type).name, owner);
    const isHeld = held?.kind === 'class' && depth < 5;
    const embedded = annotated(field, 'Embedded') ?? field.annotations.find((each) => each.package === 'Embedded');
    if (embedded && isHeld) {
      const inner = (await this.text(embedded, owner, 'prefix')) ?? '';
      return this.columns(held, table, prefix + inner, depth + 1);
    }
    const mapped = annotated(field, 'MappedCollection');
    // What is held, alone or with others, has a table of its own, which leads to this one.
    if (isHeld && (mapped !== undefined || isRoot(held) || annotated(held, 'Table') !== undefined)) {
      const child = await this.add(held, depth + 1);
      const bare = table.name.slice(table.name.lastIndexOf('.') + 1);
      const back = (await this.text(mapped, owner, 'idColumn')) ?? bare;
      const key = (await this.text(mapped, owner, 'keyColumn')) ?? `${bare}_key`;
      const isOrdered = /List|Map/.test(field.type.name) && item !== undefined;
      const evidence = { path: owner.path, line: field.line };
      const known = new Set(child.columns.map(({ name }) => name));
      const added: Column[] = [
        { name: back, references: table.name, key: 'foreign', implicit: true, evidence },
        ...(isOrdered ? [{ name: key, implicit: true, evidence }] : []),
      ];
      child.columns.push(...added.filter(({ name }) => !known.has(name)));
      return [];
    }
    const told = await this.text(annotated(field, 'Column'), owner, 'value', 'name');
    const isId = annotated(field, 'Id') !== undefined;
    const target = field.type.name === 'AggregateReference' ? field.type.arguments[0]?.name : undefined;
    const referred = target === undefined ? undefined : await this.sources.typeNamed(target, owner);
    const references = referred && (await this.add(referred, depth + 1)).name;
    const value = annotated(field, 'Column')?.values.get('value');
    return [
      {
        name: prefix + (told ?? snake(field.name)),
        ...(field.type.text === '' ? {} : { type: field.type.text }),
        ...(isId
          ? { nullable: false, key: 'primary' }
          : references === undefined
            ? {}
            : { key: 'foreign', references }),
        ...(field.comment === undefined ? {} : { label: field.comment }),
        evidence: { path: owner.path, line: value?.kind === 'text' ? value.line : field.line },
      },
    ];
  }

  private async text(
    annotation: JvmAnnotation | undefined,
    place: JvmType,
    ...keys: readonly string[]
  ): Promise<string | undefined> {
    const value = keys.map((key) => annotation?.values.get(key)).find((each) => each !== undefined);
    const text = await this.sources.textOf(value, place);
    return text === '' ? undefined : text;
  }
}

/** Spring Data's own naming: words apart, in lower case. */
function snake(name: string): string {
  return name.replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, '_').toLowerCase();
}
