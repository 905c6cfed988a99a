import type { Column, Evidence } from '../../facts';
import { isColumnCall, referenceOf, sqlalchemyColumn, typeName } from './sqlalchemyColumn';
import type { PythonCall, PythonExpression, PythonModule } from '../pythonCode/pythonModel';
import { lastName, textOf, truthOf } from '../pythonCode/pythonParts';
import type { PythonScope } from '../pythonCode/pythonScope';

/** What an annotation says of a column. */
interface Annotated {
  readonly type: string | undefined;
  readonly isOptional: boolean;
  /** The call among the parameters of `Annotated`. */
  readonly call: PythonCall | undefined;
}

/** An attribute of a class: what it is set to, what it is said to be, or both. */
export interface DeclaredAttribute {
  readonly target: string;
  readonly type?: PythonExpression;
  readonly value?: PythonExpression;
}

/** What an annotation alone stands for. */
const mappedColumn: PythonCall = {
  kind: 'call',
  callee: { kind: 'name', name: 'mapped_column', line: 0 },
  name: 'mapped_column',
  args: [],
  named: new Map(),
  line: 0,
};

/** The column that an attribute of a declarative class makes; undefined when it makes none. */
export function declaredColumn(
  { type: annotation, value: written, target }: DeclaredAttribute,
  module: PythonModule,
  scope: PythonScope,
  evidence: Evidence,
): Column | undefined {
  const value = written && columnIn(scope.resolve(written));
  const mapped = annotation && mappedType(annotation, scope);
  if (!value && (!mapped || written)) {
    return undefined;
  }
  const from = value ?? mapped?.call ?? mappedColumn;
  const told = sqlalchemyColumn(from, module, { name: target, evidence });
  const shared = mapped?.call && value ? sqlalchemyColumn(mapped.call, module, { name: target, evidence }) : undefined;
  const column = told && shared ? { ...shared, ...told, key: told.key ?? shared.key } : told;
  if (!column || !mapped) {
    return column && withoutNothing(column);
  }
  const isSaid = from.named.has('nullable');
  const type = told?.type ?? shared?.type ?? mapped.type;
  return withoutNothing({
    ...column,
    ...(type === undefined ? {} : { type }),
    nullable: isSaid ? (column.nullable ?? false) : column.key !== 'primary' && mapped.isOptional,
  });
}

/** `deferred(Column(…))` makes the column it is given. */
function columnIn(value: PythonExpression): PythonCall | undefined {
  const inner = value.kind === 'call' && lastName(value.name) === 'deferred' ? value.args[0] : value;
  return isColumnCall(inner) ? inner : undefined;
}

/** What stands in `Mapped[…]`; undefined when it is no column: a list of others, a class of the product. */
function mappedType(annotation: PythonExpression, scope: PythonScope): Annotated | undefined {
  const given = annotation.kind === 'text' ? undefined : annotation;
  if (given?.kind !== 'index' || given.of.kind !== 'name' || lastName(given.of.name) !== 'Mapped' || !given.items[0]) {
    return undefined;
  }
  return annotated(given.items[0], scope);
}

/** What a type says: `int | None`, `Optional[str]`, `Annotated[int, …]`. */
export function annotated(type: PythonExpression, scope: PythonScope, depth = 0): Annotated {
  const none: Annotated = { type: undefined, isOptional: false, call: undefined };
  if (depth > 8) {
    return none;
  }
  if (type.kind === 'name') {
    const alias = scope.resolve(type);
    return alias !== type && alias.kind === 'index'
      ? annotated(alias, scope, depth + 1)
      : { ...none, type: type.name === 'None' ? undefined : lastName(type.name), isOptional: type.name === 'None' };
  }
  if (type.kind === 'text') {
    return { ...none, type: type.text };
  }
  if (type.kind === 'operation' && type.operator === '|') {
    return either(type.sides, scope, depth);
  }
  if (type.kind === 'index' && type.of.kind === 'name') {
    const name = lastName(type.of.name);
    if (name === 'Optional' || name === 'Union') {
      const inner = either(type.items, scope, depth);
      return { ...inner, isOptional: inner.isOptional || name === 'Optional' };
    }
    if (name === 'Annotated' && type.items[0]) {
      const made = type.items.filter((part) => part.kind === 'call');
      const call = made.find(({ name: maker }) => /^(?:mapped_column|Column|Field)$/.test(lastName(maker)));
      const inner = annotated(type.items[0], scope, depth + 1);
      return { ...inner, call: call ?? inner.call };
    }
    return { ...none, type: name };
  }
  return none;
}

function either(parts: readonly PythonExpression[], scope: PythonScope, depth: number): Annotated {
  const all = parts.map((part) => annotated(part, scope, depth + 1));
  return {
    type: all.find(({ type }) => type !== undefined)?.type,
    isOptional: all.some(({ isOptional }) => isOptional),
    call: all.find(({ call }) => call)?.call,
  };
}

/** The column that an attribute of an SQLModel class makes; undefined when it makes none. */
export function sqlmodelColumn(
  { type: annotation, value: written, target }: DeclaredAttribute,
  module: PythonModule,
  scope: PythonScope,
  evidence: Evidence,
): Column | undefined {
  const value = written && scope.resolve(written);
  const isRelation =
    value?.kind === 'call' && /^(?:Relationship|PrivateAttr|computed_field)$/.test(lastName(value.name));
  if (!annotation || isRelation || /^(?:model_config|__\w+__)$/.test(target) || isClassVariable(annotation)) {
    return undefined;
  }
  const { type, isOptional, call } = annotated(annotation, scope);
  const field = value?.kind === 'call' && lastName(value.name) === 'Field' ? value : call;
  const own = field?.named.get('sa_column');
  if (isColumnCall(own)) {
    return sqlalchemyColumn(own, module, { name: target, evidence });
  }
  const length = field?.named.get('max_length');
  const isPrimary = truthOf(field?.named.get('primary_key')) === true;
  const references = referenceOf(field?.named.get('foreign_key'));
  const sized = length?.kind === 'number' && type !== undefined ? `${type}(${length.text})` : type;
  const asked = typeName(field?.named.get('sa_type')) ?? sized;
  const label = textOf(field?.named.get('description')) ?? textOf(field?.named.get('title'));
  return {
    name: target,
    ...(asked === undefined ? {} : { type: asked }),
    nullable: truthOf(field?.named.get('nullable')) ?? (isOptional && !isPrimary),
    ...(isPrimary ? { key: 'primary' } : references === undefined ? {} : { key: 'foreign' }),
    ...(references === undefined ? {} : { references }),
    ...(truthOf(field?.named.get('unique')) === true ? { unique: true } : {}),
    ...(label ? { label } : {}),
    evidence,
  };
}

function isClassVariable(annotation: PythonExpression): boolean {
  const name = annotation.kind === 'index' ? annotation.of : annotation;
  return name.kind === 'name' && lastName(name.name) === 'ClassVar';
}

function withoutNothing(column: Column): Column {
  const told = { ...column };
  if (told.key === undefined) {
    delete told.key;
  }
  return told;
}
