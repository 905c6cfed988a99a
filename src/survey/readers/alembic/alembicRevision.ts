import { compare } from '../../repository';
import type { PythonExpression, PythonFunction, PythonModule } from '../pythonCode/pythonModel';
import { flatStatements, itemsOrAlone, textOf, textsIn } from '../pythonCode/pythonParts';
import { PythonScope } from '../pythonCode/pythonScope';

/** One migration of Alembic's. */
export interface AlembicRevision {
  readonly module: PythonModule;
  readonly id: string;
  /** The revisions it comes after: none for a first one, several for one that joins branches. */
  readonly after: readonly string[];
  readonly upgrade: PythonFunction | undefined;
  /** The functions of the file, which `upgrade` may call. */
  readonly functions: ReadonlyMap<string, PythonFunction>;
  readonly scope: PythonScope;
}

/** Reads a migration's file; undefined when it declares none. */
export function alembicRevision(module: PythonModule): AlembicRevision | undefined {
  const scope = PythonScope.of(module.body);
  const given = (name: string): PythonExpression => scope.resolve({ kind: 'name', name, line: 0 });
  const id = textOf(given('revision'));
  if (id === undefined) {
    return undefined;
  }
  const functions = [...flatStatements(module.body)].filter((statement) => statement.kind === 'function');
  const byName = new Map(functions.map((own) => [own.name, own]));
  return {
    module,
    id,
    after: ['down_revision', 'depends_on'].flatMap((name) => textsIn(itemsOrAlone(given(name)))),
    upgrade: byName.get('upgrade'),
    functions: byName,
    scope,
  };
}

/** Parts revisions into chains: those of a folder, and those of the folders that they go on in. */
export function chains(revisions: readonly AlembicRevision[]): AlembicRevision[][] {
  const folderOf = ({ module: { path } }: AlembicRevision): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
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
