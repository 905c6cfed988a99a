import type { Column, Evidence } from '../../facts';
import { rubyMap, type RubyValue } from '../ruby/rubyValues';
import type { SchemaReplay } from '../schema/schemaReplay';

/** What Sequel's blocks give besides types of columns. */
const noColumns =
  /^(?:(?:add_)?(?:full_text_|spatial_)?index|(?:add_|drop_|rename_|validate_)?(?:\w+_)?constraint|check|exclude|unique|composite_\w+|drop_\w+|set_column_default|set_engine|each|run)$/;

/** The options that a statement gives by name. */
export type SequelOptions = ReadonlyMap<string, RubyValue>;

/** Replays what the statements of Sequel's blocks do to one table. */
export class SequelTables {
  constructor(readonly replay: SchemaReplay) {}

  /**
   * A statement of a block that creates or alters a table.
   *
   * @param args undefined for what can't be told
   * @returns false when it names a column that can't be told
   */
  inTable(
    table: string,
    method: string,
    args: readonly (RubyValue | undefined)[],
    options: SequelOptions,
    evidence: Evidence,
  ): boolean {
    const [first, second] = args;
    if (first === undefined) {
      return args.length === 0 || (noColumns.test(method) && !/^drop_(?:column|foreign_key)$/.test(method));
    }
    const name = textOf(first) ?? '';
    switch (method.replace(/^add_/, '')) {
      case 'primary_key':
        this.primaryKey(table, first, typeIn(second, options), evidence);
        break;
      case 'foreign_key':
        this.foreignKey(table, first, textOf(second), options, evidence);
        break;
      case 'column':
        this.column(table, name, typeIn(second, options), options, evidence);
        break;
      case 'unique':
      case 'unique_constraint':
        this.unique(table, first, evidence);
        break;
      case 'index':
        if (options.get('unique') === true && !options.has('where')) {
          this.unique(table, first, evidence);
        }
        break;
      case 'drop_column':
        this.replay.dropColumn(table, name, evidence);
        break;
      case 'rename_column':
        if (typeof second === 'string') {
          this.replay.renameColumn(table, name, second, evidence);
        }
        break;
      case 'set_column_type': {
        const type = typeIn(second, options);
        this.alter(table, name, type === undefined ? {} : { type }, evidence);
        break;
      }
      case 'set_column_not_null':
        this.alter(table, name, { nullable: false }, evidence);
        break;
      case 'set_column_allow_null':
        this.alter(table, name, { nullable: second !== false }, evidence);
        break;
      case 'drop_foreign_key':
        this.dropForeignKey(table, first, evidence);
        break;
      default:
        if (!noColumns.test(method) && name !== '') {
          this.column(table, name, method, options, evidence);
        }
    }
    return true;
  }

  private column(
    table: string,
    name: string,
    type: string | undefined,
    options: SequelOptions,
    evidence: Evidence,
    more: Partial<Column> = {},
  ): void {
    const isKey = options.get('primary_key') === true;
    const isNever = options.get('null') === false || options.get('allow_null') === false;
    const isUnique = options.get('unique') === true || rubyMap(options.get('index'))?.get('unique') === true;
    const size = options.get('size');
    const told = options.get('text') === true ? 'text' : type;
    this.replay.addColumn(table, {
      name,
      ...(told === undefined
        ? {}
        : { type: typeof size === 'number' || Array.isArray(size) ? `${told}(${String(size)})` : told }),
      nullable: !isKey && !isNever,
      ...(isKey ? { key: 'primary' as const } : {}),
      ...(isUnique ? { unique: true } : {}),
      evidence,
      ...more,
    });
  }

  /** Of one column, which it makes, or of several that the block makes. */
  private primaryKey(table: string, named: RubyValue, type: string | undefined, evidence: Evidence): void {
    if (typeof named === 'string') {
      this.column(table, named, type ?? 'integer', new Map([['primary_key', true]]), evidence);
    }
    for (const name of namesIn(named)) {
      this.alter(table, name, { key: 'primary', nullable: false }, evidence);
    }
  }

  /** `foreign_key :user_id, :users` makes a column; `foreign_key [:user_id], :users` says where one leads. */
  private foreignKey(
    table: string,
    named: RubyValue,
    target: string | undefined,
    options: SequelOptions,
    evidence: Evidence,
  ): void {
    const to = target ?? textOf(options.get('table'));
    const key = textOf(options.get('key')) ?? namesIn(options.get('key'))[0];
    const references = to === undefined || key === undefined || key === 'id' ? to : `${to}.${key}`;
    const leads: Partial<Column> = references === undefined ? {} : { key: 'foreign', references };
    const [only, second] = namesIn(named);
    if (typeof named === 'string') {
      this.column(table, named, typeIn(undefined, options) ?? 'integer', options, evidence, leads);
    } else if (only !== undefined && second === undefined) {
      this.alter(table, only, leads, evidence);
    }
  }

  /** By the name of its column, which goes too, or by a list of columns, which stay. */
  private dropForeignKey(table: string, named: RubyValue, evidence: Evidence): void {
    if (typeof named === 'string') {
      this.replay.dropColumn(table, named, evidence);
    }
    const free = (known: Column): Column => {
      const changed = { ...known };
      delete changed.references;
      if (changed.key === 'foreign') {
        delete changed.key;
      }
      return changed;
    };
    for (const name of namesIn(named)) {
      this.replay.alterColumn(table, name, free, evidence);
    }
  }

  private unique(table: string, named: RubyValue, evidence: Evidence): void {
    const [only, second] = typeof named === 'string' ? [named] : namesIn(named);
    if (only !== undefined && second === undefined) {
      this.alter(table, only, { unique: true }, evidence);
    }
  }

  /** A primary key stays one, whatever else it becomes. */
  private alter(table: string, name: string, change: Partial<Column>, evidence: Evidence): void {
    const apply = (known: Column): Column => ({
      ...known,
      ...change,
      ...(known.key === 'primary' ? { key: 'primary' as const } : {}),
    });
    this.replay.alterColumn(table, name, apply, evidence);
  }
}

function textOf(value: RubyValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function namesIn(value: RubyValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly RubyValue[]).filter((each) => typeof each === 'string') : [];
}

/** A type, by its place or by its name. */
function typeIn(given: RubyValue | undefined, options: SequelOptions): string | undefined {
  return textOf(given) ?? textOf(options.get('type'));
}
