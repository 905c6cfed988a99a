import { djangoField, optionsIn, soleTogether, soleUnique, words, type DjangoField } from './djangoField';
import { modelOf, type DjangoOperation } from './djangoOperation';
import { DjangoState, withImplicitFields, type DjangoModel } from './djangoState';
import type { PythonExpression } from '../pythonCode/pythonModel';
import { itemsOf, madeText, placeOf, textOf } from '../pythonCode/pythonParts';

/** Changes the models as an operation says. */
export function changeState(state: DjangoState, operation: DjangoOperation): void {
  const { name } = operation;
  if (name === 'CreateModel') {
    createModel(state, operation);
    return;
  }
  const model = modelOf(operation, state);
  if (!model) {
    return;
  }
  if (name === 'DeleteModel') {
    state.delete(model);
  } else if (name === 'RenameModel') {
    renameModel(state, model, operation);
  } else {
    state.set(changed(model, operation));
  }
}

function createModel(state: DjangoState, operation: DjangoOperation): void {
  const { app } = operation;
  const name = operation.text('name');
  if (name === undefined) {
    return;
  }
  const options = optionsIn(operation.of('options'));
  const bases = itemsOf(operation.of('bases'));
  // That of a package's own model: `('auth.user',)`.
  const named = bases.find((base) => base.kind === 'text');
  const parents = bases.flatMap((base) => {
    const parent = base.kind === 'text' ? state.model(base, { app, name }) : undefined;
    return parent ? [parent] : [];
  });
  const fields = itemsOf(operation.of('fields')).flatMap((item) => {
    const [named, call] = itemsOf(item);
    const field = fieldOf(operation, named, call);
    return field ? [[field.name, field] as const] : [];
  });
  const model: DjangoModel = {
    app,
    name,
    evidence:
      options.tableAt === undefined ? operation.at('name') : { path: operation.source.path, line: options.tableAt },
    table: options.isProxy
      ? (parents[0]?.table ?? state.target(named, { app, name })?.table ?? DjangoState.defaultTable(app, name))
      : (options.table ?? DjangoState.defaultTable(app, name)),
    isProxy: options.isProxy,
    isManaged: options.isManaged,
    label: options.label,
    fields: new Map(fields),
    uniques: options.uniques,
  };
  state.set(options.isProxy ? model : withImplicitFields(model, parents, options.isOrdered));
}

/** @param named where the field's name stands */
function fieldOf(
  { source }: DjangoOperation,
  named: PythonExpression | undefined,
  call: PythonExpression | undefined,
): DjangoField | undefined {
  const name = textOf(named);
  return name !== undefined && named && call?.kind === 'call'
    ? djangoField(name, call, placeOf(source, named))
    : undefined;
}

function renameModel(state: DjangoState, model: DjangoModel, operation: DjangoOperation): void {
  const name = operation.text('new_name');
  if (name === undefined) {
    return;
  }
  const { app } = model;
  const isDefault = model.table === DjangoState.defaultTable(app, model.name);
  const renamed = { ...model, name, ...(isDefault ? { table: DjangoState.defaultTable(app, name) } : {}) };
  const leadsThere = (to: PythonExpression | undefined, from: DjangoModel): boolean => {
    const target = state.named(to, from);
    return target?.app === app.label && target.name.toLowerCase() === model.name.toLowerCase();
  };
  const to = madeText(`${app.label}.${name}`, 0);
  for (const other of state.models) {
    const fields = [...other.fields.values()].map((field): DjangoField => ({
      ...field,
      ...(leadsThere(field.to, other) ? { to } : {}),
      ...(field.through && leadsThere(field.through, other) ? { through: to } : {}),
    }));
    const own = new Map(fields.map((field) => [field.name, field]));
    if (other === model) {
      state.delete(model);
      state.set({ ...renamed, fields: own });
    } else if (fields.some((field) => field.to === to || field.through === to)) {
      state.set({ ...other, fields: own });
    }
  }
}

function changed(model: DjangoModel, operation: DjangoOperation): DjangoModel {
  switch (operation.name) {
    case 'AlterModelTable': {
      const table = operation.text('table') ?? DjangoState.defaultTable(model.app, model.name);
      return { ...model, table };
    }
    case 'AlterModelTableComment':
      return { ...model, label: model.label ?? words(operation.of('table_comment')) };
    case 'AlterModelOptions':
      return { ...model, label: optionsIn(operation.of('options')).label };
    case 'AlterUniqueTogether': {
      const alone = soleTogether(operation.of('unique_together')).map((field) => ({ name: '', field }));
      return { ...model, uniques: [...model.uniques.filter(({ name }) => name !== ''), ...alone] };
    }
    case 'AlterOrderWithRespectTo': {
      const isOrdered = operation.text('order_with_respect_to') !== undefined;
      const fields = new Map([...model.fields].filter(([name]) => name !== '_order'));
      return isOrdered ? withImplicitFields({ ...model, fields }, [], true) : { ...model, fields };
    }
    case 'AddConstraint': {
      const sole = soleUnique(operation.of('constraint'));
      return sole ? { ...model, uniques: [...model.uniques, sole] } : model;
    }
    case 'RemoveConstraint':
      return { ...model, uniques: model.uniques.filter(({ name }) => name !== operation.text('name')) };
    default:
      return { ...model, ...changedFields(model, operation) };
  }
}

function changedFields(model: DjangoModel, operation: DjangoOperation): Pick<DjangoModel, 'fields' | 'uniques'> {
  const { uniques } = model;
  const fields = new Map(model.fields);
  const name = operation.text('name');
  if (operation.name === 'RenameField') {
    return renamedField(model, operation);
  }
  if (operation.name === 'RemoveField') {
    fields.delete(name ?? '');
  } else if (operation.name === 'AddField' || operation.name === 'AlterField') {
    const field = fieldOf(operation, operation.of('name'), operation.of('field'));
    if (field) {
      fields.set(field.name, field);
    }
  }
  return { fields, uniques };
}

function renamedField(model: DjangoModel, operation: DjangoOperation): Pick<DjangoModel, 'fields' | 'uniques'> {
  const [from, to] = [operation.text('old_name') ?? '', operation.text('new_name')];
  const fields = [...model.fields.values()].map((field) =>
    field.name === from && to !== undefined
      ? { ...field, name: to, isImplicit: false, evidence: operation.at('new_name') }
      : field,
  );
  return {
    fields: new Map(fields.map((field) => [field.name, field])),
    uniques: model.uniques.map((unique) => (unique.field === from ? { ...unique, field: to ?? from } : unique)),
  };
}
