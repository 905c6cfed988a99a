import type { Evidence } from '../../facts';
import type { AlembicCall } from './alembicCalls';
import type { AlembicRevision } from './alembicRevision';
import type { PythonCall, PythonExpression, PythonModule } from '../pythonCode/pythonModel';
import { argumentOf, calledName, lastName, placeOf, textOf, wholeName } from '../pythonCode/pythonParts';

/** One operation: what is given to it, the table of its batch already among it. */
export interface AlembicOperation {
  readonly name: string;
  readonly call: PythonCall;
  readonly module: PythonModule;
  /** An argument by its name or its place, when the operation isn't in a batch. */
  readonly of: (name: string, place: number) => PythonExpression | undefined;
  readonly text: (name: string, place: number) => string | undefined;
  readonly at: (name: string, place: number) => Evidence;
  /** The table, under its schema's name. */
  readonly table: string | undefined;
}

/** Where an operation takes the table's name, when that isn't first. */
const tablePlaces: Readonly<Record<string, readonly [name: string, place: number]>> = {
  create_foreign_key: ['source_table', 1],
  create_unique_constraint: ['table_name', 1],
  create_primary_key: ['table_name', 1],
  create_index: ['table_name', 1],
  drop_constraint: ['table_name', 1],
  drop_index: ['table_name', 1],
  rename_table: ['old_table_name', 0],
};

/** What a call asks for. */
export function operationOf({ call, batch }: AlembicCall, module: PythonModule): AlembicOperation {
  const name = lastName(call.name);
  const [tableName, tablePlace] = tablePlaces[name] ?? ['table_name', 0];
  // In a batch the table isn't given: what comes after it moves up by one.
  const placed = (argumentName: string, place: number): PythonExpression | undefined =>
    unwrapped(argumentOf(call, argumentName, batch && place > tablePlace ? place - 1 : place));
  const table = textOf(batch ? batch.args[0] : placed(tableName, tablePlace));
  return {
    name,
    call,
    module,
    of: placed,
    text: (argumentName, place) => textOf(placed(argumentName, place)),
    at: (argumentName, place) =>
      placeOf(module, (place < 0 ? call.named.get(argumentName) : placed(argumentName, place)) ?? call),
    table: table === undefined ? undefined : inSchema(batch ?? call, table),
  };
}

/** `op.f('name')` says that a name is final. */
function unwrapped(value: PythonExpression | undefined): PythonExpression | undefined {
  return value?.kind === 'call' && /(?:^|\.)f$/.test(value.name) ? value.args[0] : value;
}

/** Whether a call is on Alembic's own `op`, under whatever name. */
export function isOp(call: PythonCall, { module }: AlembicRevision): boolean {
  const name = calledName(call);
  return name.includes('.') && /^(?:alembic\.)?op\./.test(wholeName(name, module));
}

/** A table's name, under its schema's when it has one of its own. */
export function inSchema(call: PythonCall, table: string): string {
  const schema = textOf(call.named.get('schema') ?? call.named.get('source_schema'));
  return schema === undefined || schema === 'public' ? table : `${schema}.${table}`;
}
