import { compare } from '../../repository';
import type { SourceText } from '../../sourceText';
import { flat, importsOf, type PythonFunction, type PythonStatement } from '../python/pythonModule';
import { PythonScope, textOf } from '../python/pythonScope';
import type { PythonValue } from '../python/pythonValues';

/** One migration of Alembic's. */
export interface AlembicRevision {
  readonly source: SourceText;
  readonly id: string;
  /** The revisions it comes after: none for a first one, several for one that joins branches. */
  readonly after: readonly string[];
  readonly upgrade: PythonFunction | undefined;
  /** The functions of the file, which `upgrade` may call. */
  readonly functions: ReadonlyMap<string, PythonFunction>;
  readonly scope: PythonScope;
  /** What its names are imported from: `op` → `alembic.op`. */
  readonly imports: ReadonlyMap<string, string>;
}

/** Reads a migration's file; undefined when it declares none. */
export function alembicRevision(source: SourceText, body: readonly PythonStatement[]): AlembicRevision | undefined {
  const scope = PythonScope.of(body);
  const given = (name: string): PythonValue => scope.resolve({ kind: 'name', name, offset: 0 });
  const id = textOf(given('revision'));
  if (id === undefined) {
    return undefined;
  }
  const functions = flat(body).filter((statement) => statement.kind === 'function');
  const byName = new Map(functions.map((own) => [own.name, own]));
  return {
    source,
    id,
    after: [...textsIn(given('down_revision')), ...textsIn(given('depends_on'))],
    upgrade: byName.get('upgrade'),
    functions: byName,
    scope,
    imports: importsOf(body),
  };
}

/** Parts revisions into chains: those of a folder, and those of the folders that they go on in. */
export function chains(revisions: readonly AlembicRevision[]): AlembicRevision[][] {
  const folderOf = ({ source: { path } }: AlembicRevision): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const byFolder = new Map<string, AlembicRevision[]>();
  for (const revision of revisions) {
    const same = byFolder.get(folderOf(revision));
    if (same) {
      same.push(revision);
    } else {
      byFolder.set(folderOf(revision), [revision]);
    }
  }
  const byId = new Map(revisions.map((revision) => [revision.id, revision]));
  for (const revision of revisions) {
    const own = byFolder.get(folderOf(revision)) ?? [];
    const elsewhere = revision.after.find((id) => byId.has(id) && !own.some((other) => other.id === id));
    const before = elsewhere === undefined ? undefined : byId.get(elsewhere);
    const joined = before && byFolder.get(folderOf(before));
    if (joined && joined !== own) {
      joined.push(...own);
      byFolder.forEach((group, folder) => {
        if (group === own) {
          byFolder.set(folder, joined);
        }
      });
    }
  }
  return [...new Set(byFolder.values())];
}

function textsIn(value: PythonValue): string[] {
  const items = value.kind === 'list' ? value.items : [value];
  return items.flatMap((item) => textOf(item) ?? []);
}

/** Puts revisions after those they come after: the branches of a tree by their names, then what joins them. */
export function inRevisionOrder(revisions: readonly AlembicRevision[]): AlembicRevision[] {
  const byId = new Map([...revisions].sort((a, b) => compare(a.id, b.id)).map((revision) => [revision.id, revision]));
  const known = (id: string): AlembicRevision | undefined =>
    byId.get(id) ?? (id.length >= 4 ? [...byId.values()].find((revision) => revision.id.startsWith(id)) : undefined);
  const met = new Set<AlembicRevision>();
  const ordered: AlembicRevision[] = [];
  for (const first of byId.values()) {
    const path = met.has(first) ? [] : [{ revision: first, left: [...first.after].reverse() }];
    met.add(first);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const id = step.left.pop();
      const next = id === undefined ? undefined : known(id);
      if (id === undefined) {
        ordered.push(step.revision);
        path.pop();
      } else if (next && !met.has(next)) {
        met.add(next);
        path.push({ revision: next, left: [...next.after].reverse() });
      }
    }
  }
  return ordered;
}
