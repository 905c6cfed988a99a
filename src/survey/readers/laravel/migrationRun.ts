import type { Node } from 'web-tree-sitter';
import type { Evidence } from '../../facts';
import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import type { PhpChain } from '../php/phpChain';
import { classNodes, methodsOf, PhpNames } from '../php/phpNodes';
import { PhpRunner, type PhpReader } from '../php/phpRunner';
import { evidenceOf, offsetIn, phpValue, shortName, textOf, textsOf, type PhpValue } from '../php/phpValue';
import type { SchemaReplay } from '../schema/schemaReplay';
import { replaySql } from '../schema/sqlDdl';
import { draw } from './blueprint';
import type { Blueprint } from './blueprintDrops';

/** What migrations are replayed with. */
export interface MigrationContext extends Pick<PhpReader, 'constant' | 'setting'> {
  readonly repository: Repository;
  readonly replay: SchemaReplay;
  readonly appFolder: string;
  readonly forgets: boolean;
  readonly tableOf: (model: string) => string | undefined;
}

/** Calls that change rows. */
const writes =
  /^(?:update|insert|insertGetId|insertOrIgnore|insertUsing|upsert|delete|forceDelete|truncate|increment|decrement|updateOrInsert|updateOrCreate|firstOrCreate|save|saveQuietly|saveOrFail|updateQuietly|create|createQuietly|forceCreate)$/;

/**
 * Replays the `up` of one migration of Laravel's.
 *
 * @returns where it changes data, if it does
 */
export function runMigration(context: MigrationContext, source: SourceText, root: Node): Evidence | undefined {
  const { replay, repository } = context;
  const { path } = source;
  let data: Evidence | undefined;
  const blueprints = new Map<PhpValue, Blueprint>();
  const skipped = new Set<string>();
  const skip = (message: string, line: number): void => {
    if (!skipped.has(message)) {
      skipped.add(message);
      repository.note(message, path, line, 'tables');
    }
  };

  const drawn = (name: PhpValue, closure: PhpValue | undefined, runner: PhpRunner): void => {
    const blueprint = phpValue('object', 'Blueprint', name);
    blueprints.set(blueprint, {
      table: name.text,
      path,
      evidence: evidenceOf(path, name),
      replay,
      forgets: context.forgets,
      tableOf: context.tableOf,
    });
    runner.runClosure(closure, [blueprint]);
  };

  const schema = ({ calls }: PhpChain, runner: PhpRunner): PhpValue | undefined => {
    const call = calls.find(({ name }) => !/^(?:connection|setConnection|schema|getSchemaBuilder)$/.test(name));
    if (!call) {
      return undefined;
    }
    const table = call.argument(0, 'table', 'from', 'view');
    const name = textOf(table);
    const truth = (value: boolean): PhpValue => phpValue('boolean', String(value), call);
    const done = phpValue('unknown', '', call);
    if (/^(?:create|table|drop|dropIfExists|rename|dropColumns)$/.test(call.name) && (name === undefined || !table)) {
      skip('table dont le nom n’est pas écrit : non lue', call.line);
      return done;
    }
    if (name === undefined || !table) {
      return undefined;
    }
    const evidence = evidenceOf(path, table);
    switch (call.name) {
      case 'create':
      case 'createIfNotExists':
        replay.createTable(name, evidence);
        drawn(table, call.argument(1, 'callback'), runner);
        return done;
      case 'table':
        drawn(table, call.argument(1, 'callback'), runner);
        return done;
      case 'drop':
      case 'dropIfExists':
        replay.dropTable(name);
        return done;
      case 'rename': {
        const to = call.argument(1, 'to');
        const renamed = textOf(to);
        if (to && renamed !== undefined) {
          replay.renameTable(name, renamed, evidenceOf(path, to));
        }
        return done;
      }
      case 'dropColumns':
        for (const { text } of [...textsOf(call.argument(1, 'columns')), ...call.values().slice(2).flatMap(textsOf)]) {
          replay.dropColumn(name, text, evidence);
        }
        return done;
      case 'hasTable':
        return truth(replay.has(name));
      case 'hasColumn': {
        const column = textOf(call.argument(1, 'column'));
        return column === undefined ? done : truth(replay.hasColumn(name, column));
      }
      case 'hasColumns':
        return truth(textsOf(call.argument(1, 'columns')).every(({ text }) => replay.hasColumn(name, text)));
      case 'whenTableHasColumn':
      case 'whenTableDoesntHaveColumn': {
        const has = replay.hasColumn(name, textOf(call.argument(1, 'column')) ?? '');
        if (has === (call.name === 'whenTableHasColumn')) {
          drawn(table, call.argument(2, 'callback'), runner);
        }
        return done;
      }
      default:
        return undefined;
    }
  };

  const reader: PhpReader = {
    ...(context.constant ? { constant: context.constant } : {}),
    ...(context.setting ? { setting: context.setting } : {}),
    call(chain, runner) {
      const { root, calls } = chain;
      const [first] = calls;
      const last = calls.at(-1);
      if (!first || !last) {
        return undefined;
      }
      const blueprint = blueprints.get(root.value);
      if (blueprint) {
        if (first.name === 'getTable') {
          return phpValue('text', blueprint.table, first);
        }
        if (!draw(blueprint, calls) && !/^(?:drop|has|get)/.test(first.name)) {
          replay.markPartial(blueprint.table, `colonnes ajoutées par « ${first.name} » non lues`);
        }
        return phpValue('unknown', '', first);
      }
      const isSchema = root.kind === 'class' && /^Schema(?:Builder)?$/.test(shortName(root.text));
      if (isSchema || /^\$this->(?:schema|schemaBuilder|builder)$/.test(root.text) || first.name === 'schema') {
        return schema(chain, runner);
      }
      if (root.kind === 'class' && shortName(root.text) === 'DB') {
        const known = database(chain, runner);
        if (known) {
          return known;
        }
      }
      if (writes.test(last.name) && root.kind !== 'this') {
        data ??= { path, line: last.line };
      }
      const isPlain = root.kind === 'this' || root.kind === 'function' || root.kind === 'class';
      const isOwn = root.kind === 'this' && runner.has(first.name);
      if (isPlain && !isOwn) {
        for (const value of first.values()) {
          const given = blueprints.get(value);
          if (given) {
            replay.markPartial(
              given.table,
              `colonnes ajoutées par « ${shortName(root.text)}::${first.name} » non lues`,
            );
          }
        }
      }
      return undefined;
    },
  };

  const database = ({ calls }: PhpChain, runner: PhpRunner): PhpValue | undefined => {
    const call = calls.find(({ name }) => name !== 'connection');
    const done = phpValue('unknown', '', calls[0] ?? { line: 1, offset: 0 });
    switch (call?.name) {
      case 'getTablePrefix':
        return phpValue('text', '', call);
      case 'raw':
      case 'table':
      case 'query':
        return undefined;
      case 'statement':
      case 'unprepared':
      case 'update':
      case 'insert':
      case 'delete':
      case 'affectingStatement': {
        const [sql] = call.values();
        if (sql?.kind === 'text' || sql?.kind === 'partial') {
          const outcome = replaySql(replay, source, sql.text, (position) => offsetIn(sql, position));
          data ??= outcome.data[0]?.evidence;
        }
        return done;
      }
      default:
        void runner;
        return undefined;
    }
  };

  const runner = new PhpRunner(source, PhpNames.of(root), reader, context.appFolder);
  const migration = classNodes(root).find((node) => methodsOf(node).has('up'));
  if (migration) {
    runner.enter(migration);
    runner.runMethod('up');
  }
  if (runner.isCut) {
    skip('migration trop longue : lue en partie seulement', 1);
  }
  return data;
}
