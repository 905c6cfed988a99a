import type { Column } from '../../facts';
import {
  asBoolean,
  asText,
  evidenceOf,
  property,
  type JsEntry,
  type JsHost,
  type JsRecord,
  type JsText,
  type JsValue,
} from '../javascript/jsValue';

/** What a `new Schema(…)` says, and what is added to it later. */
export interface SchemaDraft {
  readonly fields: JsRecord;
  readonly options: Map<string, JsValue>;
}

/** A field of a collection, whose reference waits for the name of the collection that a model keeps. */
export interface MongoField {
  readonly column: Column;
  /** The model it points at. */
  readonly ref: string | undefined;
}

/** How many objects lie in one another. */
const deepest = 6;

const drafts = new WeakMap<JsHost, SchemaDraft>();

export function schemaOf(value: JsValue | undefined): SchemaDraft | undefined {
  return value?.kind === 'host' ? drafts.get(value) : undefined;
}

/** `new Schema(fields, options)`. */
export function schemaHost(fields: JsValue | undefined, options: JsValue | undefined): JsHost {
  const inherited = schemaOf(fields)?.fields.entries ?? (fields?.kind === 'record' ? fields.entries : []);
  const draft: SchemaDraft = {
    fields: { kind: 'record', entries: new Map(inherited) },
    options: new Map(options?.kind === 'record' ? [...options.entries].map(([key, { value }]) => [key, value]) : []),
  };
  const schema: JsHost = {
    kind: 'host',
    get: (method) => ({
      kind: 'host',
      call: ([first, second]) => {
        if (method === 'clone') {
          return schemaHost(schema, undefined);
        }
        if (method === 'add') {
          const added = schemaOf(first)?.fields ?? first;
          for (const [name, entry] of added?.kind === 'record' ? added.entries : []) {
            draft.fields.entries.set(name, entry);
          }
        } else if (method === 'set' && first?.kind === 'text' && second) {
          draft.options.set(first.text, second);
        }
        return schema;
      },
    }),
  };
  drafts.set(schema, draft);
  return schema;
}

/** The fields of a collection, those of objects inside by their path, and those that Mongoose adds by itself. */
export function fieldsOf({ fields, options }: SchemaDraft, at: JsText): MongoField[] {
  const own = pathsOf(fields.entries.values(), '', 0);
  const known = new Set(own.map(({ column }) => column.name));
  const timestamps = options.get('timestamps');
  const added = [
    ...(asBoolean(options.get('_id')) === false ? [] : [{ name: '_id', type: 'ObjectId', key: 'primary' as const }]),
    ...(timestamps && asBoolean(timestamps) !== false
      ? ['createdAt', 'updatedAt'].flatMap((name) => timestamp(name, property(timestamps, name)))
      : []),
  ].filter(({ name }) => !known.has(name));
  return [
    ...added.map((column) => ({ column: { ...column, evidence: evidenceOf(at), implicit: true }, ref: undefined })),
    ...own,
  ];
}

function timestamp(name: string, renamed: JsValue | undefined): { name: string; type: string }[] {
  return asBoolean(renamed) === false ? [] : [{ name: asText(renamed)?.text ?? name, type: 'Date' }];
}

function pathsOf(entries: Iterable<JsEntry>, prefix: string, depth: number): MongoField[] {
  return [...entries].flatMap(({ key, value }): MongoField[] => {
    const name = `${prefix}${key.text}`;
    const isNested = value.kind === 'record' && !isDescription(value) && value.entries.size > 0 && depth < deepest;
    return isNested ? pathsOf(value.entries.values(), `${name}.`, depth + 1) : [fieldOf(name, key, value)];
  });
}

/** Whether an object describes one field: it has a `type` that isn't itself a field called so. */
function isDescription(value: JsRecord): boolean {
  const type = value.entries.get('type')?.value;
  return type !== undefined && property(type, 'type') === undefined;
}

function fieldOf(name: string, key: JsText, value: JsValue): MongoField {
  const type = typeOf(value);
  const required = property(value, 'required');
  const isRequired = required?.kind === 'list' ? asBoolean(required.items[0]) : asBoolean(required);
  const inside = value.kind === 'list' ? value.items[0] : (property(value, 'type') ?? value);
  const ref = property(value, 'ref') ?? property(inside?.kind === 'list' ? inside.items[0] : inside, 'ref');
  const label =
    asText(property(value, 'description'))?.text ??
    asText(property(property(value, 'documentation'), 'description'))?.text;
  return {
    column: {
      name,
      ...(type === undefined ? {} : { type }),
      ...(isRequired === undefined ? {} : { nullable: !isRequired }),
      ...(asBoolean(property(value, 'unique')) === true ? { unique: true } : {}),
      ...(label === undefined ? {} : { label }),
      evidence: evidenceOf(key),
    },
    ref: asText(ref)?.text ?? (ref?.kind === 'host' ? ref.label : undefined),
  };
}

/** `String`, `[ObjectId]`, `object`. */
function typeOf(value: JsValue | undefined, depth = 0): string | undefined {
  if (depth > deepest) {
    return undefined;
  }
  switch (value?.kind) {
    case 'text':
      return value.text;
    case 'host':
      return schemaOf(value) ? 'object' : value.label;
    case 'class':
      return 'object';
    case 'list':
      return `[${typeOf(value.items[0], depth + 1) ?? 'Mixed'}]`;
    case 'record':
      return isDescription(value)
        ? typeOf(property(value, 'type'), depth + 1)
        : value.entries.size > 0
          ? 'object'
          : 'Mixed';
    default:
      return undefined;
  }
}
