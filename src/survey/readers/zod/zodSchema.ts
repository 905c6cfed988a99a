import type { Column } from '../../facts';
import type { Libraries } from '../javascript/jsInterpreter';
import { asText, evidenceOf, hostFunction, property, unknown } from '../javascript/jsValue';
import type { JsEntry, JsHost, JsRecord, JsValue } from '../javascript/jsValue';

/** What a Zod schema says of what it accepts. */
interface ZodType {
  /** `string`, `object[]`, `string | number`; undefined when it isn't known. */
  readonly type: string | undefined;
  readonly isOptional: boolean;
  /** Those of an object. */
  readonly fields?: ReadonlyMap<string, JsEntry>;
  readonly label?: string | undefined;
}

const types = new WeakMap<JsValue, ZodType>();

/** Objects lie in one another no deeper in a document that people read. */
const deepest = 3;

const checking = /^(?:parse|safeParse|parseAsync|safeParseAsync|spa|is\w+|decode|encode)$/;

/** What imports of Zod give, and of the packages that pass it on or add types to it. */
export const zodLibrary: Libraries = (specifier, name) => {
  if (specifier === 'zod-mongodb-schema' && name === 'zObjectId') {
    return made({ type: 'objectId', isOptional: false });
  }
  if (!/^(?:zod(?:\/[\w-]+)*|@hono\/zod-openapi)$/.test(specifier)) {
    return undefined;
  }
  return name === 'z' || name === 'default' || name === '*' ? namespace : member(name);
};

const namespace: JsHost = { kind: 'host', get: member };

/** The fields of an object's schema, those of objects inside by their path; undefined when it is no schema. */
export function zodColumns(value: JsValue | undefined): Column[] | undefined {
  const fields = typeOf(value)?.fields;
  return fields && columnsIn(fields, '', 0);
}

function columnsIn(fields: ReadonlyMap<string, JsEntry>, prefix: string, depth: number): Column[] {
  return [...fields.values()].flatMap(({ key, value }): Column[] => {
    const own = typeOf(value);
    const name = `${prefix}${key.text}`;
    if (own?.fields && own.fields.size > 0 && depth < deepest) {
      return columnsIn(own.fields, `${name}.`, depth + 1);
    }
    return [
      {
        name,
        ...(own?.type === undefined ? {} : { type: own.type }),
        ...(own ? { nullable: own.isOptional } : {}),
        ...(name === '_id' ? { key: 'primary' as const } : {}),
        ...(own?.label === undefined ? {} : { label: own.label.replace(/\s+/g, ' ').trim() }),
        evidence: evidenceOf(key),
      },
    ];
  });
}

function typeOf(value: JsValue | undefined): ZodType | undefined {
  return value && types.get(value);
}

function made(type: ZodType): JsHost {
  const host: JsHost = { kind: 'host', get: (name) => method(type, host, name) };
  types.set(host, type);
  return host;
}

/** What `z.name` is. */
function member(name: string): JsValue | undefined {
  switch (name) {
    case 'z':
    case 'coerce':
    case 'iso':
      return name === 'iso' ? { kind: 'host', get: () => builder('string') } : namespace;
    case 'object':
    case 'strictObject':
    case 'looseObject':
    case 'interface':
      return hostFunction(([shape, options]) =>
        made({ type: 'object', isOptional: false, fields: entriesOf(shape), label: labelIn(options) }),
      );
    case 'array':
    case 'set':
      return hostFunction(([item]) => made({ type: listOf(typeOf(item)), isOptional: false }));
    case 'optional':
    case 'nullable':
    case 'nullish':
      return hostFunction(([inner]) => made({ ...(typeOf(inner) ?? unsaid), isOptional: true }));
    case 'union':
    case 'xor':
      return hostFunction(([options]) => unionOf(options));
    case 'discriminatedUnion':
      return hostFunction(([, options]) => unionOf(options));
    case 'intersection':
    case 'extend':
    case 'merge':
      return hostFunction(([first, second]) => joined(typeOf(first) ?? unsaid, second));
    case 'preprocess':
    case 'codec':
    case 'pipe':
      return hostFunction(([, second]) => (second && types.has(second) ? second : made(unsaid)));
    case 'literal':
      return hostFunction(([value]) => made({ type: literalType(value), isOptional: false }));
    case 'instanceof':
      return hostFunction(([value]) =>
        made({ type: value?.kind === 'host' ? value.label : undefined, isOptional: false }),
      );
    case 'record':
    case 'map':
    case 'json':
      return builder('object');
    case 'tuple':
      return builder('array');
    case 'enum':
    case 'nativeEnum':
      return builder('enum');
    case 'any':
    case 'unknown':
    case 'custom':
    case 'lazy':
      return hostFunction(() => made(unsaid));
    case 'string':
    case 'number':
    case 'boolean':
    case 'date':
    case 'bigint':
    case 'symbol':
    case 'null':
    case 'undefined':
      return builder(name);
    case 'int':
    case 'int32':
    case 'float32':
    case 'float64':
      return builder('number');
    default:
      // `z.email()`, `z.uuid()`: texts of one form; functions that configure give no schema that a field could hold.
      return /^(?:email|uuid\w*|guid|url|httpUrl|hostname|jwt|nanoid|cuid2?|ulid|ipv\w+|cidrv\w+|base64\w*|e164|emoji|templateLiteral|stringbool)$/.test(
        name,
      )
        ? builder(name === 'stringbool' ? 'boolean' : 'string')
        : undefined;
  }
}

const unsaid: ZodType = { type: undefined, isOptional: false };

function builder(type: string): JsHost {
  return hostFunction(([options]) => made({ type, isOptional: false, label: labelIn(options) }));
}

/** What a method of a schema gives: mostly a schema of the same. */
function method(type: ZodType, self: JsHost, name: string): JsValue | undefined {
  const { fields } = type;
  switch (name) {
    case 'optional':
    case 'nullable':
    case 'nullish':
      return hostFunction(() => made({ ...type, isOptional: true }));
    case 'unwrap':
    case 'nonoptional':
      return hostFunction(() => made({ ...type, isOptional: false }));
    case 'array':
      return hostFunction(() => made({ type: listOf(type), isOptional: false }));
    case 'or':
      return hostFunction(([other]) => unionOf({ kind: 'list', items: [self, ...(other ? [other] : [])] }));
    case 'describe':
      return hostFunction(([text]) => made({ ...type, label: asText(text)?.text ?? type.label }));
    case 'meta':
    case 'openapi':
      return hostFunction(([options]) => made({ ...type, label: labelIn(options) ?? type.label }));
    case 'extend':
    case 'safeExtend':
    case 'augment':
    case 'merge':
    case 'and':
      return hostFunction(([other]) => joined(type, other));
    case 'pick':
    case 'omit': {
      const isPick = name === 'pick';
      return hostFunction(([mask]) =>
        made({ ...type, ...filtered(fields, (key) => (property(mask, key) !== undefined) === isPick) }),
      );
    }
    case 'partial':
    case 'deepPartial':
      return hostFunction(([mask]) => made({ ...type, ...loosened(fields, mask) }));
    case 'shape':
      return recordOf(fields ?? new Map());
    default:
      return checking.test(name) ? hostFunction(() => unknown) : hostFunction(() => self);
  }
}

function joined(type: ZodType, other: JsValue | undefined): JsHost {
  const added = typeOf(other)?.fields ?? entriesOf(other);
  return made({
    ...type,
    ...((type.fields ?? added.size > 0) ? { fields: new Map([...(type.fields ?? []), ...added]) } : {}),
  });
}

function filtered(
  fields: ZodType['fields'],
  keeps: (key: string) => boolean,
): { fields?: ReadonlyMap<string, JsEntry> } {
  return fields ? { fields: new Map([...fields].filter(([key]) => keeps(key))) } : {};
}

function loosened(fields: ZodType['fields'], mask: JsValue | undefined): { fields?: ReadonlyMap<string, JsEntry> } {
  const isLoose = (key: string): boolean => mask?.kind !== 'record' || mask.entries.has(key);
  const loose = [...(fields ?? [])].map(([key, entry]): [string, JsEntry] => [
    key,
    isLoose(key) ? { ...entry, value: made({ ...(typeOf(entry.value) ?? unsaid), isOptional: true }) } : entry,
  ]);
  return fields ? { fields: new Map(loose) } : {};
}

/** Objects of several forms have the fields of all of them; those that not all have may be missing. */
function unionOf(options: JsValue | undefined): JsHost {
  const members = (options?.kind === 'list' ? options.items : []).map((item) => typeOf(item) ?? unsaid);
  const isOptional = members.some((each) => each.isOptional || each.type === 'null' || each.type === 'undefined');
  const told = members.filter(({ type }) => type !== 'null' && type !== 'undefined');
  if (told.length > 0 && told.every(({ fields }) => fields)) {
    const all = new Map<string, JsEntry>();
    for (const [key, entry] of told.flatMap(({ fields }) => [...(fields ?? [])])) {
      const isEverywhere = told.every(({ fields }) => fields?.has(key) === true);
      all.set(
        key,
        isEverywhere ? (all.get(key) ?? entry) : (loosened(new Map([[key, entry]]), unknown).fields?.get(key) ?? entry),
      );
    }
    return made({ type: 'object', isOptional, fields: all });
  }
  const names = [...new Set(told.map(({ type }) => type))];
  const type = names.length > 0 && names.every((name) => name !== undefined) ? names.join(' | ') : undefined;
  return made({ type, isOptional });
}

function entriesOf(shape: JsValue | undefined): ReadonlyMap<string, JsEntry> {
  return shape?.kind === 'record' ? shape.entries : new Map<string, JsEntry>();
}

function recordOf(fields: ReadonlyMap<string, JsEntry>): JsRecord {
  return { kind: 'record', entries: new Map(fields) };
}

function listOf(item: ZodType | undefined): string {
  return item?.type === undefined ? 'array' : item.type.includes(' | ') ? `(${item.type})[]` : `${item.type}[]`;
}

function literalType(value: JsValue | undefined): string | undefined {
  switch (value?.kind) {
    case 'text':
      return 'string';
    case 'number':
    case 'boolean':
      return value.kind;
    case 'nothing':
      return 'null';
    default:
      return undefined;
  }
}

function labelIn(options: JsValue | undefined): string | undefined {
  return asText(property(options, 'description'))?.text;
}
