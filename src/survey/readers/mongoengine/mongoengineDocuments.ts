import { evidenceAt } from '../../evidence';
import type { Column, Evidence } from '../../facts';
import type { PlacedClass, PythonClasses } from '../python/pythonClasses';
import { flat, lastName } from '../python/pythonModule';
import { entry, textOf, truthOf } from '../python/pythonScope';
import type { PythonCall, PythonValue } from '../python/pythonValues';
import type { SchemaReplay } from '../schema/schemaReplay';

/** What a class says of its collection. */
interface Mapped {
  /** How many classes stand one above another, itself among them. */
  readonly height: number;
  readonly isDocument: boolean;
  readonly isAbstract: boolean;
  readonly collection: string | undefined;
  readonly evidence: Evidence;
  /** Whether it shares the collection of the class it is made from. */
  readonly isShared: boolean;
  readonly fields: ReadonlyMap<string, Column>;
}

const deepest = 30;

/** Reads the collections that classes map. */
export class MongoengineDocuments {
  private readonly known = new Map<PlacedClass, Mapped>();
  /** The class that a field refers to: its collection is known once all are read. */
  private readonly targets = new Map<Column, PlacedClass>();

  constructor(private readonly classes: PythonClasses) {}

  /** Draws all collections; a class that shares one adds its fields to it. */
  draw(tables: SchemaReplay): void {
    const all = this.classes.all.flatMap((placed) => {
      const mapped = this.mappedOf(placed, 0);
      return mapped.isDocument && !mapped.isAbstract && mapped.collection !== undefined && mapped.fields.size > 0
        ? [{ ...mapped, name: mapped.collection, label: placed.docstring }]
        : [];
    });
    for (const { name, evidence, label, fields } of all.filter(({ isShared }) => !isShared)) {
      tables.createTable(name, evidence, { kind: 'collection', ...(label === undefined ? {} : { label }) });
      if (![...fields.values()].some(({ key }) => key === 'primary')) {
        tables.addColumn(name, {
          name: '_id',
          type: 'ObjectId',
          nullable: false,
          key: 'primary',
          implicit: true,
          evidence,
        });
      }
    }
    for (const { name, fields } of [
      ...all.filter(({ isShared }) => !isShared),
      ...all.filter(({ isShared }) => isShared),
    ]) {
      for (const field of fields.values()) {
        if (!tables.hasColumn(name, field.name)) {
          tables.addColumn(name, this.withCollection(field));
        }
      }
    }
  }

  private mappedOf(placed: PlacedClass, depth: number): Mapped {
    const known = this.known.get(placed);
    if (known) {
      return known;
    }
    const none: Mapped = {
      height: 0,
      isDocument: false,
      isAbstract: false,
      collection: undefined,
      evidence: evidenceAt(placed.source, placed.own.offset),
      isShared: false,
      fields: new Map(),
    };
    // A class that is made from itself is none.
    this.known.set(placed, none);
    const read = depth > deepest ? none : this.read(placed, none, depth);
    const mapped = read.height > deepest ? none : read;
    this.known.set(placed, mapped);
    return mapped;
  }

  private read(placed: PlacedClass, none: Mapped, depth: number): Mapped {
    const bases = this.classes.bases(placed);
    const own = bases.flatMap(({ found }) => (found ? [this.mappedOf(found, depth + 1)] : []));
    const isRoot = bases.some(({ outside }) => outside !== undefined && isDocumentClass(outside));
    const fields = new Map<string, Column>();
    for (const base of [...own].reverse()) {
      base.fields.forEach((field, name) => fields.set(name, field));
    }
    for (const field of this.ownFields(placed)) {
      fields.set(field.name, field);
    }
    const meta = metaOf(placed);
    const given = entry(meta, 'collection');
    const parent = own.find(({ isDocument, isAbstract }) => isDocument && !isAbstract);
    return {
      ...none,
      height: 1 + Math.max(0, ...own.map(({ height }) => height)),
      isDocument: isRoot || own.some(({ isDocument }) => isDocument),
      isAbstract: truthOf(entry(meta, 'abstract')) === true,
      collection: textOf(given) ?? parent?.collection ?? collectionName(placed.own.name),
      evidence: given?.kind === 'text' ? evidenceAt(placed.source, given.offset) : none.evidence,
      isShared: parent !== undefined && given === undefined,
      fields,
    };
  }

  private ownFields(placed: PlacedClass): Column[] {
    const { own, scope, source } = placed;
    return flat(own.body).flatMap((statement) => {
      const value = statement.kind === 'assignment' && statement.value ? scope.resolve(statement.value) : undefined;
      const field = value && fieldIn(value);
      return field && statement.kind === 'assignment'
        ? [this.fieldOf(statement.target, field, evidenceAt(source, statement.offset), placed)]
        : [];
    });
  }

  private fieldOf(attribute: string, call: PythonCall, evidence: Evidence, placed: PlacedClass): Column {
    const { named } = call;
    const isPrimary = truthOf(named.get('primary_key')) === true;
    const target = this.targetOf(call, placed, 0);
    const label = textOf(named.get('verbose_name')) ?? textOf(named.get('help_text'));
    const field: Column = {
      name: textOf(named.get('db_field')) ?? attribute,
      type: typeOf(call, 0),
      nullable: !isPrimary && truthOf(named.get('required')) !== true,
      ...(isPrimary ? { key: 'primary' } : target === undefined ? {} : { key: 'foreign' }),
      ...(typeof target === 'string' ? { references: collectionName(target) } : {}),
      ...(truthOf(named.get('unique')) === true ? { unique: true } : {}),
      ...(label ? { label } : {}),
      evidence,
    };
    if (typeof target === 'object') {
      this.targets.set(field, target);
    }
    return field;
  }

  private withCollection(field: Column): Column {
    const target = this.targets.get(field);
    const collection = target && this.mappedOf(target, 0).collection;
    return collection === undefined ? field : { ...field, references: collection };
  }

  /** What a reference, or a list of them, leads to: a class of the product, the name of another. */
  private targetOf(call: PythonCall, placed: PlacedClass, depth: number): PlacedClass | string | undefined {
    const [first] = call.positional;
    if (first?.kind === 'call' && depth < 5) {
      return this.targetOf(first, placed, depth + 1);
    }
    const name = first?.kind === 'text' ? first.text : first?.kind === 'name' ? first.name : undefined;
    if (!/^(?:Lazy|Cached)?ReferenceField$/.test(lastName(call.name)) || name === undefined) {
      return undefined;
    }
    return name === 'self'
      ? placed
      : (this.classes.named(name, placed).found ?? this.classes.only(lastName(name)) ?? lastName(name));
  }
}

/** Other packages have documents too: Elasticsearch's. */
function isDocumentClass(name: string): boolean {
  return /^(?:Dynamic)?Document$|(?:\bmongo\w*|_mongo\w*|\bdb)\.(?:\w+\.)*(?:Dynamic)?Document$/.test(name);
}

function metaOf({ own, scope }: PlacedClass): PythonValue | undefined {
  const found = own.body.find((statement) => statement.kind === 'assignment' && statement.target === 'meta');
  return found?.kind === 'assignment' && found.value ? scope.resolve(found.value) : undefined;
}

/** The name that MongoEngine makes of a class's: `OAuth2Client` → `o_auth2_client`. */
function collectionName(name: string): string {
  return name
    .replace(/[A-Z]/g, '_$&')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}

/** The call that makes a field, by itself or inside a function of the product's own: `field(StringField(), …)`. */
function fieldIn(value: PythonValue): PythonCall | undefined {
  const [first] = value.kind === 'call' && !value.name.endsWith('Field') ? value.positional : [];
  const field = first ?? value;
  return field.kind === 'call' && field.name.endsWith('Field') && !field.on ? field : undefined;
}

function typeOf({ name, positional, named }: PythonCall, depth: number): string {
  const [first] = positional;
  const length = named.get('max_length');
  const inner =
    first?.kind === 'call' && depth < 5
      ? typeOf(first, depth + 1)
      : first?.kind === 'name'
        ? lastName(first.name)
        : first?.kind === 'text'
          ? first.text
          : length?.kind === 'number'
            ? length.text
            : undefined;
  return inner === undefined ? lastName(name) : `${lastName(name)}(${inner})`;
}
