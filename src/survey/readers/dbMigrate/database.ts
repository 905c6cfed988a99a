import type { Column } from '../../facts';
import {
  asBoolean,
  asNumber,
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
import { pointAt, reference, replayCall } from '../migrationCalls';
import type { MigrationRun } from '../nodeMigrations';

/** Plays the `db` that db-migrate gives to a migration, whose calls change the schema that is replayed. */
export function database(run: MigrationRun): JsHost {
  return {
    kind: 'host',
    get: (method) => {
      if (method === 'then' || method === 'catch') {
        return undefined;
      }
      return hostFunction((args, at) => {
        change(run, method, args, at);
        // Each call ends by calling what comes next.
        const next = args.at(-1);
        if (next?.kind === 'function') {
          run.interpreter.call(next, [], at);
        }
        return unknown;
      });
    },
  };
}

function change(run: MigrationRun, method: string, args: readonly JsValue[], at: JsPlace): void {
  const [first, second, , fourth] = args;
  if (method === 'runSql' || method === 'all') {
    run.sql(first);
  } else if (method === 'insert') {
    run.changesData(at);
  } else if (/(?:Table|Column|ForeignKey)$/.test(method)) {
    const columns = method === 'createTable' ? property(second, 'columns') : undefined;
    const given = columns ? [first ?? unknown, columns] : args;
    const table = replayCall(run, { tableOf: asText, columnOf }, method, given, at);
    const target = asText(second);
    if (table && method === 'addForeignKey' && fourth?.kind === 'record') {
      for (const { key, value } of fourth.entries.values()) {
        pointAt(run, table, key, reference(target?.text, asText(value)?.text));
      }
    }
  }
}

function columnOf(name: JsText, value: JsValue): Column {
  const type = asText(value)?.text ?? asText(property(value, 'type'))?.text;
  const length = asNumber(property(value, 'length'));
  const isNotNull = asBoolean(property(value, 'notNull'));
  const isPrimary = asBoolean(property(value, 'primaryKey')) === true;
  const foreign = property(value, 'foreignKey');
  const mapping = property(foreign, 'mapping');
  const target =
    asText(mapping) ?? asText(mapping?.kind === 'record' ? [...mapping.entries.values()][0]?.value : undefined);
  const references = reference(asText(property(foreign, 'table'))?.text, target?.text);
  return {
    name: name.text,
    ...(type === undefined ? {} : { type: length === undefined ? type : `${type}(${length})` }),
    ...(isNotNull === undefined ? {} : { nullable: !isNotNull }),
    ...(isPrimary ? { key: 'primary' as const } : references === undefined ? {} : { key: 'foreign' as const }),
    ...(references === undefined ? {} : { references }),
    ...(asBoolean(property(value, 'unique')) === true ? { unique: true } : {}),
    evidence: evidenceOf(name),
  };
}
