import type { Inventory } from '../../facts';
import { compare } from '../../repository';

/** What engines are called in the names of folders and files, and their own names; the surest choice first. */
const engines: readonly (readonly [engine: string, names: RegExp])[] = [
  ['PostgreSQL', /^(?:postgres(?:ql)?|pgsql|pg|psql|postgis|crdb|cockroach(?:db)?)$/i],
  ['MariaDB', /^mariadb$/i],
  ['MySQL', /^mysql$/i],
  ['SQL Server', /^(?:mssql|sqlserver|sql-server|tsql)$/i],
  ['Oracle', /^(?:oracle|ora)$/i],
  ['SQLite', /^sqlite3?$/i],
  ['DB2', /^db2$/i],
  ['H2', /^h2$/i],
  ['HSQLDB', /^(?:hsqldb|hsql|hypersonic)$/i],
  ['Derby', /^derby$/i],
  ['ClickHouse', /^clickhouse$/i],
];

/** The engine that one word names; undefined when it is none. */
export function engineOfWord(word: string): string | undefined {
  return engines.find(([, names]) => names.test(word))?.[0];
}

/** A path of which one word names an engine: `db/mysql/schema.sql`, `schema-h2.sql`. */
export interface DialectPath {
  readonly engine: string | undefined;
  /** The path with that word left out: the same for the same thing in another dialect. */
  readonly common: string;
}

export function dialectPath(path: string): DialectPath {
  const words = path.split(/([/._-])/);
  const index = words.findLastIndex((word) => engineOfWord(word) !== undefined);
  if (index < 0) {
    return { engine: undefined, common: path };
  }
  const common = words.map((word, position) => (position === index ? '*' : word)).join('');
  return { engine: engineOfWord(words[index] ?? ''), common };
}

/** The same of a file, all the files of one engine's folder alike. */
export function dialectOfFile(path: string): DialectPath {
  const folder = dialectPath(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  return folder.engine === undefined ? dialectPath(path) : folder;
}

/** Of what is written for several engines, the one the product proves it uses; else the likeliest. */
export function chosenEngine(written: ReadonlySet<string>, { databases }: Inventory): string | undefined {
  const proven = new Set(databases.flatMap(({ name, certainty }) => (certainty === undefined ? [name] : [])));
  const rank = (engine: string): number =>
    engines.findIndex(([name]) => name === engine) + (proven.has(engine) ? 0 : engines.length);
  return [...written].sort((a, b) => rank(a) - rank(b) || compare(a, b))[0];
}
