import { evidenceAt } from '../../evidence';
import type { SourceText } from '../../sourceText';
import type { PlacedClass, PythonClasses } from '../python/pythonClasses';
import { flat, lastName } from '../python/pythonModule';
import type { PythonValue } from '../python/pythonValues';
import type { DjangoApp, DjangoApps } from './djangoApps';
import { djangoField, djangoOptions, isFieldCall, type DjangoField } from './djangoField';
import { givenFields, isMixin } from './djangoGivenFields';
import { DjangoState, withImplicitFields, type DjangoModel } from './djangoState';

/** A model as its class declares it. */
export interface DeclaredModel {
  readonly model: DjangoModel;
  readonly docstring: string | undefined;
  /** Classes of other packages that may give it more columns. */
  readonly unknownBases: readonly string[];
}

/** What a class gets from those it is made from. */
interface Lineage {
  /** How many classes stand one above another, itself among them. */
  readonly height: number;
  readonly isModel: boolean;
  readonly isAbstract: boolean;
  readonly fields: ReadonlyMap<string, DjangoField | undefined>;
  /** What `class Meta` says, that of an abstract parent too. */
  readonly options: ReadonlyMap<string, PythonValue>;
  /** The model whose table it shares the key of, or stands for. */
  readonly parent: PlacedClass | undefined;
  readonly unknownBases: readonly string[];
}

/** Classes made from classes made from classes… stop somewhere. */
const deepest = 30;

/** Reads the models among a product's classes. */
export class DjangoModels {
  private readonly known = new Map<PlacedClass, Lineage>();

  constructor(
    private readonly classes: PythonClasses,
    private readonly apps: DjangoApps,
  ) {}

  /** All models that have a table, or stand for one that has. */
  declared(): DeclaredModel[] {
    return this.classes.all.flatMap((placed) => {
      const lineage = this.lineageOf(placed, 0);
      if (!lineage.isModel || lineage.isAbstract) {
        return [];
      }
      const model = this.modelOf(placed, lineage);
      return [{ model, docstring: placed.docstring, unknownBases: lineage.unknownBases }];
    });
  }

  private modelOf(placed: PlacedClass, { fields, options: told, parent }: Lineage): DjangoModel {
    const options = djangoOptions((name) => told.get(name));
    const app = this.appOf(placed.source, options.appLabel);
    const { name } = placed.own;
    const evidence = evidenceAt(placed.source, options.tableAt ?? placed.own.offset);
    const parentModel = parent && this.modelOf(parent, this.lineageOf(parent, 0));
    const table = options.table ?? DjangoState.defaultTable(app, name);
    const model: DjangoModel = {
      app,
      name,
      evidence,
      table: options.isProxy && parentModel ? parentModel.table : table,
      isProxy: options.isProxy,
      isManaged: options.isManaged,
      label: options.label,
      fields: new Map(
        [...fields].flatMap(([key, field]) =>
          field ? [[key, field.isImplicit ? { ...field, evidence } : field] as const] : [],
        ),
      ),
      uniques: options.uniques,
    };
    return withImplicitFields(model, parentModel ? [parentModel] : [], options.isOrdered);
  }

  private appOf(source: SourceText, label: string | undefined): DjangoApp {
    const app = this.apps.of(source.path.slice(0, Math.max(0, source.path.lastIndexOf('/'))));
    return label === undefined || label === app.label ? app : (this.apps.named(label, app) ?? { ...app, label });
  }

  private lineageOf(placed: PlacedClass, depth: number): Lineage {
    const known = this.known.get(placed);
    if (known) {
      return known;
    }
    const none: Lineage = {
      height: 0,
      isModel: false,
      isAbstract: false,
      fields: new Map(),
      options: new Map(),
      parent: undefined,
      unknownBases: [],
    };
    // A class that is made from itself is none.
    this.known.set(placed, none);
    const read = depth > deepest ? none : this.readLineage(placed, depth);
    const lineage = read.height > deepest ? none : read;
    this.known.set(placed, lineage);
    return lineage;
  }

  private readLineage(placed: PlacedClass, depth: number): Lineage {
    const fields = new Map<string, DjangoField | undefined>();
    const unknownBases: string[] = [];
    let inherited: ReadonlyMap<string, PythonValue> = new Map();
    let isModel = false;
    let height = 1;
    let parent: PlacedClass | undefined;
    const evidence = evidenceAt(placed.source, placed.own.offset);
    for (const { found, outside } of [...this.classes.bases(placed)].reverse()) {
      if (found) {
        const base = this.lineageOf(found, depth + 1);
        height = Math.max(height, base.height + 1);
        isModel ||= base.isModel;
        if (base.isModel && !base.isAbstract) {
          parent = found;
        } else {
          base.fields.forEach((field, name) => fields.set(name, field));
          inherited = base.options.size > 0 ? base.options : inherited;
        }
        unknownBases.push(...(base.isAbstract || !base.isModel ? base.unknownBases : []));
        continue;
      }
      const given = givenFields(outside, evidence);
      isModel ||= given !== undefined && !isMixin(outside);
      given?.forEach((field) => fields.set(field.name, field));
      if (
        !given &&
        !this.classes.isOwn(outside) &&
        !/^(?:django\.|object$|ABC$|abc\.|typing\.|Generic$|enum\.)/.test(outside)
      ) {
        unknownBases.push(lastName(outside));
      }
    }
    const own = ownFields(placed, this.classes);
    own.forEach((field, name) => fields.set(name, field));
    // A class of another package may well be a model: what is in it says so.
    const isDeclared = isModel || (unknownBases.length > 0 && hasOwnColumns(placed));
    const options = optionsOf(placed, inherited);
    return {
      height,
      isModel: isDeclared,
      isAbstract: options.isAbstract,
      fields,
      options: options.told,
      parent,
      unknownBases: isDeclared ? unknownBases : [],
    };
  }
}

function ownFields(
  { source, own, scope, imports }: PlacedClass,
  classes: PythonClasses,
): Map<string, DjangoField | undefined> {
  const fields = new Map<string, DjangoField | undefined>();
  for (const statement of flat(own.body)) {
    if (statement.kind !== 'assignment' || !statement.value || !/^\w+$/.test(statement.target)) {
      continue;
    }
    const given = scope.resolve(statement.value);
    const value = given.kind === 'call' && !isFieldCall(given) ? (classes.madeBy(given) ?? given) : given;
    if (isFieldCall(value)) {
      const field = djangoField(statement.target, value, evidenceAt(source, statement.offset));
      fields.set(statement.target, field.to ? { ...field, to: imported(field.to, imports) } : field);
    } else if (value.kind === 'name' && value.name === 'None') {
      // It takes away what a parent gives.
      fields.set(statement.target, undefined);
    }
  }
  return fields;
}

/** A class that is imported: its application is the folder of its module. */
function imported(to: PythonValue, imports: ReadonlyMap<string, string>): PythonValue {
  const [first = '', ...rest] = to.kind === 'name' ? to.name.split('.') : [];
  const module = imports.get(first);
  if (module === undefined || module.endsWith('settings')) {
    return to;
  }
  const parts = [module, ...rest].join('.').split('.');
  const name = parts.pop() ?? '';
  const models = parts.lastIndexOf('models');
  const app = models > 0 ? parts[models - 1] : undefined;
  return { kind: 'text', text: app ? `${app}.${name}` : name, pieces: [], offset: to.offset };
}

function hasOwnColumns({ own, imports }: PlacedClass): boolean {
  return flat(own.body).some(
    (statement) =>
      statement.kind === 'assignment' &&
      isFieldCall(statement.value) &&
      /^django\.(?:db|contrib\.gis\.db|contrib\.postgres)\b/.test(
        imports.get(statement.value.name.split('.')[0] ?? '') ?? '',
      ),
  );
}

function optionsOf(
  { own, scope }: PlacedClass,
  inherited: ReadonlyMap<string, PythonValue>,
): { told: ReadonlyMap<string, PythonValue>; isAbstract: boolean } {
  const meta = own.body.find((statement) => statement.kind === 'class' && statement.name === 'Meta');
  // The name of a table is nobody else's.
  const passedOn = [...inherited].filter(([name]) => name !== 'db_table');
  if (meta?.kind !== 'class') {
    return { told: new Map(passedOn), isAbstract: false };
  }
  const told = new Map(meta.bases.length > 0 ? passedOn : []);
  for (const statement of flat(meta.body)) {
    if (statement.kind === 'assignment' && statement.value) {
      told.set(statement.target, scope.resolve(statement.value));
    }
  }
  const { isAbstract } = djangoOptions((name) => told.get(name));
  told.delete('abstract');
  return { told, isAbstract };
}
