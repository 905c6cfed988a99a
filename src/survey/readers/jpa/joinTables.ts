import type { Column, Evidence } from '../../facts';
import { annotated, nestedAnnotations, type JvmAnnotation, type JvmType, type JvmValue } from '../jvm/jvmTypes';
import type { Attribute } from './attributes';
import type { ColumnReader } from './columns';
import { itemType, type Entity, type EntityModel } from './entityModel';

/** Draws the table that joins two entities, with the columns that lead to both. */
export async function joinTable(
  model: EntityModel,
  entity: Entity,
  attribute: Attribute,
  target: Entity | undefined,
): Promise<void> {
  const { replay, naming } = model;
  const annotation = annotated(attribute, 'JoinTable');
  const place = attribute.owner;
  const given = await model.text(annotation?.values.get('name'), place);
  if (annotation?.values.has('name') && given === undefined) {
    return;
  }
  if (given === undefined && !target) {
    replay.markPartial(entity.table, `la table qui mène à ${itemType(attribute.type).text} n’est pas connue`);
    return;
  }
  const bare = naming.of(given ?? `${withoutSchema(entity.table)}_${withoutSchema(target?.table ?? '')}`);
  const table = await model.withSchema(annotation, place, bare);
  const evidence = evidenceOf(place, annotation?.values.get('name'), attribute.line);
  replay.createTable(table, evidence);
  const inverse = target && (await inverseName(model, target, entity, attribute));
  await addJoins(
    model,
    table,
    evidence,
    attribute,
    entity,
    annotation?.values.get('joinColumns'),
    inverse ?? entity.name,
  );
  await addJoins(
    model,
    table,
    evidence,
    attribute,
    target,
    annotation?.values.get('inverseJoinColumns'),
    attribute.name,
  );
}

/** Draws the table of what an entity holds many of, that is no entity. */
export async function collectionTable(
  model: EntityModel,
  columns: ColumnReader,
  entity: Entity,
  attribute: Attribute,
): Promise<void> {
  const { replay, naming } = model;
  const annotation = annotated(attribute, 'CollectionTable') ?? annotated(attribute, 'JoinTable');
  const place = attribute.owner;
  const given = await model.text(annotation?.values.get('name'), place);
  if (annotation?.values.has('name') && given === undefined) {
    return;
  }
  const table = await model.withSchema(annotation, place, naming.of(given ?? `${entity.name}_${attribute.name}`));
  const evidence = evidenceOf(place, annotation?.values.get('name'), attribute.line);
  replay.createTable(table, evidence);
  await addJoins(model, table, evidence, attribute, entity, annotation?.values.get('joinColumns'), entity.name);
  const item = { ...attribute, type: itemType(attribute.type) };
  if (attribute.type.name.endsWith('Map')) {
    const key = annotated(attribute, 'MapKeyColumn')?.values.get('name');
    const named = await columns.nameOf(key, place, `${attribute.name}_key`, attribute);
    if (named) {
      replay.addColumn(table, {
        name: named.name,
        ...(attribute.type.arguments[0] ? { type: attribute.type.arguments[0].text } : {}),
        evidence: named.evidence,
      });
    }
  }
  const embedded = await model.embeddable(item);
  const overrides = await columns.overridesOf(attribute, new Map());
  for (const each of embedded ? columns.embedded(attribute, embedded) : [item]) {
    const column = await columns.basic(each, embedded ? overrides : new Map());
    if (column) {
      replay.addColumn(table, column);
    }
  }
}

/** The columns that lead from a table to an entity. @param start what their names begin with when they aren't given */
async function addJoins(
  model: EntityModel,
  table: string,
  evidence: Evidence,
  attribute: Attribute,
  target: Entity | undefined,
  value: JvmValue | undefined,
  start: string,
): Promise<void> {
  const written: readonly (JvmAnnotation | undefined)[] = nestedAnnotations(value);
  const keys = target ? await model.keysOf(target) : [];
  const fallbacks = keys.length > 0 ? keys : ['id'];
  for (const [index, join] of (written.length > 0 ? written : fallbacks.map(() => undefined)).entries()) {
    const given = await model.text(join?.values.get('name'), attribute.owner);
    if (join?.values.has('name') && given === undefined) {
      continue;
    }
    const column: Column = {
      name: model.naming.of(given ?? `${start}_${fallbacks[index] ?? 'id'}`),
      nullable: false,
      key: 'foreign',
      ...(target ? { references: target.table } : {}),
      evidence: given === undefined ? evidence : evidenceOf(attribute.owner, join?.values.get('name'), attribute.line),
      ...(given === undefined ? { implicit: true } : {}),
    };
    if (!model.replay.hasColumn(table, column.name)) {
      model.replay.addColumn(table, column);
    }
  }
}

/** The attribute by which the other side of a relation leads back. */
async function inverseName(
  model: EntityModel,
  target: Entity,
  entity: Entity,
  attribute: Attribute,
): Promise<string | undefined> {
  for (const each of model.attributes(target)) {
    const relation = annotated(each, 'ManyToMany');
    const mappedBy = await model.text(relation?.values.get('mappedBy'), each.owner);
    if (relation && mappedBy === attribute.name && (await model.targetOf(each, relation)) === entity) {
      return each.name;
    }
  }
  return undefined;
}

function evidenceOf(place: JvmType, name: JvmValue | undefined, line: number): Evidence {
  return { path: place.path, line: name?.kind === 'text' ? name.line : line };
}

function withoutSchema(table: string): string {
  return table.slice(table.lastIndexOf('.') + 1);
}
