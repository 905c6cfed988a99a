import { isOwnModule } from '../readers/pythonCode/moduleFiles';
import type { SchemaReplay } from '../readers/schema/schemaReplay';
import { replaySql } from '../readers/schema/sqlDdl';
import { changesTables, tablesInCode } from '../readers/schema/sqlInCode';
import { compare } from '../repository';
import type { SourceText } from '../sourceText';
import type { Framework } from './framework';

const mayHold = /\b(?:CREATE|ALTER)\s+(?:UNLOGGED\s+)?TABLE\b/i;
/** What runs SQL in tools that are read otherwise. */
const ofOtherTools = /\bmigrations\.RunSQL\b|\bfrom alembic\b|\bimport alembic\b|^from django\b|\byoyo\b/m;
const literal =
  /"""([^]{0,60000}?)"""|'''([^]{0,60000}?)'''|"((?:[^"\\\r\n]|\\.|"\s{1,200}f?"){0,8000})"|'((?:[^'\\\r\n]|\\.|'\s{1,200}f?'){0,8000})'/g;

/** The name of the table itself is put in when the code runs. */
const computed = /\b(?:TABLE|VIEW)\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?["`]?(?:\w+\.)?["`]?[{%]/i;

/** The tables that a product written in Python creates by SQL in its own code. */
export const pythonSql: Framework = {
  name: 'pythonSql',
  start(repository) {
    const sources: SourceText[] = [];
    return {
      wants: isOwnModule,
      read(source) {
        if (mayHold.test(source.text) && !ofOtherTools.test(source.text)) {
          sources.push(source);
        }
      },
      find: () => ({ tables: tablesInCode(repository, sources, compare, replayLiterals) }),
    };
  },
};

/** @returns the line of the first text whose table is only known once the code runs */
function replayLiterals(replay: SchemaReplay, source: SourceText): number | undefined {
  let computedAt: number | undefined;
  for (const { 0: whole, 1: long, 2: longer, 3: double, 4: single, index } of source.text.matchAll(literal)) {
    const text = long ?? longer ?? double ?? single ?? '';
    // A message names a table: a statement says what is in it.
    if (!changesTables.test(text) || (/^\s*CREATE\b/i.test(text) && !/\(|\bAS\b/i.test(text))) {
      continue;
    }
    if (computed.test(text)) {
      computedAt ??= source.lineAt(index);
      continue;
    }
    replaySql(replay, source, withoutHoles(text), index + whole.indexOf(text));
  }
  return computedAt;
}

/** The SQL of strings side by side, what is put in them by its last name; as long as it was, for places to remain. */
function withoutHoles(text: string): string {
  return text
    .replace(/(["'])\s{1,200}f?\1/g, (joint) => ' '.repeat(joint.length))
    .replace(/\{([\w.]{1,200})\}/g, (hole, name: string) => name.slice(name.lastIndexOf('.') + 1).padEnd(hole.length));
}
