import { compare, type SurveyedFile } from '../../repository';

/** A migration written in SQL, as its path tells it. */
export interface SqlMigration {
  readonly file: SurveyedFile;
  /** What runs it; undefined when the path doesn't say. */
  readonly tool: string | undefined;
  /** The folder that holds all of its chain, versions' own folders left out. */
  readonly folder: string;
  /** What it is run after the others by. */
  readonly version: string;
  /** Flyway's `R__`: run after all versions, again each time it changes. */
  readonly isRepeatable: boolean;
}

/** `V2__name.sql`; `B2__name.sql` is all that the versions up to it make. */
const flyway = /^[VB](\d+(?:[._]\d+)*)__.+\.sql$/;
const flywayRepeatable = /^R__.+\.sql$/;
const flywayHome = /^(?:.*\/)?(?:db\/migrations?|migrations?|flyway(?:\/sql)?)(?=\/)/i;
const migrationsHome =
  /^(?:\w*[-_.])?(?:migrations?|migrate|migs|evolutions|drizzle|patches|changesets?)(?:[-_.]\w+)?$/i;

/** What undoes a migration. */
const back =
  /(?:^|[._-])(?:down|undo|rollback|revert|drop)\.sql$|^(?:U\d[\d._]*__|(?:down|undo|rollback|revert)[._-])|^\d+[._-](?:undo|down)[._-]/i;
const backFolder = /(?:^|\/)(?:downs?|undo|rollbacks?|reverts?)\//i;

/** Folders of tests, of rows for those who develop the product, and of what no longer counts. */
const aside =
  /(?:^|\/)(?:(?:tests?|test[-_]?(?:data|files)|dev|seeds?|seeders|mocks?|queries|requetes|reports?)|(?:[\w.-]*[-_.])?(?:demos?|backups?|old|legacy|samples?|examples?)(?:[-_.][\w.-]*)?)\//i;

const versioned = /^v?\d/i;
/** `db_00012.sql`, `patch-0003.sql`. */
const numbered = /^(?:db|migrations?|migrate|patch|script)[-_]\d{3,}(?=[-_.])/i;

/** What a path says of a migration; undefined when it is none, or undoes one. */
export function sqlMigration(file: SurveyedFile): SqlMigration | undefined {
  const { path, name, folder, isTest } = file;
  if (!name.endsWith('.sql') || isTest || aside.test(path) || back.test(name) || backFolder.test(path)) {
    return undefined;
  }
  if (isFirstStart(file)) {
    return undefined;
  }
  const version = flyway.exec(name)?.[1];
  const isRepeatable = version === undefined && flywayRepeatable.test(name);
  if (version !== undefined || isRepeatable) {
    const home = flywayHome.exec(`${folder}/`)?.[0] ?? folder;
    return { file, tool: 'Flyway', folder: home, version: version ?? name, isRepeatable };
  }
  const folders = folder.split('/');
  const first = folders.findLastIndex((part) => migrationsHome.test(part) && !versioned.test(part));
  const parts = [...folders, name];
  const at = parts.findIndex(
    (part, index) => index > first && (versioned.test(part) || (index === folders.length && numbered.test(part))),
  );
  if (at < 0 || (first < 0 && at < parts.length - 1)) {
    return undefined;
  }
  return {
    file,
    tool: toolOf(path, name),
    folder: parts.slice(0, at).join('/'),
    version: parts.slice(at).join('/'),
    isRepeatable: false,
  };
}

/** Whether a file stands in a folder of migrations, whatever it is called. */
export function isUnderMigrations(path: string): boolean {
  return path
    .split('/')
    .slice(0, -1)
    .some((part) => migrationsHome.test(part));
}

/** What a database's server runs when it first starts is no migration, though it is numbered. */
export function isFirstStart({ folder }: SurveyedFile): boolean {
  return /(?:^|\/)(?:docker-entrypoint-initdb\.d|initdb(?:\.d)?|docker|init)$/.test(folder);
}

function toolOf(path: string, name: string): string | undefined {
  if (/(?:^|\/)supabase\/migrations\//.test(path)) {
    return 'Supabase';
  }
  if (/(?:^|\/)conf\/evolutions\//.test(path)) {
    return 'Play';
  }
  if (/(?:^|\/)prisma\/.*\/migration\.sql$/.test(path)) {
    return 'Prisma';
  }
  if (name === 'up.sql') {
    return /hasura|(?:^|\/)migrations\/[^/\d][^/]*\//.test(path) ? 'Hasura' : 'Diesel';
  }
  return undefined;
}

/** In the order they are run in. */
export function inOrder(migrations: readonly SqlMigration[]): SqlMigration[] {
  return [...migrations].sort(
    (a, b) =>
      Number(a.isRepeatable) - Number(b.isRepeatable) ||
      compareVersions(a.version, b.version) ||
      compare(a.file.path, b.file.path),
  );
}

/** Numbers by what they count, the rest by code unit: 2 before 10, `V1_2` as `V1.2`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const [x, y] = [left[index], right[index]];
    if (x === undefined || y === undefined) {
      return x === y ? 0 : x === undefined ? -1 : 1;
    }
    const order = /^\d/.test(x) && /^\d/.test(y) ? x.length - y.length || compare(x, y) : compare(x, y);
    if (order !== 0) {
      return order;
    }
  }
  return 0;
}

function partsOf(version: string): string[] {
  return (version.match(/\d+|[^\d._-]+/g) ?? []).map((part) => part.replace(/^0+(?=\d)/, ''));
}
