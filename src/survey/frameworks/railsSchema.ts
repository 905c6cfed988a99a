import type { Evidence, Migrations, Table } from '../facts';
import { dataMoveIn } from '../readers/rails/dataMoves';
import { inflectorOf } from '../readers/rails/inflections';
import { keyTypeOf, replayRailsMigration } from '../readers/rails/migrationReplay';
import { RailsTables } from '../readers/rails/railsTables';
import { isRailsSchema, railsSchemaVersion, readRailsSchema, usualKeyOf } from '../readers/rails/schemaFile';
import { rubyStatements } from '../readers/ruby/rubyCode';
import type { RubyNode } from '../readers/ruby/rubyNodes';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import { replaySql } from '../readers/schema/sqlDdl';
import { compare, type Repository, type SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { Syntax } from '../syntax/syntax';
import type { Framework, FrameworkDetection, StructureFindings } from './framework';

const from = 'Rails';

/** What a written schema may weigh, in bytes: those of the biggest products weigh two million. */
const biggestSchema = 8_000_000;

/** `db/migrate`, or of a second database `db/queue_migrate`; older migrations may be put away below. */
const migrationPath = /^((?:.*\/)?db\/)((?:\w+_)?migrate)\/(?:.*\/)?(\d{1,17})_[\w.-]+\.rb$/;
const schemaPath = /^((?:.*\/)?)(?:db\/(?:(\w+)_)?(?:schema\.rb|structure\.sql)|(?:db\/)?Schemafile)$/;

/** Where other tools than Rails itself keep migrations that change data only. */
const dataFolders: readonly (readonly [name: string, path: RegExp])[] = [
  ['data_migrate', /^((?:.*\/)?db\/data)\/\d+_\w+\.rb$/],
  ['data_migration', /^((?:.*\/)?db\/data_migrations?)\/\d+_\w+\.rb$/],
  ['after_party', /^((?:.*\/)?lib\/tasks\/deployment)\/\d+_\w+\.rake$/],
  ['maintenance_tasks', /^((?:.*\/)?app\/tasks\/maintenance)\/(?:.*\/)?\w+_task\.rb$/],
];

/** A database of a Rails application or engine. */
interface Database {
  /** The path of its application, with a `/` at its end; `''` for the root. */
  readonly root: string;
  /** What tells of all its tables, the surest first. */
  readonly schemas: SurveyedFile[];
  /** In their order. */
  readonly migrations: SurveyedFile[];
}

/** Reads the tables of Active Record: `db/schema.rb`, else `db/structure.sql`, else what migrations leave. */
export const railsSchema: Framework = {
  name: 'railsSchema',
  start: (repository) => new RailsSchemaDetection(repository),
};

class RailsSchemaDetection implements FrameworkDetection {
  private readonly databases: readonly Database[];
  private readonly migrations: ReadonlySet<string>;
  private readonly dataFiles: readonly DataFolder[];
  /** The line of each migration's class or task. */
  private readonly declared = new Map<string, Evidence>();
  private readonly moves = new Map<string, Evidence>();
  /** What lies where migrations do and isn't one of Active Record's. */
  private readonly foreign = new Set<string>();

  constructor(private readonly repository: Repository) {
    this.databases = databasesOf(repository.files);
    this.migrations = new Set(this.databases.flatMap(({ migrations }) => migrations.map(({ path }) => path)));
    this.dataFiles = dataFoldersOf(repository.files);
  }

  wants({ path }: SurveyedFile): boolean {
    return this.migrations.has(path) || this.dataFiles.some(({ paths }) => paths.has(path));
  }

  read(source: SourceText): void {
    const { path, text } = source;
    const line = source.lines.findIndex((code) => /^\s*(?:class|task|desc)\b/.test(code)) + 1;
    if (line === 0 || /\b(?:Sequel\.migration|ROM::SQL)\b/.test(text)) {
      this.foreign.add(path);
      return;
    }
    this.declared.set(path, { path, line });
    const move = this.migrations.has(path) ? dataMoveIn(source) : undefined;
    if (move) {
      this.moves.set(path, move);
    }
  }

  async find(): Promise<StructureFindings> {
    const written = await Promise.all(
      this.databases.map(async (database) => ({ database, tables: await this.writtenTables(database) })),
    );
    const known = new Set(written.flatMap(({ tables = [] }) => tables.map(({ name }) => name)));
    const unwritten = written.flatMap(({ database, tables }) => (tables ? [] : [database]));
    // The migrations of an engine are those of the application that it is part of: the schema of that one tells more.
    const replayed = (await this.replayedTables(unwritten)).filter(({ name }) => !known.has(name));
    return {
      tables: [...written.flatMap(({ tables = [] }) => tables), ...replayed],
      migrations: [...this.databases.flatMap((database) => this.migrationsOf(database)), ...this.dataMigrations()],
    };
  }

  /** Undefined when no file tells of all tables. */
  private async writtenTables({ root, schemas, migrations }: Database): Promise<Table[] | undefined> {
    for (const { path } of schemas) {
      const source = await this.repository.text(path, biggestSchema);
      const isSql = path.endsWith('.sql');
      if (!source || !(isSql || isRailsSchema(source.text) || path.endsWith('Schemafile'))) {
        continue;
      }
      const replay = new SchemaReplay();
      const tables = new RailsTables(replay, await inflectorOf(this.repository, root), usualKeyOf(source.text));
      if (isSql) {
        const { brokenAt } = replaySql(replay, source);
        if (brokenAt) {
          this.repository.note('SQL mal formé : lu jusque-là seulement', path, brokenAt.line, 'tables');
        }
      } else {
        readRailsSchema(source, tables);
      }
      const version = railsSchemaVersion(source.text);
      const later = migrations.filter(
        (file) => version !== undefined && /^\d{14}$/.test(versionOf(file)) && versionOf(file) > version,
      );
      await this.replay(later, tables);
      return replay.tables(from, 'schema');
    }
    return undefined;
  }

  /** The tables of applications and engines that nothing was written down of: engines change one another's tables. */
  private async replayedTables(databases: readonly Database[]): Promise<Table[]> {
    const files = databases
      .flatMap(({ migrations }) => migrations)
      .sort((a, b) => Number(versionOf(a)) - Number(versionOf(b)) || compare(a.path, b.path));
    const replay = new SchemaReplay();
    const inflector = await inflectorOf(this.repository, databases[0]?.root ?? '');
    const first = files[0] && (await this.repository.text(files[0].path));
    await this.replay(files, new RailsTables(replay, inflector, first && keyTypeOf(first.text)));
    for (const { name, evidence } of replay.unknown) {
      this.repository.note(
        `table « ${name} » modifiée mais jamais créée par les migrations lues`,
        evidence.path,
        evidence.line,
        'tables',
      );
    }
    return replay.tables(from, 'migrations');
  }

  private async replay(files: readonly SurveyedFile[], tables: RailsTables): Promise<void> {
    for (const { path } of files) {
      const source = this.foreign.has(path) ? undefined : await this.repository.text(path);
      const statements =
        source &&
        (await Syntax.of(this.repository).read(source, 'ruby', (tree): readonly RubyNode[] =>
          rubyStatements(tree, source),
        ));
      if (!source || !statements) {
        continue;
      }
      const [unread] = replayRailsMigration({ source, statements }, tables.withUsualKey(keyTypeOf(source.text)));
      if (unread) {
        this.repository.note('migration dont les noms sont calculés : lue en partie', path, unread.line, 'tables');
      }
    }
  }

  private migrationsOf({ migrations }: Database): Migrations[] {
    const own = migrations.filter(({ path }) => this.declared.has(path));
    const byFolder = new Map<string, SurveyedFile[]>();
    for (const file of own) {
      const folder = migrationPath.exec(file.path)?.slice(1, 3).join('') ?? file.folder;
      byFolder.set(folder, [...(byFolder.get(folder) ?? []), file]);
    }
    return [...byFolder].flatMap(([folder, files]) => this.summaryOf(from, folder, files, this.moves));
  }

  private dataMigrations(): Migrations[] {
    return this.dataFiles.flatMap(({ name, folder, files }) =>
      this.summaryOf(
        name,
        folder,
        files.filter(({ path }) => this.declared.has(path)),
        this.declared,
      ),
    );
  }

  private summaryOf(
    name: string,
    folder: string,
    files: readonly SurveyedFile[],
    moves: ReadonlyMap<string, Evidence>,
  ): Migrations[] {
    const [first] = files;
    const last = files.at(-1);
    const evidence = last && this.declared.get(last.path);
    const data = files.flatMap(({ path }) => moves.get(path) ?? []);
    return first && evidence
      ? [
          {
            name,
            folder,
            count: files.length,
            first: first.path,
            last: last.path,
            ...(data.length > 0 ? { data } : {}),
            evidence: [evidence],
          },
        ]
      : [];
  }
}

interface DataFolder {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly SurveyedFile[];
  readonly paths: ReadonlySet<string>;
}

function databasesOf(files: readonly SurveyedFile[]): Database[] {
  const found = new Map<string, Database>();
  const at = (root: string, name: string): Database => {
    const key = `${root}\n${name}`;
    const database = found.get(key) ?? { root, schemas: [], migrations: [] };
    found.set(key, database);
    return database;
  };
  for (const file of files) {
    if (file.isTest) {
      continue;
    }
    const [, root, folder = ''] = migrationPath.exec(file.path) ?? [];
    const [, schemaRoot, schemaName = ''] = schemaPath.exec(file.path) ?? [];
    if (root !== undefined) {
      at(root.slice(0, -'db/'.length), folder.replace(/_?migrate$/, '')).migrations.push(file);
    } else if (schemaRoot !== undefined) {
      // What Ruby tells is read more surely than a dump of SQL.
      at(schemaRoot, schemaName).schemas[file.name.endsWith('.sql') ? 'push' : 'unshift'](file);
    }
  }
  for (const { migrations } of found.values()) {
    migrations.sort((a, b) => Number(versionOf(a)) - Number(versionOf(b)) || compare(a.path, b.path));
  }
  return [...found.values()];
}

function dataFoldersOf(files: readonly SurveyedFile[]): DataFolder[] {
  const found = new Map<string, { name: string; folder: string; files: SurveyedFile[]; paths: Set<string> }>();
  for (const file of files) {
    for (const [name, pattern] of file.isTest ? [] : dataFolders) {
      const folder = pattern.exec(file.path)?.[1];
      if (folder !== undefined) {
        const known = found.get(folder) ?? { name, folder, files: [], paths: new Set<string>() };
        known.files.push(file);
        known.paths.add(file.path);
        found.set(folder, known);
      }
    }
  }
  return [...found.values()];
}

function versionOf({ path }: SurveyedFile): string {
  return migrationPath.exec(path)?.[3] ?? '0';
}
