import type { Evidence } from '../facts';
import type { Repository } from '../repository';
import { personalAmong } from './personalColumns';

/** What the data of a base looks like in a text. */
export interface DatabaseDump {
  /** « PostgreSQL 11.4 », when the dump says. */
  readonly engine: string | undefined;
  readonly tables: string[];
  /** The last migration of each application, as Django's table of them says: `control 0034_x`. */
  readonly migrations: string[];
  /** Those of the header and of the first tables about people. */
  readonly evidence: Evidence[];
  /** « colonnes de personnes : nom, courriel »: names only. */
  readonly reason: string | undefined;
}

/** Rows of a table that are data rather than settings: what a script of two insertions holds is no dump. */
const fewRows = 20;

const headers = /-- (?:PostgreSQL database dump|MySQL dump|MariaDB dump)|PGDMP|SQLite format 3/;

/**
 * What a file of a database's data holds, by its statements; undefined when it holds none: a schema, a query, a
 * migration. A dump in a binary form says its engine alone.
 *
 * @param limit what it may weigh, in bytes
 */
export async function dumpIn(repository: Repository, path: string, limit: number): Promise<DatabaseDump | undefined> {
  const size = await repository.size(path);
  if (size === undefined || size > limit) {
    return size === undefined ? undefined : dumpOf(path, undefined, 'trop gros pour être lu');
  }
  const bytes = await repository.bytes(path);
  const start = new TextDecoder('latin1').decode(bytes?.subarray(0, 16));
  if (/^(?:PGDMP|SQLite format 3)/.test(start)) {
    return dumpOf(path, start.startsWith('PGDMP') ? 'PostgreSQL' : 'SQLite', 'format binaire, contenu non lu');
  }
  const source = bytes?.subarray(0, 8000).includes(0) === true ? undefined : await repository.text(path, limit);
  if (!source) {
    return undefined;
  }
  const { text } = source;
  const copies = [...text.matchAll(/^COPY (?:public\.)?"?([\w.]+)"? \(([^)\n]*)\) FROM stdin;\r?\n(?!\\\.)/gm)];
  const inserts = [...text.matchAll(/^INSERT INTO [`"[]?(?:public\.)?([\w.]+)[`"\]]?[ \t]*(?:\(([^)\n]*)\))?/gim)];
  if (
    copies.length === 0 &&
    (inserts.length === 0 || (!headers.test(text.slice(0, 4000)) && inserts.length < fewRows))
  ) {
    return undefined;
  }
  const filled = [...copies, ...inserts];
  const people = copies.concat(inserts).flatMap(({ index, 1: table = '', 2: columns = '' }) => {
    const found = personalAmong(columns.split(',').map((column) => column.replace(/[`"[\]\s]/g, '')));
    return found.length > 0 ? [{ table, found, line: source.lineAt(index) }] : [];
  });
  const version = /Dumped from database version ([\d.]+)|Server version\s+([\d.]+)/.exec(text.slice(0, 4000));
  const engine = /MySQL dump/.test(text.slice(0, 4000))
    ? 'MySQL'
    : /MariaDB dump/.test(text.slice(0, 4000))
      ? 'MariaDB'
      : copies.length > 0
        ? 'PostgreSQL'
        : undefined;
  const numbered = version?.[1] ?? version?.[2];
  const told = [...new Set(people.flatMap(({ found }) => found))];
  const firstOfEach = [...new Map(people.map((place) => [place.table, place])).values()];
  return {
    engine: engine === undefined || numbered === undefined ? engine : `${engine} ${numbered}`,
    migrations: lastMigrations(text),
    tables: [...new Set(filled.map(({ 1: table = '' }) => table))].sort(),
    evidence: [
      { path, line: source.lineAt(filled[0]?.index ?? 0) },
      ...firstOfEach.slice(0, 2).map(({ line }) => ({ path, line })),
    ].filter((place, index, all) => all.findIndex(({ line }) => line === place.line) === index),
    reason: told.length > 0 ? `colonnes de personnes : ${told.join(', ')}` : undefined,
  };
}

/** By the rows of `django_migrations`: of a base that was saved, they alone say how old it is. */
function lastMigrations(text: string): string[] {
  const start = /^COPY (?:public\.)?django_migrations \((id, app, name, applied)\) FROM stdin;\r?\n/m.exec(text);
  const from = start ? start.index + start[0].length : text.length;
  const end = text.indexOf('\n\\.', from);
  const last = new Map<string, string>();
  for (const [, app = '', name = ''] of text
    .slice(from, end < 0 ? from : end)
    .matchAll(/^\d+\t([a-z_]\w{0,60})\t(\d{4}_\w{1,100})\t/gm)) {
    if (name > (last.get(app) ?? '')) {
      last.set(app, name);
    }
  }
  return [...last].map(([app, name]) => `${app} ${name}`);
}

function dumpOf(path: string, engine: string | undefined, reason: string): DatabaseDump {
  return { engine, tables: [], migrations: [], evidence: [{ path, line: 1 }], reason };
}
