import type { Column, Table } from '../../facts';
import { lineage } from '../javascript/jsBinding';
import type { JsInterpreter } from '../javascript/jsInterpreter';
import type { JsModule } from '../javascript/jsModules';
import type { JsNode } from '../javascript/jsTree';
import {
  asBoolean,
  asNumber,
  asText,
  evidenceOf,
  property,
  type JsClass,
  type JsText,
  type JsValue,
} from '../javascript/jsValue';
import { definitionOf } from './definitions';
import { definedProperties, entitiesIn, propertiesOf, type Entity, type EntityProperty } from './entityProperties';
import type { Naming } from './naming';

/** How many classes hold one another's columns, or definitions go on from one another. */
const deepest = 5;

/** The tables that MikroORM's entities declare. */
export function entityTables(interpreter: JsInterpreter, modules: readonly JsModule[], naming: Naming): Table[] {
  const entities = modules.flatMap((module) => {
    interpreter.restart();
    return entitiesIn(interpreter, module);
  });
  const world = new World(interpreter, entities, naming);
  const tables = new Map<string, Table>();
  for (const entity of entities) {
    const name = world.tableOf(entity);
    const first = tables.get(name);
    const columns = world.columnsOf(entity);
    // Classes that share a table, as those of one hierarchy do, each bring theirs.
    const known = new Set(first?.columns.map((column) => column.name));
    const added = columns.filter((column) => !known.has(column.name));
    tables.set(name, {
      name,
      evidence: first?.evidence ?? [evidenceOf(ownName(entity) ?? entity.name)],
      from: 'MikroORM',
      source: 'models',
      ...(naming.isMongo ? { kind: 'collection' as const } : {}),
      ...labelled(property(entity.options, 'comment')),
      columns: first ? [...first.columns, ...added.map((column) => ({ ...column, nullable: true }))] : columns,
    });
  }
  for (const pivot of naming.isMongo ? [] : entities.flatMap((entity) => world.pivotsOf(entity))) {
    if (!tables.has(pivot.name)) {
      tables.set(pivot.name, pivot);
    }
  }
  return [...tables.values()];
}

class World {
  private readonly byName: ReadonlyMap<string, Entity>;
  private readonly byClass: ReadonlyMap<JsNode, Entity>;

  constructor(
    private readonly interpreter: JsInterpreter,
    entities: readonly Entity[],
    private readonly naming: Naming,
  ) {
    this.byName = new Map(entities.map((entity) => [entity.name.text, entity]));
    this.byClass = new Map(entities.flatMap((entity) => (entity.made ? [[entity.made.node, entity]] : [])));
  }

  tableOf(entity: Entity): string {
    const root = this.rootOf(entity);
    const own = ownName(root)?.text;
    const schema = asText(property(root.options, 'schema'))?.text;
    const bare = own ?? this.naming.table(root.name.text);
    return schema === undefined || schema === 'public' || schema === '*' ? bare : `${schema}.${bare}`;
  }

  /** The entity whose table holds those of the classes that extend it too. */
  private rootOf(entity: Entity): Entity {
    const parents = entity.made ? lineage(this.interpreter, entity.made) : [];
    const root = parents
      .map(({ node }) => this.byClass.get(node))
      .find((each) =>
        ['discriminatorColumn', 'discriminatorMap'].some((key) => property(each?.options, key) !== undefined),
      );
    return root ?? entity;
  }

  columnsOf(entity: Entity): Column[] {
    const columns = this.allProperties(entity, 0).flatMap((each) => this.columns(each, '', 0));
    const discriminator = asText(property(entity.options, 'discriminatorColumn'));
    const isKnown = columns.some(({ name }) => name === discriminator?.text);
    return [
      ...new Map(columns.map((column) => [column.name, column])).values(),
      ...(discriminator && !isKnown
        ? [{ name: discriminator.text, type: 'string', evidence: evidenceOf(discriminator) }]
        : []),
    ];
  }

  private allProperties(
    { properties, parent }: Pick<Entity, 'properties' | 'parent'>,
    depth: number,
  ): EntityProperty[] {
    const value = parent && this.called(parent);
    const inherited = value && (definitionOf(value) ?? this.byName.get(asText(value)?.text ?? '')?.options);
    return depth < deepest && inherited
      ? [
          ...this.allProperties(
            {
              properties: definedProperties(property(inherited, 'properties')),
              parent: property(inherited, 'extends'),
            },
            depth + 1,
          ),
          ...properties,
        ]
      : [...properties];
  }

  private columns(each: EntityProperty, prefix: string, depth: number): Column[] {
    const { name, kind, options } = each;
    if (asBoolean(property(options, 'persist')) === false || each.isInverse) {
      return [];
    }
    if (kind === 'embedded') {
      return this.embedded(each, prefix, depth);
    }
    if (kind === 'm:n') {
      return this.naming.isMongo ? [this.column(each, this.naming.column(name.text), 'array')] : [];
    }
    const isRelation = kind !== 'column';
    const own = asText(property(options, 'fieldName') ?? (isRelation ? property(options, 'joinColumn') : undefined));
    const derived = isRelation ? this.naming.joinColumn(name.text) : this.naming.column(name.text);
    const column = this.column(each, `${prefix}${own?.text ?? derived}`, isRelation ? undefined : typeOf(each));
    if (!isRelation) {
      return [own ? { ...column, evidence: evidenceOf(own) } : column];
    }
    const target = this.entityOf(each.target);
    return [
      {
        ...column,
        key: each.isPrimary ? 'primary' : 'foreign',
        ...(target ? { references: `${this.tableOf(target)}.${this.primaryOf(target)}` } : {}),
        ...(kind === '1:1' ? { unique: true } : {}),
      },
    ];
  }

  private column(each: EntityProperty, name: string, type: string | undefined): Column {
    const { options } = each;
    const isUnique = each.isUnique || asBoolean(property(options, 'unique')) === true;
    return {
      name,
      ...(type === undefined || type === '' ? {} : { type }),
      nullable: asBoolean(property(options, 'nullable')) ?? each.mayBeMissing,
      ...(each.isPrimary ? { key: 'primary' as const, nullable: false } : {}),
      ...(isUnique ? { unique: true } : {}),
      ...labelled(property(options, 'comment')),
      evidence: evidenceOf(each.name),
    };
  }

  private embedded(each: EntityProperty, prefix: string, depth: number): Column[] {
    const { options, name } = each;
    const target = this.classOf(each.target);
    const isWhole = ['object', 'array'].some((key) => asBoolean(property(options, key)) === true);
    if (!target || depth > deepest || isWhole || this.naming.isMongo) {
      return [this.column(each, `${prefix}${this.naming.column(name.text)}`, 'json')];
    }
    const said = property(options, 'prefix');
    const own = asBoolean(said) === false ? '' : (asText(said)?.text ?? `${this.naming.column(name.text)}_`);
    return propertiesOf(this.interpreter, target).flatMap((inside) =>
      this.columns(inside, `${prefix}${own}`, depth + 1),
    );
  }

  private primaryOf(entity: Entity): string {
    const primary = this.allProperties(entity, 0).find(({ isPrimary }) => isPrimary);
    const own = asText(property(primary?.options, 'fieldName'))?.text;
    return own ?? (primary ? this.naming.column(primary.name.text) : this.naming.isMongo ? '_id' : 'id');
  }

  /** The tables of relations of many to many. */
  pivotsOf(entity: Entity): Table[] {
    return this.allProperties(entity, 0).flatMap((each): Table[] => {
      const other = this.entityOf(each.target);
      if (each.kind !== 'm:n' || each.isInverse || !other || property(each.options, 'pivotEntity')) {
        return [];
      }
      const own = asText(property(each.options, 'pivotTable'));
      const table = this.tableOf(entity);
      const isSelf = other === entity;
      const side = (key: string, target: Entity, mark: string): Column => {
        const name = asText(property(each.options, key));
        const referenced = this.primaryOf(target);
        return {
          name:
            name?.text ??
            `${mark === '' ? this.naming.table(target.name.text) : this.tableOf(target)}${mark}_${referenced}`,
          nullable: false,
          key: 'primary',
          references: `${this.tableOf(target)}.${referenced}`,
          evidence: evidenceOf(name ?? own ?? each.name),
          ...(name ? {} : { implicit: true }),
        };
      };
      return [
        {
          name: own?.text ?? `${table}_${this.naming.table(each.name.text)}`,
          evidence: [evidenceOf(own ?? each.name)],
          from: 'MikroORM',
          source: 'models',
          columns: [
            side('joinColumn', entity, isSelf ? '_1' : ''),
            side('inverseJoinColumn', other, isSelf ? '_2' : ''),
          ],
        },
      ];
    });
  }

  private entityOf(target: JsValue | undefined): Entity | undefined {
    const value = this.called(target);
    const options = value && definitionOf(value);
    const named = asText(options ? property(options, 'name') : value)?.text;
    return named === undefined
      ? this.byClass.get((value?.kind === 'class' ? value : this.classIn(options))?.node ?? noNode)
      : this.byName.get(named);
  }

  private classOf(target: JsValue | undefined): JsClass | undefined {
    const value = this.called(target);
    return value?.kind === 'class' ? value : undefined;
  }

  private classIn(options: JsValue | undefined): JsClass | undefined {
    const value = property(options, 'class');
    return value?.kind === 'class' ? value : undefined;
  }

  /** What `() => User` gives. */
  private called(target: JsValue | undefined): JsValue | undefined {
    return target?.kind === 'function'
      ? this.interpreter.call(target, [], { source: target.scope.module.source, offset: target.node.start })
      : target;
  }
}

function ownName({ options }: Entity): JsText | undefined {
  return asText(property(options, 'tableName') ?? property(options, 'collection'));
}

const noNode: JsNode = { type: '', start: 0, end: 0, children: [], fields: new Map() };

/** `varchar(50)`: what the database is told, else what the code says. */
function typeOf({ options, type }: EntityProperty): string | undefined {
  const said = property(options, 'columnType') ?? property(options, 'type');
  const written = asText(said)?.text ?? (said?.kind === 'host' ? said.label : undefined);
  const length = asNumber(property(options, 'length'));
  const base = type === 'enum' ? type : (written ?? type);
  return base === undefined ? undefined : `${base}${length === undefined ? '' : `(${String(length)})`}`;
}

function labelled(comment: JsValue | undefined): { label?: string } {
  const label = asText(comment)?.text;
  return label === undefined ? {} : { label };
}
