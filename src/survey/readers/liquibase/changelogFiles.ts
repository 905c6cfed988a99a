import type { Repository, SurveyedFile } from '../../repository';
import { compare } from '../../repository';
import { folderOf, resolvePath } from '../paths';
import { compareVersions } from '../sqlMigrations/migrationName';
import { changelogFile, readChangelog, type ChangeNode } from './changelogNodes';

/** Changelogs that others include, and those that nothing does. */
export interface Changelogs {
  /** Those to begin with. */
  readonly roots: readonly string[];
  readonly nodes: ReadonlyMap<string, readonly ChangeNode[]>;
}

/** What changelogs are called. */
const likely = /(?:^|[/._-])(?:liquibase|(?:db)?change-?(?:logs?|sets?))(?:[/._-]|$)|changelog/i;
/** Where they are kept otherwise, when they aren't JSON: what such a file holds says whether it is one. */
const possible = /(?:^|[/._-])(?:db|database|migrations?|master)(?:[/._-].*)?\.(?:xml|ya?ml)$/i;

export const formattedSql = /^\s*--\s*liquibase formatted sql/i;

/** How many files may be looked at for being changelogs. */
const mostFiles = 5000;

export async function changelogs(repository: Repository): Promise<Changelogs> {
  const nodes = new Map<string, readonly ChangeNode[]>();
  const candidates = repository.files.filter(
    (file) => changelogFile.test(file.name) && !file.isTest && (likely.test(file.path) || possible.test(file.path)),
  );
  for (const { path } of candidates.slice(0, mostFiles)) {
    const read = await readChangelog(repository, path);
    if (read) {
      nodes.set(path, read);
    }
  }
  const included = new Set<string>();
  const including = new Set<string>();
  for (const [path, own] of nodes) {
    const inner = own.flatMap((node) => includedBy(repository, path, node));
    for (const file of inner) {
      included.add(file);
    }
    if (inner.length > 0) {
      including.add(path);
    }
  }
  for (const path of await formattedFiles(repository, included)) {
    nodes.set(path, []);
  }
  const alone = [...nodes.keys()].filter((path) => !included.has(path)).sort(compareVersions);
  const masters = alone.filter((path) => including.has(path));
  const homes = new Set(masters.map(homeOf));
  // Beside one that includes others, a changelog that nothing includes is never run.
  const roots = alone.filter((path) => including.has(path) || !homes.has(homeOf(path)));
  return { roots: withoutOverlap(repository, roots, nodes), nodes };
}

/** Outermost changelogs for a place of work rather than for the product. */
const aside = /(?:^|[-_.])(?:tests?|demo|dev|local|integration|sample|docker)(?=[-_.])/i;

/** Of several outermost changelogs that include the same ones, as a demonstration's and the product's do, one. */
function withoutOverlap(
  repository: Repository,
  roots: readonly string[],
  nodes: ReadonlyMap<string, readonly ChangeNode[]>,
): string[] {
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  const rank = (path: string): number =>
    (aside.test(nameOf(path)) ? 2 : 0) + (/master|root|main|index/i.test(nameOf(path)) ? 0 : 1);
  const taken = new Set<string>();
  const kept = [...roots]
    .sort((a, b) => rank(a) - rank(b) || compare(a, b))
    .filter((root) => {
      const reached = reachedFrom(repository, root, nodes);
      const overlaps = reached.some((path) => taken.has(path));
      for (const path of overlaps ? [] : reached) {
        taken.add(path);
      }
      return !overlaps;
    });
  return kept.sort(compare);
}

/** A changelog, and all that it includes. */
function reachedFrom(
  repository: Repository,
  root: string,
  nodes: ReadonlyMap<string, readonly ChangeNode[]>,
): readonly string[] {
  const reached = new Set([root]);
  for (const path of reached) {
    for (const node of nodes.get(path) ?? []) {
      for (const inner of includedBy(repository, path, node)) {
        reached.add(inner);
      }
    }
  }
  return [...reached];
}

/** Changelogs written in SQL that no other includes. */
async function formattedFiles(repository: Repository, included: ReadonlySet<string>): Promise<string[]> {
  const found: string[] = [];
  for (const file of repository.files) {
    if (file.name.endsWith('.sql') && !file.isTest && likely.test(file.path) && !included.has(file.path)) {
      const source = await repository.text(file.path);
      if (source && formattedSql.test(source.text)) {
        found.push(file.path);
      }
    }
  }
  return found;
}

/** The module a file belongs to. */
function homeOf(path: string): string {
  return /^(?:.*\/)?(?=src\/main\/resources\/)/.exec(path)?.[0] ?? folderOf(path).split('/').slice(0, 2).join('/');
}

/** The files that `include` and `includeAll` name, in the order they are run in; empty for any other element. */
export function includedBy(repository: Repository, from: string, { name, values }: ChangeNode): string[] {
  const isRelative = values.get('relativeToChangelogFile')?.text === 'true';
  if (name === 'include') {
    const file = fileNamed(repository, from, values.get('file')?.text ?? '', isRelative);
    return file === undefined ? [] : [file];
  }
  if (name !== 'includeAll') {
    return [];
  }
  const folder = folderNamed(repository, from, values.get('path')?.text ?? '', isRelative);
  if (folder === undefined) {
    return [];
  }
  const inside = (file: SurveyedFile): boolean => file.path.startsWith(`${folder}/`) && file.path !== from;
  return repository.files
    .filter((file) => inside(file) && (changelogFile.test(file.name) || file.name.endsWith('.sql')))
    .map(({ path }) => path)
    .sort(compare);
}

/** A file as a changelog names it: from its own folder, or from wherever the product's resources are. */
export function fileNamed(repository: Repository, from: string, name: string, isRelative: boolean): string | undefined {
  return placesOf(from, name, isRelative).find((path) => repository.has(path)) ?? elsewhere(repository, from, name);
}

function folderNamed(repository: Repository, from: string, name: string, isRelative: boolean): string | undefined {
  return placesOf(from, name.replace(/\/$/, ''), isRelative).find((path) => repository.hasFolder(path));
}

function placesOf(from: string, name: string, isRelative: boolean): string[] {
  const bare = bareOf(name);
  const resources = /^(?:.*\/)?src\/main\/resources(?=\/)/.exec(from)?.[0];
  const folders = isRelative ? [folderOf(from)] : [resources, '', folderOf(from)].flatMap((folder) => folder ?? []);
  // What isn't found where it should be may be relative all the same.
  return [...folders, folderOf(from)].flatMap((folder) => {
    const path = resolvePath(folder, bare);
    return path === undefined || path === '' ? [] : [path];
  });
}

/** Another module's resources; the one whose path is nearest. */
function elsewhere(repository: Repository, from: string, name: string): string | undefined {
  const bare = bareOf(name);
  const last = bare.slice(bare.lastIndexOf('/') + 1);
  const found = repository.named(last).filter(({ path, isTest }) => !isTest && `/${path}`.endsWith(`/${bare}`));
  const own = from.split('/');
  const shared = (path: string): number => path.split('/').findIndex((part, index) => part !== own[index]);
  return [...found].sort((a, b) => shared(b.path) - shared(a.path))[0]?.path;
}

function bareOf(name: string): string {
  return name.replace(/^classpath\*?:/, '').replace(/^\/+/, '');
}
