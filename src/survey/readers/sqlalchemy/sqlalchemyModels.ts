import type { Column, Evidence } from '../../facts';
import { asUnique } from '../schema/columnChanges';
import type { SchemaReplay } from '../schema/schemaReplay';
import { declaredColumn, sqlmodelColumn, type DeclaredAttribute } from './sqlalchemyAttribute';
import { isColumnCall, sqlalchemyColumn } from './sqlalchemyColumn';
import { isTableCall } from './sqlalchemyTables';
import { derivedName, flaskName } from './tableNames';
import type {
  PythonCall,
  PythonExpression,
  PythonModule,
  PythonStatement,
  PythonText,
} from '../pythonCode/pythonModel';
import {
  assigned,
  calledName,
  entry,
  flatStatements,
  lastName,
  placeOf,
  textOf,
  truthOf,
  wholeName,
} from '../pythonCode/pythonParts';
import type { PythonScope } from '../pythonCode/pythonScope';
import type { PlacedClass, PythonClasses } from '../pythonCode/pythonClasses';

/** What a class says of its table. */
interface Mapped {
  /** How many classes stand one above another, itself among them. */
  readonly height: number;
  readonly isSqlmodel: boolean;
  /** Undefined for a class that only gives columns to others. */
  readonly table: string | undefined;
  readonly evidence: Evidence;
  /** Whether it shares the table of the class it is made from. */
  readonly isShared: boolean;
  readonly isMapped: boolean;
  /** How the classes made from it are named when they don't say. */
  readonly naming: ((name: string) => string) | undefined;
  readonly columns: ReadonlyMap<string, Column>;
  readonly unknownBases: readonly string[];
}

const deepest = 30;

/** Classes of other packages that give no column. */
const givesNothing =
  /^(?:Base|Model|Declarative\w*|MappedAsDataclass|AsyncAttrs|SQLModel|BaseModel|object|ABC|Generic|\w*Enum|str|UserMixin|RoleMixin|SerializerMixin|Timestamp|AbstractConcreteBase|ConcreteBase|BaseQuery|Protocol)$/;

/** Reads the tables that declarative classes map: SQLAlchemy's, Flask-SQLAlchemy's, SQLModel's. */
export class SqlalchemyModels {
  private readonly known = new Map<PlacedClass, Mapped>();

  /** Where a class computes the name of its table. */
  readonly unnamed: Evidence[] = [];

  constructor(private readonly classes: PythonClasses) {}

  /** Draws all tables; a class that shares one adds its columns to it. */
  async draw(tables: SchemaReplay): Promise<void> {
    const all: { placed: PlacedClass; mapped: Mapped; table: string }[] = [];
    for (const placed of this.classes.all) {
      const mapped = await this.mappedOf(placed, 0);
      all.push(...(mapped.isMapped && mapped.table !== undefined ? [{ placed, mapped, table: mapped.table }] : []));
    }
    for (const { placed, mapped, table } of all.filter(({ mapped: { isShared } }) => !isShared)) {
      const label = commentOf(placed) ?? placed.definition.summary;
      tables.createTable(table, mapped.evidence, label === undefined ? {} : { label });
      await this.drawColumns(tables, table, placed, mapped);
    }
    for (const { placed, mapped, table } of all.filter(({ mapped: { isShared } }) => isShared)) {
      await this.drawColumns(tables, table, placed, mapped);
    }
  }

  private async drawColumns(tables: SchemaReplay, table: string, placed: PlacedClass, mapped: Mapped): Promise<void> {
    for (const column of mapped.columns.values()) {
      if (!tables.hasColumn(table, column.name)) {
        tables.addColumn(table, await this.withTable(column, placed));
      }
    }
    for (const name of uniqueAlone(placed)) {
      tables.alterColumn(table, name, asUnique, mapped.evidence);
    }
    if (mapped.unknownBases.length > 0) {
      tables.markPartial(table, `colonnes héritées d’un paquet, non lues : ${mapped.unknownBases.join(', ')}`);
    }
  }

  /** `ForeignKey(User.id)` leads to the table of that class. */
  private async withTable(column: Column, from: PlacedClass): Promise<Column> {
    const [name = '', attribute] = /^[A-Z]/.test(column.references ?? '') ? (column.references ?? '').split('.') : [];
    const found = name === '' ? undefined : (await this.classes.named(name, from)).found;
    const table = found && (await this.mappedOf(found, 0)).table;
    return table === undefined
      ? column
      : { ...column, references: attribute === undefined || attribute === 'id' ? table : `${table}.${attribute}` };
  }

  private async mappedOf(placed: PlacedClass, depth: number): Promise<Mapped> {
    const known = this.known.get(placed);
    if (known) {
      return known;
    }
    const evidence = placeOf(placed.module, placed.definition);
    const none = {
      height: 0,
      isSqlmodel: false,
      table: undefined,
      isShared: false,
      isMapped: false,
      naming: undefined,
      columns: new Map(),
      unknownBases: [],
    };
    // A class that is made from itself is none.
    this.known.set(placed, { ...none, evidence });
    const read = depth > deepest ? { ...none, evidence } : await this.read(placed, evidence, depth);
    const mapped = read.height > deepest ? { ...none, evidence } : read;
    this.known.set(placed, mapped);
    return mapped;
  }

  private async read(placed: PlacedClass, evidence: Evidence, depth: number): Promise<Mapped> {
    const bases = await this.classes.bases(placed);
    const own: Mapped[] = [];
    for (const { found } of bases) {
      own.push(...(found ? [await this.mappedOf(found, depth + 1)] : []));
    }
    const outside = bases.flatMap(({ outside: name }) => (name === undefined ? [] : [name]));
    const isSqlmodel = own.some((base) => base.isSqlmodel) || outside.some((base) => lastName(base) === 'SQLModel');
    const columns = new Map<string, Column>();
    const parent = own.find(({ isMapped, table }) => isMapped && table !== undefined);
    for (const base of [...own].reverse()) {
      if (base !== parent) {
        base.columns.forEach((column, name) => columns.set(name, column));
      }
    }
    for (const column of this.ownColumns(placed, isSqlmodel)) {
      columns.set(column.name, column);
    }
    const naming = ownNaming(placed) ?? own.find((base) => base.naming)?.naming;
    const name = nameOf(placed);
    const isTable = truthOf(placed.definition.named.get('table')) === true;
    const isFlask = outside.some((base) => /(?:^|\.)db\.Model$|(?:^|\.)sqla\.Model$/.test(base)) && !isAbstract(placed);
    const given = attributeOf(placed, '__tablename__');
    if (given && given.kind !== 'text' && columns.size > 0) {
      this.unnamed.push(placeOf(placed.module, given));
    }
    const hasKey = [...columns.values()].some(({ key }) => key === 'primary');
    const table = this.tableOf(placed, name?.text, {
      isTable,
      isFlask: isFlask || (own.some((base) => base.naming === flaskName) && hasKey),
      naming: hasKey || parent === undefined ? naming : undefined,
      columns,
    });
    const isShared = table === undefined && parent !== undefined && !isAbstract(placed);
    return {
      height: 1 + Math.max(0, ...own.map((base) => base.height)),
      isSqlmodel,
      table: isShared ? parent.table : table,
      evidence: name ? placeOf(placed.module, name) : evidence,
      isShared,
      isMapped: isShared || table !== undefined,
      naming: naming ?? (outside.some((base) => /(?:^|\.)db\.Model$/.test(base)) ? flaskName : undefined),
      columns,
      unknownBases: [...own.flatMap((base) => (base.isMapped ? [] : base.unknownBases)), ...this.unknown(outside)],
    };
  }

  private tableOf(
    placed: PlacedClass,
    name: string | undefined,
    is: {
      readonly isTable: boolean;
      readonly isFlask: boolean;
      readonly naming: Mapped['naming'];
      readonly columns: ReadonlyMap<string, Column>;
    },
  ): string | undefined {
    const { name: className } = placed.definition;
    if (isAbstract(placed) || (name === undefined && is.columns.size === 0)) {
      return undefined;
    }
    const schema = schemaOf(placed);
    const derived = is.isTable
      ? (is.naming?.(className) ?? className.toLowerCase())
      : is.isFlask
        ? (is.naming ?? flaskName)(className)
        : is.naming && [...is.columns.values()].some(({ key }) => key === 'primary')
          ? is.naming(className)
          : undefined;
    const table = name ?? derived;
    return table === undefined || schema === undefined || schema === 'public' ? table : `${schema}.${table}`;
  }

  private ownColumns({ definition, module, scope }: PlacedClass, isSqlmodel: boolean): Column[] {
    return [...flatStatements(definition.body)].flatMap((statement) => {
      const place = placeOf(module, statement);
      if (statement.kind === 'function') {
        const made = statement.decorators.some((decorator) => /declared_attr/.test(calledName(decorator)))
          ? returned(statement.body)
          : undefined;
        const value = made && scope.resolve(made);
        const given = { name: statement.name, evidence: place };
        return (isColumnCall(value) ? sqlalchemyColumn(value, module, given) : undefined) ?? [];
      }
      return (statement.kind === 'assign' || statement.kind === 'annotation') && /^\w+$/.test(statement.target)
        ? this.columnsOf(statement, module, scope, place, isSqlmodel)
        : [];
    });
  }

  private columnsOf(
    attribute: DeclaredAttribute,
    module: PythonModule,
    scope: PythonScope,
    evidence: Evidence,
    isSqlmodel: boolean,
  ): readonly Column[] {
    const { target: name, value } = attribute;
    const given = value && scope.resolve(value);
    const made = given?.kind === 'call' && !isColumnCall(given) ? this.classes.madeBy(given) : undefined;
    if (isColumnCall(made)) {
      return [sqlalchemyColumn(made, module, { name, evidence }) ?? []].flat();
    }
    if (name === '__table__' && isTableCall(given)) {
      return given.args.flatMap((part) => (isColumnCall(part) ? (sqlalchemyColumn(part, module) ?? []) : []));
    }
    const isField = given?.kind === 'call' && /^sqlmodel\b/.test(wholeName(given.name, module));
    const column =
      (isSqlmodel || isField ? sqlmodelColumn(attribute, module, scope, evidence) : undefined) ??
      declaredColumn(attribute, module, scope, evidence);
    return column ? [column] : [];
  }

  private unknown(outside: readonly string[]): string[] {
    return outside.flatMap((name) =>
      this.classes.isOwn(name) || givesNothing.test(lastName(name)) || name.startsWith('typing.')
        ? []
        : [lastName(name)],
    );
  }
}

/** What a class sets an attribute to. */
function attributeOf({ definition, scope }: PlacedClass, name: string): PythonExpression | undefined {
  const value = assigned(definition.body, name);
  return value && scope.resolve(value);
}

function nameOf(placed: PlacedClass): PythonText | undefined {
  const table = attributeOf(placed, '__table__');
  const named = attributeOf(placed, '__tablename__') ?? (isTableCall(table) ? table.args[0] : undefined);
  return named?.kind === 'text' ? named : undefined;
}

function isAbstract(placed: PlacedClass): boolean {
  return truthOf(attributeOf(placed, '__abstract__')) === true;
}

/** `@declared_attr def __tablename__(cls)` of a base says how classes name their tables. */
function ownNaming({ definition }: PlacedClass): Mapped['naming'] {
  const method = definition.body.find(
    (statement) => statement.kind === 'function' && statement.name === '__tablename__',
  );
  const made = method?.kind === 'function' ? returned(method.body) : undefined;
  return made && derivedName(made);
}

function returned(body: readonly PythonStatement[]): PythonExpression | undefined {
  const found = [...flatStatements(body)].findLast(({ kind }) => kind === 'return');
  return found?.kind === 'return' ? found.value : undefined;
}

/** What `__table_args__` holds: its options, and its constraints. */
function tableArguments(placed: PlacedClass): {
  options: PythonExpression | undefined;
  constraints: readonly PythonCall[];
} {
  const given = attributeOf(placed, '__table_args__');
  const items = given?.kind === 'list' ? given.items : given ? [given] : [];
  return {
    options: items.find(({ kind }) => kind === 'map'),
    constraints: items.filter((item) => item.kind === 'call'),
  };
}

function schemaOf(placed: PlacedClass): string | undefined {
  return textOf(entry(tableArguments(placed).options, 'schema'));
}

function commentOf(placed: PlacedClass): string | undefined {
  return textOf(entry(tableArguments(placed).options, 'comment'));
}

function uniqueAlone(placed: PlacedClass): string[] {
  return tableArguments(placed).constraints.flatMap(({ name, args }) => {
    const [only, second] = args;
    const column = lastName(name) === 'UniqueConstraint' && !second ? textOf(only) : undefined;
    return column === undefined ? [] : [column];
  });
}
