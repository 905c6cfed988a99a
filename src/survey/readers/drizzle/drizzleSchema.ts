import type { Evidence, Table } from '../../facts';
import type { JsInterpreter, Libraries } from '../javascript/jsInterpreter';
import {
  asText,
  evidenceOf,
  hostFunction,
  property,
  unknown,
  type JsHost,
  type JsPlace,
  type JsText,
  type JsValue,
} from '../javascript/jsValue';
import { columnBuilder, columnFact, draftOf, type DrizzleColumn } from './drizzleColumns';

const dialects = /^drizzle-orm\/(?:pg|mysql|sqlite|singlestore|gel|mssql|cockroach)-core/;
const makesTable = /^(?:pg|mysql|sqlite|singlestore|gel|mssql|cockroach)Table$/;
const makesCreator = /^\w+TableCreator$/;
const makesSchema = /^\w+(?:Schema|Database)$/;
const makesView = /^\w*(?:[vV]iew)$/;
const makesEnum = /^(?:pg|gel|cockroach)Enum$/;
const constraints = new Set(['primaryKey', 'foreignKey', 'unique', 'uniqueIndex']);
const others = new Set([
  'index',
  'check',
  'getTableConfig',
  'alias',
  'pgPolicy',
  'pgRole',
  'pgSequence',
  'union',
  'except',
]);

interface DrizzleTable {
  readonly name: string;
  readonly evidence: Evidence;
  readonly isView: boolean;
  readonly columns: Map<string, DrizzleColumn>;
}

/** Plays Drizzle: keeps the tables that code describes by calling it. */
export class Drizzle {
  private readonly tables: DrizzleTable[] = [];
  private readonly columns = new WeakMap<JsHost, DrizzleColumn>();

  /** @param isSnake whether columns without a name of their own take their key's in snake case */
  constructor(private readonly isSnake: boolean) {}

  /** What imports of Drizzle give. */
  readonly libraries: Libraries = (specifier, name) => {
    if (!dialects.test(specifier)) {
      return undefined;
    }
    return name === '*' ? { kind: 'host', get: (each) => this.member(each, '') } : this.member(name, '');
  };

  /** Gives the interpreter that follows the functions passed to Drizzle. */
  interpreter: JsInterpreter | undefined;

  /** The facts, once all files were followed. */
  facts(): Table[] {
    return this.tables.map(({ name, evidence, isView, columns }) => ({
      name,
      evidence: [evidence],
      from: 'Drizzle',
      source: 'schema',
      ...(isView ? { kind: 'view' as const } : {}),
      columns: [...columns.values()].map((column) => columnFact(column, this.targetOf(column))),
    }));
  }

  private member(name: string, schema: string): JsValue {
    if (makesTable.test(name) || (schema !== '' && name === 'table')) {
      return hostFunction((args, at) => this.table(args, at, schema, false));
    }
    if (makesCreator.test(name)) {
      return hostFunction(([naming]) =>
        hostFunction((args, at) => this.table(this.renamed(args, naming, at), at, schema, false)),
      );
    }
    if (makesView.test(name)) {
      return hostFunction((args, at) => this.table(args, at, schema, true));
    }
    if (makesEnum.test(name) || (schema !== '' && name === 'enum')) {
      return hostFunction(([own]) => columnBuilder(asText(own)?.text ?? 'enum'));
    }
    if (makesSchema.test(name)) {
      return hostFunction(([own]) => {
        const text = asText(own)?.text ?? '';
        return { kind: 'host', get: (each) => this.member(each, text === 'public' ? '' : text) };
      });
    }
    if (name === 'customType') {
      return hostFunction((args) => columnBuilder(this.customType(args)));
    }
    if (constraints.has(name)) {
      return hostFunction((args) => this.constraint(name, args));
    }
    if (name.endsWith('Enum')) {
      return columnBuilder('enum');
    }
    return others.has(name) ? hostFunction(() => unknown) : columnBuilder(name);
  }

  private renamed([name, ...rest]: readonly JsValue[], naming: JsValue | undefined, at: JsPlace): JsValue[] {
    const made = naming && name ? this.interpreter?.call(naming, [name], at) : undefined;
    const written = asText(name);
    const text = asText(made)?.text;
    // The prefix stands elsewhere: the line that counts is the one that names the table.
    return [written && text !== undefined ? { ...written, text } : (name ?? unknown), ...rest];
  }

  private customType(args: readonly JsValue[]): string {
    const dataType = property(args[0], 'dataType');
    const place =
      dataType?.kind === 'function' ? { source: dataType.scope.module.source, offset: dataType.node.start } : undefined;
    const type = dataType && place ? this.interpreter?.call(dataType, [], place) : undefined;
    return asText(type)?.text ?? 'customType';
  }

  private table(args: readonly JsValue[], at: JsPlace, schema: string, isView: boolean): JsValue {
    const name = asText(args[0]);
    if (!name) {
      return unknown;
    }
    const full = schema === '' ? name.text : `${schema}.${name.text}`;
    const columns = new Map<string, DrizzleColumn>();
    const described = args[1]?.kind === 'function' ? this.interpreter?.call(args[1], [this.types], at) : args[1];
    for (const { key, value } of described?.kind === 'record' ? described.entries.values() : []) {
      const draft = draftOf(value);
      if (draft) {
        const own = draft.name ?? this.named(key);
        columns.set(key.text, { name: own, draft, table: full, isPrimary: false, isUnique: false, foreign: undefined });
      }
    }
    this.tables.push({ name: full, evidence: evidenceOf(name), isView, columns });
    const table = this.tableHost(columns);
    if (args[2]?.kind === 'function') {
      this.interpreter?.call(args[2], [table], at);
    }
    return table;
  }

  /** What the columns' types are asked of, when they aren't imported. */
  private get types(): JsHost {
    return { kind: 'host', get: (name) => this.member(name, '') };
  }

  private named(key: JsText): JsText {
    const text = this.isSnake ? key.text.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase() : key.text;
    return { ...key, text };
  }

  private tableHost(columns: ReadonlyMap<string, DrizzleColumn>): JsHost {
    const hosts = new Map<string, JsHost>();
    const table: JsHost = {
      kind: 'host',
      get: (key) => {
        const column = columns.get(key);
        if (!column) {
          // A view goes on with `.as(…)`, a table with `.enableRLS()`.
          return hostFunction(() => table);
        }
        const known = hosts.get(key) ?? { kind: 'host', label: column.name.text };
        hosts.set(key, known);
        this.columns.set(known, column);
        return known;
      },
    };
    return table;
  }

  /** What a table's last argument says of its columns together. */
  private constraint(kind: string, args: readonly JsValue[]): JsValue {
    if (kind === 'unique' || kind === 'uniqueIndex') {
      const on = hostFunction((columns) => {
        const [only, second] = this.columnsIn(columns);
        if (only && !second) {
          only.isUnique = true;
        }
        return chain;
      });
      const chain: JsHost = { kind: 'host', get: (name) => (name === 'on' ? on : hostFunction(() => chain)) };
      return chain;
    }
    const [first] = args;
    const own = this.columnsIn(first?.kind === 'record' ? [property(first, 'columns') ?? unknown] : args);
    const foreign = this.columnsIn([property(first, 'foreignColumns') ?? unknown]);
    for (const [index, column] of own.entries()) {
      if (kind === 'primaryKey') {
        column.isPrimary = true;
      } else {
        column.foreign = foreign[index];
      }
    }
    const chain: JsHost = { kind: 'host', get: () => hostFunction(() => chain) };
    return chain;
  }

  private columnsIn(values: readonly JsValue[]): DrizzleColumn[] {
    const all = values.flatMap((value) => (value.kind === 'list' ? value.items : [value]));
    return all.flatMap((value) => (value.kind === 'host' ? (this.columns.get(value) ?? []) : []));
  }

  private targetOf({ draft, foreign, name }: DrizzleColumn): DrizzleColumn | undefined {
    const target = draft.target && this.interpreter?.call(draft.target, [], name.place);
    return target?.kind === 'host' ? (this.columns.get(target) ?? foreign) : foreign;
  }
}
