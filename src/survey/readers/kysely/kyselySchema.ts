import type { Column } from '../../facts';
import {
  asText,
  asTexts,
  evidenceOf,
  host,
  hostFunction,
  unknown,
  type JsHost,
  type JsPlace,
  type JsText,
  type JsValue,
} from '../javascript/jsValue';
import type { MigrationRun } from '../nodeMigrations';

/** Texts of SQL that code writes as values: a type, a default, or a statement to be executed. */
const written = new WeakMap<JsHost, JsText>();

/** Plays Kysely's ``sql`…` ``. */
export function kyselySql(run: MigrationRun): JsHost {
  const statement = (text: JsValue | undefined): JsHost => {
    const self: JsHost = {
      kind: 'host',
      get: (name) =>
        name === 'execute'
          ? hostFunction(() => {
              run.sql(text);
              return unknown;
            })
          : hostFunction(() => self),
    };
    if (text?.kind === 'text') {
      written.set(self, text);
    }
    return self;
  };
  const parts = hostFunction(([text]) => statement(text));
  return {
    kind: 'host',
    call: ([text]) => statement(text),
    get: (name) => (/^(?:raw|lit|ref|table|id)$/.test(name) ? parts : undefined),
  };
}

/** Plays the `db` that Kysely gives to a migration, whose calls change the schema that is replayed. */
export function kyselyDatabase(run: MigrationRun): JsHost {
  const db: JsHost = {
    kind: 'host',
    get: (name) => {
      switch (name) {
        case 'schema':
          return schema(run, '');
        case 'transaction':
        case 'withSchema':
        case 'connection':
          return hostFunction(() =>
            host({
              execute: hostFunction(([body], at) => (body ? run.interpreter.call(body, [db], at) : unknown)),
              schema: schema(run, ''),
            }),
          );
        case 'insertInto':
        case 'updateTable':
        case 'deleteFrom':
        case 'mergeInto':
        case 'replaceInto':
          return hostFunction((_args, at) => {
            run.changesData(at);
            return query;
          });
        default:
          return hostFunction(() => query);
      }
    },
  };
  return db;
}

/** A query goes on with any call, and gives what isn't known. */
const query: JsHost = {
  kind: 'host',
  get: (name) => hostFunction(() => (name.startsWith('execute') ? unknown : query)),
};

function schema(run: MigrationRun, prefix: string): JsHost {
  const named = (value: JsValue | undefined, at: JsPlace): JsText | undefined => {
    const name = run.named(value, at);
    return name && { ...name, text: `${prefix}${name.text}`.replace(/^public\./, '') };
  };
  return {
    kind: 'host',
    get: (method) =>
      hostFunction(([first], at) => {
        switch (method) {
          case 'withSchema':
            return schema(run, `${asText(first)?.text ?? ''}.`);
          case 'createTable': {
            const name = named(first, at);
            if (name) {
              run.replay.createTable(name.text, evidenceOf(name));
            }
            return name ? table(run, name.text) : query;
          }
          case 'alterTable': {
            const name = named(first, at);
            return name ? table(run, name.text) : query;
          }
          case 'dropTable':
          case 'dropView':
            run.replay.dropTable(named(first, at)?.text ?? '');
            return query;
          case 'createView': {
            const name = named(first, at);
            if (name) {
              run.replay.dropTable(name.text);
              run.replay.createTable(name.text, evidenceOf(name), { kind: 'view' });
            }
            return query;
          }
          default:
            return query;
        }
      }),
  };
}

/** `createTable` and `alterTable` go on with what the table holds. */
function table(run: MigrationRun, name: string): JsHost {
  const { replay } = run;
  const change = (method: string, args: readonly JsValue[], at: JsPlace): void => {
    const [first, second, third, fourth] = args;
    const own = asText(first);
    switch (method) {
      case 'addColumn':
      case 'modifyColumn':
        if (own) {
          replay.addColumn(
            name,
            columnOf(run, { name: own.text, ...typeOf(second), evidence: evidenceOf(own) }, third, at),
          );
        }
        break;
      case 'alterColumn':
        if (own) {
          replay.alterColumn(
            name,
            own.text,
            (known) => columnOf(run, { ...known, evidence: evidenceOf(own) }, second, at),
            evidenceOf(own),
          );
        }
        break;
      case 'dropColumn':
        if (own) {
          replay.dropColumn(name, own.text, evidenceOf(own));
        }
        break;
      case 'renameColumn': {
        const to = asText(second);
        if (own && to) {
          replay.renameColumn(name, own.text, to.text, evidenceOf(to));
        }
        break;
      }
      case 'renameTo':
        if (own) {
          replay.renameTable(name, own.text, evidenceOf(own));
        }
        break;
      case 'addPrimaryKeyConstraint':
        for (const column of asTexts(second)) {
          replay.alterColumn(name, column.text, (known) => ({ ...known, key: 'primary' }), evidenceOf(column));
        }
        break;
      case 'addUniqueConstraint':
        for (const column of asTexts(second).length === 1 ? asTexts(second) : []) {
          replay.alterColumn(name, column.text, (known) => ({ ...known, unique: true }), evidenceOf(column));
        }
        break;
      case 'addForeignKeyConstraint': {
        const others = asTexts(fourth);
        const target = asText(third)?.text;
        for (const [index, column] of target === undefined ? [] : asTexts(second).entries()) {
          const references = [target, others[index]?.text].filter((part) => part !== undefined).join('.');
          replay.alterColumn(
            name,
            column.text,
            (known) => ({ ...known, key: known.key ?? 'foreign', references }),
            evidenceOf(column),
          );
        }
        break;
      }
    }
  };
  const self: JsHost = {
    kind: 'host',
    get: (method) => {
      if (method === '$call') {
        return hostFunction(([body], at) => (body ? run.interpreter.call(body, [self], at) : self));
      }
      return hostFunction((args, at) => {
        change(method, args, at);
        return self;
      });
    },
  };
  return self;
}

function typeOf(value: JsValue | undefined): Pick<Column, 'type'> {
  const type = asText(value) ?? (value?.kind === 'host' ? written.get(value) : undefined);
  return type ? { type: type.text } : {};
}

/** A column, with what the function that describes it says. */
function columnOf(run: MigrationRun, known: Column, describe: JsValue | undefined, at: JsPlace): Column {
  let column = known;
  const builder: JsHost = {
    kind: 'host',
    get: (method) =>
      hostFunction(([first]) => {
        const target = asText(first)?.text;
        if (method === 'primaryKey') {
          column = { ...column, key: 'primary' };
        } else if (method === 'notNull' || method === 'setNotNull') {
          column = { ...column, nullable: false };
        } else if (method === 'dropNotNull') {
          column = { ...column, nullable: true };
        } else if (method === 'unique') {
          column = { ...column, unique: true };
        } else if (method === 'setDataType') {
          column = { ...column, ...typeOf(first) };
        } else if (method === 'references' && target !== undefined) {
          column = { ...column, key: column.key ?? 'foreign', references: target };
        }
        return builder;
      }),
  };
  if (describe) {
    run.interpreter.call(describe, [builder], at);
  }
  return column;
}
