import type { Node } from 'web-tree-sitter';
import type { Column, Evidence } from '../../facts';
import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import type { PhpCall, PhpChain } from '../php/phpChain';
import { classNodes, methodsOf, PhpNames } from '../php/phpNodes';
import { PhpRunner } from '../php/phpRunner';
import { entryOf, offsetIn, phpValue, textOf, textsOf, truthOf, type PhpValue } from '../php/phpValue';
import type { SchemaReplay } from '../schema/schemaReplay';
import { replaySql } from '../schema/sqlDdl';

/** How `$schema->getTable('x')` is remembered. */
const tableMark = 'Table ';

/**
 * Replays the `up` of one migration of Doctrine's: its SQL, and what it does through `Schema`.
 *
 * @returns where it changes data, if it does
 */
export function runDoctrineMigration(
  repository: Repository,
  replay: SchemaReplay,
  source: SourceText,
  root: Node,
): Evidence | undefined {
  const migration = classNodes(root).find((node) => methodsOf(node).has('up'));
  if (!migration) {
    return undefined;
  }
  const reading = new MigrationReading(repository, replay, source);
  const runner = new PhpRunner(source, PhpNames.of(root), { call: (chain) => reading.call(chain) }, '');
  runner.enter(migration);
  runner.runMethod('up', [phpValue('object', 'Schema', { offset: 0, line: 1 })]);
  if (runner.isCut) {
    repository.note('migration trop longue : lue en partie seulement', source.path, 1, 'tables');
  }
  return reading.data;
}

class MigrationReading {
  data: Evidence | undefined;

  constructor(
    private readonly repository: Repository,
    private readonly replay: SchemaReplay,
    private readonly source: SourceText,
  ) {}

  call({ root, calls }: PhpChain): PhpValue | undefined {
    const [first] = calls;
    if (!first) {
      return undefined;
    }
    if (first.name === 'addSql' && root.kind === 'this') {
      this.sql(first.argument(0, 'sql'), first);
      return phpValue('unknown', '', first);
    }
    if (root.kind === 'this' && first.name === 'getTable') {
      // Products add their prefix to names this way: the name itself is all that is written.
      return calls.length === 1 ? first.argument(0) : undefined;
    }
    if (
      /^(?:executeStatement|executeUpdate|executeQuery|exec)$/.test(calls.at(-1)?.name ?? '') &&
      root.kind !== 'variable'
    ) {
      this.sql(calls.at(-1)?.argument(0, 'sql'), first);
      return phpValue('unknown', '', first);
    }
    const { value } = root;
    if (value.kind === 'object' && value.text === 'Schema') {
      return this.schema(first, calls.slice(1));
    }
    if (value.kind === 'object' && value.text.startsWith(tableMark)) {
      return this.onTable(value.text.slice(tableMark.length), calls);
    }
    return undefined;
  }

  private sql(sql: PhpValue | undefined, call: PhpCall): void {
    if (sql?.kind === 'text' || sql?.kind === 'partial') {
      const outcome = replaySql(this.replay, this.source, sql.text, (position) => offsetIn(sql, position));
      this.data ??= outcome.data[0]?.evidence;
    } else {
      this.repository.note('SQL construit par le code, non lu', this.source.path, call.line, 'tables');
    }
  }

  private schema(call: PhpCall, others: readonly PhpCall[]): PhpValue {
    const given = call.argument(0, 'name', 'oldName');
    const name = textOf(given);
    const done = phpValue('unknown', '', call);
    if (name === undefined || !given) {
      return done;
    }
    const evidence = { path: this.source.path, line: given.line };
    switch (call.name) {
      case 'createTable':
        this.replay.createTable(name, evidence);
        return this.onTable(name, others);
      case 'getTable':
        return this.onTable(name, others);
      case 'hasTable':
        return phpValue('boolean', String(this.replay.has(name)), call);
      case 'dropTable':
        this.replay.dropTable(name);
        return done;
      case 'renameTable': {
        const to = call.argument(1, 'newName');
        const renamed = textOf(to);
        if (to && renamed !== undefined) {
          this.replay.renameTable(name, renamed, { path: this.source.path, line: to.line });
        }
        return done;
      }
      default:
        return done;
    }
  }

  /** @returns the table itself, for what follows to be said of it */
  private onTable(table: string, calls: readonly PhpCall[]): PhpValue {
    const at = calls[0] ?? { offset: 0, line: 1 };
    let result = phpValue('object', `${tableMark}${table}`, at);
    for (const [index, call] of calls.entries()) {
      const name = textOf(call.argument(0, 'name', 'oldName'));
      if (call.name === 'hasColumn') {
        result = phpValue('boolean', String(name !== undefined && this.replay.hasColumn(table, name)), call);
      } else if (/^(?:get|has)/.test(call.name)) {
        result = phpValue('unknown', '', call);
      }
      this.change(table, call, calls.slice(index + 1));
    }
    return result;
  }

  private change(table: string, call: PhpCall, modifiers: readonly PhpCall[]): void {
    const given = call.argument(0, 'name', 'oldName', 'columnNames', 'foreignTable', 'foreignTableName');
    const name = textOf(given);
    const evidence = { path: this.source.path, line: given?.line ?? call.line };
    const key = (names: PhpValue | undefined, to: (column: Column) => Column): void => {
      for (const { text } of textsOf(names)) {
        this.replay.alterColumn(table, text, to, evidence);
      }
    };
    switch (call.name) {
      case 'addColumn':
        if (name !== undefined) {
          this.replay.addColumn(table, withModifiers(columnOf(name, call, evidence), modifiers));
        }
        return;
      case 'changeColumn':
      case 'modifyColumn':
        if (name !== undefined) {
          this.replay.alterColumn(
            table,
            name,
            (column) => ({ ...column, ...told(call.argument(1, 'options')) }),
            evidence,
          );
        }
        return;
      case 'renameColumn': {
        const to = call.argument(1, 'newName');
        const renamed = textOf(to);
        if (name !== undefined && to && renamed !== undefined) {
          this.replay.renameColumn(table, name, renamed, { path: this.source.path, line: to.line });
        }
        return;
      }
      case 'dropColumn':
        if (name !== undefined) {
          this.replay.dropColumn(table, name, evidence);
        }
        return;
      case 'setPrimaryKey':
        key(call.argument(0, 'columnNames'), (column) => ({ ...column, key: 'primary' }));
        return;
      case 'addUniqueIndex':
        if (textsOf(given).length === 1) {
          key(given, (column) => ({ ...column, unique: true }));
        }
        return;
      case 'addForeignKeyConstraint': {
        const own = call.argument(1, 'localColumnNames');
        const target = name ?? (given?.kind === 'object' ? given.text.slice(tableMark.length) : undefined);
        const [there] = textsOf(call.argument(2, 'foreignColumnNames'));
        if (target !== undefined && textsOf(own).length === 1) {
          const references = there === undefined ? target : `${target}.${there.text}`;
          key(own, (column) => ({ ...column, references, ...(column.key === 'primary' ? {} : { key: 'foreign' }) }));
        }
        return;
      }
      case 'addOption':
      case 'setComment':
        if (call.name === 'setComment' || name === 'comment') {
          this.replay.labelTable(table, textOf(call.argument(call.name === 'addOption' ? 1 : 0)));
        }
    }
  }
}

/** A column is not null unless it says so, as Doctrine makes them. */
function columnOf(name: string, call: PhpCall, evidence: Evidence): Column {
  const options = call.argument(2, 'options');
  const type = call.argument(1, 'typeName', 'type');
  const written = type?.kind === 'constant' ? type.text.replace(/^.*::/, '').toLowerCase() : textOf(type);
  const length = entryOf(options, 'length');
  const sized = written !== undefined && length?.kind === 'number' ? `${written}(${length.text})` : written;
  return { name, ...(sized === undefined ? {} : { type: sized }), nullable: false, evidence, ...told(options) };
}

function told(options: PhpValue | undefined): Partial<Column> {
  const notNull = truthOf(entryOf(options, 'notnull') ?? entryOf(options, 'notNull'));
  const label = textOf(entryOf(options, 'comment'));
  return {
    ...(notNull === undefined ? {} : { nullable: !notNull }),
    ...(label === undefined || label === '' ? {} : { label }),
  };
}

function withModifiers(column: Column, calls: readonly PhpCall[]): Column {
  let changed = column;
  for (const call of calls) {
    const given = call.argument(0);
    if (call.name === 'setNotnull' || call.name === 'setNotNull') {
      const truth = given ? truthOf(given) : true;
      changed = truth === undefined ? changed : { ...changed, nullable: !truth };
    } else if (call.name === 'setLength' && given?.kind === 'number' && changed.type !== undefined) {
      changed = { ...changed, type: `${changed.type}(${given.text})` };
    } else if (call.name === 'setComment') {
      const label = textOf(given);
      changed = label === undefined ? changed : { ...changed, label };
    }
  }
  return changed;
}
