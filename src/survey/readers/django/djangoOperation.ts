import type { Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';
import type { DjangoApp } from './djangoApps';
import type { DjangoMigration } from './djangoMigration';
import type { DjangoModel, DjangoState } from './djangoState';
import type { PythonCall, PythonExpression } from '../pythonCode/pythonModel';
import { argumentOf, lastName, placeOf, textOf } from '../pythonCode/pythonParts';

/** The arguments of each operation that counts, in their order. */
const parameters = {
  CreateModel: ['name', 'fields', 'options', 'bases'],
  DeleteModel: ['name'],
  RenameModel: ['old_name', 'new_name'],
  AlterModelTable: ['name', 'table'],
  AlterModelTableComment: ['name', 'table_comment'],
  AlterModelOptions: ['name', 'options'],
  AlterUniqueTogether: ['name', 'unique_together'],
  AlterOrderWithRespectTo: ['name', 'order_with_respect_to'],
  AddField: ['model_name', 'name', 'field'],
  RemoveField: ['model_name', 'name'],
  AlterField: ['model_name', 'name', 'field'],
  RenameField: ['model_name', 'old_name', 'new_name'],
  AddConstraint: ['model_name', 'constraint'],
  RemoveConstraint: ['model_name', 'name'],
  SeparateDatabaseAndState: ['database_operations', 'state_operations'],
  RunSQL: ['sql', 'reverse_sql', 'state_operations'],
  RunPython: ['code'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type OperationName = keyof typeof parameters;

const operationNames = Object.keys(parameters).filter((name): name is OperationName => name in parameters);

/** What one operation says, and where. */
export interface DjangoOperation {
  readonly name: OperationName;
  readonly call: PythonCall;
  readonly app: DjangoApp;
  readonly source: SourceText;
  readonly of: (argument: string) => PythonExpression | undefined;
  readonly text: (argument: string) => string | undefined;
  /** Where an argument stands; where the operation does when it isn't given. */
  readonly at: (argument: string) => Evidence;
}

/** An operation of a migration; undefined when it changes neither tables nor rows. */
export function operationOf(call: PythonCall, { app, source }: DjangoMigration): DjangoOperation | undefined {
  const called = lastName(call.name);
  // A product's own operations are made from Django's, and say so: `SafeAddField`.
  const name =
    operationNames.find((known) => called === known) ??
    operationNames.find((known) => /Field|Model/.test(known) && called.includes(known));
  if (!name) {
    return undefined;
  }
  const names: readonly string[] = parameters[name];
  const of = (given: string): PythonExpression | undefined => {
    const place = names.indexOf(given);
    return place < 0 ? undefined : argumentOf(call, given, place);
  };
  return {
    name,
    call,
    app,
    source,
    of,
    text: (given) => textOf(of(given)),
    at: (given) => placeOf(source, of(given) ?? call),
  };
}

/** The name, as an operation finds it, of the model that it changes. */
export function nameOf({ name, text }: DjangoOperation): string | undefined {
  return name === 'RenameModel' ? text('old_name') : (text('model_name') ?? text('name'));
}

/** The model that an operation changes, as it is in some state. */
export function modelOf(operation: DjangoOperation, state: DjangoState): DjangoModel | undefined {
  return state.get(operation.app, nameOf(operation) ?? '');
}
