import type { Evidence, Migrations, Table } from '../facts';
import { compare, type Repository, type SurveyedFile } from '../repository';
import { LaravelNames } from '../readers/laravel/laravelNames';
import { runMigration } from '../readers/laravel/migrationRun';
import { migrationFolders } from '../readers/php/migrationFolders';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import { replaySql } from '../readers/schema/sqlDdl';
import { inFolder } from '../readers/paths';
import { Syntax } from '../syntax/syntax';
import type { Framework } from './framework';

const migrationFolder = /^(?:.*\/)?(?:database|Database)\/(?:M|m)igrations(?:\/.+)?\/[^/]+\.php$/;

/** The tables that remain once Laravel's migrations are replayed, those of its modules and packages too. */
export const laravelMigrations: Framework = {
  name: 'laravelMigrations',
  start: (repository) => ({
    async find() {
      const tables: Table[] = [];
      const migrations: Migrations[] = [];
      for (const [appFolder, files] of byApplication(repository)) {
        const { replay, data, read } = await replayed(repository, appFolder, files);
        for (const { name, evidence } of replay.unknown.filter((table) => table.name !== 'migrations')) {
          repository.note(
            `table « ${name} » modifiée sans qu’une migration la crée`,
            evidence.path,
            evidence.line,
            'tables',
          );
        }
        tables.push(...replay.tables('Laravel', 'migrations'));
        migrations.push(...migrationFolders('Laravel', read, data));
      }
      return { tables, migrations };
    },
  }),
};

/** Of each application of the repository, its migrations in the order they are run in: that of their files' names. */
function byApplication(repository: Repository): Map<string, SurveyedFile[]> {
  const found = new Map<string, SurveyedFile[]>();
  const applications = repository.named('artisan').map(({ folder }) => folder);
  for (const file of repository.matching(migrationFolder)) {
    if (file.isTest) {
      continue;
    }
    const home = applications.filter((folder) => folder === '' || file.path.startsWith(`${folder}/`)).at(-1) ?? '';
    found.set(home, [...(found.get(home) ?? []), file]);
  }
  for (const files of found.values()) {
    files.sort((a, b) => compare(a.name, b.name) || compare(a.path, b.path));
  }
  return found;
}

async function replayed(
  repository: Repository,
  appFolder: string,
  files: readonly SurveyedFile[],
): Promise<{ replay: SchemaReplay; data: Evidence[]; read: SurveyedFile[] }> {
  const replay = new SchemaReplay();
  const names = await LaravelNames.of(repository, appFolder);
  const done = await replayDump(repository, appFolder, replay);
  const data: Evidence[] = [];
  const read: SurveyedFile[] = [];
  for (const file of files) {
    const source = await repository.text(file.path);
    if (!source || !/\bfunction\s+up\s*\(/.test(source.text)) {
      continue;
    }
    read.push(file);
    if (done.has(file.name.replace(/\.php$/, ''))) {
      continue;
    }
    await names.prepare(source);
    const changed = await Syntax.of(repository).read(source, 'php', ({ root }) =>
      runMigration({ ...names.context, repository, replay, appFolder }, source, root),
    );
    if (changed) {
      data.push(changed);
    }
  }
  return { replay, data, read };
}

/** What migrations became when they were squashed; those that the dump has run are not run again. */
async function replayDump(repository: Repository, appFolder: string, replay: SchemaReplay): Promise<Set<string>> {
  const folder = inFolder(appFolder, 'database/schema');
  const done = new Set<string>();
  const dump = repository.files.find((file) => file.folder === folder && /-schema\.(?:sql|dump)$/.test(file.name));
  const source = dump && (await repository.text(dump.path));
  if (source) {
    replaySql(replay, source);
    for (const [, name = ''] of source.text.matchAll(/'(\d{4}_\d{2}_\d{2}_\d{6}_\w+)'/g)) {
      done.add(name);
    }
  }
  return done;
}
