import { Clue } from '../clues';
import { isGoSource } from '../readers/go/goSources';
import type { SchemaReplay } from '../readers/schema/schemaReplay';
import { replaySql } from '../readers/schema/sqlDdl';
import { changesTables, tablesInCode } from '../readers/schema/sqlInCode';
import { ofOwnEngine } from '../readers/sqlMigrations/migrationChains';
import { compareVersions } from '../readers/sqlMigrations/migrationName';
import { dialectOfFile } from '../readers/sqlMigrations/sqlDialects';
import type { SourceText } from '../sourceText';
import type { Framework } from './framework';

const mayHold = new Clue(/["`]\s*(?:--[^\n]*\n\s*)*(?:CREATE|ALTER|DROP)\s+(?:UNLOGGED\s+)?TABLE\b/i);
const literal = /`([^`]{0,60000})`|"((?:[^"\\\r\n]|\\.){0,4000})"/g;

/** A name that is put in when the code runs. */
const computed = /%[sv]\b|\{\{\s*[.%]|\$\{|\+\s*$/;

/** The tables that a product written in Go creates by SQL in its own code. */
export const goSql: Framework = {
  name: 'goSql',
  start(repository) {
    const sources: SourceText[] = [];
    return {
      wants: isGoSource,
      read(source) {
        if (mayHold.test(source.text)) {
          sources.push(source);
        }
      },
      find(before) {
        const own = ofOwnEngine(sources, ({ path }) => dialectOfFile(path), before);
        return { tables: tablesInCode(repository, own, compareVersions, replayLiterals) };
      },
    };
  },
};

/** @returns the line of the first text that is only known once the code runs */
function replayLiterals(replay: SchemaReplay, source: SourceText): number | undefined {
  let computedAt: number | undefined;
  for (const { 0: whole, 1: raw, 2: quoted, index } of source.text.matchAll(literal)) {
    const text = raw ?? quoted ?? '';
    if (!changesTables.test(text)) {
      continue;
    }
    if (computed.test(text)) {
      computedAt ??= source.lineAt(index);
      continue;
    }
    // dbx quotes names so: `{{agents}}`, `[[id]]`.
    const sql = text.replace(/\{\{(\w+)\}\}/g, ' "$1" ').replace(/\[\[(\w+)\]\]/g, ' "$1" ');
    replaySql(replay, source, sql, index + whole.indexOf(text));
  }
  return computedAt;
}
