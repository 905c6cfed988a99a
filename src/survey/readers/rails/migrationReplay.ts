import type { Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';
import type { RubyCall, RubyClass, RubyNode, RubyText } from '../ruby/rubyNodes';
import { RubyRun, type RubyVisitor } from '../ruby/rubyRun';
import { evidenceNaming, evidenceOf, rubyName, rubyOptions, rubyValue, RubyScope } from '../ruby/rubyValues';
import { replaySql } from '../schema/sqlDdl';
import type { RailsTables } from './railsTables';

/** A migration: its class, read, and the file for the lines of the SQL it holds. */
export interface RailsMigration {
  readonly source: SourceText;
  readonly statements: readonly RubyNode[];
}

/** Blocks that change nothing of what is declared in them. */
const transparent = new Set([
  'safety_assured',
  'reversible',
  'up_only',
  'say_with_time',
  'suppress_messages',
  'transaction',
  'up',
  'with_lock_retries',
  'tap',
]);

/** Statements that change tables in ways that we don't show. */
const ignored =
  /^(?:enable_extension|disable_extension|create_enum|drop_enum|rename_enum|add_enum_value|rename_enum_value|add_check_constraint|remove_check_constraint|add_exclusion_constraint|add_unique_constraint|remove_unique_constraint|validate_\w+|rename_index|change_column_default|update_view|create_function|create_trigger|say|puts)$/;

/** The type that keys have by the version of Rails which a migration names. */
export function keyTypeOf(text: string): string {
  const version = /::Migration\[(\d+)\.(\d+)\]/.exec(text);
  const [, major = '0', minor = '0'] = version ?? [];
  return Number(major) * 100 + Number(minor) >= 501 ? 'bigint' : 'integer';
}

/**
 * Replays one migration, the way up.
 *
 * @returns where a table or a column is changed whose name can't be told
 */
export function replayRailsMigration({ source, statements }: RailsMigration, tables: RailsTables): readonly Evidence[] {
  const unread: Evidence[] = [];
  for (const { body } of classesIn(statements)) {
    const scope = new RubyScope();
    const run = new RubyRun();
    const replay = new MigrationReplay(source, tables, run, unread);
    const definitions = body.flatMap((node) => (node.kind === 'def' ? [node] : []));
    const way = definitions.find(({ name }) => name === 'up') ?? definitions.find(({ name }) => name === 'change');
    run.follow(
      body.filter(({ kind }) => kind === 'assign' || kind === 'def'),
      scope,
      replay,
    );
    // Some old ones say it all in their class.
    run.follow(way ? way.body : body, new RubyScope(scope), replay);
  }
  return unread;
}

function classesIn(statements: readonly RubyNode[]): RubyClass[] {
  return statements.flatMap((node) => {
    if (node.kind === 'module') {
      return classesIn(node.body);
    }
    return node.kind === 'class' ? [node] : [];
  });
}

class MigrationReplay implements RubyVisitor {
  /** The table of each block's variable. */
  private readonly blocks: { readonly variable: string; readonly table: string; readonly evidence: Evidence }[] = [];

  constructor(
    private readonly source: SourceText,
    private readonly tables: RailsTables,
    private readonly run: RubyRun,
    private readonly unread: Evidence[],
  ) {}

  call(call: RubyCall, scope: RubyScope): void {
    const receiver = rubyName(call.receiver);
    const block = this.blocks.findLast(({ variable }) => variable === receiver);
    const args = call.args.map((arg) => rubyValue(arg, scope));
    const options = rubyOptions(call.pairs, scope);
    const [named] = args;
    const evidence =
      typeof named === 'string' && call.args[0]?.kind !== 'text'
        ? evidenceNaming(named, call, this.source.lines)
        : evidenceOf(call);
    if (block) {
      // What nothing names is proven by the line of its table.
      const place = call.name === 'timestamps' ? block.evidence : evidence;
      if (!this.tables.inTable(block.table, call.name, args, options, place) && call.args.length > 0) {
        this.unread.push(evidence);
      }
    } else if (transparent.has(call.name)) {
      this.run.follow(call.block?.body ?? [], scope, this);
    } else if (call.name === 'execute') {
      this.execute(call.args[0]);
    } else if (call.name === 'change_table' || call.name === 'create_table' || call.name === 'create_join_table') {
      const [table] = args;
      if (typeof table !== 'string') {
        this.unread.push(evidence);
        return;
      }
      const known = call.name === 'change_table' || this.tables.apply({ name: call.name, args, options, evidence });
      this.follow(call, known ? table : undefined, scope, evidence);
      this.tables.composeKey(table, options, evidence);
    } else if ((receiver === undefined || /connection$|^self$/.test(receiver)) && !ignored.test(call.name)) {
      // Strong Migrations' and GitLab's helpers do the same without a lock.
      const name = call.name.replace(/^(add|remove)_concurrent_/, '$1_');
      const isKnown = this.tables.apply({ name, args, options, evidence });
      if (!isKnown && isSchemaStatement(name) && !args.slice(0, 2).every((value) => typeof value === 'string')) {
        this.unread.push(evidence);
      }
    }
  }

  answer(call: RubyCall, scope: RubyScope): boolean | undefined {
    const [table, column] = call.args.map((arg) => rubyValue(arg, scope));
    if (typeof table !== 'string') {
      return undefined;
    }
    switch (call.name) {
      case 'table_exists?':
      case 'data_source_exists?':
        return this.tables.replay.has(table);
      case 'column_exists?':
        return typeof column === 'string' ? this.tables.replay.hasColumn(table, column) : undefined;
      default:
        return undefined;
    }
  }

  loop({ path, line, block }: RubyCall): void {
    if (block?.body.some((node) => changesSchema(node))) {
      this.unread.push({ path, line });
    }
  }

  private follow({ block }: RubyCall, table: string | undefined, scope: RubyScope, evidence: Evidence): void {
    if (!block || table === undefined) {
      return;
    }
    this.blocks.push({ variable: block.params[0]?.[0] ?? 't', table, evidence });
    this.run.follow(block.body, new RubyScope(scope), this);
    this.blocks.pop();
  }

  private execute(sql: RubyNode | undefined): void {
    const text = textIn(sql);
    const [first] = text?.parts ?? [];
    if (text?.parts.length === 1 && typeof first === 'string') {
      replaySql(this.tables.replay, this.source, first, text.offset);
    }
  }
}

/** The text of `<<~SQL.squish` too. */
function textIn(node: RubyNode | undefined): RubyText | undefined {
  const inner = node?.kind === 'call' ? node.receiver : node;
  return inner?.kind === 'text' ? inner : undefined;
}

/** Whether a statement of a loop, or one inside, changes tables: a loop over rows doesn't. */
function changesSchema(node: RubyNode, depth = 0): boolean {
  if (depth > 20) {
    return false;
  }
  const inside = (nodes: readonly RubyNode[]): boolean => nodes.some((each) => changesSchema(each, depth + 1));
  switch (node.kind) {
    case 'call':
      return (
        isSchemaStatement(node.name) || /^create_(?:join_)?table$/.test(node.name) || inside(node.block?.body ?? [])
      );
    case 'if':
      return inside([...node.consequence, ...node.alternative]);
    case 'group':
      return inside(node.items);
    default:
      return false;
  }
}

function isSchemaStatement(name: string): boolean {
  return /^(?:add|remove|rename|change|drop)_(?:column|columns|table|reference|belongs_to|timestamps|column_null)$/.test(
    name,
  );
}
