import type { Column, Evidence } from '../../facts';
import type { PythonCall, PythonExpression, PythonModule } from '../pythonCode/pythonModel';
import { calledOn, lastName, placeOf, textOf, truthOf } from '../pythonCode/pythonParts';

/** Whether a call makes a column: `Column`, `sa.Column`, `db.Column`, `mapped_column`. */
export function isColumnCall(value: PythonExpression | undefined): value is PythonCall {
  return value?.kind === 'call' && /^(?:Column|mapped_column|deferred_column)$/.test(lastName(value.name));
}

/**
 * Reads the call that makes a column.
 *
 * @param given its name and where that stands, when the call doesn't give one: that of the attribute
 */
export function sqlalchemyColumn(
  call: PythonCall,
  module: PythonModule,
  given?: { readonly name: string; readonly evidence: Evidence },
): Column | undefined {
  const [first, ...others] = call.args;
  const named = call.named.get('name') ?? (first?.kind === 'text' ? first : undefined);
  const name = textOf(named) ?? given?.name;
  if (name === undefined) {
    return undefined;
  }
  const parts = first?.kind === 'text' ? others : call.args;
  const [type] = [call.named.get('type_'), ...parts].flatMap((part) => typeName(part) ?? []);
  const foreign = parts.find((part) => part.kind === 'call' && lastName(part.name) === 'ForeignKey');
  const references = foreign?.kind === 'call' ? referenceOf(foreign.args[0]) : undefined;
  const isPrimary = truthOf(call.named.get('primary_key')) === true;
  const nullable = truthOf(call.named.get('nullable'));
  const label = textOf(call.named.get('comment')) ?? textOf(call.named.get('doc'));
  return {
    name,
    ...(type === undefined ? {} : { type }),
    nullable: nullable ?? !isPrimary,
    ...(isPrimary ? { key: 'primary' } : foreign ? { key: 'foreign' } : {}),
    ...(references === undefined ? {} : { references }),
    ...(truthOf(call.named.get('unique')) === true ? { unique: true } : {}),
    ...(label ? { label } : {}),
    evidence: named && !given ? placeOf(module, named) : (given?.evidence ?? placeOf(module, call)),
  };
}

/** What a foreign key leads to: `table` for the table's key, as written otherwise (`schema.table.column`). */
export function referenceOf(value: PythonExpression | undefined): string | undefined {
  if (value?.kind === 'name') {
    // `ForeignKey(User.id)`: a class, whose table is known to who reads classes.
    return value.name;
  }
  return textOf(value)
    ?.replace(/\.id$/, '')
    .replace(/^public\./, '');
}

const notTypes =
  /^(?:ForeignKey|Identity|Computed|Sequence|CheckConstraint|Index|Default|FetchedValue|text|func|relationship|Column)$/;

/** A type as the source writes it, with its sizes: `String(255)`, `ARRAY(Integer)`. */
export function typeName(value: PythonExpression | undefined, depth = 0): string | undefined {
  if (value?.kind === 'name') {
    const last = lastName(value.name);
    return /^(?:None|True|False)$/.test(last) || notTypes.test(last) ? undefined : last;
  }
  if (value?.kind !== 'call') {
    return undefined;
  }
  const on = calledOn(value);
  if (on) {
    return depth < 5 ? typeName(on, depth + 1) : undefined;
  }
  const last = lastName(value.name);
  const words = value.name.split('.');
  // `String(10).with_variant(…)` of a type without parameters: `Text.with_variant(…)`.
  if (last === 'with_variant') {
    return words.at(-2);
  }
  if (last === '' || notTypes.test(last) || words.includes('func')) {
    return undefined;
  }
  const sizes = [...value.args, ...['length', 'precision', 'scale'].map((name) => value.named.get(name))];
  const told = sizes.flatMap((size) => (size?.kind === 'number' ? [size.text] : []));
  const inner = last === 'ARRAY' && depth < 5 ? typeName(value.args[0], depth + 1) : undefined;
  const all = inner === undefined ? told : [inner];
  return all.length > 0 ? `${last}(${all.join(', ')})` : last;
}
