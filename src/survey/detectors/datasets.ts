import type { Detector } from '../detector';
import type { Dataset, Evidence } from '../facts';
import { dumpIn } from '../readers/databaseDump';
import { filledTables } from '../readers/filledTables';
import { personalColumns } from '../readers/personalColumns';
import { workbookColumns } from '../readers/workbookColumns';
import { zipNames } from '../readers/zipNames';
import { compare, type Repository, type SurveyedFile } from '../repository';

/** What a file may weigh to be opened, in bytes: of a dump, only its names matter, and they stand all along it. */
const largest = 20_000_000;

/** Files of one kind shown: beyond, it is a folder of data. */
const mostOfAKind = 30;

/** Where frameworks look for what fills a base: Rails, Knex, Sequelize, Laravel, Symfony, Prisma, Adonis. */
const seedFolders =
  /^(?:.*\/)?(?:db\/seeds?|seeds?|seeders?|database\/seed(?:s|ers)|DataFixtures|prisma\/seeds?)(?=\/)/i;
const seedFiles =
  /^(?:seeds?|seeder|populate(?:_?db)?|load_?fixtures|create_?demo_?data|sample_?data)\.(?:rb|[cm]?[jt]s|py|php|sql|sh|exs)$/i;
/** Django's management commands. */
const seedCommands =
  /\/management\/commands\/(?:seed\w*|populate(?:_?(?:db|database|demo|dev|data|test))?|(?:create|load|generate)_?(?:demo|fake|test|sample|dev|seed)\w*|fake\w*)\.py$/i;
const fixtureFolder = /^(?:.*\/)?fixtures(?=\/)/i;
const factoryFolders = /^(?:.*\/)?(?:factories|factory)(?=\/)/i;
const factoryFiles = /^(?:factor(?:y|ies)|[\w-]*factories)\.(?:rb|py|[cm]?[jt]s)$/i;

const dumpNames = /\.(?:dump|sql|bak|pgdump|mysqldump|backup)$|dump[\w.-]*\.(?:sql|txt)$/i;
const packedDumps = /(?:dump|backup|sauvegarde|\.sql|\.bak|database|\bdb)[\w.-]*\.(?:gz|bz2|xz|zst|zip|7z)$/i;
const databaseFiles = /\.(?:sqlite3?|db3?|mdb|accdb|rdb)$/i;
const encryptedNames =
  /(?:dump|backup|sauvegarde|\.sql|\.tar|\.zip|\.csv|\.json|\.xlsx?|data|database|\bdb)[\w.-]*\.(?:gpg|pgp|age|enc|aes)$|\.(?:gpg|pgp|age)$/i;
const archiveNames = /\.(?:zip|tar|tgz|tar\.gz|7z|rar)$/i;
const spreadsheetNames = /\.(?:xlsx?|ods)$/i;
/** Forms to fill in, whose rows are made up. */
const formNames = /(?:^|[-_. ])(?:mod[eè]les?|templates?|exemples?|examples?|samples?|trames?|gabarits?)(?:[-_. ]|$)/i;
const csvNames = /\.(?:csv|tsv)$/i;

/** What fills a base, what was saved of one, and files that look as if they named people. Nothing of them is copied. */
export const datasets: Detector = {
  name: 'datasets',
  start: (repository) => ({
    async find() {
      const all = [...repository.files, ...repository.asides].sort((a, b) => compare(a.path, b.path));
      const seeds = [...folders(all, seedFolders, 'seed'), ...fixtures(repository), ...seedPrograms(repository.files)];
      const found = [
        ...seeds,
        ...factories(all),
        ...(await savedBases(repository)),
        ...(await archives(repository)),
        ...(await peopleFiles(repository)),
      ];
      const kept = new Map<string, Dataset[]>();
      for (const dataset of await withTables(repository, found, all)) {
        const own = kept.get(dataset.kind) ?? [];
        kept.set(dataset.kind, [...own, dataset]);
      }
      return { datasets: [...kept.values()].flatMap((own) => own.slice(0, mostOfAKind)) };
    },
  }),
};

function dataset(kind: Dataset['kind'], path: string, evidence: Evidence[], more: Partial<Dataset> = {}): Dataset {
  return { name: path.replace(/\/$/, '').replace(/^.*\//, ''), kind, path, tables: [], evidence, ...more };
}

/** One for each folder, with its first files: what matters is that it is there. */
function folders(files: readonly SurveyedFile[], pattern: RegExp, kind: Dataset['kind']): Dataset[] {
  const found = new Map<string, string[]>();
  for (const { path, name } of files) {
    const folder = pattern.exec(path)?.[0];
    if (folder !== undefined && /\.(?:rb|[cm]?[jt]s|py|php|sql|json|ya?ml|csv)$/i.test(name)) {
      // Sets beside one another (`seeds/staging`, `seeds/development`) are chosen between.
      const inner = path.slice(folder.length + 1).split('/');
      const set = inner.length > 1 ? `${folder}/${inner[0] ?? ''}` : folder;
      found.set(set, [...(found.get(set) ?? []), path]);
    }
  }
  return [...found].map(([folder, paths]) =>
    dataset(
      kind,
      `${folder}/`,
      paths.slice(0, 2).map((path) => ({ path, line: 1 })),
      { reason: paths.length === 1 ? '1 fichier' : `${String(paths.length)} fichiers` },
    ),
  );
}

/** Django's fixtures are loaded into the base; those of tests stay in tests. */
function fixtures({ asides }: Repository): Dataset[] {
  return folders(
    asides.filter(({ path, isTest }) => !isTest && /\.(?:json|ya?ml|sql)$/i.test(path)),
    fixtureFolder,
    'seed',
  );
}

function seedPrograms(files: readonly SurveyedFile[]): Dataset[] {
  return files
    .filter(
      ({ path, name, isTest }) =>
        !isTest && (seedFiles.test(name) || seedCommands.test(path)) && !seedFolders.test(path),
    )
    .map(({ path }) => dataset('seed', path, [{ path, line: 1 }]));
}

function factories(files: readonly SurveyedFile[]): Dataset[] {
  // A package may be called so, whose own tests make nothing.
  const own = files.filter(
    ({ path, name, isTest }) =>
      !/\.(?:test|spec)\.[cm]?[jt]sx?$/.test(name) && (isTest || /^(?:.*\/)?database\/factories\//.test(path)),
  );
  const single = own.filter(({ name, path }) => factoryFiles.test(name) && !factoryFolders.test(path));
  const [first] = single;
  const places = single.slice(0, 2).map(({ path }) => ({ path, line: 1 }));
  return [
    ...folders(own, factoryFolders, 'factory'),
    ...(first === undefined
      ? []
      : [
          dataset(
            'factory',
            first.path,
            places,
            single.length > 1 ? { reason: `avec ${String(single.length - 1)} autres fichiers` } : {},
          ),
        ]),
  ];
}

/** Files of seeds looked into for the tables that they fill, at most. */
const mostSeeds = 200;

/** The tables that each set fills, when its files name them. */
async function withTables(
  repository: Repository,
  datasets: readonly Dataset[],
  files: readonly SurveyedFile[],
): Promise<Dataset[]> {
  const filled: Dataset[] = [];
  let left = mostSeeds;
  for (const each of datasets) {
    const own =
      each.kind === 'seed'
        ? files.filter(({ path }) => path === each.path || (each.path.endsWith('/') && path.startsWith(each.path)))
        : [];
    const tables = new Set<string>();
    for (const { path } of own.slice(0, Math.max(0, left))) {
      left--;
      const source = await repository.text(path);
      for (const table of source ? filledTables(source) : []) {
        tables.add(table);
      }
    }
    filled.push(tables.size > 0 ? { ...each, tables: [...tables].sort(compare) } : each);
  }
  return filled;
}

async function savedBases(repository: Repository): Promise<Dataset[]> {
  const found: Dataset[] = [];
  for (const { path, name, isTest } of repository.files) {
    const place = [{ path, line: 1 }];
    if (encryptedNames.test(name) && !/\.(?:ya?ml|json)\.enc$/i.test(name)) {
      found.push(dataset('encrypted', path, place));
    } else if (isTest || /(?:^|\/)(?:migrations?\/|[VR]\d*[\d._]*__[^/]*$)/i.test(path)) {
      // What a migration inserts is the product's own.
      continue;
    } else if (packedDumps.test(name)) {
      found.push(dataset('dump', path, place, { reason: 'comprimée, contenu non lu' }));
    } else if (databaseFiles.test(name) && ((await repository.size(path)) ?? 0) > 0) {
      found.push(dataset('dump', path, place, { reason: 'fichier de base de données, contenu non lu' }));
    } else if (dumpNames.test(name)) {
      const dump = await dumpIn(repository, path, largest);
      if (dump) {
        found.push(
          dataset('dump', path, dump.evidence, {
            tables: dump.tables,
            ...(dump.migrations.length > 0 ? { migrations: dump.migrations } : {}),
            ...(dump.engine === undefined ? {} : { engine: dump.engine }),
            ...(dump.reason === undefined ? {} : { reason: dump.reason }),
          }),
        );
      }
    }
  }
  return found;
}

async function archives(repository: Repository): Promise<Dataset[]> {
  const found: Dataset[] = [];
  for (const { path, name, isTest } of repository.files) {
    if (isTest || !archiveNames.test(name) || packedDumps.test(name)) {
      continue;
    }
    const names = name.endsWith('.zip') ? await zipNames(repository, path, largest) : undefined;
    found.push(
      dataset('archive', path, [{ path, line: 1 }], {
        reason: names === undefined ? 'contenu non lu' : contentOf(names),
      }),
    );
  }
  return found;
}

/** « 2 fichiers : 2 pdf ». */
function contentOf(names: readonly string[]): string {
  const kinds = new Map<string, number>();
  for (const name of names) {
    const kind = /\.(\w{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? 'sans extension';
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const told = [...kinds]
    .sort(([a, m], [b, n]) => n - m || compare(a, b))
    .slice(0, 3)
    .map(([kind, count]) => `${String(count)} ${kind}`);
  return `${String(names.length)} ${names.length === 1 ? 'fichier' : 'fichiers'} : ${told.join(', ')}`;
}

/** Tables whose columns are about people, and spreadsheets that can't be read, which may be anything. */
async function peopleFiles(repository: Repository): Promise<Dataset[]> {
  const found: Dataset[] = [];
  for (const { path, name, isTest } of repository.files) {
    if (isTest || formNames.test(name.normalize('NFC'))) {
      continue;
    }
    const isWorkbook = spreadsheetNames.test(name);
    const columns = isWorkbook
      ? await workbookColumns(repository, path, largest)
      : csvNames.test(name)
        ? personalColumns((await repository.text(path, largest))?.lines ?? [])
        : [];
    const place = [{ path, line: 1 }];
    if (columns === undefined) {
      const reason = 'à ouvrir : un tableur peut nommer des personnes';
      found.push(dataset('personal', path, place, { reason, certainty: 'probable' }));
    } else if (columns.length > 0) {
      found.push(dataset('personal', path, place, { reason: `colonnes de personnes : ${columns.join(', ')}` }));
    }
  }
  return found;
}
