import type { Evidence } from '../../facts';
import { SchemaReplay } from '../schema/schemaReplay';
import type { JvmSources } from '../jvm/jvmSources';
import { annotated, lastName, type JvmAnnotation, type JvmType, type JvmTypeUse, type JvmValue } from '../jvm/jvmTypes';
import { accessOf, attributesOf, isOfJpa, mappedLevels, type Attribute, type Level } from './attributes';
import type { Naming } from './naming';

/** An entity, and where its objects are kept. */
export interface Entity {
  readonly type: JvmType;
  /** What it calls itself: its class, unless it says otherwise. */
  readonly name: string;
  readonly parent: Entity | undefined;
  readonly strategy: 'SINGLE_TABLE' | 'JOINED' | 'TABLE_PER_CLASS';
  /** The entity whose table its own columns are in. */
  readonly table: string;
  readonly hasOwnTable: boolean;
  readonly levels: readonly Level[];
  /** Classes above it that the repository doesn't hold. */
  readonly missing: readonly string[];
}

/** Classes of libraries that bring an identifier. */
export const idBringers: ReadonlySet<string> = new Set(['AbstractPersistable', 'AbstractAuditable', 'PanacheEntity']);

/** The entities of a repository, known by their classes. */
export class EntityModel {
  readonly replay = new SchemaReplay();
  private readonly known = new Map<JvmType, Promise<Entity | undefined>>();

  constructor(
    readonly sources: JvmSources,
    readonly naming: Naming,
  ) {}

  /** @returns undefined for what is no entity */
  async entityOf(type: JvmType): Promise<Entity | undefined> {
    const known = this.known.get(type);
    if (known) {
      return known;
    }
    // A class that is above itself must not wait for itself.
    this.known.set(type, Promise.resolve(undefined));
    const reading = this.readEntity(type);
    const entity = await reading;
    this.known.set(type, reading);
    return entity;
  }

  /** The entity that an attribute leads to: what its annotation says, else its type, else what that one holds. */
  async targetOf(attribute: Attribute, relation: JvmAnnotation): Promise<Entity | undefined> {
    const told = relation.values.get('targetEntity');
    const name =
      told?.kind === 'name' || told?.kind === 'other'
        ? (told.kind === 'name' ? told.name : told.text).replace(/\.class$/, '')
        : itemType(attribute.type).name;
    const type = await this.sources.typeNamed(name, attribute.owner);
    return type && this.entityOf(type);
  }

  /** The names of the columns that identify an entity. */
  async keysOf(entity: Entity, depth = 0): Promise<readonly string[]> {
    if (entity.parent && entity.strategy !== 'TABLE_PER_CLASS') {
      return depth < 10 ? this.keysOf(entity.parent, depth + 1) : [];
    }
    const keys: string[] = [];
    for (const attribute of this.attributes(entity)) {
      if (!annotated(attribute, 'Id', 'EmbeddedId')) {
        continue;
      }
      const relation = annotated(attribute, 'ManyToOne', 'OneToOne');
      const join = annotated(attribute, 'JoinColumn');
      const given = await this.text((join ?? annotated(attribute, 'Column'))?.values.get('name'), attribute.owner);
      const embedded = relation ? undefined : await this.embeddable(attribute);
      if (embedded) {
        keys.push(...attributesOf({ type: embedded, bound: new Map() }, false).map(({ name }) => this.naming.of(name)));
      } else if (given !== undefined) {
        keys.push(this.naming.of(given));
      } else if (relation && depth < 5) {
        const target = await this.targetOf(attribute, relation);
        const [key = 'id'] = target ? await this.keysOf(target, depth + 1) : [];
        keys.push(this.naming.of(`${attribute.name}_${key}`));
      } else {
        keys.push(this.naming.of(attribute.name));
      }
    }
    return keys.length === 0 && entity.missing.some((name) => idBringers.has(lastName(name))) ? ['id'] : keys;
  }

  /** All that an entity itself keeps, what it has from mapped classes above first. */
  attributes({ levels }: Entity): Attribute[] {
    const told = levels.map(({ type }) => accessOf(type));
    const byGetters = (told.find((access) => access !== undefined) ?? 'fields') === 'getters';
    const found = new Map<string, Attribute>();
    for (const level of levels) {
      for (const attribute of attributesOf(level, byGetters)) {
        found.set(attribute.name, attribute);
      }
    }
    return [...found.values()];
  }

  /** The class that an attribute embeds; undefined when it is kept in one column. */
  async embeddable(attribute: Pick<Attribute, 'type' | 'owner' | 'annotations'>): Promise<JvmType | undefined> {
    const type = await this.sources.typeNamed(attribute.type.name, attribute.owner);
    const isEmbedded = annotated(attribute, 'Embedded', 'EmbeddedId') !== undefined;
    const isKeptWhole = annotated(attribute, 'Convert', 'Type', 'JdbcTypeCode') !== undefined && !isEmbedded;
    return type && type.kind === 'class' && (isEmbedded || (isOfJpa(type, 'Embeddable') && !isKeptWhole))
      ? type
      : undefined;
  }

  async text(value: JvmValue | undefined, place: JvmType): Promise<string | undefined> {
    const text = await this.sources.textOf(value, place);
    return text === '' ? undefined : text;
  }

  /** The line that holds the text of a value: where it is written, or where the constant it is called by is declared. */
  async placeOfText(value: JvmValue | undefined, place: JvmType): Promise<Evidence | undefined> {
    if (value?.kind === 'text') {
      return { path: place.path, line: value.line };
    }
    const constant = value?.kind === 'name' ? await this.sources.constant(value.name, place) : undefined;
    return constant?.field.value?.kind === 'text'
      ? { path: constant.place.path, line: constant.field.value.line }
      : undefined;
  }

  private async readEntity(type: JvmType): Promise<Entity | undefined> {
    const annotation = isOfJpa(type, 'Entity') ? annotated(type, 'Entity') : undefined;
    if (!annotation) {
      return undefined;
    }
    const { levels, parent, missing } = await mappedLevels(this.sources, type);
    const above = parent && (await this.entityOf(parent));
    const name = (await this.text(annotation.values.get('name'), type)) ?? type.name;
    const told = annotated(type, 'Inheritance')?.values.get('strategy');
    const written = told?.kind === 'name' ? lastName(told.name) : '';
    const own = written === 'JOINED' || written === 'TABLE_PER_CLASS' ? written : 'SINGLE_TABLE';
    const strategy = above ? above.strategy : own;
    const hasOwnTable =
      (!above || strategy !== 'SINGLE_TABLE') &&
      !(type.isAbstract && strategy === 'TABLE_PER_CLASS') &&
      !annotated(type, 'Subselect');
    const inherited = strategy === 'TABLE_PER_CLASS' ? (above?.levels ?? []) : [];
    return {
      type,
      name,
      parent: above,
      strategy,
      table: above && !hasOwnTable ? above.table : await this.tableName(type, name),
      hasOwnTable,
      levels: [...inherited, ...levels],
      missing,
    };
  }

  private async tableName(type: JvmType, entity: string): Promise<string> {
    const annotation = annotated(type, 'Table');
    const name = this.naming.of((await this.text(annotation?.values.get('name'), type)) ?? entity);
    return this.withSchema(annotation, type, name);
  }

  /** The name with its schema, when that isn't the usual one. */
  async withSchema(annotation: JvmAnnotation | undefined, place: JvmType, name: string): Promise<string> {
    const schema = await this.text(annotation?.values.get('schema') ?? annotation?.values.get('catalog'), place);
    return schema === undefined || /^(?:public|dbo)$/i.test(schema) ? name : `${this.naming.of(schema)}.${name}`;
  }
}

/** What a list, a set or a map holds; the type itself when it holds nothing. */
export function itemType(type: JvmTypeUse): JvmTypeUse {
  return type.arguments.at(-1) ?? type;
}
