import type { Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';
import type { RubyCall, RubyDefinition, RubyNode } from '../ruby/rubyNodes';
import { RubyRun, type RubyVisitor } from '../ruby/rubyRun';
import {
  evidenceNaming,
  evidenceOf,
  rubyName,
  rubyOptions,
  rubyText,
  rubyValue,
  RubyScope,
  type RubyValue,
} from '../ruby/rubyValues';
import { replaySql } from '../schema/sqlDdl';
import type { SequelTables } from './sequelTables';

/** A migration's code, and the file for the lines of the SQL it holds. */
export interface SequelMigration {
  readonly source: SourceText;
  readonly statements: readonly RubyNode[];
  /** Methods of the product that add columns to the table they are given. */
  readonly helpers: ReadonlyMap<string, RubyDefinition>;
}

/** What a migration changes besides tables. */
export interface SequelEffects {
  /** Where a table or a column is named in ways that can't be told. */
  readonly unread: readonly Evidence[];
  /** Where it changes rows. */
  readonly data: Evidence | undefined;
}

/** The names that types have in Ruby: they are methods in blocks, and constants elsewhere. */
const classes = /^[A-Z]\w*$/;

/**
 * Replays one migration, the way up.
 *
 * @returns what can't be shown in tables
 */
export function replaySequelMigration(
  { source, statements, helpers }: SequelMigration,
  tables: SequelTables,
): SequelEffects {
  const replay = new MigrationReplay(source, helpers, tables);
  replay.run.follow(statements, new RubyScope(), replay);
  return { unread: replay.unread, data: replay.data };
}

class MigrationReplay implements RubyVisitor {
  readonly run = new RubyRun();
  readonly unread: Evidence[] = [];
  data: Evidence | undefined;
  /** The tables whose blocks are being followed, and what stands for each there. */
  private readonly blocks: { readonly table: string; readonly names: ReadonlySet<string> }[] = [];
  private nested = 0;
  /** The migration's own call of a method of the product that is being followed. */
  private helping: RubyCall | undefined;

  constructor(
    private readonly source: SourceText,
    private readonly helpers: ReadonlyMap<string, RubyDefinition>,
    private readonly tables: SequelTables,
  ) {}

  call(call: RubyCall, scope: RubyScope): void {
    const receiver = rubyName(call.receiver);
    const block = this.blocks.at(-1);
    const isOfBlock = block && (receiver === undefined ? !call.receiver : block.names.has(receiver));
    const args = call.args.map((arg) => valueOf(arg, scope));
    const options = optionsOf(call, scope);
    if (receiver === 'Sequel' && call.name === 'migration') {
      this.run.follow(call.block?.body ?? [], new RubyScope(scope), this);
    } else if (/^(?:up|change|transaction)$/.test(call.name) && !block) {
      this.run.follow(call.block?.body ?? [], new RubyScope(scope), this);
    } else if (this.isHelped(call, scope)) {
      return;
    } else if (isOfBlock) {
      if (!this.tables.inTable(block.table, call.name, args, options, this.placeOf(call, args))) {
        this.unread.push(evidenceOf(call));
      }
    } else if (!block) {
      this.statement(call, args, options, scope);
    }
  }

  loop({ path, line, block }: RubyCall): void {
    if (block?.body.some((node) => node.kind === 'call' && /^(?:create|alter|add|drop|rename)_/.test(node.name))) {
      this.unread.push({ path, line });
    }
  }

  /** A statement outside of any table's block. */
  private statement(
    call: RubyCall,
    args: readonly (RubyValue | undefined)[],
    options: ReadonlyMap<string, RubyValue>,
    scope: RubyScope,
  ): void {
    const { replay } = this.tables;
    const [first, second] = args;
    const table = tableNamed(call.args[0], first);
    const evidence = this.placeOf(call, args);
    switch (call.name) {
      case 'create_table':
      case 'create_table?':
      case 'create_table!':
      case 'alter_table':
        if (table === undefined) {
          this.unread.push(evidence);
          return;
        }
        if (call.name === 'create_table!') {
          replay.dropTable(table);
        }
        if (call.name === 'alter_table' || replay.createTable(table, evidence)) {
          this.follow(call, table, scope);
        }
        return;
      case 'create_join_table':
        this.createJoinTable(call, options, evidence);
        return;
      case 'create_view':
      case 'create_or_replace_view':
        if (table !== undefined && replay.createTable(table, evidence, { kind: 'view' })) {
          replay.markPartial(table, 'colonnes d’une vue : celles de sa requête');
        }
        return;
      case 'drop_table':
      case 'drop_table?':
      case 'drop_view':
        for (const each of args) {
          replay.dropTable(typeof each === 'string' ? each : '');
        }
        return;
      case 'rename_table':
        if (table !== undefined && typeof second === 'string') {
          replay.renameTable(table, second, evidence);
        }
        return;
      case 'run':
      case 'execute':
      case '<<':
        this.runSql(call.args[0]);
        return;
      case 'insert':
      case 'multi_insert':
      case 'import':
      case 'update':
      case 'delete':
        this.data ??= call.receiver ? evidenceOf(call) : undefined;
        return;
      default:
        if (/^(?:add|drop|rename|set)_(?:column\w*|index)$/.test(call.name)) {
          if (table === undefined || !this.tables.inTable(table, call.name, args.slice(1), options, evidence)) {
            this.unread.push(evidence);
          }
        }
    }
  }

  /** What names a table or a column when its own line doesn't. */
  private placeOf(call: RubyCall, args: readonly (RubyValue | undefined)[]): Evidence {
    const [named] = args;
    return typeof named === 'string' && call.args[0]?.kind !== 'text'
      ? evidenceNaming(named, this.helping ?? call, this.source.lines)
      : evidenceOf(call);
  }

  private follow({ block }: RubyCall, table: string, scope: RubyScope): void {
    if (!block) {
      return;
    }
    this.blocks.push({ table, names: new Set(['self', block.params[0]?.[0] ?? 'self']) });
    this.run.follow(block.body, new RubyScope(scope), this);
    this.blocks.pop();
  }

  /** A method of the product that is given the table: `Migration.common(self, :be)`. */
  private isHelped(call: RubyCall, scope: RubyScope): boolean {
    const block = this.blocks.at(-1);
    const names = block?.names ?? new Set(['self']);
    const place = call.args.findIndex((arg) => names.has(rubyName(arg) ?? ''));
    const helper = place < 0 ? undefined : this.helpers.get(call.name);
    const name = helper?.params[place]?.name;
    if (!helper || name === undefined || this.nested > 5) {
      return false;
    }
    const inside = new RubyScope(scope);
    for (const [index, param] of helper.params.entries()) {
      inside.set(param.name, rubyValue(call.args[index] ?? param.value, scope));
    }
    const around = this.helping;
    this.helping ??= call;
    this.nested++;
    if (block) {
      this.blocks.push({ table: block.table, names: new Set([name]) });
    }
    this.run.follow(helper.body, inside, this);
    if (block) {
      this.blocks.pop();
    }
    this.nested--;
    this.helping = around;
    return true;
  }

  /** `create_join_table(artist_id: :artists, album_id: :albums)`. */
  private createJoinTable(call: RubyCall, options: ReadonlyMap<string, RubyValue>, evidence: Evidence): void {
    const given = call.args.map((arg) => rubyValue(arg)).find((value) => value instanceof Map);
    const sides = [...(given instanceof Map ? (given as ReadonlyMap<string, RubyValue>) : options)].flatMap(
      ([column, to]): (readonly [string, string])[] => {
        const target = to instanceof Map ? (to as ReadonlyMap<string, RubyValue>).get('table') : to;
        return typeof target === 'string' && column.endsWith('_id') ? [[column, target]] : [];
      },
    );
    const named = options.get('name');
    const name =
      typeof named === 'string'
        ? named
        : sides
            .map(([, target]) => target)
            .sort()
            .join('_');
    if (sides.length === 2 && this.tables.replay.createTable(name, evidence)) {
      for (const [column, target] of sides) {
        this.tables.inTable(name, 'foreign_key', [column, target], new Map([['null', false]]), evidence);
      }
    }
  }

  private runSql(sql: RubyNode | undefined): void {
    const [first, second] = sql?.kind === 'text' ? sql.parts : [];
    if (sql?.kind === 'text' && typeof first === 'string' && second === undefined) {
      const [moved] = replaySql(this.tables.replay, this.source, first, sql.offset).data;
      this.data ??= moved?.evidence;
    }
  }
}

/** A value; a class stands for its name, which is that of a type. */
function valueOf(node: RubyNode, scope: RubyScope): RubyValue | undefined {
  const value = rubyValue(node, scope);
  return value ?? (node.kind === 'name' && classes.test(node.name) ? node.name : undefined);
}

function optionsOf(call: RubyCall, scope: RubyScope): ReadonlyMap<string, RubyValue> {
  const types = call.pairs.flatMap(({ key, value }): [string, RubyValue][] =>
    rubyText(key, scope) === 'type' && value.kind === 'name' ? [['type', value.name]] : [],
  );
  return new Map([...types, ...rubyOptions(call.pairs, scope)]);
}

/** The name of a table: `:visits`, or `Sequel[:archive][:visits]`. */
function tableNamed(node: RubyNode | undefined, value: RubyValue | undefined): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  const parts: string[] = [];
  let current = node;
  while (current?.kind === 'call' && current.name === '[]' && parts.length < 3) {
    const part = rubyText(current.args[0]);
    parts.unshift(...(part === undefined ? [] : [part]));
    current = current.receiver;
  }
  return rubyName(current) === 'Sequel' && parts.length > 0
    ? parts.filter((part) => part !== 'public').join('.')
    : undefined;
}
