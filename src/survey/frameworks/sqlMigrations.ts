import { tidyEvidence } from '../evidence';
import type { Evidence, Inventory, Migrations, Table } from '../facts';
import { formattedSql } from '../readers/liquibase/changelogFiles';
import { foldersUp, inFolder } from '../readers/paths';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import { replaySql } from '../readers/schema/sqlDdl';
import { noteUnknownTables } from '../readers/schema/unknownTables';
import { migrationChains, type MigrationChain } from '../readers/sqlMigrations/migrationChains';
import { isGoTemplate, templateEngines, withoutTemplate } from '../readers/sqlMigrations/goTemplate';
import { chosenEngine } from '../readers/sqlMigrations/sqlDialects';
import { upParts } from '../readers/sqlMigrations/upPart';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';
import type { Framework } from './framework';

/** A migration that also loads its first rows may weigh some megabytes. */
const heaviest = 8_000_000;

/** What a tool keeps for itself. */
const ofTools =
  /^(?:flyway_schema_history|schema_migrations?|schema_version|__drizzle_migrations|goose_db_version|_prisma_migrations)$/i;

/** Files that hold the whole schema as the last migration leaves it. */
const snapshots = ['LATEST.sql', 'schema.sql', 'structure.sql'];

/** The tables that remain once a folder of SQL migrations is replayed: Flyway, golang-migrate, dbmate, Diesel, Drizzle… */
export const sqlMigrations: Framework = {
  name: 'sqlMigrations',
  start: (repository) => ({
    async find(before) {
      const tables: Table[] = [];
      const migrations: Migrations[] = [];
      for (const chain of await migrationChains(repository, before)) {
        const found = await readChain(repository, await withoutChangelogs(repository, chain), before);
        tables.push(...found.tables);
        migrations.push(...found.migrations);
      }
      noteJavaMigrations(repository);
      return { tables, migrations };
    },
  }),
};

/** Without the files that Liquibase runs. */
async function withoutChangelogs(repository: Repository, chain: MigrationChain): Promise<MigrationChain> {
  const migrations: MigrationChain['migrations'][number][] = [];
  for (const migration of chain.migrations) {
    const source = await repository.text(migration.file.path, heaviest);
    if (!source || !formattedSql.test(source.text)) {
      migrations.push(migration);
    }
  }
  return { ...chain, migrations };
}

async function readChain(
  repository: Repository,
  chain: MigrationChain,
  before: Inventory,
): Promise<{ tables: readonly Table[]; migrations: readonly Migrations[] }> {
  const replay = new SchemaReplay();
  const data: Evidence[] = [];
  let tool = chain.tool;
  let changesSchema = false;
  const template = await TemplateReader.of(repository, chain, before);
  for (const { file } of chain.migrations) {
    const source = await repository.text(file.path, heaviest);
    if (!source) {
      continue;
    }
    const up = upParts(template.read(source));
    tool ??= up.tool;
    for (const { text, offset } of up.parts) {
      const outcome = replaySql(replay, source, text, offset);
      changesSchema ||= outcome.changesSchema;
      data.push(...outcome.data.slice(0, 1).map(({ evidence }) => evidence));
      if (outcome.brokenAt) {
        repository.note('SQL inachevé : la suite n’a pas été lue', file.path, outcome.brokenAt.line, 'tables');
      }
    }
  }
  const [first, last] = [chain.migrations[0]?.file.path, chain.migrations.at(-1)?.file.path];
  if (first === undefined || last === undefined || (tool === undefined && !changesSchema)) {
    return { tables: [], migrations: [] };
  }
  tool ??= toolOfDependencies(chain, before) ?? 'SQL';
  if (tool === 'Flyway' && before.dependencies.some((dependency) => dependency.name === 'refinery')) {
    tool = 'Refinery';
  }
  const ownData = tidyEvidence(data).filter(
    ({ path }, index, all) => all.findIndex((other) => other.path === path) === index,
  );
  return {
    tables: isPrismaSchema(repository, tool) ? [] : await settled(repository, chain, replay, tool),
    migrations: [
      {
        name: tool,
        evidence: [{ path: first, line: 1 }],
        folder: chain.folder,
        count: chain.migrations.length,
        first,
        last,
        ...(ownData.length > 0 ? { data: ownData } : {}),
      },
    ],
  };
}

/** Reads migrations that are templates of Go's for the engine that the product uses. */
class TemplateReader {
  private isTold = false;

  private constructor(
    private readonly repository: Repository,
    private readonly engine: string | undefined,
  ) {}

  static async of(repository: Repository, { migrations }: MigrationChain, before: Inventory): Promise<TemplateReader> {
    const engines = new Set<string>();
    for (const { file } of migrations) {
      const text = (await repository.text(file.path, heaviest))?.text ?? '';
      for (const engine of isGoTemplate(text) ? templateEngines(text) : []) {
        engines.add(engine);
      }
    }
    return new TemplateReader(repository, engines.size > 0 ? chosenEngine(engines, before) : undefined);
  }

  read({ path, text: written }: SourceText): string {
    if (!isGoTemplate(written)) {
      return written;
    }
    const { text, isPartial } = withoutTemplate(written, this.engine);
    if (isPartial && !this.isTold) {
      this.isTold = true;
      this.repository.note('migrations dont une partie est calculée : non rejouée', path, undefined, 'tables');
    }
    return text;
  }
}

/** What is left of the replay; where it doesn't begin with an empty database, the snapshot beside it. */
async function settled(
  repository: Repository,
  { folder }: MigrationChain,
  replay: SchemaReplay,
  tool: string,
): Promise<readonly Table[]> {
  if (replay.unknown.some(({ name }) => !ofTools.test(name))) {
    const folders = foldersUp(folder).slice(0, 2);
    const snapshot = folders
      .flatMap((up) => snapshots.map((name) => inFolder(up, name)))
      .find((path) => repository.has(path));
    const source = snapshot === undefined ? undefined : await repository.text(snapshot, heaviest);
    if (source) {
      const whole = new SchemaReplay();
      replaySql(whole, source);
      const tables = whole.tables(tool, 'schema');
      if (tables.length > 0) {
        return tables;
      }
    }
  }
  noteUnknownTables(repository, replay, (table) => ofTools.test(table));
  return replay.tables(tool, 'migrations').filter(({ name }) => !ofTools.test(name));
}

/** What Prisma's schema declares is read there. */
function isPrismaSchema(repository: Repository, tool: string): boolean {
  return tool === 'Prisma' && repository.named(/\.prisma$/).length > 0;
}

/** Libraries that run migrations whose files don't say so. */
const libraries: readonly (readonly [tool: string, name: RegExp])[] = [
  ['golang-migrate', /golang-migrate\/migrate/],
  ['goose', /pressly\/goose/],
  ['sql-migrate', /rubenv\/sql-migrate/],
  ['tern', /jackc\/tern/],
  ['SQLx', /^sqlx$/],
  ['Refinery', /^refinery$/],
  ['Diesel', /^diesel(?:_migrations)?$/],
  ['node-pg-migrate', /^node-pg-migrate$/],
  ['db-migrate', /^db-migrate$/],
  ['Postgrator', /^postgrator(?:-cli)?$/],
  ['postgres-migrations', /^postgres-migrations$/],
  ['yoyo', /^yoyo-migrations$/],
  ['DbUp', /^dbup(?:-|$)/i],
  ['Evolve', /^evolve$/i],
  ['Wrangler', /^wrangler$/],
];

function toolOfDependencies({ migrations }: MigrationChain, { dependencies }: Inventory): string | undefined {
  const used = libraries.find(([, name]) => dependencies.some((dependency) => name.test(dependency.name)))?.[0];
  const isUpDown = migrations.some(({ file }) => file.name.endsWith('.up.sql'));
  return used ?? (isUpDown && dependencies.length === 0 ? 'golang-migrate' : undefined);
}

/** Flyway also runs migrations written in Java: what they change isn't known. */
function noteJavaMigrations(repository: Repository): void {
  const written = repository.matching(/(?:^|\/)[VR]\d*[\d_.]*__\w+\.(?:java|kt)$/).filter(({ isTest }) => !isTest);
  for (const folder of new Set(written.map((file) => file.folder))) {
    const own = written.filter((file) => file.folder === folder);
    repository.note(
      `migrations écrites en Java ou en Kotlin, non rejouées (${own.length})`,
      own[0]?.path,
      undefined,
      'tables',
    );
  }
}
