import { evidenceAt } from '../../evidence';
import type { Column, Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';
import { lastName } from '../python/pythonModule';
import { textOf, truthOf } from '../python/pythonScope';
import type { PythonCall, PythonValue } from '../python/pythonValues';

/** Whether a call makes a column: `Column`, `sa.Column`, `db.Column`, `mapped_column`. */
export function isColumnCall(value: PythonValue | undefined): value is PythonCall {
  return value?.kind === 'call' && /^(?:Column|mapped_column|deferred_column)$/.test(lastName(value.name));
}

/**
 * Reads the call that makes a column.
 *
 * @param given its name and where that stands, when the call doesn't give one: that of the attribute
 */
export function sqlalchemyColumn(
  call: PythonCall,
  source: SourceText,
  given?: { readonly name: string; readonly evidence: Evidence },
): Column | undefined {
  const [first, ...others] = call.positional;
  const named = call.named.get('name') ?? (first?.kind === 'text' ? first : undefined);
  const name = textOf(named) ?? given?.name;
  if (name === undefined) {
    return undefined;
  }
  const parts = first?.kind === 'text' ? others : call.positional;
  const [type] = [call.named.get('type_'), ...parts].flatMap((part) => typeName(part) ?? []);
  const foreign = parts.find((part) => part.kind === 'call' && lastName(part.name) === 'ForeignKey');
  const references = foreign?.kind === 'call' ? referenceOf(foreign.positional[0]) : undefined;
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
    evidence: named && !given ? evidenceAt(source, named.offset) : (given?.evidence ?? evidenceAt(source, call.offset)),
  };
}

/** What a foreign key leads to: `table` for the table's key, as written otherwise (`schema.table.column`). */
export function referenceOf(value: PythonValue | undefined): string | undefined {
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
export function typeName(value: PythonValue | undefined, depth = 0): string | undefined {
  if (value?.kind === 'name') {
    const last = lastName(value.name);
    return /^(?:None|True|False)$/.test(last) || notTypes.test(last) ? undefined : last;
  }
  if (value?.kind !== 'call') {
    return undefined;
  }
  if (value.on) {
    return depth < 5 ? typeName(value.on, depth + 1) : undefined;
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
  const sizes = [...value.positional, ...['length', 'precision', 'scale'].map((name) => value.named.get(name))];
  const told = sizes.flatMap((size) => (size?.kind === 'number' ? [size.text] : []));
  const inner = last === 'ARRAY' && depth < 5 ? typeName(value.positional[0], depth + 1) : undefined;
  const all = inner === undefined ? told : [inner];
  return all.length > 0 ? `${last}(${all.join(', ')})` : last;
}
