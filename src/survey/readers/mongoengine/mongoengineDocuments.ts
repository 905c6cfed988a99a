import type { Column, Evidence } from '../../facts';
import { addObjectId } from '../schema/objectId';
import type { SchemaReplay } from '../schema/schemaReplay';
import type { PythonCall, PythonExpression } from '../pythonCode/pythonModel';
import {
  assigned,
  calledOn,
  entry,
  flatStatements,
  lastName,
  placeOf,
  textOf,
  truthOf,
} from '../pythonCode/pythonParts';
import type { PlacedClass, PythonClasses } from '../pythonCode/pythonClasses';

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
  async draw(tables: SchemaReplay): Promise<void> {
    const all: (Mapped & { readonly name: string; readonly label: string | undefined })[] = [];
    for (const placed of this.classes.all) {
      const mapped = await this.mappedOf(placed, 0);
      if (mapped.isDocument && !mapped.isAbstract && mapped.collection !== undefined && mapped.fields.size > 0) {
        all.push({ ...mapped, name: mapped.collection, label: placed.definition.summary });
      }
    }
    for (const { name, evidence, label, fields } of all.filter(({ isShared }) => !isShared)) {
      tables.createTable(name, evidence, { kind: 'collection', ...(label === undefined ? {} : { label }) });
      if (![...fields.values()].some(({ key }) => key === 'primary')) {
        addObjectId(tables, name, evidence);
      }
    }
    for (const { name, fields } of [
      ...all.filter(({ isShared }) => !isShared),
      ...all.filter(({ isShared }) => isShared),
    ]) {
      for (const field of fields.values()) {
        if (!tables.hasColumn(name, field.name)) {
          tables.addColumn(name, await this.withCollection(field));
        }
      }
    }
  }

  private async mappedOf(placed: PlacedClass, depth: number): Promise<Mapped> {
    const known = this.known.get(placed);
    if (known) {
      return known;
    }
    const none: Mapped = {
      height: 0,
      isDocument: false,
      isAbstract: false,
      collection: undefined,
      evidence: placeOf(placed.module, placed.definition),
      isShared: false,
      fields: new Map(),
    };
    // A class that is made from itself is none.
    this.known.set(placed, none);
    const read = depth > deepest ? none : await this.read(placed, none, depth);
    const mapped = read.height > deepest ? none : read;
    this.known.set(placed, mapped);
    return mapped;
  }

  private async read(placed: PlacedClass, none: Mapped, depth: number): Promise<Mapped> {
    const bases = await this.classes.bases(placed);
    const own: Mapped[] = [];
    for (const { found } of bases) {
      own.push(...(found ? [await this.mappedOf(found, depth + 1)] : []));
    }
    const isRoot = bases.some(({ outside }) => outside !== undefined && isDocumentClass(outside));
    const fields = new Map<string, Column>();
    for (const base of [...own].reverse()) {
      base.fields.forEach((field, name) => fields.set(name, field));
    }
    for (const field of await this.ownFields(placed)) {
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
      collection: textOf(given) ?? parent?.collection ?? collectionName(placed.definition.name),
      evidence: given?.kind === 'text' ? placeOf(placed.module, given) : none.evidence,
      isShared: parent !== undefined && given === undefined,
      fields,
    };
  }

  private async ownFields(placed: PlacedClass): Promise<Column[]> {
    const { definition, scope, module } = placed;
    const found: Column[] = [];
    for (const statement of flatStatements(definition.body)) {
      const field = statement.kind === 'assign' ? fieldIn(scope.resolve(statement.value)) : undefined;
      if (field && statement.kind === 'assign') {
        found.push(await this.fieldOf(statement.target, field, placeOf(module, statement), placed));
      }
    }
    return found;
  }

  private async fieldOf(attribute: string, call: PythonCall, evidence: Evidence, placed: PlacedClass): Promise<Column> {
    const { named } = call;
    const isPrimary = truthOf(named.get('primary_key')) === true;
    const target = await this.targetOf(call, placed, 0);
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

  private async withCollection(field: Column): Promise<Column> {
    const target = this.targets.get(field);
    const collection = target && (await this.mappedOf(target, 0)).collection;
    return collection === undefined ? field : { ...field, references: collection };
  }

  /** What a reference, or a list of them, leads to: a class of the product, the name of another. */
  private async targetOf(
    call: PythonCall,
    placed: PlacedClass,
    depth: number,
  ): Promise<PlacedClass | string | undefined> {
    const [first] = call.args;
    if (first?.kind === 'call' && depth < 5) {
      return this.targetOf(first, placed, depth + 1);
    }
    const name = first?.kind === 'text' ? first.text : first?.kind === 'name' ? first.name : undefined;
    if (!/^(?:Lazy|Cached)?ReferenceField$/.test(lastName(call.name)) || name === undefined) {
      return undefined;
    }
    return name === 'self'
      ? placed
      : ((await this.classes.named(name, placed)).found ?? this.classes.only(lastName(name)) ?? lastName(name));
  }
}

/** Other packages have documents too: Elasticsearch's. */
function isDocumentClass(name: string): boolean {
  return /^(?:Dynamic)?Document$|(?:\bmongo\w*|_mongo\w*|\bdb)\.(?:\w+\.)*(?:Dynamic)?Document$/.test(name);
}

function metaOf({ definition, scope }: PlacedClass): PythonExpression | undefined {
  const meta = assigned(definition.body, 'meta');
  return meta && scope.resolve(meta);
}

/** The name that MongoEngine makes of a class's: `OAuth2Client` → `o_auth2_client`. */
function collectionName(name: string): string {
  return name
    .replace(/[A-Z]/g, '_$&')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}

/** The call that makes a field, by itself or inside a function of the product's own: `field(StringField(), …)`. */
function fieldIn(value: PythonExpression): PythonCall | undefined {
  const [first] = value.kind === 'call' && !value.name.endsWith('Field') ? value.args : [];
  const field = first ?? value;
  return field.kind === 'call' && field.name.endsWith('Field') && !calledOn(field) ? field : undefined;
}

function typeOf({ name, args, named }: PythonCall, depth: number): string {
  const [first] = args;
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
