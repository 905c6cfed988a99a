import type { Column, Evidence } from '../../facts';
import type { Inflector } from '../ruby/inflector';
import { rubyMap, type RubyValue } from '../ruby/rubyValues';
import type { SchemaReplay } from '../schema/schemaReplay';
import { isOn, joined, labelOf, textOf, textsOf, typeOf, type RailsOptions } from './railsValues';

/** One statement of a schema or of a migration, its literals told: what couldn't be told is undefined, or left out. */
export interface RailsStatement {
  readonly name: string;
  readonly args: readonly (RubyValue | undefined)[];
  readonly options: RailsOptions;
  readonly evidence: Evidence;
}

/** What `t.` gives besides types of columns. */
const noColumns =
  /^(?:index|check_constraint|exclusion_constraint|unique_constraint|foreign_key|remove_\w+|rename_index|validate_\w+|change_comment|set_limit)$/;

/** Replays what Active Record's statements do to tables. */
export class RailsTables {
  constructor(
    readonly replay: SchemaReplay,
    private readonly inflector: Inflector,
    /** The type of keys that nothing tells; undefined when it depends on a version we don't know. */
    private readonly usualKey: string | undefined,
  ) {}

  /** The same tables, with another type of keys that nothing tells: each migration has that of its time. */
  withUsualKey(type: string): RailsTables {
    return new RailsTables(this.replay, this.inflector, type);
  }

  /** A statement outside of a table's block; false when it isn't one that we know, or its table can't be told. */
  apply({ name, args, options, evidence }: RailsStatement): boolean {
    const [table, second, third] = args.map(textOf);
    if (table === undefined) {
      return false;
    }
    const columns = args.slice(1).flatMap((value) => textsOf(value));
    switch (name) {
      case 'create_table':
        this.createTable(table, options, evidence);
        return true;
      case 'create_join_table':
        this.createJoinTable(table, second ?? '', options, evidence);
        return true;
      case 'drop_join_table':
        this.replay.dropTable(textOf(options.get('table_name')) ?? joined(table, second ?? ''));
        return true;
      case 'drop_table':
      case 'drop_view':
        for (const each of args.map(textOf)) {
          this.replay.dropTable(each ?? '');
        }
        return true;
      case 'create_view':
        this.replay.createTable(table, evidence, { kind: 'view' });
        this.replay.markPartial(table, 'colonnes d’une vue : celles de sa requête');
        return true;
      case 'rename_table':
        return second !== undefined && this.replay.renameTable(table, second, evidence);
      case 'rename_column':
        return second !== undefined && third !== undefined && this.replay.renameColumn(table, second, third, evidence);
      case 'add_column':
        return second !== undefined && this.inTable(table, 'column', [second, third], options, evidence);
      case 'add_columns':
        return columns.every((column) =>
          this.inTable(table, 'column', [column, options.get('type')], options, evidence),
        );
      case 'change_column':
        return this.inTable(table, 'change', [second, third], options, evidence);
      case 'change_column_null':
        return this.inTable(table, 'change_null', args.slice(1), options, evidence);
      case 'change_column_comment':
        return this.relabel(table, second, textOf(options.get('to') ?? args[2]), evidence);
      case 'change_table_comment':
        this.replay.labelTable(table, textOf(options.get('to') ?? args[1]));
        return true;
      case 'remove_column':
        return second !== undefined && this.replay.dropColumn(table, second, evidence);
      case 'remove_columns':
        return columns.every((column) => this.replay.dropColumn(table, column, evidence));
      case 'add_reference':
      case 'add_belongs_to':
        return this.inTable(table, 'references', args.slice(1), options, evidence);
      case 'remove_reference':
      case 'remove_belongs_to':
        return this.inTable(table, 'remove_references', args.slice(1), options, evidence);
      case 'add_timestamps':
        return this.inTable(table, 'timestamps', [], options, evidence);
      case 'remove_timestamps':
        return this.inTable(table, 'remove_timestamps', [], options, evidence);
      case 'add_index':
        return this.inTable(table, 'index', args.slice(1), options, evidence);
      case 'remove_index':
        return this.inTable(table, 'remove_index', args.slice(1), options, evidence);
      case 'add_foreign_key':
        return this.inTable(table, 'foreign_key', args.slice(1), options, evidence);
      case 'remove_foreign_key':
        return this.removeForeignKey(table, second, options, evidence);
      default:
        return false;
    }
  }

  /** A statement of a table's block: `t.string :name`. */
  inTable(
    table: string,
    method: string,
    args: readonly (RubyValue | undefined)[],
    options: RailsOptions,
    evidence: Evidence,
  ): boolean {
    const names = args.flatMap((value) => textsOf(value));
    const [first, second] = names;
    switch (method) {
      case 'timestamps':
        for (const name of ['created_at', 'updated_at']) {
          this.column(table, name, 'datetime', new Map([['null', false], ...options]), evidence, true);
        }
        return true;
      case 'references':
      case 'belongs_to':
        for (const name of names) {
          this.reference(table, name, options, evidence);
        }
        return true;
      case 'remove':
        return names.every((name) => this.replay.dropColumn(table, name, evidence));
      case 'remove_references':
      case 'remove_belongs_to':
        for (const name of names) {
          this.replay.dropColumn(table, `${name}_id`, evidence);
          if (isOn(options.get('polymorphic'))) {
            this.replay.dropColumn(table, `${name}_type`, evidence);
          }
        }
        return true;
      case 'remove_timestamps':
        this.replay.dropColumn(table, 'created_at', evidence);
        return this.replay.dropColumn(table, 'updated_at', evidence);
      case 'rename':
        return first !== undefined && second !== undefined && this.replay.renameColumn(table, first, second, evidence);
      case 'change':
        return this.alter(
          table,
          first,
          {
            ...(second === undefined ? {} : { type: typeOf(second, options) }),
            ...(options.has('null') ? { nullable: options.get('null') !== false } : {}),
          },
          evidence,
        );
      case 'change_null':
        return typeof args[1] === 'boolean' && this.alter(table, first, { nullable: args[1] }, evidence);
      case 'change_default':
        return true;
      case 'index':
      case 'unique_constraint':
        if (
          (isOn(options.get('unique')) || method === 'unique_constraint') &&
          !options.has('where') &&
          names.length === 1
        ) {
          this.alter(table, first, { unique: true }, evidence);
        }
        return true;
      case 'remove_index': {
        const named = /_on_(\w+)$/.exec(textOf(options.get('name')) ?? '')?.[1];
        const indexed =
          names.length > 0 ? names : options.has('column') ? textsOf(options.get('column')) : textsOf(named);
        if (indexed.length === 1) {
          this.alter(table, indexed[0], {}, evidence, ['unique']);
        }
        return true;
      }
      case 'foreign_key':
        return first !== undefined && this.foreignKey(table, first, options, evidence);
      case 'primary_key':
        return first !== undefined && this.key(table, first, second ?? this.usualKey, evidence);
      case 'column':
        return first !== undefined && this.column(table, first, second, options, evidence);
      default:
        if (noColumns.test(method)) {
          return true;
        }
        for (const name of names) {
          this.column(table, name, method, options, evidence);
        }
        return names.length > 0;
    }
  }

  private createTable(table: string, options: RailsOptions, evidence: Evidence): void {
    if (isOn(options.get('force')) || options.get('force') === 'cascade') {
      this.replay.dropTable(table);
    }
    const label = labelOf(options);
    if (!this.replay.createTable(table, evidence, label === undefined ? {} : { label })) {
      return;
    }
    const id = options.get('id');
    const keys = textsOf(options.get('primary_key'));
    const told = rubyMap(id);
    const type = textOf(told?.get('type')) ?? textOf(id) ?? this.usualKey;
    if (id === false || keys.length > 1) {
      return;
    }
    const [name] = keys;
    this.key(table, name ?? 'id', type, evidence, name === undefined, told && labelOf(told));
  }

  /** Keys of several columns, which the block declares like others. */
  composeKey(table: string, options: RailsOptions, evidence: Evidence): void {
    const keys = textsOf(options.get('primary_key'));
    for (const name of keys.length > 1 ? keys : []) {
      this.alter(table, name, { key: 'primary', nullable: false }, evidence);
    }
  }

  private createJoinTable(first: string, second: string, options: RailsOptions, evidence: Evidence): void {
    const table = textOf(options.get('table_name')) ?? joined(first, second);
    const told = rubyMap(options.get('column_options')) ?? [];
    this.replay.createTable(table, evidence);
    for (const side of [first, second]) {
      this.reference(table, this.inflector.singularize(side), new Map([['null', false], ...told]), evidence);
    }
  }

  private key(
    table: string,
    name: string,
    type: string | undefined,
    evidence: Evidence,
    isImplicit = false,
    label?: string,
  ): boolean {
    return this.replay.addColumn(table, {
      name,
      ...(type === undefined || type === 'primary_key' ? {} : { type }),
      nullable: false,
      key: 'primary',
      ...(label === undefined ? {} : { label }),
      evidence,
      ...(isImplicit ? { implicit: true } : {}),
    });
  }

  private column(
    table: string,
    name: string,
    type: string | undefined,
    options: RailsOptions,
    evidence: Evidence,
    isImplicit = false,
  ): boolean {
    const label = labelOf(options);
    const isKey = isOn(options.get('primary_key')) || type === 'primary_key';
    const isUnique = isOn(rubyMap(options.get('index'))?.get('unique'));
    return this.replay.addColumn(table, {
      name,
      ...(type === undefined || type === 'primary_key' ? {} : { type: typeOf(type, options) }),
      nullable: !isKey && options.get('null') !== false,
      ...(isKey ? { key: 'primary' as const } : {}),
      ...(isUnique ? { unique: true } : {}),
      ...(label === undefined ? {} : { label }),
      evidence,
      ...(isImplicit ? { implicit: true } : {}),
    });
  }

  private reference(table: string, name: string, options: RailsOptions, evidence: Evidence): void {
    const type = textOf(options.get('type')) ?? this.usualKey;
    const polymorphic = options.get('polymorphic');
    if (isOn(polymorphic)) {
      const told = rubyMap(polymorphic) ?? [];
      this.column(table, `${name}_type`, 'string', new Map([...options, ...told]), evidence);
    }
    this.column(table, `${name}_id`, type, options, evidence);
    const foreign = options.get('foreign_key');
    if (isOn(foreign)) {
      const told = rubyMap(foreign);
      const target = textOf(told?.get('to_table')) ?? this.inflector.pluralize(name);
      this.alter(table, `${name}_id`, { key: 'foreign', references: target }, evidence);
    }
  }

  private foreignKey(table: string, target: string, options: RailsOptions, evidence: Evidence): boolean {
    const column = textOf(options.get('column')) ?? this.foreignColumn(table, target.replace(/^.*\./, ''));
    const key = textOf(options.get('primary_key'));
    return this.alter(
      table,
      column,
      { key: 'foreign', references: key === undefined || key === 'id' ? target : `${target}.${key}` },
      evidence,
    );
  }

  /** The column that a foreign key stands in; a plural may be made by a rule that isn't in the repository. */
  private foreignColumn(table: string, target: string): string {
    const usual = `${this.inflector.singularize(target)}_id`;
    const others = [`${target.replace(/[sx]$/, '')}_id`, `${target}_id`];
    return [usual, ...others].find((column) => this.replay.hasColumn(table, column)) ?? usual;
  }

  private removeForeignKey(
    table: string,
    target: string | undefined,
    options: RailsOptions,
    evidence: Evidence,
  ): boolean {
    const to = target ?? textOf(options.get('to_table'));
    const column =
      textOf(options.get('column')) ??
      (to === undefined ? undefined : this.foreignColumn(table, to.replace(/^.*\./, '')));
    return this.alter(table, column, {}, evidence, ['key', 'references']);
  }

  private relabel(table: string, column: string | undefined, label: string | undefined, evidence: Evidence): boolean {
    return label === undefined
      ? this.alter(table, column, {}, evidence, ['label'])
      : this.alter(table, column, { label }, evidence);
  }

  /** A primary key stays one, whatever else it becomes. */
  private alter(
    table: string,
    column: string | undefined,
    change: Partial<Column>,
    evidence: Evidence,
    without: readonly ('key' | 'label' | 'references' | 'unique')[] = [],
  ): boolean {
    const apply = (known: Column): Column => {
      const changed = { ...known, ...change };
      for (const key of without) {
        delete changed[key];
      }
      return known.key === 'primary' ? { ...changed, key: 'primary' } : changed;
    };
    return column !== undefined && this.replay.alterColumn(table, column, apply, evidence);
  }
}
