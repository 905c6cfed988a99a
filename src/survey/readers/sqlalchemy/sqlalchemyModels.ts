import { evidenceAt } from '../../evidence';
import type { Column, Evidence } from '../../facts';
import type { PlacedClass, PythonClasses } from '../python/pythonClasses';
import { flat, lastName, type PythonAssignment } from '../python/pythonModule';
import { entry, textOf, truthOf } from '../python/pythonScope';
import type { PythonCall, PythonValue } from '../python/pythonValues';
import { asUnique } from '../schema/columnChanges';
import type { SchemaReplay } from '../schema/schemaReplay';
import { declaredColumn, sqlmodelColumn } from './sqlalchemyAttribute';
import { isColumnCall, sqlalchemyColumn } from './sqlalchemyColumn';
import { isTableCall } from './sqlalchemyTables';
import { derivedName, flaskName } from './tableNames';

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
  draw(tables: SchemaReplay): void {
    const all = this.classes.all.flatMap((placed) => {
      const mapped = this.mappedOf(placed, 0);
      return mapped.isMapped && mapped.table !== undefined ? [{ placed, mapped, table: mapped.table }] : [];
    });
    for (const { placed, mapped, table } of all.filter(({ mapped: { isShared } }) => !isShared)) {
      const label = commentOf(placed) ?? placed.docstring;
      tables.createTable(table, mapped.evidence, label === undefined ? {} : { label });
      this.drawColumns(tables, table, placed, mapped);
    }
    for (const { placed, mapped, table } of all.filter(({ mapped: { isShared } }) => isShared)) {
      this.drawColumns(tables, table, placed, mapped);
    }
  }

  private drawColumns(tables: SchemaReplay, table: string, placed: PlacedClass, mapped: Mapped): void {
    for (const column of mapped.columns.values()) {
      if (!tables.hasColumn(table, column.name)) {
        tables.addColumn(table, this.withTable(column, placed));
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
  private withTable(column: Column, from: PlacedClass): Column {
    const [name = '', attribute] = /^[A-Z]/.test(column.references ?? '') ? (column.references ?? '').split('.') : [];
    const found = name === '' ? undefined : this.classes.named(name, from).found;
    const table = found && this.mappedOf(found, 0).table;
    return table === undefined
      ? column
      : { ...column, references: attribute === undefined || attribute === 'id' ? table : `${table}.${attribute}` };
  }

  private mappedOf(placed: PlacedClass, depth: number): Mapped {
    const known = this.known.get(placed);
    if (known) {
      return known;
    }
    const evidence = evidenceAt(placed.source, placed.own.offset);
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
    const read = depth > deepest ? { ...none, evidence } : this.read(placed, evidence, depth);
    const mapped = read.height > deepest ? { ...none, evidence } : read;
    this.known.set(placed, mapped);
    return mapped;
  }

  private read(placed: PlacedClass, evidence: Evidence, depth: number): Mapped {
    const bases = this.classes.bases(placed);
    const own = bases.flatMap(({ found }) => (found ? [this.mappedOf(found, depth + 1)] : []));
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
    const isTable = truthOf(placed.own.named.get('table')) === true;
    const isFlask = outside.some((base) => /(?:^|\.)db\.Model$|(?:^|\.)sqla\.Model$/.test(base)) && !isAbstract(placed);
    const given = assigned(placed, '__tablename__');
    if (given && given.kind !== 'text' && columns.size > 0) {
      this.unnamed.push(evidenceAt(placed.source, given.offset));
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
      evidence: name ? evidenceAt(placed.source, name.offset) : evidence,
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
    const { name: className } = placed.own;
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

  private ownColumns(placed: PlacedClass, isSqlmodel: boolean): Column[] {
    const { own, source, scope, imports } = placed;
    return flat(own.body).flatMap((statement) => {
      if (statement.kind === 'function') {
        const made = statement.decorators.some((name) => /declared_attr/.test(name))
          ? returned(statement.body)
          : undefined;
        const given = { name: statement.name, evidence: evidenceAt(source, statement.offset) };
        const value = made && scope.resolve(made);
        return (isColumnCall(value) ? sqlalchemyColumn(value, source, given) : undefined) ?? [];
      }
      if (statement.kind !== 'assignment' || !/^\w+$/.test(statement.target)) {
        return [];
      }
      const evidence = evidenceAt(source, statement.offset);
      const given = statement.value && scope.resolve(statement.value);
      const made = given?.kind === 'call' && !isColumnCall(given) ? this.classes.madeBy(given) : undefined;
      if (isColumnCall(made)) {
        return sqlalchemyColumn(made, source, { name: statement.target, evidence }) ?? [];
      }
      const isField = given?.kind === 'call' && /^sqlmodel\b/.test(imports.get(given.name.split('.')[0] ?? '') ?? '');
      const column =
        isSqlmodel || isField
          ? (sqlmodelColumn(statement, source, scope, evidence) ?? declaredColumn(statement, source, scope, evidence))
          : declaredColumn(statement, source, scope, evidence);
      return column ?? this.columnsOfTable(statement, placed);
    });
  }

  /** `__table__ = Table(…)`. */
  private columnsOfTable({ target, value }: PythonAssignment, { scope, source }: PlacedClass): Column[] {
    const table = target === '__table__' && value ? scope.resolve(value) : undefined;
    return isTableCall(table)
      ? table.positional.flatMap((part) => (isColumnCall(part) ? (sqlalchemyColumn(part, source) ?? []) : []))
      : [];
  }

  private unknown(outside: readonly string[]): string[] {
    return outside.flatMap((name) =>
      this.classes.isOwn(name) || givesNothing.test(lastName(name)) || name.startsWith('typing.')
        ? []
        : [lastName(name)],
    );
  }
}

function assigned({ own, scope }: PlacedClass, name: string): PythonValue | undefined {
  const found = own.body.find((statement) => statement.kind === 'assignment' && statement.target === name);
  return found?.kind === 'assignment' && found.value ? scope.resolve(found.value) : undefined;
}

function nameOf(placed: PlacedClass): { readonly text: string; readonly offset: number } | undefined {
  const table = assigned(placed, '__table__');
  const named = assigned(placed, '__tablename__') ?? (isTableCall(table) ? table.positional[0] : undefined);
  return named?.kind === 'text' ? named : undefined;
}

function isAbstract(placed: PlacedClass): boolean {
  return truthOf(assigned(placed, '__abstract__')) === true;
}

/** `@declared_attr def __tablename__(cls)` of a base says how classes name their tables. */
function ownNaming({ own }: PlacedClass): Mapped['naming'] {
  const method = own.body.find((statement) => statement.kind === 'function' && statement.name === '__tablename__');
  const made = method?.kind === 'function' ? returned(method.body) : undefined;
  return made && derivedName(made);
}

function returned(body: PlacedClass['own']['body']): PythonValue | undefined {
  const found = flat(body).findLast(({ kind }) => kind === 'return');
  return found?.kind === 'return' ? found.value : undefined;
}

/** What `__table_args__` holds: its options, and its constraints. */
function tableArguments(placed: PlacedClass): { options: PythonValue | undefined; constraints: readonly PythonCall[] } {
  const given = assigned(placed, '__table_args__');
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
  return tableArguments(placed).constraints.flatMap(({ name, positional }) => {
    const [only, second] = positional;
    const column = lastName(name) === 'UniqueConstraint' && !second ? textOf(only) : undefined;
    return column === undefined ? [] : [column];
  });
}
