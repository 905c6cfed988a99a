import type { Table } from '../../facts';
import type { Libraries } from '../javascript/jsInterpreter';
import {
  asText,
  evidenceOf,
  hostFunction,
  unknown,
  type JsHost,
  type JsText,
  type JsValue,
} from '../javascript/jsValue';
import { collectionName } from './collectionName';
import { fieldsOf, schemaHost, schemaOf, type SchemaDraft } from './mongooseSchema';

interface Model {
  readonly name: JsText;
  readonly collection: JsText;
  readonly schema: SchemaDraft;
}

const types =
  /^(?:ObjectId|Mixed|Decimal128|String|Number|Boolean|Bool|Date|Buffer|Map|UUID|Long|BigInt|Double|Int32|Array)$/;

/** Plays Mongoose: keeps the models that code declares by calling it. */
export class Mongoose {
  private readonly models = new Map<string, Model>();

  /** What imports of Mongoose give. */
  readonly libraries: Libraries = (specifier, name) => {
    if (specifier === '@nestjs/mongoose' && name === 'raw') {
      return hostFunction(([fields]) => fields ?? unknown);
    }
    if (specifier !== 'mongoose') {
      return undefined;
    }
    return name === '*' || name === 'default' ? this.host : this.member(name);
  };

  /** Keeps a model. @param collection where it is kept, when that is said */
  add(name: JsText, collection: JsText | undefined, schema: SchemaDraft): void {
    const own = collection ?? asText(schema.options.get('collection'));
    if (!this.models.has(name.text)) {
      this.models.set(name.text, { name, collection: own ?? { ...name, text: collectionName(name.text) }, schema });
    }
  }

  /** The facts, once all files were followed. */
  facts(): Table[] {
    return [...this.models.values()].map(({ collection, schema }): Table => ({
      name: collection.text,
      evidence: [evidenceOf(collection)],
      from: 'Mongoose',
      source: 'models',
      kind: 'collection',
      columns: fieldsOf(schema, collection).map(({ column, ref }) => {
        const target = ref === undefined ? undefined : this.models.get(ref)?.collection.text;
        return ref === undefined
          ? column
          : { ...column, key: 'foreign' as const, references: target ?? collectionName(ref) };
      }),
    }));
  }

  private get host(): JsHost {
    return { kind: 'host', get: (name) => this.member(name) };
  }

  private member(name: string): JsValue | undefined {
    if (types.test(name)) {
      return { kind: 'host', label: name };
    }
    switch (name) {
      case 'Schema':
        return {
          kind: 'host',
          call: ([fields, options]) => schemaHost(fields, options),
          get: (each) => (each === 'Types' ? this.host : this.member(each)),
        };
      case 'Types':
      case 'SchemaTypes':
      case 'default':
      case 'connection':
        return this.host;
      case 'createConnection':
      case 'useDb':
        return hostFunction(() => this.host);
      case 'models':
        // `mongoose.models.User || mongoose.model('User', schema)`: nothing is there the first time.
        return { kind: 'host', get: () => ({ kind: 'nothing' }) };
      case 'model':
        return hostFunction((args) => this.model(args));
      default:
        return undefined;
    }
  }

  private model([first, second, third]: readonly JsValue[]): JsValue {
    const name = asText(first);
    const schema = schemaOf(second);
    if (!name || !schema) {
      return unknown;
    }
    this.add(name, asText(third), schema);
    return this.modelHost(name);
  }

  private modelHost(name: JsText): JsHost {
    return {
      kind: 'host',
      label: name.text,
      // Documents of its kind are kept with the others, with more fields.
      get: (method) =>
        method === 'discriminator'
          ? hostFunction(([, second]) => {
              const schema = schemaOf(second);
              const base = this.models.get(name.text)?.schema.fields.entries;
              for (const [key, entry] of schema?.fields.entries ?? []) {
                base?.set(key, entry);
              }
              return this.modelHost(name);
            })
          : undefined,
    };
  }
}
