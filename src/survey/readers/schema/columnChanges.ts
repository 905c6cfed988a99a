import type { Column } from '../../facts';

/** What a constraint makes of a column. */
export type ColumnConstraint = 'primary' | 'foreign' | 'unique';

export function asPrimary(column: Column): Column {
  return { ...column, key: 'primary', nullable: false };
}

export function asUnique(column: Column): Column {
  return { ...column, unique: true };
}

export function asForeign(references: string | undefined): (column: Column) => Column {
  return (column) => ({
    ...column,
    key: column.key ?? 'foreign',
    ...(references === undefined ? {} : { references }),
  });
}

/** A column as it is once a constraint is gone. */
export function without(column: Column, kind: ColumnConstraint): Column {
  const rest = { ...column };
  if (kind === 'unique') {
    delete rest.unique;
    return rest;
  }
  if (kind === 'foreign') {
    delete rest.references;
  }
  if (rest.key === kind) {
    delete rest.key;
  }
  return rest;
}
