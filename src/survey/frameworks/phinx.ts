import type { Evidence, Migrations, Table } from '../facts';
import { runPhinxMigration } from '../readers/phinx/migrationRun';
import { migrationFolders } from '../readers/php/migrationFolders';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import { compare, type Repository, type SurveyedFile } from '../repository';
import { Syntax } from '../syntax/syntax';
import type { Framework } from './framework';

const migrationPath = /(?:^|\/)[mM]igrations\/(?:.*\/)?\d{14}_\w+\.php$/;
const mayMigrate = /\b(?:Phinx\\Migration\\|Migrations\\(?:Abstract|Base)Migration\b)/;

/** The tables that remain once the migrations of Phinx, which CakePHP uses too, are replayed. */
export const phinx: Framework = {
  name: 'phinx',
  start: (repository) => ({
    async find() {
      const replay = new SchemaReplay();
      const data: Evidence[] = [];
      const read: SurveyedFile[] = [];
      for (const file of [...repository.matching(migrationPath)].sort((a, b) => compare(a.name, b.name))) {
        const changed = file.isTest ? 'other' : await replayOne(repository, replay, file);
        if (changed !== 'other') {
          read.push(file);
          data.push(...(changed ? [changed] : []));
        }
      }
      for (const { name, evidence } of replay.unknown) {
        repository.note(
          `table « ${name} » modifiée sans qu’une migration la crée`,
          evidence.path,
          evidence.line,
          'tables',
        );
      }
      const tables: Table[] = replay.tables('Phinx', 'migrations');
      const migrations: Migrations[] = migrationFolders('Phinx', read, data);
      return { tables, migrations };
    },
  }),
};

/** @returns where it changes data; `other` when it is no migration of Phinx's */
async function replayOne(
  repository: Repository,
  replay: SchemaReplay,
  { path }: SurveyedFile,
): Promise<Evidence | 'other' | undefined> {
  const source = await repository.text(path);
  return source && mayMigrate.test(source.text)
    ? Syntax.of(repository).read(source, 'php', ({ root }) => runPhinxMigration(repository, replay, source, root))
    : 'other';
}
