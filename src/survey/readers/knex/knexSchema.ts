import { evidenceAt } from '../../evidence';
import {
  asText,
  asTexts,
  evidenceOf,
  hostFunction,
  joinTexts,
  sliceText,
  unknown,
  type JsHost,
  type JsPlace,
  type JsText,
  type JsValue,
} from '../javascript/jsValue';
import type { MigrationRun } from '../nodeMigrations';
import { withoutDefaultSchema } from './knexColumn';
import { KnexTable } from './knexTable';

const dataMethods = /^(?:insert|update|del|delete|truncate|increment|decrement|upsert|merge|batchInsert|insertMany)$/;
const overRows = /^(?:map|forEach|filter|flatMap|reduce|each)$/;
const tableMethods = /^(?:create|alter|drop|rename)(?:Table|View|Materialized)|^table$/;
const viewMethods = /^create(?:Materialized)?View(?:OrReplace)?$/;

/** Plays Knex: the object that a migration is given, whose calls change the schema that is replayed. */
export class Knex {
  /** `knex`: called with a table's name, or a property of it. */
  readonly host: JsHost = {
    kind: 'host',
    call: () => this.query,
    get: (name) => this.property(name),
  };

  constructor(private readonly run: MigrationRun) {}

  /** `knex.schema`. @param prefix of the tables' names, as in `audit.` */
  schema(prefix = ''): JsHost {
    const schema: JsHost = {
      kind: 'host',
      get: (method) =>
        /^(?:then|catch|finally)$/.test(method)
          ? undefined
          : hostFunction((args, at) => this.change(method, args, at, prefix) ?? schema),
    };
    return schema;
  }

  /** Does what a function does that is given `knex`; gives `knex` when there is none. */
  inTransaction(body: JsValue | undefined, at: JsPlace): JsValue {
    return body ? this.run.interpreter.call(body, [this.host], at) : this.host;
  }

  /** A query on rows, that may change them. */
  private get query(): JsHost {
    const query: JsHost = {
      kind: 'host',
      get: (method) => {
        if (method === 'then') {
          return hostFunction(([next], at) => (next ? this.run.interpreter.call(next, [unknown], at) : unknown));
        }
        return hostFunction(([first], at) => {
          if (dataMethods.test(method)) {
            this.run.changesData(at);
          }
          if (first && overRows.test(method)) {
            this.run.interpreter.call(first, [unknown], at);
          }
          return query;
        });
      },
    };
    return query;
  }

  private property(name: string): JsValue {
    switch (name) {
      case 'schema':
        return this.schema();
      case 'raw':
      case 'rawQuery':
        return hostFunction((args) => this.raw(args));
      case 'transaction':
        return hostFunction(([body], at) => this.inTransaction(body, at));
      case 'fn':
      case 'ref':
      case 'client':
      case 'context':
        return unknown;
      case 'withSchema':
        return hostFunction(() => this.host);
      default:
        return hostFunction((_args, at) => {
          if (dataMethods.test(name)) {
            this.run.changesData(at);
          }
          return this.query;
        });
    }
  }

  /** What a call on the schema builder does; its value, when that isn't the builder again. */
  private change(method: string, args: readonly JsValue[], at: JsPlace, prefix: string): JsValue | undefined {
    const { replay } = this.run;
    const full = (name: JsText): string => withoutDefaultSchema(`${prefix}${name.text}`);
    switch (method) {
      case 'raw':
        return this.raw(args);
      case 'withSchema':
        return this.schema(args[0]?.kind === 'text' ? `${args[0].text}.` : prefix);
      case 'hasTable':
      case 'hasColumn': {
        const table = asText(args[0]);
        const column = asText(args[1]);
        const isThere = table && (column ? replay.hasColumn(full(table), column.text) : replay.has(full(table)));
        return isThere === undefined ? unknown : { kind: 'boolean', value: isThere };
      }
    }
    const name = tableMethods.test(method) ? this.run.named(args[0], at) : undefined;
    if (!name) {
      return undefined;
    }
    switch (method) {
      case 'createTable':
      case 'createTableIfNotExists':
        if (method === 'createTable' || !replay.has(full(name))) {
          replay.createTable(full(name), evidenceOf(name));
          this.describe(name, args[1], full(name), at);
        }
        break;
      case 'createTableLike': {
        const like = asText(args[1]);
        if (replay.createTable(full(name), evidenceOf(name)) && like) {
          for (const column of replay.columns(full(like))) {
            replay.addColumn(full(name), { ...column, evidence: evidenceOf(name), implicit: true });
          }
        }
        this.describe(name, args[2], full(name), at);
        break;
      }
      case 'table':
      case 'alterTable':
        this.describe(name, args[1], full(name), at);
        break;
      case 'dropTable':
      case 'dropTableIfExists':
      case 'dropView':
      case 'dropViewIfExists':
      case 'dropMaterializedView':
      case 'dropMaterializedViewIfExists':
        replay.dropTable(full(name));
        break;
      case 'renameTable':
      case 'renameView': {
        const to = this.run.named(args[1], at);
        if (to) {
          replay.renameTable(full(name), full(to), evidenceOf(to));
        }
        break;
      }
      default:
        if (viewMethods.test(method)) {
          this.createView(name, args[1], full(name), at);
        }
    }
    return undefined;
  }

  private describe(name: JsText, body: JsValue | undefined, table: string, at: JsPlace): void {
    const described = new KnexTable(name);
    if (body?.kind === 'function') {
      this.run.interpreter.call({ ...body, self: described.host }, [described.host], at);
    } else if (body) {
      this.run.interpreter.call(body, [described.host], at);
    }
    described.apply(this.run.replay, table);
  }

  private createView(name: JsText, body: JsValue | undefined, view: string, at: JsPlace): void {
    const { replay } = this.run;
    replay.dropTable(view);
    replay.createTable(view, evidenceOf(name), { kind: 'view' });
    const columns = hostFunction(([names]) => {
      for (const { text, place } of asTexts(names)) {
        replay.addColumn(view, { name: text, evidence: evidenceAt(place.source, place.offset) });
      }
      return unknown;
    });
    if (body) {
      this.run.interpreter.call(
        body,
        [{ kind: 'host', get: (method) => (method === 'columns' ? columns : undefined) }],
        at,
      );
    }
  }

  /** SQL, with `??` for the names that follow. */
  private raw([sql, bindings]: readonly JsValue[]): JsValue {
    if (sql?.kind !== 'text' || !sql.text.includes('??')) {
      this.run.sql(sql);
      return unknown;
    }
    const names = asTexts(bindings);
    let start = 0;
    const parts = sql.text.split('??').flatMap((part, index): JsText[] => {
      const own = sliceText(sql, start, start + part.length);
      const name = names[index];
      start += part.length + 2;
      return name ? [own, name] : [own];
    });
    this.run.sql(joinTexts(parts, sql.place));
    return unknown;
  }
}
