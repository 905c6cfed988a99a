import type { Node } from 'web-tree-sitter';
import type { Column, Evidence } from '../../facts';
import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import type { PhpCall, PhpChain } from '../php/phpChain';
import { classNodes, methodsOf, PhpNames } from '../php/phpNodes';
import { PhpRunner } from '../php/phpRunner';
import { entryOf, evidenceOf, offsetIn, phpValue, textOf, textsOf, truthOf, type PhpValue } from '../php/phpValue';
import type { SchemaReplay } from '../schema/schemaReplay';
import { replaySql } from '../schema/sqlDdl';

/** How `$this->table('x')` is remembered. */
const tableMark = 'Table ';

/**
 * Replays one migration of Phinx's or CakePHP's: its `change`, else its `up`.
 *
 * @returns where it changes data, if it does
 */
export function runPhinxMigration(
  repository: Repository,
  replay: SchemaReplay,
  source: SourceText,
  root: Node,
): Evidence | undefined {
  const migration = classNodes(root).find((node) => methodsOf(node).has('change') || methodsOf(node).has('up'));
  if (!migration) {
    return undefined;
  }
  const reading = new PhinxReading(replay, source);
  const runner = new PhpRunner(source, PhpNames.of(root), { call: (chain) => reading.call(chain) }, '');
  runner.enter(migration);
  runner.runMethod(runner.has('change') ? 'change' : 'up');
  if (runner.isCut) {
    repository.note('migration trop longue : lue en partie seulement', source.path, 1, 'tables');
  }
  return reading.data;
}

class PhinxReading {
  data: Evidence | undefined;
  /** What each table is made with until it is first written. */
  private readonly options = new Map<string, PhpValue | undefined>();

  constructor(
    private readonly replay: SchemaReplay,
    private readonly source: SourceText,
  ) {}

  call({ root, calls }: PhpChain): PhpValue | undefined {
    const [first] = calls;
    if (!first) {
      return undefined;
    }
    if (root.value.kind === 'object' && root.value.text.startsWith(tableMark)) {
      return this.onTable({ ...root.value, text: root.value.text.slice(tableMark.length) }, calls);
    }
    if (root.kind !== 'this') {
      return undefined;
    }
    const given = first.argument(0, 'tableName', 'sql');
    switch (first.name) {
      case 'table':
        if (given?.kind === 'text') {
          this.options.set(given.text, first.argument(1, 'options'));
          return this.onTable(given, calls.slice(1));
        }
        return undefined;
      case 'hasTable':
        return given?.kind === 'text' ? phpValue('boolean', String(this.replay.has(given.text)), first) : undefined;
      case 'dropTable':
        this.replay.dropTable(textOf(given) ?? '');
        return phpValue('unknown', '', first);
      case 'execute':
      case 'query':
        if (given?.kind === 'text' || given?.kind === 'partial') {
          const outcome = replaySql(this.replay, this.source, given.text, (position) => offsetIn(given, position));
          this.data ??= outcome.data[0]?.evidence;
        }
        return phpValue('unknown', '', first);
      default:
        return undefined;
    }
  }

  /** @param table its name, and where that is written */
  private onTable(table: PhpValue, calls: readonly PhpCall[]): PhpValue {
    const evidence = evidenceOf(this.source.path, table);
    let result: PhpValue = { ...table, kind: 'object', text: `${tableMark}${table.text}` };
    const last = calls.at(-1)?.name ?? '';
    // `create()` comes last, after the columns that it makes.
    const isMade = calls.some(({ name }) => name === 'create' || name === 'addColumn' || name === 'save');
    if (isMade && last !== 'update' && !this.replay.has(table.text)) {
      this.create(table.text, evidence);
    }
    for (const call of calls) {
      if (call.name === 'hasColumn') {
        const name = textOf(call.argument(0, 'columnName')) ?? '';
        result = phpValue('boolean', String(this.replay.hasColumn(table.text, name)), call);
      }
      this.change(table.text, call, evidence);
    }
    return result;
  }

  private create(name: string, evidence: Evidence): void {
    this.replay.createTable(name, evidence, labelOf(this.options.get(name)));
    const id = entryOf(this.options.get(name), 'id');
    if (id?.kind === 'boolean' && id.text === 'false') {
      return;
    }
    const column: Column = { name: textOf(id) ?? 'id', type: 'integer', nullable: false, key: 'primary', evidence };
    this.replay.addColumn(
      name,
      id?.kind === 'text' ? { ...column, evidence: evidenceOf(this.source.path, id) } : { ...column, implicit: true },
    );
  }

  private change(table: string, call: PhpCall, ofTable: Evidence): void {
    const given = call.argument(0, 'columnName', 'columns');
    const name = textOf(given);
    const evidence = evidenceOf(this.source.path, given ?? call);
    switch (call.name) {
      case 'addColumn':
        if (name !== undefined) {
          this.replay.addColumn(table, this.columnOf(table, name, call, evidence));
        }
        return;
      case 'changeColumn':
        if (name !== undefined) {
          const changed = this.columnOf(table, name, call, evidence);
          this.replay.alterColumn(
            table,
            name,
            (column) => ({ ...column, ...changed, evidence: column.evidence }),
            evidence,
          );
        }
        return;
      case 'addTimestamps':
      case 'addTimestampsWithTimezone':
        for (const [index, usual] of ['created_at', 'updated_at'].entries()) {
          const told = call.argument(index);
          const own = textOf(told) ?? usual;
          this.replay.addColumn(table, {
            name: own,
            type: 'timestamp',
            nullable: index === 1,
            ...(told?.kind === 'text'
              ? { evidence: evidenceOf(this.source.path, told) }
              : { evidence: ofTable, implicit: true }),
          });
        }
        return;
      case 'removeColumn':
        this.replay.dropColumn(table, name ?? '', evidence);
        return;
      case 'renameColumn': {
        const to = call.argument(1, 'newName');
        if (name !== undefined && to?.kind === 'text') {
          this.replay.renameColumn(table, name, to.text, evidenceOf(this.source.path, to));
        }
        return;
      }
      case 'rename':
      case 'renameTable':
        if (name !== undefined) {
          this.replay.renameTable(table, name, evidence);
        }
        return;
      case 'drop':
        this.replay.dropTable(table);
        return;
      case 'addPrimaryKey':
        this.alter(table, given, evidence, (column) => ({ ...column, nullable: false, key: 'primary' }));
        return;
      case 'addIndex':
        if (entryOf(call.argument(1, 'options'), 'unique')?.text === 'true' && textsOf(given).length === 1) {
          this.alter(table, given, evidence, (column) => ({ ...column, unique: true }));
        }
        return;
      case 'addForeignKey': {
        const target = textOf(call.argument(1, 'referencedTable'));
        const [there] = textsOf(call.argument(2, 'referencedColumns'));
        if (target !== undefined && textsOf(given).length === 1) {
          const references = there === undefined ? target : `${target}.${there.text}`;
          this.alter(table, given, evidence, (column) => ({
            ...column,
            references,
            ...(column.key === 'primary' ? {} : { key: 'foreign' }),
          }));
        }
        return;
      }
      case 'insert':
      case 'changeComment':
        if (call.name === 'insert') {
          this.data ??= { path: this.source.path, line: call.line };
        } else {
          this.replay.labelTable(table, name);
        }
    }
  }

  private alter(table: string, names: PhpValue | undefined, evidence: Evidence, to: (column: Column) => Column): void {
    for (const { text } of textsOf(names)) {
      this.replay.alterColumn(table, text, to, evidence);
    }
  }

  private columnOf(table: string, name: string, call: PhpCall, evidence: Evidence): Column {
    const type = call.argument(1, 'type');
    const options = call.argument(2, 'options');
    const written =
      type?.kind === 'constant' ? type.text.replace(/^.*::(?:PHINX_TYPE_)?/, '').toLowerCase() : textOf(type);
    const limit = entryOf(options, 'limit') ?? entryOf(options, 'length');
    const sized = written !== undefined && limit?.kind === 'number' ? `${written}(${limit.text})` : written;
    const nullable = truthOf(entryOf(options, 'null'));
    const key = textsOf(entryOf(this.options.get(table), 'primary_key')).some(({ text }) => text === name);
    return {
      name,
      ...(sized === undefined ? {} : { type: sized }),
      // What is left unsaid depends on the version of Phinx.
      ...(nullable === undefined ? {} : { nullable }),
      ...(key ? { key: 'primary' } : {}),
      ...labelOf(options),
      evidence,
    };
  }
}

function labelOf(options: PhpValue | undefined): { label?: string } {
  const label = textOf(entryOf(options, 'comment'));
  return label === undefined || label === '' ? {} : { label };
}
