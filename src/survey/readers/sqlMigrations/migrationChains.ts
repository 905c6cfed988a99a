import type { Inventory } from '../../facts';
import { compare, type Repository } from '../../repository';
import { inFolder } from '../paths';
import { compareVersions, inOrder, sqlMigration, type SqlMigration } from './migrationName';
import { chosenEngine, dialectPath, type DialectPath } from './sqlDialects';

/** Migrations of one database, in the order they are run in. */
export interface MigrationChain {
  /** The folder that holds them all. */
  readonly folder: string;
  readonly tool: string | undefined;
  readonly migrations: readonly SqlMigration[];
}

/**
 * The chains of SQL migrations of a repository. Of those written for several engines, the product's own dialect is kept.
 */
export async function migrationChains(repository: Repository, before: Inventory): Promise<MigrationChain[]> {
  const byFolder = new Map<string, SqlMigration[]>();
  for (const file of repository.files) {
    const migration = sqlMigration(file);
    if (migration) {
      const same = byFolder.get(migration.folder);
      if (same) {
        same.push(migration);
      } else {
        byFolder.set(migration.folder, [migration]);
      }
    }
  }
  const chains = [...byFolder].flatMap(([folder, migrations]) =>
    migrations[0]?.tool === 'Flyway'
      ? flywayChains(folder, migrations, before)
      : [{ folder, tool: toolOf(repository, folder, migrations), migrations: inOrder(migrations) }],
  );
  return [...ofOwnDialect(chains, before), ...(await sqitchChains(repository))].sort((a, b) =>
    compare(a.folder, b.folder),
  );
}

/** Of chains that only differ by an engine's name in their folder, one. */
function ofOwnDialect(chains: readonly MigrationChain[], before: Inventory): MigrationChain[] {
  return ofOwnEngine(chains, ({ folder }) => dialectPath(folder), before);
}

/** Of things that only differ by their engine, those of the product's own; all that name none. */
export function ofOwnEngine<T>(things: readonly T[], pathOf: (thing: T) => DialectPath, before: Inventory): T[] {
  const written = new Map<string, Set<string>>();
  for (const thing of things) {
    const { engine, common } = pathOf(thing);
    if (engine !== undefined) {
      written.set(common, (written.get(common) ?? new Set()).add(engine));
    }
  }
  const chosen = new Map([...written].map(([common, engines]) => [common, chosenEngine(engines, before)]));
  return things.filter((thing) => {
    const { engine, common } = pathOf(thing);
    return engine === undefined || chosen.get(common) === engine;
  });
}

/** Flyway reads folders in folders as one chain; the same version in two of them, and they are of two databases. */
function flywayChains(folder: string, migrations: readonly SqlMigration[], before: Inventory): MigrationChain[] {
  const engines = new Set(migrations.flatMap(({ file }) => dialectPath(file.folder).engine ?? []));
  const engine = chosenEngine(engines, before);
  const own = sinceBaseline(
    migrations.filter(({ file }) => [undefined, engine].includes(dialectPath(file.folder).engine)),
  );
  const versions = own.filter(({ isRepeatable }) => !isRepeatable).map(({ version }) => version);
  if (new Set(versions).size === versions.length) {
    return [{ folder, tool: 'Flyway', migrations: inOrder(own) }];
  }
  const folders = [...new Set(own.map(({ file }) => file.folder))];
  return folders.map((sub) => ({
    folder: sub,
    tool: 'Flyway',
    migrations: inOrder(own.filter(({ file }) => file.folder === sub)),
  }));
}

/** An empty database begins with the last baseline, and the versions after it. */
function sinceBaseline(migrations: readonly SqlMigration[]): readonly SqlMigration[] {
  const baseline = inOrder(migrations.filter(({ file }) => file.name.startsWith('B'))).at(-1);
  return baseline === undefined
    ? migrations
    : migrations.filter(
        (migration) =>
          migration === baseline || migration.isRepeatable || compareVersions(migration.version, baseline.version) > 0,
      );
}

function toolOf(repository: Repository, folder: string, migrations: readonly SqlMigration[]): string | undefined {
  const first = migrations[0];
  const isDrizzle =
    repository.has(inFolder(folder, 'meta/_journal.json')) ||
    (first?.file.name === 'migration.sql' && repository.has(inFolder(first.file.folder, 'snapshot.json')));
  if (isDrizzle) {
    return 'Drizzle';
  }
  return repository.has(inFolder(folder, 'migration_lock.toml')) ? 'Prisma' : first?.tool;
}

/** Sqitch writes its order down in a plan; each change is a file of `deploy`. */
async function sqitchChains(repository: Repository): Promise<MigrationChain[]> {
  const chains: MigrationChain[] = [];
  for (const plan of repository.named('sqitch.plan')) {
    const source = plan.isTest ? undefined : await repository.text(plan.path);
    const folder = inFolder(plan.folder, 'deploy');
    const names = (source?.lines ?? []).flatMap((line) => /^[^\s%@#[:=~]+(?=\s)/.exec(line.trim())?.[0] ?? []);
    const paths = new Set(names.map((name) => inFolder(folder, `${name}.sql`)));
    const files = new Map(repository.files.map((file) => [file.path, file]));
    const migrations = [...paths].flatMap((path): SqlMigration[] => {
      const file = files.get(path);
      return file ? [{ file, tool: 'Sqitch', folder, version: path, isRepeatable: false }] : [];
    });
    if (migrations.length > 0) {
      chains.push({ folder, tool: 'Sqitch', migrations });
    }
  }
  return chains;
}
