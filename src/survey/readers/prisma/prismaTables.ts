import type { Column, Table } from '../../facts';
import { compare } from '../../repository';
import { namesOf, stringOf, type PrismaField, type PrismaModel } from './prismaModels';

export interface PrismaSchemaParts {
  /** Models, views and types, by name. */
  readonly models: ReadonlyMap<string, PrismaModel>;
  /** The datasource's provider: `postgresql`, `mongodb`… */
  readonly provider: string | undefined;
}

/** The tables, views or collections that a schema describes, with those that relations of many to many take. */
export function prismaTables({ models, provider }: PrismaSchemaParts): Table[] {
  const isMongo = provider === 'mongodb';
  const kept = [...models.values()].filter(({ kind }) => kind !== 'type');
  const tables = kept.map((model): Table => ({
    name: tableName(model),
    evidence: [model.evidence],
    from: 'Prisma',
    source: 'schema',
    ...(model.kind === 'view' ? { kind: 'view' as const } : isMongo ? { kind: 'collection' as const } : {}),
    ...(model.label === undefined ? {} : { label: model.label }),
    columns: columnsOf(model, models),
  }));
  return [...tables, ...(isMongo ? [] : joinTables(kept, models))];
}

function tableName({ name, attributes }: PrismaModel): string {
  const schema = stringOf(attributes.get('schema')?.get('0'));
  const own = mapped(attributes.get('map')) ?? name;
  return schema === undefined || schema === 'public' || schema === 'dbo' ? own : `${schema}.${own}`;
}

function columnName({ name, attributes }: PrismaField): string {
  return mapped(attributes.get('map')) ?? name;
}

function mapped(args: PrismaModel['attributes'] extends ReadonlyMap<string, infer Args> ? Args | undefined : never) {
  return stringOf(args?.get('0') ?? args?.get('name'));
}

function columnsOf(model: PrismaModel, models: ReadonlyMap<string, PrismaModel>): Column[] {
  const targets = foreignKeys(model, models);
  const primary = new Set(namesOf(first(model, 'id', 'fields')));
  const uniques = namesOf(first(model, 'unique', 'fields'));
  return model.fields
    .filter(({ type }) => !isRelation(models.get(type)))
    .map((field): Column => {
      const isPrimary = field.attributes.has('id') || primary.has(field.name);
      const references = targets.get(field.name);
      const isUnique = field.attributes.has('unique') || (uniques.length === 1 && uniques[0] === field.name);
      return {
        name: columnName(field),
        type: typeOf(field),
        // A list is never null in Prisma's eyes: it is empty.
        ...(field.isList ? {} : { nullable: field.isOptional }),
        ...(isPrimary ? { key: 'primary' as const } : references === undefined ? {} : { key: 'foreign' as const }),
        ...(references === undefined ? {} : { references }),
        ...(isUnique ? { unique: true } : {}),
        ...(field.label === undefined ? {} : { label: field.label }),
        evidence: field.evidence,
      };
    });
}

function isRelation(model: PrismaModel | undefined): boolean {
  return model !== undefined && model.kind !== 'type';
}

function first(model: PrismaModel, attribute: string, name: string) {
  const args = model.attributes.get(attribute);
  return args?.get('0') ?? args?.get(name);
}

/** What each scalar field of a model points at, told by the relation beside it. */
function foreignKeys(model: PrismaModel, models: ReadonlyMap<string, PrismaModel>): Map<string, string> {
  const targets = new Map<string, string>();
  for (const { type, attributes } of model.fields) {
    const target = models.get(type);
    const relation = attributes.get('relation');
    const own = namesOf(relation?.get('fields'));
    const others = namesOf(relation?.get('references'));
    for (const [index, name] of target ? own.entries() : []) {
      const other = target?.fields.find((field) => field.name === others[index]);
      targets.set(name, `${target ? tableName(target) : type}.${other ? columnName(other) : (others[index] ?? 'id')}`);
    }
  }
  return targets;
}

/** The type in the database when it is written (`@db.VarChar(50)`), else Prisma's. */
function typeOf({ type, attributes, isList }: PrismaField): string {
  const native = [...attributes].find(([name]) => name.startsWith('db.'));
  const sizes = native
    ? [...native[1].values()].map((size) => (size.kind === 'literal' ? String(size.value) : ''))
    : [];
  const base = native ? `${native[0].slice(3)}${sizes.length > 0 ? `(${sizes.join(', ')})` : ''}` : type;
  return isList ? `${base}[]` : base;
}

/**
 * The tables of relations of many to many that no model stands for: `_AToB`, or the relation's own name, with two
 * columns that nothing names.
 */
function joinTables(kept: readonly PrismaModel[], models: ReadonlyMap<string, PrismaModel>): Table[] {
  const tables = new Map<string, Table>();
  for (const model of kept) {
    for (const field of model.fields) {
      const other = models.get(field.type);
      const name = relationName(field);
      const back = other?.fields.filter(
        (each) => each !== field && each.type === model.name && relationName(each) === name,
      );
      if (!other || !isRelation(other) || !field.isList || back?.length !== 1 || back[0]?.isList !== true) {
        continue;
      }
      const [a, b] = [model, other].sort((one, two) => compare(one.name, two.name));
      const table = `_${name ?? `${a?.name ?? ''}To${b?.name ?? ''}`}`;
      if (a && b && !tables.has(table)) {
        tables.set(table, {
          name: table,
          evidence: [field.evidence],
          from: 'Prisma',
          source: 'schema',
          columns: [a, b].map((side, index) => joinColumn(index === 0 ? 'A' : 'B', side, field)),
        });
      }
    }
  }
  return [...tables.values()];
}

function joinColumn(name: string, side: PrismaModel, { evidence }: PrismaField): Column {
  const id = side.fields.find(({ attributes }) => attributes.has('id'));
  return {
    name,
    ...(id ? { type: typeOf(id) } : {}),
    nullable: false,
    key: 'foreign',
    references: id ? `${tableName(side)}.${columnName(id)}` : tableName(side),
    evidence,
    implicit: true,
  };
}

function relationName({ attributes }: PrismaField): string | undefined {
  const relation = attributes.get('relation');
  return stringOf(relation?.get('0') ?? relation?.get('name'));
}
