import { evidenceAt } from '../../evidence';
import type { Column, Evidence } from '../../facts';
import {
  asBoolean,
  asText,
  asTexts,
  evidenceOf,
  property,
  textAt,
  type JsHost,
  type JsPlace,
  type JsText,
  type JsValue,
} from '../javascript/jsValue';
import type { SchemaReplay } from '../schema/schemaReplay';
import { KnexColumn, knexType, referencesOf } from './knexColumn';

/** The methods of a table that describe a column whose name is given first. */
const columnMethods = new Set(
  (
    'integer int tinyint smallint mediumint bigint bigInteger text mediumtext longtext tinytext string varchar char ' +
    'float double decimal boolean bool date datetime dateTime time timestamp timestamptz binary bit enum enu json jsonb ' +
    'uuid geometry geography point specificType interval serial bigserial ltree macaddr inet cidr citext money'
  ).split(' '),
);

type Step = (replay: SchemaReplay, table: string) => void;

/**
 * What the function given to `createTable` or `alterTable` says of a table, kept until it ends: the calls chained after a
 * column's change what it is.
 */
export class KnexTable {
  private readonly steps: Step[] = [];

  /** @param name where the table's name is written: columns that nothing names are proved by it */
  constructor(private readonly name: JsText) {}

  /** The function's argument, and its `this`. */
  get host(): JsHost {
    return {
      kind: 'host',
      get: (method) => ({ kind: 'host', call: (args, at) => this.step(method, args, at) }),
    };
  }

  /** Does to the table what was said. */
  apply(replay: SchemaReplay, table: string): void {
    for (const step of this.steps) {
      step(replay, table);
    }
  }

  private step(method: string, args: readonly JsValue[], at: JsPlace): JsHost {
    const [first, second] = args;
    const name = asText(first);
    if (columnMethods.has(method)) {
      return name ? this.add(new KnexColumn(name, knexType(method, args), false)) : this.host;
    }
    switch (method) {
      case 'increments':
      case 'bigIncrements':
      case 'bigincrements': {
        const column = new KnexColumn(name ?? this.implicit('id'), method, !name);
        column.isPrimary = asBoolean(property(second, 'primaryKey')) !== false;
        return this.add(column);
      }
      case 'timestamps':
        this.addTimestamps(args);
        break;
      case 'dropTimestamps':
        this.drop(isCamel(args, 0) ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at'], at);
        break;
      case 'dropColumn':
      case 'dropColumns':
        this.drop(
          args.flatMap(asTexts).map(({ text }) => text),
          at,
        );
        break;
      case 'renameColumn': {
        const to = asText(second);
        if (name && to) {
          this.steps.push((replay, table) => replay.renameColumn(table, name.text, to.text, evidenceOf(to)));
        }
        break;
      }
      case 'foreign':
        return this.foreign(asTexts(first));
      case 'setNullable':
      case 'dropNullable':
        this.alter(asTexts(first), (column, evidence) => ({ ...column, nullable: method === 'setNullable', evidence }));
        break;
      case 'primary':
        this.alter(asTexts(first), (column) => ({ ...column, key: 'primary' }));
        break;
      case 'unique':
      case 'dropUnique':
        if (asTexts(first).length === 1) {
          this.alter(asTexts(first), (column) => withUnique(column, method === 'unique'));
        }
        break;
      case 'dropPrimary':
        this.steps.push((replay, table) => {
          for (const { name: own, evidence } of replay.columns(table).filter(({ key }) => key === 'primary')) {
            replay.alterColumn(table, own, withoutKey, evidence);
          }
        });
        break;
      case 'dropForeign':
        this.alter(asTexts(first), withoutReferences);
        break;
      case 'comment':
        this.steps.push((replay, table) => {
          replay.labelTable(table, name?.text);
        });
        break;
    }
    return this.host;
  }

  private add(column: KnexColumn): JsHost {
    this.steps.push((replay, table) => {
      const described = column.column;
      if (!column.isAltered || !replay.hasColumn(table, described.name)) {
        replay.addColumn(table, described);
      } else {
        replay.alterColumn(table, described.name, (known) => ({ ...altered(known), ...described }), described.evidence);
      }
    });
    return column.host;
  }

  private addTimestamps(args: readonly JsValue[]): void {
    const isNotNull = args[1]?.kind === 'boolean' && args[1].value;
    const names = isCamel(args, 2) ? ['createdAt', 'updatedAt'] : ['created_at', 'updated_at'];
    const isTimestamp = args[0]?.kind === 'boolean' && args[0].value;
    for (const name of names) {
      const column = new KnexColumn(this.implicit(name), isTimestamp ? 'timestamp' : 'datetime', true);
      if (isNotNull || asBoolean(property(args[0], 'defaultToNow')) === true) {
        column.nullable = false;
      }
      this.add(column);
    }
  }

  private implicit(name: string): JsText {
    return textAt(name, this.name.place);
  }

  private drop(names: readonly string[], { source, offset }: JsPlace): void {
    this.steps.push((replay, table) => {
      for (const name of names) {
        replay.dropColumn(table, name, evidenceAt(source, offset));
      }
    });
  }

  private alter(names: readonly JsText[], change: (column: Column, evidence: Evidence) => Column): void {
    this.steps.push((replay, table) => {
      for (const name of names) {
        const evidence = evidenceOf(name);
        replay.alterColumn(table, name.text, (column) => change(column, evidence), evidence);
      }
    });
  }

  private foreign(names: readonly JsText[]): JsHost {
    let columns: readonly string[] = [];
    let target: string | undefined;
    this.steps.push((replay, table) => {
      for (const [index, { text, place }] of names.entries()) {
        const references = referencesOf(target, columns[index]);
        if (references !== undefined) {
          replay.alterColumn(
            table,
            text,
            (column) => ({ ...column, key: column.key ?? 'foreign', references }),
            evidenceAt(place.source, place.offset),
          );
        }
      }
    });
    const chain: JsHost = {
      kind: 'host',
      get: (method) => ({
        kind: 'host',
        call: ([value]) => {
          if (method === 'references') {
            columns = asTexts(value).map(({ text }) => text);
          } else if (method === 'inTable') {
            target = asText(value)?.text;
          }
          return chain;
        },
      }),
    };
    return chain;
  }
}

function isCamel(args: readonly JsValue[], index: number): boolean {
  const asked = args[index];
  return (asked?.kind === 'boolean' && asked.value) || asBoolean(property(args[0], 'useCamelCase')) === true;
}

/** What `alter()` leaves of a column: its keys. Nothing said of null is null allowed again, as the library does. */
function altered(column: Column): Column {
  return column.nullable === undefined ? column : { ...column, nullable: true };
}

function withUnique(column: Column, isUnique: boolean): Column {
  const bare = { ...column };
  delete bare.unique;
  return isUnique ? { ...bare, unique: true } : bare;
}

function withoutKey(column: Column): Column {
  const bare = { ...column };
  delete bare.key;
  return bare.references === undefined ? bare : { ...bare, key: 'foreign' };
}

function withoutReferences(column: Column): Column {
  const bare = { ...column };
  delete bare.references;
  if (bare.key === 'foreign') {
    delete bare.key;
  }
  return bare;
}
