import type { Column, Evidence } from '../../facts';
import type { SchemaReplay } from '../schema/schemaReplay';
import type { DjangoField } from './djangoField';
import type { DjangoModel, DjangoState } from './djangoState';

/** The name of the column that a field has; undefined when it has none. */
export function columnName({ kind, column, name }: DjangoField): string | undefined {
  return kind === 'many' || kind === 'none' ? undefined : (column ?? (kind === 'foreign' ? `${name}_id` : name));
}

/** The column that a field has in its model's table; undefined when it has none. */
export function columnOf(model: DjangoModel, field: DjangoField, state: DjangoState): Column | undefined {
  const name = columnName(field);
  if (name === undefined) {
    return undefined;
  }
  const { type, nullable, isPrimary, isImplicit, label, evidence } = field;
  const target = field.kind === 'foreign' ? state.target(field.to, model) : undefined;
  const isUnique = field.isUnique || model.uniques.some((unique) => unique.field === field.name);
  return {
    name,
    ...(type === '' ? {} : { type }),
    nullable,
    ...(isPrimary ? { key: 'primary' } : target ? { key: 'foreign' } : {}),
    ...(target ? { references: target.table } : {}),
    ...(isUnique ? { unique: true } : {}),
    ...labelled(label === undefined || saysNothing(label, field.name) ? undefined : label),
    ...(isImplicit ? { implicit: true } : {}),
    evidence,
  };
}

/** The table that Django makes between two models. */
export interface JoinTable {
  readonly name: string;
  /** The columns to the field's own model, and to the other. */
  readonly own: { readonly name: string; readonly references: string };
  readonly other: { readonly name: string; readonly references: string };
}

/** The table between two models that a field makes; undefined when it makes none. */
export function joinTable(model: DjangoModel, field: DjangoField, state: DjangoState): JoinTable | undefined {
  if (field.kind !== 'many' || field.through) {
    return undefined;
  }
  const target = state.target(field.to, model);
  const from = model.name.toLowerCase();
  const isSelf = target?.model === from && target.table === model.table;
  return {
    name: field.table ?? `${model.table}_${field.name}`,
    own: { name: isSelf ? `from_${from}_id` : `${from}_id`, references: model.table },
    other: {
      name: isSelf ? `to_${from}_id` : `${target?.model ?? field.name}_id`,
      references: target?.table ?? '',
    },
  };
}

/** Creates the table of a model, and those between it and others. */
export function createTables(replay: SchemaReplay, model: DjangoModel, state: DjangoState): void {
  if (model.isProxy || !replay.createTable(model.table, model.evidence, labelled(model.label))) {
    return;
  }
  for (const field of model.fields.values()) {
    addField(replay, model, field, state);
  }
}

/** Adds what a field makes: a column, or a table between two models. */
export function addField(replay: SchemaReplay, model: DjangoModel, field: DjangoField, state: DjangoState): void {
  const column = columnOf(model, field, state);
  const join = joinTable(model, field, state);
  if (column) {
    replay.addColumn(model.table, column);
  } else if (join) {
    createJoin(replay, join, field);
  }
}

function createJoin(replay: SchemaReplay, { name, own, other }: JoinTable, { evidence, label }: DjangoField): void {
  if (!replay.createTable(name, evidence, labelled(label))) {
    return;
  }
  replay.addColumn(name, { name: 'id', nullable: false, key: 'primary', implicit: true, evidence });
  for (const side of [own, other]) {
    replay.addColumn(name, {
      name: side.name,
      type: 'ForeignKey',
      nullable: false,
      key: 'foreign',
      ...(side.references === '' ? {} : { references: side.references }),
      implicit: true,
      evidence,
    });
  }
}

/** A table and its columns change their names as the models at its two ends do. @param evidence where its field is named */
export function renameJoin(replay: SchemaReplay, from: JoinTable, to: JoinTable, evidence: Evidence): void {
  if (!replay.has(from.name)) {
    return;
  }
  if (from.name !== to.name) {
    replay.renameTable(from.name, to.name, evidence);
  }
  for (const end of ['own', 'other'] as const) {
    const known = replay.columns(to.name).find(({ name }) => name === from[end].name);
    if (known && from[end].name !== to[end].name) {
      replay.renameColumn(to.name, from[end].name, to[end].name, evidence);
      replay.alterColumn(to.name, to[end].name, (column) => ({ ...column, implicit: true }), evidence);
    }
  }
}

function labelled(label: string | undefined): { label?: string } {
  return label === undefined ? {} : { label };
}

/** Django's own labels are the names again. */
function saysNothing(label: string, name: string): boolean {
  return label.toLowerCase() === name.replaceAll('_', ' ').toLowerCase();
}

/** Why a table that isn't Django's to make may be more, or less, than its model says. */
export const notManaged = 'table ou vue que Django ne crée pas (managed = False)';
