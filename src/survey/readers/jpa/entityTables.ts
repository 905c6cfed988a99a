import type { Column, Evidence } from '../../facts';
import type { Repository } from '../../repository';
import {
  annotated,
  itemsOf,
  lastName,
  nestedAnnotations,
  placeOf,
  type JvmAnnotation,
  type JvmType,
} from '../jvm/jvmTypes';
import type { Attribute } from './attributes';
import { idBringers, type Entity, type EntityModel } from './entityModel';
import { ColumnReader, type Overrides } from './columns';
import { collectionTable, joinTable } from './joinTables';

/** Draws the tables of entities: their own, those that join them, those of what they hold many of. */
export class EntityTables {
  private readonly columns: ColumnReader;
  /** Where each entity's table is named. */
  private readonly places = new Map<JvmType, Evidence>();
  /** What relations to many add, once each table has its own columns. */
  private readonly later: (() => Promise<void>)[] = [];

  constructor(
    private readonly model: EntityModel,
    private readonly repository: Repository,
  ) {
    this.columns = new ColumnReader(model);
  }

  /** Adds what relations to many make, and notes the columns whose names are computed. */
  async finish(): Promise<void> {
    for (const add of this.later) {
      await add();
    }
    for (const { name, line, owner } of this.columns.unknown) {
      this.repository.note(`colonne de ${name} au nom calculé, non lue`, owner.path, line, 'tables');
    }
  }

  /** Creates the table that an entity has to itself. */
  async create(entity: Entity): Promise<void> {
    const { type, table, hasOwnTable } = entity;
    if (!hasOwnTable) {
      return;
    }
    const comment = annotated(type, 'Comment')?.values.get('value');
    const label = comment?.kind === 'text' ? comment.text : type.comment;
    const bare = table
      .slice(table.lastIndexOf('.') + 1)
      .replaceAll('_', '')
      .toLowerCase();
    const told = await this.model.placeOfText(
      annotated(type, 'Table')?.values.get('name') ?? annotated(type, 'Entity')?.values.get('name'),
      type,
    );
    const isNamedHere = type.name.toLowerCase().startsWith(bare);
    const evidence = told && (!isNamedHere || told.path === type.path) ? told : { path: type.path, line: type.line };
    this.places.set(type, evidence);
    this.model.replay.createTable(table, evidence, {
      ...(label === undefined ? {} : { label }),
      ...(/^v(?:iew|ue)?_|_view$/i.test(table) ? { kind: 'view' } : {}),
    });
  }

  /** Adds all columns of an entity, and the tables that its relations make. */
  async fill(entity: Entity): Promise<void> {
    const { replay } = this.model;
    const { type, table, parent, strategy, missing } = entity;
    const isShared = parent !== undefined && strategy === 'SINGLE_TABLE';
    if (!entity.hasOwnTable && !isShared) {
      return;
    }
    if (missing.some((name) => idBringers.has(lastName(name)))) {
      this.addIdentifier(entity);
    } else if (missing.length > 0) {
      const names = missing.map((name) => lastName(name)).join(', ');
      replay.markPartial(table, `ce que ${names} apporte, hors du dépôt, n’est pas lu`);
    }
    if (parent && strategy === 'JOINED') {
      await this.addParentKey(entity, parent);
    }
    for (const attribute of this.model.attributes(entity)) {
      await this.add(entity, attribute, new Map(), isShared);
    }
    if (strategy === 'SINGLE_TABLE' || annotated(type, 'DiscriminatorColumn')) {
      await this.addDiscriminator(entity);
    }
    await this.markUnique(type, table);
  }

  private async add(
    entity: Entity,
    attribute: Attribute,
    overrides: Overrides,
    isShared: boolean,
    depth = 0,
  ): Promise<void> {
    const many = annotated(attribute, 'OneToMany', 'ManyToMany');
    const one = annotated(attribute, 'ManyToOne', 'OneToOne');
    if (many) {
      this.later.push(async () => this.addMany(entity, attribute, many));
    } else if (annotated(attribute, 'ElementCollection')) {
      await collectionTable(this.model, this.columns, entity, attribute);
    } else if (one) {
      await this.addOne(entity, attribute, one, overrides);
    } else {
      const embedded = depth < 5 ? await this.model.embeddable(attribute) : undefined;
      if (embedded) {
        const inner = await this.columns.overridesOf(attribute, overrides);
        for (const each of this.columns.embedded(attribute, embedded)) {
          await this.add(entity, each, inner, isShared, depth + 1);
        }
        return;
      }
      const column = await this.columns.basic(attribute, overrides);
      const secondary = await this.model.text(annotated(attribute, 'Column')?.values.get('table'), attribute.owner);
      const table = secondary === undefined ? entity.table : this.model.naming.of(secondary);
      if (column && (secondary === undefined || this.model.replay.has(table))) {
        this.put(table, isShared ? withoutNullable(column) : column);
      }
    }
  }

  private async addOne(entity: Entity, attribute: Attribute, one: JvmAnnotation, overrides: Overrides): Promise<void> {
    const { replay } = this.model;
    if (one.values.has('mappedBy') || annotated(attribute, 'PrimaryKeyJoinColumn')) {
      return;
    }
    const target = await this.model.targetOf(attribute, one);
    if (annotated(attribute, 'JoinTable')) {
      await joinTable(this.model, entity, attribute, target);
      return;
    }
    for (const column of await this.columns.joins(attribute, one, target, overrides)) {
      this.put(entity.table, column);
    }
    if (!target && replay.columns(entity.table).length === 0) {
      replay.markPartial(entity.table, `${attribute.type.text} n’est pas dans le dépôt`);
    }
  }

  private async addMany(entity: Entity, attribute: Attribute, many: JvmAnnotation): Promise<void> {
    if (many.values.has('mappedBy')) {
      return;
    }
    const target = await this.model.targetOf(attribute, many);
    const joins = annotated(attribute, 'JoinColumn', 'JoinColumns');
    if (many.name === 'OneToMany' && joins && !annotated(attribute, 'JoinTable')) {
      for (const column of target ? await this.columns.joins(attribute, many, entity, new Map()) : []) {
        this.put(target?.table ?? '', { ...column, type: entity.type.name });
      }
      return;
    }
    await joinTable(this.model, entity, attribute, target);
  }

  /** A column that two attributes share is told by both. */
  private put(table: string, column: Column): void {
    const { replay } = this.model;
    if (!replay.hasColumn(table, column.name)) {
      replay.addColumn(table, column);
      return;
    }
    replay.alterColumn(
      table,
      column.name,
      (known) => ({
        ...known,
        ...(known.references === undefined && column.references !== undefined ? { references: column.references } : {}),
        ...(known.key === undefined && column.key !== undefined ? { key: column.key } : {}),
      }),
      column.evidence,
    );
  }

  private addIdentifier({ type, table }: Entity): void {
    this.put(table, {
      name: 'id',
      type: type.superTypes[0]?.arguments[0]?.text ?? 'Long',
      nullable: false,
      key: 'primary',
      evidence: this.placeOf(type),
      implicit: true,
    });
  }

  private async addParentKey({ type, table }: Entity, parent: Entity): Promise<void> {
    const annotation = annotated(type, 'PrimaryKeyJoinColumn');
    const given = await this.model.text(annotation?.values.get('name'), type);
    const keys = given === undefined ? await this.model.keysOf(parent) : [this.model.naming.of(given)];
    for (const name of keys) {
      this.put(table, {
        name,
        nullable: false,
        key: 'primary',
        references: parent.table,
        evidence: given !== undefined && annotation ? placeOf(type.path, annotation) : this.placeOf(type),
        ...(given === undefined ? { implicit: true } : {}),
      });
    }
  }

  private placeOf(type: JvmType): Evidence {
    return this.places.get(type) ?? { path: type.path, line: type.line };
  }

  /** What tells apart the objects of several classes in one table. */
  private async addDiscriminator(entity: Entity): Promise<void> {
    const { parent } = entity;
    const root = rootOf(entity);
    const annotation = annotated(root.type, 'DiscriminatorColumn');
    if (parent === undefined && !annotation) {
      return;
    }
    const given = await this.model.text(annotation?.values.get('name'), root.type);
    const name = this.model.naming.of(given ?? 'DTYPE');
    this.put(root.table, {
      name,
      type: 'String',
      nullable: false,
      evidence: annotation && given !== undefined ? placeOf(root.type.path, annotation) : this.placeOf(root.type),
      ...(annotation && given !== undefined ? {} : { implicit: true }),
    });
  }

  private async markUnique(type: JvmType, table: string): Promise<void> {
    const constraints = nestedAnnotations(annotated(type, 'Table')?.values.get('uniqueConstraints'));
    for (const { values } of constraints) {
      const items = itemsOf(values.get('columnNames'));
      const [only] = items;
      const name = items.length === 1 ? await this.model.text(only, type) : undefined;
      if (name !== undefined) {
        this.model.replay.alterColumn(table, this.model.naming.of(name), (column) => ({ ...column, unique: true }), {
          path: type.path,
          line: type.line,
        });
      }
    }
  }
}

function rootOf(entity: Entity): Entity {
  let root = entity;
  for (let depth = 0; root.parent && depth < 20; depth++) {
    root = root.parent;
  }
  return root;
}

/** Other classes of the same table have nothing there. */
function withoutNullable(column: Column): Column {
  const { nullable: _, ...rest } = column;
  return column.key === 'primary' ? column : rest;
}
