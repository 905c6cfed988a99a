import type { Column, Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';
import { lastName, type PythonAssignment } from '../python/pythonModule';
import type { PythonScope } from '../python/pythonScope';
import { textOf, truthOf } from '../python/pythonScope';
import type { PythonCall, PythonValue } from '../python/pythonValues';
import { isColumnCall, referenceOf, sqlalchemyColumn, typeName } from './sqlalchemyColumn';

/** What an annotation says of a column. */
interface Annotated {
  readonly type: string | undefined;
  readonly isOptional: boolean;
  /** The call among the parameters of `Annotated`. */
  readonly call: PythonCall | undefined;
}

/** The column that an attribute of a declarative class makes; undefined when it makes none. */
export function declaredColumn(
  { annotation, value: written, target }: PythonAssignment,
  source: SourceText,
  scope: PythonScope,
  evidence: Evidence,
): Column | undefined {
  const value = written && columnIn(scope.resolve(written));
  const mapped = annotation && mappedType(annotation, scope);
  if (!value && (!mapped || written)) {
    return undefined;
  }
  const from = value ??
    mapped?.call ?? { kind: 'call', name: 'mapped_column', positional: [], named: new Map(), offset: 0 };
  const told = sqlalchemyColumn(from, source, { name: target, evidence });
  const shared = mapped?.call && value ? sqlalchemyColumn(mapped.call, source, { name: target, evidence }) : undefined;
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
function columnIn(value: PythonValue): PythonCall | undefined {
  const inner = value.kind === 'call' && lastName(value.name) === 'deferred' ? value.positional[0] : value;
  return isColumnCall(inner) ? inner : undefined;
}

/** What stands in `Mapped[…]`; undefined when it is no column: a list of others, a class of the product. */
function mappedType(annotation: PythonValue, scope: PythonScope): Annotated | undefined {
  const given = annotation.kind === 'text' ? undefined : annotation;
  if (given?.kind !== 'index' || given.on.kind !== 'name' || lastName(given.on.name) !== 'Mapped' || !given.by[0]) {
    return undefined;
  }
  return annotated(given.by[0], scope);
}

/** What a type says: `int | None`, `Optional[str]`, `Annotated[int, …]`. */
export function annotated(type: PythonValue, scope: PythonScope, depth = 0): Annotated {
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
    return either([type.left, type.right], scope, depth);
  }
  if (type.kind === 'index' && type.on.kind === 'name') {
    const name = lastName(type.on.name);
    if (name === 'Optional' || name === 'Union') {
      const inner = either(type.by, scope, depth);
      return { ...inner, isOptional: inner.isOptional || name === 'Optional' };
    }
    if (name === 'Annotated' && type.by[0]) {
      const made = type.by.filter((part) => part.kind === 'call');
      const call = made.find(({ name: maker }) => /^(?:mapped_column|Column|Field)$/.test(lastName(maker)));
      const inner = annotated(type.by[0], scope, depth + 1);
      return { ...inner, call: call ?? inner.call };
    }
    return { ...none, type: name };
  }
  return none;
}

function either(parts: readonly PythonValue[], scope: PythonScope, depth: number): Annotated {
  const all = parts.map((part) => annotated(part, scope, depth + 1));
  return {
    type: all.find(({ type }) => type !== undefined)?.type,
    isOptional: all.some(({ isOptional }) => isOptional),
    call: all.find(({ call }) => call)?.call,
  };
}

/** The column that an attribute of an SQLModel class makes; undefined when it makes none. */
export function sqlmodelColumn(
  { annotation, value: written, target }: PythonAssignment,
  source: SourceText,
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
    return sqlalchemyColumn(own, source, { name: target, evidence });
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

function isClassVariable(annotation: PythonValue): boolean {
  const name = annotation.kind === 'index' ? annotation.on : annotation;
  return name.kind === 'name' && lastName(name.name) === 'ClassVar';
}

function withoutNothing(column: Column): Column {
  const told = { ...column };
  if (told.key === undefined) {
    delete told.key;
  }
  return told;
}
