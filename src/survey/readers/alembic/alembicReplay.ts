import type { Column, Evidence } from '../../facts';
import { asForeign, asPrimary, asUnique, without, type ColumnConstraint } from '../schema/columnChanges';
import { SchemaReplay } from '../schema/schemaReplay';
import { replaySql } from '../schema/sqlDdl';
import { isColumnCall, referenceOf, sqlalchemyColumn, typeName } from '../sqlalchemy/sqlalchemyColumn';
import { AlembicCalls } from './alembicCalls';
import { inSchema, isOp, operationOf, type AlembicOperation } from './alembicOperation';
import type { AlembicRevision } from './alembicRevision';
import type { PythonCall, PythonExpression } from '../pythonCode/pythonModel';
import { itemsOrAlone, lastName, placeOf, textOf, textsIn, truthOf } from '../pythonCode/pythonParts';
import { placesIn } from '../pythonCode/pythonStrings';

/** A constraint, to be dropped by its name. */
interface Constraint {
  readonly columns: readonly string[];
  readonly kind: ColumnConstraint;
}

/** Runs the migrations of Alembic on tables, each in its turn. */
export class AlembicReplay {
  readonly tables = new SchemaReplay();
  readonly data = new Map<AlembicRevision, Evidence>();
  /** Where something can't be followed, and why. */
  readonly unread: { readonly why: string; readonly evidence: Evidence }[] = [];
  private readonly constraints = new Map<string, Constraint>();

  run(revision: AlembicRevision): void {
    const { module } = revision;
    const followed = new AlembicCalls(revision);
    for (const made of followed.calls) {
      const isOnOp = made.batch !== undefined || isOp(made.call, revision);
      const operation = operationOf(made, module);
      if (isOnOp && operation.name !== 'execute') {
        this.runOne(operation, revision);
      } else if (/(?:^|\.)execute$/.test(made.call.name)) {
        this.runSql(made.call.args[0] ?? made.call.named.get('sqltext'), operation, revision, isOnOp);
      } else if (/(?:^|\.)create_all$/.test(made.call.name)) {
        this.missing('tables créées d’après les classes, non rejouées', operation);
      }
    }
    if (followed.unreadAt !== undefined) {
      const evidence = placeOf(module, { line: followed.unreadAt });
      this.unread.push({ why: 'boucle dont les valeurs ne sont pas écrites, non rejouée', evidence });
    }
  }

  private runOne(operation: AlembicOperation, revision: AlembicRevision): void {
    const { table, text } = operation;
    switch (operation.name) {
      case 'bulk_insert':
        this.changesData(revision, operation.at('', -1));
        return;
      case 'create_table':
        this.createTable(operation, table);
        return;
      default:
    }
    if (table === undefined) {
      if (/_(?:column|table)$/.test(operation.name)) {
        this.missing('nom de table calculé, opération non rejouée', operation);
      }
      return;
    }
    switch (operation.name) {
      case 'add_column':
        this.addColumns(operation, table);
        break;
      case 'drop_column':
        this.tables.dropColumn(table, text('column_name', 1) ?? '', operation.at('column_name', 1));
        break;
      case 'alter_column':
        this.alterColumn(operation, table);
        break;
      case 'drop_table':
        this.tables.dropTable(table);
        break;
      case 'rename_table': {
        const to = text('new_table_name', 1);
        if (to !== undefined) {
          this.renameTable(table, inSchema(operation.call, to), operation.at('new_table_name', 1));
        }
        break;
      }
      case 'create_table_comment':
        this.tables.labelTable(table, text('comment', 1));
        break;
      default:
        this.constrain(operation, table);
    }
  }

  private renameTable(from: string, to: string, evidence: Evidence): void {
    this.tables.renameTable(from, to, evidence);
    for (const [key, constraint] of Array.from(this.constraints)) {
      if (key.startsWith(`${from} `)) {
        this.constraints.set(`${to}${key.slice(from.length)}`, constraint);
      }
    }
  }

  private createTable({ call, module, at }: AlembicOperation, table: string | undefined): void {
    if (table === undefined) {
      this.unread.push({ why: 'nom de table calculé, opération non rejouée', evidence: at('', -1) });
      return;
    }
    const label = textOf(call.named.get('comment'));
    if (!this.tables.createTable(table, at('table_name', 0), label === undefined ? {} : { label })) {
      return;
    }
    for (const part of call.args.slice(1)) {
      const column = isColumnCall(part) ? sqlalchemyColumn(part, module) : undefined;
      if (column) {
        this.tables.addColumn(table, column);
      } else if (part.kind === 'splat' || isColumnCall(part)) {
        this.tables.markPartial(table, 'des colonnes sont calculées');
      }
    }
    for (const part of call.args.slice(1)) {
      if (part.kind === 'call' && !isColumnCall(part)) {
        this.constrainTable(part, table, at('table_name', 0));
      }
    }
  }

  /** A constraint among the columns of a new table. */
  private constrainTable(part: PythonCall, table: string, evidence: Evidence): void {
    const name = textOf(part.named.get('name'));
    switch (lastName(part.name)) {
      case 'PrimaryKeyConstraint':
        this.change(table, textsIn(part.args), asPrimary, evidence, name, 'primary');
        break;
      case 'UniqueConstraint':
        this.changeAlone(table, textsIn(part.args), asUnique, evidence, name, 'unique');
        break;
      case 'ForeignKeyConstraint': {
        const [columns, targets] = part.args.map((given) => (given.kind === 'list' ? given.items : []));
        const references = referenceOf(targets?.[0]);
        this.changeAlone(table, textsIn(columns), asForeign(references), evidence, name, 'foreign');
        break;
      }
      default:
    }
  }

  private addColumns({ call, module, of }: AlembicOperation, table: string): void {
    const given = of('column', 1);
    const column = isColumnCall(given) ? sqlalchemyColumn(given, module) : undefined;
    if (column) {
      this.tables.addColumn(table, column);
    } else {
      this.unread.push({ why: 'colonne calculée, non rejouée', evidence: placeOf(module, call) });
    }
  }

  private alterColumn(operation: AlembicOperation, table: string): void {
    const { call, text, at } = operation;
    const name = text('column_name', 1);
    if (name === undefined) {
      this.missing('nom de colonne calculé, opération non rejouée', operation);
      return;
    }
    const renamed = textOf(call.named.get('new_column_name') ?? call.named.get('name'));
    const nullable = truthOf(call.named.get('nullable'));
    const type = typeName(call.named.get('type_'));
    const comment = textOf(call.named.get('comment'));
    const evidence = at('column_name', 1);
    this.tables.alterColumn(
      table,
      name,
      (column) => ({
        ...column,
        ...(nullable === undefined ? {} : { nullable }),
        ...(type === undefined ? {} : { type }),
        ...(comment ? { label: comment } : {}),
        evidence,
      }),
      evidence,
    );
    if (renamed !== undefined) {
      this.tables.renameColumn(table, name, renamed, at('new_column_name', -1));
    }
  }

  private constrain(operation: AlembicOperation, table: string): void {
    const { text, of, at } = operation;
    const evidence = at('', -1);
    const name = text('constraint_name', 0) ?? text('index_name', 0);
    switch (operation.name) {
      case 'create_foreign_key': {
        const target = text('referent_table', 2);
        const columns = textsIn(itemsOrAlone(of('local_cols', 3)));
        const remote = textsIn(itemsOrAlone(of('remote_cols', 4)));
        const schema = textOf(operation.call.named.get('referent_schema'));
        const whole = schema === undefined || schema === 'public' ? target : `${schema}.${target ?? ''}`;
        const references = whole === undefined || remote[0] === 'id' || !remote[0] ? whole : `${whole}.${remote[0]}`;
        this.changeAlone(table, columns, asForeign(references), evidence, name, 'foreign');
        break;
      }
      case 'create_unique_constraint':
        this.changeAlone(table, textsIn(itemsOrAlone(of('columns', 2))), asUnique, evidence, name, 'unique');
        break;
      case 'create_index': {
        const isWhole = ![...operation.call.named.keys()].some((key) => key.endsWith('_where'));
        if (truthOf(operation.call.named.get('unique')) === true && isWhole) {
          this.changeAlone(table, textsIn(itemsOrAlone(of('columns', 2))), asUnique, evidence, name, 'unique');
        }
        break;
      }
      case 'create_primary_key':
        this.change(table, textsIn(itemsOrAlone(of('columns', 2))), asPrimary, evidence, name, 'primary');
        break;
      case 'drop_constraint':
      case 'drop_index':
        this.dropConstraint(operation, table, name);
        break;
      default:
    }
  }

  private dropConstraint({ at }: AlembicOperation, table: string, name: string | undefined): void {
    const known = this.constraints.get(`${table} ${name ?? ''}`) ?? this.constraintNamed(table, name ?? '');
    for (const column of known?.columns ?? []) {
      this.tables.alterColumn(table, column, (was) => (known ? without(was, known.kind) : was), at('', -1));
    }
    this.constraints.delete(`${table} ${name ?? ''}`);
  }

  /** A constraint that was given no name: PostgreSQL named it `table_column_fkey`, or `_key`. */
  private constraintNamed(table: string, name: string): Constraint | undefined {
    const end = /_(f?key)$/.exec(name);
    const column = end && name.startsWith(`${table}_`) ? name.slice(table.length + 1, end.index) : undefined;
    return column === undefined ? undefined : { columns: [column], kind: end?.[1] === 'fkey' ? 'foreign' : 'unique' };
  }

  private changeAlone(
    table: string,
    columns: readonly string[],
    change: (column: Column) => Column,
    evidence: Evidence,
    name: string | undefined,
    kind: ColumnConstraint,
  ): void {
    if (columns.length === 1) {
      this.change(table, columns, change, evidence, name, kind);
    }
  }

  private change(
    table: string,
    columns: readonly string[],
    change: (column: Column) => Column,
    evidence: Evidence,
    name: string | undefined,
    kind: ColumnConstraint,
  ): void {
    for (const column of columns) {
      this.tables.alterColumn(table, column, change, evidence);
    }
    if (name !== undefined) {
      this.constraints.set(`${table} ${name}`, { columns, kind });
    }
  }

  /** @param isOnOp whether Alembic runs it; on anything else, what isn't a text of SQL is no SQL at all */
  private runSql(
    value: PythonExpression | undefined,
    operation: AlembicOperation,
    revision: AlembicRevision,
    isOnOp: boolean,
  ): void {
    const sql = value?.kind === 'call' && lastName(value.name) === 'text' ? value.args[0] : value;
    if (sql?.kind === 'text') {
      const [first] = replaySql(this.tables, operation.module.source, sql.text, placesIn(sql)).data;
      if (first) {
        this.changesData(revision, first.evidence);
      }
    } else if (sql?.kind === 'call' && /(?:^|\.)(?:update|insert|delete|values|where)$/.test(sql.name)) {
      this.changesData(revision, operation.at('', -1));
    } else if (sql?.kind === 'joined') {
      const start = sql.parts.find((part) => part.kind === 'text')?.text ?? '';
      if (/^\s*(?:UPDATE|INSERT|DELETE)\b/i.test(start)) {
        this.changesData(revision, operation.at('', -1));
      } else if (/^\s*(?:CREATE|ALTER|DROP)\s+(?:TABLE|VIEW|MATERIALIZED)/i.test(start)) {
        this.missing('SQL calculé, non rejoué', operation);
      }
    } else if (isOnOp && (sql?.kind === 'other' || sql?.kind === 'operation')) {
      this.missing('SQL calculé, non rejoué', operation);
    }
  }

  private missing(why: string, { at }: AlembicOperation): void {
    this.unread.push({ why, evidence: at('', -1) });
  }

  private changesData(revision: AlembicRevision, evidence: Evidence): void {
    if (!this.data.has(revision)) {
      this.data.set(revision, evidence);
    }
  }
}
