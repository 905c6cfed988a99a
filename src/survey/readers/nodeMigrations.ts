import { evidenceAt, tidyEvidence } from '../evidence';
import type { Evidence, Migrations, Table } from '../facts';
import { compare, type Repository, type SurveyedFile } from '../repository';
import type { SourceText } from '../sourceText';
import { JsInterpreter, type Libraries } from './javascript/jsInterpreter';
import { hole } from './javascript/jsLiterals';
import { JsModules, type JsModule } from './javascript/jsModules';
import { offsetIn, type JsPlace, type JsText, type JsValue } from './javascript/jsValue';
import { SchemaReplay } from './schema/schemaReplay';
import { replaySql } from './schema/sqlDdl';

const migrationsFolder = /(?:^|\/)[\w.-]*migrations?[\w.-]*(?:\/|$)/i;
const startsWithTime = /^\d{8,17}[-_.]/;

/** Patterns to write migrations by, and data that is brought in the same way. */
const otherFolder = /(?:^|\/)[\w.-]*(?:templates?|stubs?|snapshots?|seed(?:s|ers?)?)[\w.-]*(?:\/|$)/i;

/** Whether a file may be a migration, by its folder or by the time its name begins with. */
export function mayBeNodeMigration({ name, folder, isTest }: SurveyedFile): boolean {
  return (
    /\.[cm]?[jt]s$/.test(name) &&
    !isTest &&
    !/\.d\.[cm]?ts$/.test(name) &&
    (migrationsFolder.test(folder) || startsWithTime.test(name)) &&
    !otherFolder.test(folder)
  );
}

/** Names that a note gives at most. */
const listed = 5;

/** Where tools remember which migrations ran. */
const ofTools =
  /^(?:knex_migrations(?:_lock)?|SequelizeMeta|pgmigrations|kysely_migration(?:_lock)?|adonis_schema(?:_versions)?|typeorm_metadata|migrations)$/i;

/** How a tool's migrations are told from others', and followed. */
export interface MigrationTool {
  /** Its usual name. */
  readonly name: string;
  /** Tells its migrations from others' by their text. */
  wrote(text: string): boolean;
  /** What imports of libraries give. */
  libraries?(run: MigrationRun): Libraries;
  /** Does what the migration's way up does; false when the file has none. */
  up(module: JsModule, run: MigrationRun): boolean;
}

/** The migrations of one folder, while they are replayed. */
export class MigrationRun {
  readonly replay = new SchemaReplay();
  readonly interpreter: JsInterpreter;
  private readonly data = new Map<string, Evidence>();
  private migration = '';
  private firstUnnamed: Evidence | undefined;

  constructor(tool: MigrationTool) {
    const libraries = tool.libraries?.(this);
    this.interpreter = new JsInterpreter((specifier, name) => libraries?.(specifier, name));
  }

  /** The first thing whose name only a run could tell. */
  get unnamed(): Evidence | undefined {
    return this.firstUnnamed;
  }

  /** For each migration that changes rows, the first place that does. */
  get changedData(): readonly Evidence[] {
    return [...this.data.values()];
  }

  /** Goes on to the next migration. */
  begin(path: string): void {
    this.migration = path;
    this.interpreter.restart();
  }

  /** Remembers that the migration changes rows. */
  changesData({ source, offset }: JsPlace): void {
    if (!this.data.has(this.migration)) {
      this.data.set(this.migration, evidenceAt(source, offset));
    }
  }

  /** Replays a text of SQL, or does nothing for what isn't a text. */
  sql(text: JsValue | undefined): void {
    if (text?.kind === 'text') {
      const { source } = text.place;
      const { data } = replaySql(this.replay, source, text.text, (position) => offsetIn(text, position));
      const [first] = data;
      if (first && !this.data.has(this.migration)) {
        this.data.set(this.migration, first.evidence);
      }
    }
  }

  /** A name, when all of it is known; else it is remembered that what bears it isn't read. */
  named(value: JsValue | undefined, { source, offset }: JsPlace): JsText | undefined {
    if (value?.kind === 'text' && !value.text.includes(hole)) {
      return value;
    }
    this.firstUnnamed ??= evidenceAt(source, offset);
    return undefined;
  }
}

/**
 * The migrations of one tool, written in JavaScript or TypeScript: told by their folder and their text, replayed folder by
 * folder in the order of their names.
 */
export class NodeMigrations {
  private readonly modules: JsModule[] = [];

  constructor(
    private readonly repository: Repository,
    private readonly tool: MigrationTool,
  ) {}

  /** Takes a file in, when it is one of the tool's migrations. */
  async read(source: SourceText): Promise<void> {
    if (this.tool.wrote(source.text)) {
      const module = await JsModules.of(this.repository).load(source);
      if (module) {
        this.modules.push(module);
      }
    }
  }

  /** What remains of the tables once all are replayed, and what each folder holds. */
  async replay(): Promise<{ tables: Table[]; migrations: Migrations[] }> {
    const folders = new Map<string, JsModule[]>();
    for (const module of this.modules) {
      const folder = folderOf(module.source.path);
      folders.set(folder, [...(folders.get(folder) ?? []), module]);
    }
    const tables: Table[] = [];
    const migrations: Migrations[] = [];
    for (const [folder, modules] of folders) {
      const run = new MigrationRun(this.tool);
      const done = await this.replayFolder(run, modules);
      tables.push(...run.replay.tables(this.tool.name, 'migrations').flatMap(ownTable));
      migrations.push(...this.factOf(folder, done, run.changedData));
    }
    return { tables, migrations };
  }

  private async replayFolder(run: MigrationRun, modules: readonly JsModule[]): Promise<readonly JsModule[]> {
    const done: JsModule[] = [];
    for (const module of [...modules].sort(compareNames)) {
      await JsModules.of(this.repository).follow(module);
      run.begin(module.source.path);
      if (this.tool.up(module, run)) {
        done.push(module);
      }
      if (run.interpreter.isExhausted) {
        this.repository.note(
          'migration trop longue à rejouer : lue en partie',
          module.source.path,
          undefined,
          'tables',
        );
      }
    }
    this.noteMissing(run);
    return done;
  }

  private noteMissing({ unnamed, replay }: MigrationRun): void {
    if (unnamed) {
      this.repository.note('tables au nom calculé : non relues', unnamed.path, unnamed.line, 'tables');
    }
    const unknown = replay.unknown.filter(({ name }) => !name.includes(hole));
    const [first] = unknown;
    if (first) {
      const names = unknown.slice(0, listed).map(({ name }) => name);
      const more = unknown.length > listed ? '…' : '';
      const message = `tables modifiées, mais créées par aucune migration lue : ${names.join(', ')}${more}`;
      this.repository.note(message, first.evidence.path, first.evidence.line, 'tables');
    }
  }

  private factOf(folder: string, done: readonly JsModule[], data: readonly Evidence[]): Migrations[] {
    const [first] = done;
    const last = done.at(-1);
    return first && last
      ? [
          {
            name: this.tool.name,
            folder,
            count: done.length,
            first: first.source.path,
            last: last.source.path,
            evidence: tidyEvidence([first, last].map(({ source }) => evidenceAt(source, upAt(source.text)))),
            ...(data.length > 0 ? { data: tidyEvidence(data) } : {}),
          },
        ]
      : [];
  }
}

/** The folder of migrations that a path lies in, at any depth; its own folder when none is called so. */
function folderOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  const exact = folders.findLastIndex((folder) => /^_?migrations?$/i.test(folder));
  const end = exact >= 0 ? exact : folders.findLastIndex((folder) => migrationsFolder.test(folder));
  return folders.slice(0, end < 0 ? folders.length : end + 1).join('/') || '.';
}

function compareNames({ source: a }: JsModule, { source: b }: JsModule): number {
  const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  return compare(name(a.path), name(b.path)) || compare(a.path, b.path);
}

function upAt(text: string): number {
  return Math.max(0, text.search(/\bup\b/));
}

/** A table without the columns whose names hold what only a run could tell; none when its own does, or when it is a tool's. */
function ownTable(table: Table): Table[] {
  return table.name.includes(hole) || ofTools.test(table.name)
    ? []
    : [{ ...table, columns: table.columns.filter(({ name }) => !name.includes(hole)) }];
}
