import type { Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';
import { SchemaReplay } from '../schema/schemaReplay';
import { replaySql } from '../schema/sqlDdl';
import type { DjangoApps } from './djangoApps';
import { changeState } from './djangoChanges';
import type { DjangoField } from './djangoField';
import type { DjangoMigration } from './djangoMigration';
import { modelOf, nameOf, operationOf, type DjangoOperation } from './djangoOperation';
import { DjangoState, type DjangoModel, type SwappableModels } from './djangoState';
import { addField, columnName, columnOf, createTables, joinTable, notManaged, renameJoin } from './djangoTablesOf';
import type { PythonExpression, PythonText } from '../pythonCode/pythonModel';
import { itemsOf, lastName } from '../pythonCode/pythonParts';
import { placesIn } from '../pythonCode/pythonStrings';

/**
 * Runs migrations as Django does: each operation changes the models, and, as the models were and have become, the tables.
 * The two go apart only when a migration says so.
 */
export class DjangoReplay {
  readonly tables = new SchemaReplay();
  /** The migrations that change rows, the first place of each. */
  readonly data = new Map<DjangoMigration, Evidence>();
  /** Where SQL is run that its file doesn't hold. */
  readonly unreadSql: Evidence[] = [];
  state: DjangoState;

  constructor(apps: DjangoApps, swappable: SwappableModels) {
    this.state = DjangoState.empty(apps, swappable);
  }

  run(migration: DjangoMigration): void {
    this.state = this.runAll(migration.operations, migration, this.state, true);
  }

  /** Draws the tables of models that nothing read so far makes: code does, or another product. */
  drawUnseen(): void {
    for (const model of this.state.models) {
      if (!model.isProxy && !this.tables.has(model.table)) {
        createTables(this.tables, model, this.state);
        if (!model.isManaged) {
          this.tables.markPartial(model.table, notManaged);
        }
      }
    }
  }

  private runAll(
    calls: readonly PythonExpression[],
    migration: DjangoMigration,
    from: DjangoState,
    inDatabase: boolean,
  ): DjangoState {
    let before = from;
    for (const call of calls) {
      const operation = call.kind === 'call' ? operationOf(call, migration) : undefined;
      if (operation) {
        before = this.runOne(operation, migration, before, inDatabase);
      }
    }
    return before;
  }

  private runOne(
    operation: DjangoOperation,
    migration: DjangoMigration,
    before: DjangoState,
    inDatabase: boolean,
  ): DjangoState {
    const inState = (): DjangoState => this.runAll(itemsOf(operation.of('state_operations')), migration, before, false);
    switch (operation.name) {
      case 'SeparateDatabaseAndState':
        this.runAll(itemsOf(operation.of('database_operations')), migration, before.clone(), inDatabase);
        return inState();
      case 'RunSQL':
        if (inDatabase) {
          this.runSql(operation.of('sql'), operation, migration);
        }
        return inState();
      case 'RunPython':
        if (inDatabase && !isNothing(operation.of('code'))) {
          this.changesData(migration, operation.at(''));
        }
        return before;
      default: {
        // Only what changes a model's name asks how all of them were before.
        const isRenamed = /^(?:RenameModel|AlterModelTable)$/.test(operation.name);
        const after = isRenamed ? before.clone() : before;
        const old = modelOf(operation, before);
        changeState(after, operation);
        if (inDatabase) {
          this.changeTables(operation, [old, before], after);
        }
        return after;
      }
    }
  }

  private runSql(value: PythonExpression | undefined, operation: DjangoOperation, migration: DjangoMigration): void {
    const statements = value?.kind === 'list' ? value.items : value ? [value] : [];
    for (const statement of statements) {
      // A statement may come with its parameters.
      const sql = statement.kind === 'list' ? statement.items[0] : statement;
      if (sql?.kind === 'text') {
        this.runText(sql, operation.source, migration);
      } else if (sql && !isNothing(sql)) {
        this.unreadSql.push(operation.at('sql'));
      }
    }
  }

  private runText(sql: PythonText, source: SourceText, migration: DjangoMigration): void {
    const [first] = replaySql(this.tables, source, sql.text, placesIn(sql)).data;
    if (first) {
      this.changesData(migration, first.evidence);
    }
  }

  private changesData(migration: DjangoMigration, evidence: Evidence): void {
    if (!this.data.has(migration)) {
      this.data.set(migration, evidence);
    }
  }

  private changeTables(
    operation: DjangoOperation,
    [old, before]: readonly [DjangoModel | undefined, DjangoState],
    after: DjangoState,
  ): void {
    const { name, app } = operation;
    const model = name === 'RenameModel' ? after.get(app, operation.text('new_name') ?? '') : modelOf(operation, after);
    if (name === 'CreateModel') {
      if (model?.isManaged === true) {
        createTables(this.tables, model, after);
      }
    } else if (!old) {
      this.missed(operation);
    } else if (name === 'DeleteModel') {
      this.dropTables(old, before);
    } else if (model) {
      this.changeTable(operation, [old, before], [model, after]);
    }
  }

  private changeTable(
    operation: DjangoOperation,
    [old, before]: readonly [DjangoModel, DjangoState],
    [model, after]: readonly [DjangoModel, DjangoState],
  ): void {
    switch (operation.name) {
      case 'RenameModel':
        this.renameTable(old, model, operation.at('new_name'));
        this.renameJoins([old, before], [model, after]);
        break;
      case 'AlterModelTable':
        this.renameTable(old, model, operation.at('table'));
        this.renameJoins([old, before], [model, after]);
        break;
      case 'AlterModelOptions':
      case 'AlterModelTableComment':
        this.tables.labelTable(model.table, model.label);
        break;
      case 'AddField':
      case 'RemoveField':
      case 'AlterField':
      case 'RenameField': {
        const given = operation.name === 'RenameField' ? ['old_name', 'new_name'] : ['name', 'name'];
        const [was, is] = given.map((argument) => operation.text(argument) ?? '');
        this.changeField(
          [old, old.fields.get(was ?? ''), before],
          [model, model.fields.get(is ?? ''), after],
          operation.at(given[1] ?? ''),
        );
        break;
      }
      case 'AlterOrderWithRespectTo':
        this.changeField(
          [old, old.fields.get('_order'), before],
          [model, model.fields.get('_order'), after],
          operation.at('order_with_respect_to'),
        );
        break;
      default:
        this.sayAgain(model, after);
    }
  }

  private changeField(
    [oldModel, old, before]: readonly [DjangoModel, DjangoField | undefined, DjangoState],
    [model, field, after]: readonly [DjangoModel, DjangoField | undefined, DjangoState],
    evidence: Evidence,
  ): void {
    const oldName = old && columnName(old);
    const name = field && columnName(field);
    const oldJoin = old && joinTable(oldModel, old, before);
    const join = field && joinTable(model, field, after);
    if (oldName !== undefined && name !== undefined && oldName !== name) {
      this.tables.renameColumn(model.table, oldName, name, evidence);
    }
    if (oldName !== undefined && name === undefined) {
      this.tables.dropColumn(model.table, oldName, evidence);
    }
    if (oldJoin && join) {
      renameJoin(this.tables, oldJoin, join, evidence);
    } else if (oldJoin) {
      this.tables.dropTable(oldJoin.name);
    }
    if (field && !(oldJoin && join) && model.isManaged) {
      addField(this.tables, model, field, after);
    }
  }

  private renameTable(old: DjangoModel, model: DjangoModel, evidence: Evidence): void {
    if (old.table !== model.table && this.tables.has(old.table)) {
      this.tables.renameTable(old.table, model.table, evidence);
    }
  }

  /** The tables between a model and others follow its name: its own, and those of the models that lead to it. */
  private renameJoins(
    [old, before]: readonly [DjangoModel, DjangoState],
    [model, after]: readonly [DjangoModel, DjangoState],
  ): void {
    for (const was of before.models) {
      const is = was === old ? model : after.get(was.app, was.name);
      for (const [name, field] of was.fields) {
        const oldJoin = joinTable(was, field, before);
        const renamed = is?.fields.get(name);
        const join = is && renamed && joinTable(is, renamed, after);
        if (oldJoin && join) {
          renameJoin(this.tables, oldJoin, join, renamed.evidence);
        }
      }
    }
  }

  private dropTables(model: DjangoModel, state: DjangoState): void {
    if (!model.isProxy) {
      this.tables.dropTable(model.table);
      for (const field of model.fields.values()) {
        this.tables.dropTable(joinTable(model, field, state)?.name ?? '');
      }
    }
  }

  /** A constraint changes what its columns are. */
  private sayAgain(model: DjangoModel, state: DjangoState): void {
    for (const field of model.fields.values()) {
      const column = columnOf(model, field, state);
      if (column && this.tables.hasColumn(model.table, column.name)) {
        this.tables.addColumn(model.table, column);
      }
    }
  }

  /** Asks the tables for one that isn't there, for them to say that it is unknown. */
  private missed(operation: DjangoOperation): void {
    const name = nameOf(operation);
    if (name !== undefined && /Field|RenameModel|AlterModelTable$/.test(operation.name)) {
      this.tables.dropColumn(DjangoState.defaultTable(operation.app, name), '', operation.at('model_name'));
    }
  }
}

/** `migrations.RunPython.noop`. */
function isNothing(code: PythonExpression | undefined): boolean {
  return code?.kind === 'name' && lastName(code.name) === 'noop';
}
