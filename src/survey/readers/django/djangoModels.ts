import type { DjangoApp, DjangoApps } from './djangoApps';
import { djangoField, djangoOptions, isFieldCall, type DjangoField } from './djangoField';
import { givenFields, isMixin } from './djangoGivenFields';
import { DjangoState, withImplicitFields, type DjangoModel } from './djangoState';
import type { PythonExpression, PythonModule } from '../pythonCode/pythonModel';
import {
  dottedName,
  firstName,
  flatStatements,
  lastName,
  madeText,
  placeOf,
  wholeName,
} from '../pythonCode/pythonParts';
import type { PlacedClass, PythonClasses } from '../pythonCode/pythonClasses';

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
  readonly options: ReadonlyMap<string, PythonExpression>;
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
  async declared(): Promise<DeclaredModel[]> {
    const found: DeclaredModel[] = [];
    for (const placed of this.classes.all) {
      const lineage = await this.lineageOf(placed, 0);
      if (lineage.isModel && !lineage.isAbstract) {
        const model = await this.modelOf(placed, lineage);
        found.push({ model, docstring: placed.definition.summary, unknownBases: lineage.unknownBases });
      }
    }
    return found;
  }

  private async modelOf(placed: PlacedClass, { fields, options: told, parent }: Lineage): Promise<DjangoModel> {
    const options = djangoOptions((name) => told.get(name));
    const app = this.appOf(placed.module, options.appLabel);
    const { name } = placed.definition;
    const evidence = placeOf(placed.module, { line: options.tableAt ?? placed.definition.line });
    const parentModel = parent && (await this.modelOf(parent, await this.lineageOf(parent, 0)));
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

  private appOf({ path }: PythonModule, label: string | undefined): DjangoApp {
    const app = this.apps.of(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
    return label === undefined || label === app.label ? app : (this.apps.named(label, app) ?? { ...app, label });
  }

  private async lineageOf(placed: PlacedClass, depth: number): Promise<Lineage> {
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
    const read = depth > deepest ? none : await this.readLineage(placed, depth);
    const lineage = read.height > deepest ? none : read;
    this.known.set(placed, lineage);
    return lineage;
  }

  private async readLineage(placed: PlacedClass, depth: number): Promise<Lineage> {
    const fields = new Map<string, DjangoField | undefined>();
    const unknownBases: string[] = [];
    let inherited: ReadonlyMap<string, PythonExpression> = new Map();
    let isModel = false;
    let height = 1;
    let parent: PlacedClass | undefined;
    const evidence = placeOf(placed.module, placed.definition);
    for (const { found, outside } of (await this.classes.bases(placed)).reverse()) {
      if (found) {
        const base = await this.lineageOf(found, depth + 1);
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
  { definition, module, scope }: PlacedClass,
  classes: PythonClasses,
): Map<string, DjangoField | undefined> {
  const fields = new Map<string, DjangoField | undefined>();
  for (const statement of flatStatements(definition.body)) {
    if (statement.kind !== 'assign' || !/^\w+$/.test(statement.target)) {
      continue;
    }
    const given = scope.resolve(statement.value);
    const value = given.kind === 'call' && !isFieldCall(given) ? (classes.madeBy(given) ?? given) : given;
    if (isFieldCall(value)) {
      const field = djangoField(statement.target, value, placeOf(module, statement));
      fields.set(statement.target, field.to ? { ...field, to: imported(field.to, module) } : field);
    } else if (value.kind === 'name' && value.name === 'None') {
      // It takes away what a parent gives.
      fields.set(statement.target, undefined);
    }
  }
  return fields;
}

/** A class that is imported: its application is the folder of its module. */
function imported(to: PythonExpression, module: PythonModule): PythonExpression {
  const name = dottedName(to);
  const whole = wholeName(name, module);
  if (whole === name || /(?:^|\.)settings$/.test(wholeName(firstName(name), module))) {
    return to;
  }
  const parts = whole.split('.');
  const last = parts.pop() ?? '';
  const models = parts.lastIndexOf('models');
  const app = models > 0 ? parts[models - 1] : undefined;
  return madeText(app ? `${app}.${last}` : last, to.line);
}

function hasOwnColumns({ definition, module }: PlacedClass): boolean {
  return [...flatStatements(definition.body)].some(
    (statement) =>
      statement.kind === 'assign' &&
      isFieldCall(statement.value) &&
      /^django\.(?:db|contrib\.gis\.db|contrib\.postgres)\b/.test(wholeName(statement.value.name, module)),
  );
}

function optionsOf(
  { definition, scope }: PlacedClass,
  inherited: ReadonlyMap<string, PythonExpression>,
): { told: ReadonlyMap<string, PythonExpression>; isAbstract: boolean } {
  const meta = definition.body.find((statement) => statement.kind === 'class' && statement.name === 'Meta');
  // The name of a table is nobody else's.
  const passedOn = [...inherited].filter(([name]) => name !== 'db_table');
  if (meta?.kind !== 'class') {
    return { told: new Map(passedOn), isAbstract: false };
  }
  const told = new Map(meta.bases.length > 0 ? passedOn : []);
  for (const statement of flatStatements(meta.body)) {
    if (statement.kind === 'assign') {
      told.set(statement.target, scope.resolve(statement.value));
    }
  }
  const { isAbstract } = djangoOptions((name) => told.get(name));
  told.delete('abstract');
  return { told, isAbstract };
}
