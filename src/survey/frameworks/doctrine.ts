import type { Evidence, Migrations, Table } from '../facts';
import { runDoctrineMigration } from '../readers/doctrine/migrationRun';
import { foldersUp, folderOf, inFolder } from '../readers/paths';
import { migrationFolders } from '../readers/php/migrationFolders';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import { compare, type Repository, type SurveyedFile } from '../repository';
import { Syntax } from '../syntax/syntax';
import type { Framework } from './framework';

const mayMigrate = /Doctrine\\(?:DBAL\\)?Migrations\\AbstractMigration|\bextends\s+(?:\w+\\)*\w*Migration\b/;

/** Tables that tools of Symfony's keep for themselves, made without a migration of the product's. */
const ofTools = new Set(['doctrine_migration_versions', 'migration_versions', 'messenger_messages']);

/** The tables that remain once Doctrine's migrations are replayed. */
export const doctrine: Framework = {
  name: 'doctrine',
  start: (repository) => ({
    async find() {
      const tables: Table[] = [];
      const migrations: Migrations[] = [];
      for (const files of byHome(repository).values()) {
        const { replay, data, read } = await replayed(repository, files);
        for (const { name, evidence } of replay.unknown) {
          if (!ofTools.has(name)) {
            repository.note(
              `table « ${name} » modifiée sans qu’une migration la crée`,
              evidence.path,
              evidence.line,
              'tables',
            );
          }
        }
        tables.push(...replay.tables('Doctrine', 'migrations').map(withoutTypes));
        migrations.push(...migrationFolders('Doctrine', read, data));
      }
      return { tables, migrations };
    },
  }),
};

/** Doctrine keeps in comments the types that databases don't have: they say nothing of what a column is for. */
function withoutTypes(table: Table): Table {
  return {
    ...table,
    columns: table.columns.map((column) => {
      const { label, ...others } = column;
      const told = label?.replace(/\(DC2Type:\w+\)/, '').trim() ?? '';
      return told === '' ? others : { ...others, label: told };
    }),
  };
}

/** The migrations of each application, in their order: that of their versions. */
function byHome(repository: Repository): Map<string, SurveyedFile[]> {
  const found = new Map<string, SurveyedFile[]>();
  for (const file of repository.matching(/(?:^|\/)Version[\w-]*\.php$/)) {
    if (file.isTest) {
      continue;
    }
    const home =
      foldersUp(folderOf(file.path)).find((folder) => repository.has(inFolder(folder, 'composer.json'))) ?? '';
    found.set(home, [...(found.get(home) ?? []), file]);
  }
  for (const files of found.values()) {
    files.sort((a, b) => compare(a.name, b.name) || compare(a.path, b.path));
  }
  return found;
}

async function replayed(
  repository: Repository,
  files: readonly SurveyedFile[],
): Promise<{ replay: SchemaReplay; data: Evidence[]; read: SurveyedFile[] }> {
  const replay = new SchemaReplay();
  const data: Evidence[] = [];
  const read: SurveyedFile[] = [];
  for (const file of files) {
    const source = await repository.text(file.path);
    if (!source || !mayMigrate.test(source.text)) {
      continue;
    }
    read.push(file);
    const changed = await Syntax.of(repository).read(source, 'php', ({ root }) =>
      runDoctrineMigration(repository, replay, source, root),
    );
    if (changed) {
      data.push(changed);
    }
  }
  return { replay, data, read };
}
