import type { Column, Evidence } from '../../facts';
import type { PhpCall } from '../php/phpChain';
import { evidenceOf, shortName, textOf, textsOf, type PhpValue } from '../php/phpValue';
import type { SchemaReplay } from '../schema/schemaReplay';
import { snake } from './inflect';

/** Where a blueprint is drawn. */
export interface Blueprint {
  readonly table: string;
  readonly path: string;
  /** Where the table is named: the proof of columns that nothing names. */
  readonly evidence: Evidence;
  readonly replay: SchemaReplay;
  /** Whether `change()` forgets that a column may be empty when it doesn't say so again: Laravel 11 and later. */
  readonly forgets: boolean;
  /** What a class's table is called, when its model says so. @param name the class's short name */
  readonly tableOf: (name: string) => string | undefined;
}

/** Takes away columns, or the table itself; false when the call does something else. */
export function drop({ table, path, replay }: Blueprint, call: PhpCall): boolean {
  const [given] = call.values();
  const place: Evidence = { path, line: call.line };
  const remove = (...names: readonly string[]): true => {
    for (const name of names) {
      replay.dropColumn(table, name, place);
    }
    return true;
  };
  switch (call.name.toLowerCase()) {
    case 'dropcolumn':
    case 'dropcolumns':
      return given?.kind === 'list'
        ? remove(...textsOf(given).map(({ text }) => text))
        : remove(...call.values().flatMap((value) => textOf(value) ?? []));
    case 'dropconstrainedforeignid':
      return remove(textOf(given) ?? '');
    case 'dropconstrainedforeignidfor':
      return remove(textOf(call.argument(1, 'column')) ?? `${snake(shortName(given?.text ?? ''))}_id`);
    case 'dropmorphs':
      return remove(`${textOf(given) ?? ''}_type`, `${textOf(given) ?? ''}_id`);
    case 'droptimestamps':
    case 'droptimestampstz':
      return remove('created_at', 'updated_at');
    case 'dropsoftdeletes':
    case 'dropsoftdeletestz':
      return remove(textOf(given) ?? 'deleted_at');
    case 'dropremembertoken':
      return remove('remember_token');
    case 'drop':
    case 'dropifexists':
      replay.dropTable(table);
      return true;
    case 'rename': {
      const to = textOf(given);
      return to !== undefined && given !== undefined && replay.renameTable(table, to, evidenceOf(path, given));
    }
    case 'renamecolumn': {
      const [from, to] = [textOf(call.argument(0, 'from')), call.argument(1, 'to')];
      const name = textOf(to);
      if (from !== undefined && to && name !== undefined) {
        replay.renameColumn(table, from, name, evidenceOf(path, to));
      }
      return true;
    }
    default:
      return false;
  }
}

/** What drops a constraint names its columns in a list, or itself: `users_role_id_foreign`. */
export function undo({ table, path, replay }: Blueprint, call: PhpCall, given: PhpValue | undefined): true {
  const suffix = /foreign|unique|primary/.exec(call.name.toLowerCase())?.[0] ?? '';
  const ended = given?.kind === 'text' ? given.text : undefined;
  const columns =
    given?.kind === 'list'
      ? textsOf(given).map(({ text }) => text)
      : replay
          .columns(table)
          .map(({ name }) => name)
          .filter((name) =>
            ended === undefined ? suffix === 'primary' : ended === `${table}_${name}_${suffix}` || ended === name,
          );
  for (const name of columns) {
    replay.alterColumn(table, name, (column) => without(column, suffix), { path, line: call.line });
  }
  return true;
}

function without(column: Column, constraint: string): Column {
  const changed = { ...column };
  if (constraint === 'unique') {
    delete changed.unique;
  } else if (constraint === 'foreign') {
    delete changed.references;
    if (changed.key === 'foreign') {
      delete changed.key;
    }
  } else if (changed.key === 'primary') {
    delete changed.key;
  }
  return changed;
}
