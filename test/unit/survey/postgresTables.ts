import { parse } from 'pgsql-parser';

/** A column, as PostgreSQL's own parser reads it. */
export interface PostgresColumn {
  name: string;
  nullable: boolean;
  key: 'primary' | 'foreign' | undefined;
  references: string | undefined;
  unique: boolean;
}

interface Constraint {
  readonly kind: string;
  readonly name: string;
  readonly columns: string[];
  readonly target: string | undefined;
  readonly targetColumns: string[];
}

type Node = Readonly<Record<string, unknown>>;

/** The tables that SQL leaves, replayed on PostgreSQL's own parser: what our reader is compared with. */
export async function postgresTables(sql: string): Promise<Map<string, PostgresColumn[]>> {
  const database = new Database();
  for (const { stmt } of list(object(await parse(sql))['stmts'])) {
    for (const [kind, node] of Object.entries(object(stmt))) {
      database.run(kind, object(node));
    }
  }
  return database.tables;
}

class Database {
  readonly tables = new Map<string, PostgresColumn[]>();
  private readonly constraints = new Map<string, Constraint[]>();

  run(kind: string, node: Node): void {
    if (kind === 'CreateStmt') {
      this.create(node);
    } else if (kind === 'AlterTableStmt') {
      const table = relation(node['relation']);
      for (const command of list(node['cmds'])) {
        this.alter(table, object(command['AlterTableCmd']));
      }
    } else if (kind === 'DropStmt' && node['removeType'] === 'OBJECT_TABLE') {
      for (const item of list(node['objects'])) {
        const name = qualified(strings(object(item['List'])['items']));
        this.tables.delete(name);
        this.constraints.delete(name);
      }
    } else if (kind === 'RenameStmt') {
      this.rename(node);
    } else if (kind === 'IndexStmt' && node['unique'] === true && node['whereClause'] === undefined) {
      const columns = list(node['indexParams']).map((item) => object(item['IndexElem'])['name']);
      if (columns.every((column) => typeof column === 'string')) {
        this.constrain(relation(node['relation']), {
          kind: 'CONSTR_UNIQUE',
          name: text(node['idxname']),
          columns,
          target: undefined,
          targetColumns: [],
        });
      }
    }
  }

  private create(node: Node): void {
    const persistence = object(node['relation'])['relpersistence'];
    if (persistence === 't' || node['partbound'] !== undefined) {
      return;
    }
    const table = relation(node['relation']);
    if (this.tables.has(table)) {
      return;
    }
    this.tables.set(table, []);
    for (const element of list(node['tableElts'])) {
      if (element['ColumnDef'] !== undefined) {
        this.addColumn(table, object(element['ColumnDef']));
      }
    }
    for (const element of list(node['tableElts'])) {
      if (element['Constraint'] !== undefined) {
        this.constrain(table, constraintOf(object(element['Constraint']), table));
      }
    }
  }

  private addColumn(table: string, node: Node): void {
    const name = text(node['colname']);
    const types = strings(object(node['typeName'])['names']);
    const column: PostgresColumn = {
      name,
      nullable: !/^(?:small|big)?serial\d?$/.test(types.at(-1) ?? ''),
      key: undefined,
      references: undefined,
      unique: false,
    };
    this.tables.get(table)?.push(column);
    for (const item of list(node['constraints'])) {
      const constraint = object(item['Constraint']);
      if (constraint['contype'] === 'CONSTR_NOTNULL' || constraint['contype'] === 'CONSTR_IDENTITY') {
        column.nullable = false;
      }
      this.constrain(table, { ...constraintOf(constraint, table, name), columns: [name] });
    }
  }

  private constrain(table: string, constraint: Constraint): void {
    if (!['CONSTR_PRIMARY', 'CONSTR_FOREIGN', 'CONSTR_UNIQUE'].includes(constraint.kind)) {
      return;
    }
    if (!this.tables.has(table)) {
      return;
    }
    this.constraints.set(table, [...(this.constraints.get(table) ?? []), constraint]);
    this.applyKeys(table);
  }

  /** Says again what the constraints say of each column. */
  private applyKeys(table: string): void {
    for (const column of this.tables.get(table) ?? []) {
      const own = (this.constraints.get(table) ?? []).filter(({ columns }) => columns.includes(column.name));
      const foreign = own.filter(({ kind }) => kind === 'CONSTR_FOREIGN').at(-1);
      const isPrimary = own.some(({ kind }) => kind === 'CONSTR_PRIMARY');
      const pointed = foreign?.targetColumns[foreign.columns.indexOf(column.name)];
      column.key = isPrimary ? 'primary' : foreign ? 'foreign' : undefined;
      column.nullable &&= !isPrimary;
      column.references = foreign && [foreign.target, ...(pointed === undefined ? [] : [pointed])].join('.');
      column.unique = own.some(({ kind, columns }) => kind === 'CONSTR_UNIQUE' && columns.length === 1);
    }
  }

  private alter(table: string, command: Node): void {
    const columns = this.tables.get(table);
    const name = text(command['name']);
    const column = columns?.find((own) => own.name === name);
    const definition = object(command['def']);
    switch (command['subtype']) {
      case 'AT_AddColumn':
        if (columns?.some((own) => own.name === object(definition['ColumnDef'])['colname']) === false) {
          this.addColumn(table, object(definition['ColumnDef']));
        }
        break;
      case 'AT_DropColumn':
        if (columns) {
          this.tables.set(
            table,
            columns.filter((own) => own !== column),
          );
        }
        this.drop(table, (own) => own.columns.includes(name));
        break;
      case 'AT_DropConstraint':
        this.drop(table, (own) => own.name === name);
        break;
      case 'AT_AddConstraint':
        this.constrain(table, constraintOf(object(definition['Constraint']), table));
        break;
      case 'AT_SetNotNull':
      case 'AT_DropNotNull':
        if (column) {
          column.nullable = command['subtype'] === 'AT_DropNotNull';
        }
        break;
      case 'AT_AttachPartition':
        this.tables.delete(relation(object(definition['PartitionCmd'])['name']));
        break;
      default:
    }
  }

  private drop(table: string, isDropped: (constraint: Constraint) => boolean): void {
    this.constraints.set(
      table,
      (this.constraints.get(table) ?? []).filter((own) => !isDropped(own)),
    );
    this.applyKeys(table);
  }

  private rename(node: Node): void {
    const from = relation(node['relation']);
    const to = text(node['newname']);
    if (node['renameType'] === 'OBJECT_COLUMN') {
      for (const column of this.tables.get(from) ?? []) {
        column.name = column.name === node['subname'] ? to : column.name;
      }
      const renamed = (this.constraints.get(from) ?? []).map((own) => ({
        ...own,
        columns: own.columns.map((column) => (column === node['subname'] ? to : column)),
      }));
      this.constraints.set(from, renamed);
    } else if (node['renameType'] === 'OBJECT_TABLE') {
      const columns = this.tables.get(from);
      this.tables.delete(from);
      this.tables.set(to, columns ?? []);
      this.constraints.set(to, this.constraints.get(from) ?? []);
      this.constraints.delete(from);
      for (const [table, own] of this.constraints) {
        this.constraints.set(
          table,
          own.map((constraint) => (constraint.target === from ? { ...constraint, target: to } : constraint)),
        );
        this.applyKeys(table);
      }
    }
  }
}

function constraintOf(node: Node, table: string, column?: string): Constraint {
  const kind = text(node['contype']);
  const keys = strings(node['keys']);
  const foreign = strings(node['fk_attrs']);
  const columns = column === undefined ? (foreign.length > 0 ? foreign : keys) : [column];
  const endings: Readonly<Record<string, string>> = {
    CONSTR_PRIMARY: 'pkey',
    CONSTR_UNIQUE: `${columns.join('_')}_key`,
    CONSTR_FOREIGN: `${columns.join('_')}_fkey`,
  };
  return {
    kind,
    name: text(node['conname']) || `${table.replace(/^.*\./, '')}_${endings[kind] ?? ''}`,
    columns,
    target: node['pktable'] === undefined ? undefined : relation(node['pktable']),
    targetColumns: strings(node['pk_attrs']),
  };
}

function relation(node: unknown): string {
  const { schemaname, relname } = object(node);
  return qualified([...(typeof schemaname === 'string' ? [schemaname] : []), text(relname)]);
}

function qualified(parts: readonly string[]): string {
  return parts.filter((part, index) => index === parts.length - 1 || part !== 'public').join('.');
}

function object(node: unknown): Node {
  return typeof node === 'object' && node !== null ? Object.fromEntries(Object.entries(node)) : {};
}

function list(node: unknown): Node[] {
  return Array.isArray(node) ? node.map((item: unknown) => object(item)) : [];
}

function strings(node: unknown): string[] {
  return list(node).map((item) => text(object(item['String'])['sval']));
}

function text(node: unknown): string {
  return typeof node === 'string' ? node : '';
}
