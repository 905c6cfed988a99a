import type { Inventory, Table } from '../facts';
import { formattedSql } from '../readers/liquibase/changelogFiles';
import { isDocumented } from '../readers/paths';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import { replaySql } from '../readers/schema/sqlDdl';
import { ofOwnEngine } from '../readers/sqlMigrations/migrationChains';
import { compareVersions, isUnderMigrations, sqlMigration } from '../readers/sqlMigrations/migrationName';
import { dialectOfFile } from '../readers/sqlMigrations/sqlDialects';
import type { Repository, SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import type { Framework } from './framework';

/** A dump may weigh some megabytes. */
const heaviest = 8_000_000;

/** How many files may be looked at: a product with more of them keeps its queries there. */
const mostFiles = 3000;

/** Queries, rows, tests, and what changes a schema that stands elsewhere. */
const aside =
  /(?:^|\/)(?:(?:tests?|test[-_]?(?:data|files)|bench(?:marks?)?|seeds?|seeders|queries|dbt|models|macros|analyses|snapshots|upgrades?|rollbacks?|patches)|(?:[\w.-]*[-_.])?(?:demos?|backups?|old|legacy|samples?|examples?)(?:[-_.][\w.-]*)?)\//i;
const asideName =
  /^(?:seeds?|tests?|drop|down|undo|rollback|revert|upgrade|update|patch|downgrade|delete|clean(?:up)?|truncate|select|query|example|sample)(?:[._-]|$)/i;

/** Rails' own, which is read with the rest of what Rails says. */
const railsStructure = /(?:^|\/)db\/(?:\w+_)?structure\.sql$/;

const creates = /\bCREATE\s+(?:\w+\s+){0,4}(?:TABLE|VIEW)\b/i;

/** Names by which one would look for the whole schema. */
const likelyWhole = /^(?:schema|structure|init|create|database|ddl|tables?|db)(?:[._-]|$)/i;

/** The tables of SQL that stands on its own: `schema.sql`, `init.sql`, what a database first starts with, a dump. */
export const sqlFiles: Framework = {
  name: 'sqlFiles',
  start: (repository) => ({
    async find(before) {
      const byFolder = new Map<string, SourceText[]>();
      for (const file of schemaFiles(repository, before)) {
        const source = await repository.text(file.path, heaviest);
        if (source && creates.test(source.text) && !formattedSql.test(source.text)) {
          byFolder.set(file.folder, [...(byFolder.get(file.folder) ?? []), source]);
        }
      }
      return { tables: [...byFolder.values()].flatMap((sources) => tablesOf(repository, sources)) };
    },
  }),
};

/** Of those that are written for several engines, the files of the product's own. */
function schemaFiles(repository: Repository, before: Inventory): SurveyedFile[] {
  const isRails = repository.named('Gemfile').length > 0;
  const all = repository.files.filter(
    (file) =>
      /\.(?:sql|ddl)$/i.test(file.name) &&
      !file.isTest &&
      !aside.test(file.path) &&
      !asideName.test(file.name) &&
      !isDocumented(file.path) &&
      !(isRails && railsStructure.test(file.path)) &&
      !isUnderMigrations(file.path) &&
      sqlMigration(file) === undefined,
  );
  return ofOwnEngine(all, ({ path }) => dialectOfFile(path), before).slice(0, mostFiles);
}

/** The tables of one folder's files, in the order of their names, those that say it all first. */
function tablesOf(repository: Repository, sources: readonly SourceText[]): readonly Table[] {
  const replay = new SchemaReplay();
  const rank = ({ path }: SourceText): number => (likelyWhole.test(path.slice(path.lastIndexOf('/') + 1)) ? 0 : 1);
  const ordered = [...sources].sort((a, b) => rank(a) - rank(b) || compareVersions(a.path, b.path));
  for (const source of ordered) {
    const { brokenAt } = replaySql(replay, source);
    if (brokenAt) {
      repository.note('SQL inachevé : la suite n’a pas été lue', source.path, brokenAt.line, 'tables');
    }
  }
  return replay.tables('SQL', 'sql');
}
