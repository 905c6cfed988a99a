import { Clue } from '../clues';
import type { Table } from '../facts';
import { isGoSource } from '../readers/go/goSources';
import { folderOf } from '../readers/paths';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import { replaySql } from '../readers/schema/sqlDdl';
import { ofOwnEngine } from '../readers/sqlMigrations/migrationChains';
import { compareVersions } from '../readers/sqlMigrations/migrationName';
import { dialectOfFile } from '../readers/sqlMigrations/sqlDialects';
import type { SourceText } from '../sourceText';
import type { Framework } from './framework';

const mayHold = new Clue(/["`]\s*(?:--[^\n]*\n\s*)*(?:CREATE|ALTER|DROP)\s+(?:UNLOGGED\s+)?TABLE\b/i);
const literal = /`([^`]{0,60000})`|"((?:[^"\\\r\n]|\\.){0,4000})"/g;
const changes =
  /^\s*(?:--[^\n]*\n\s*)*(?:(?:BEGIN|PRAGMA)[^;]*;\s*)*(?:CREATE|ALTER|DROP)\s+(?:UNLOGGED\s+)?(?:TABLE|VIEW)\b/i;

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
        const byFolder = new Map<string, SourceText[]>();
        for (const source of ofOwnEngine(sources, ({ path }) => dialectOfFile(path), before)) {
          const folder = folderOf(source.path);
          byFolder.set(folder, [...(byFolder.get(folder) ?? []), source]);
        }
        const tables: Table[] = [];
        let isNoted = false;
        for (const own of byFolder.values()) {
          const replay = new SchemaReplay();
          for (const source of own.sort((a, b) => compareVersions(a.path, b.path))) {
            const computedAt = replayLiterals(replay, source);
            if (computedAt !== undefined && !isNoted) {
              isNoted = true;
              repository.note('tables dont le SQL est calculé : non lues', source.path, computedAt, 'tables');
            }
          }
          tables.push(...replay.tables('SQL', 'sql'));
        }
        return { tables };
      },
    };
  },
};

/** @returns the line of the first text that is only known once the code runs */
function replayLiterals(replay: SchemaReplay, source: SourceText): number | undefined {
  let computedAt: number | undefined;
  for (const { 0: whole, 1: raw, 2: quoted, index } of source.text.matchAll(literal)) {
    const text = raw ?? quoted ?? '';
    if (!changes.test(text)) {
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
