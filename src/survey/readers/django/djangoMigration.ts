import { compare } from '../../repository';
import type { SourceText } from '../../sourceText';
import type { DjangoApp, DjangoApps } from './djangoApps';
import { swappedModel, type SwappableModels } from './djangoState';
import type { PythonCall, PythonExpression, PythonModule } from '../pythonCode/pythonModel';
import { flatStatements, lastName, textOf } from '../pythonCode/pythonParts';
import { PythonScope } from '../pythonCode/pythonScope';

/** A migration's name: its application's label, its file's name without `.py`. */
export type MigrationName = readonly [label: string, name: string];

export interface DjangoMigration {
  readonly app: DjangoApp;
  readonly name: string;
  readonly source: SourceText;
  readonly dependencies: readonly MigrationName[];
  readonly runBefore: readonly MigrationName[];
  readonly replaces: readonly MigrationName[];
  /** What it does, all that the file says of names put in its place. */
  readonly operations: readonly PythonCall[];
  /** The line where something stands among its operations that can't be read. */
  readonly unreadAt: number | undefined;
}

/** Reads a migration's file; undefined when it declares none. */
export function djangoMigration(
  { source, body }: PythonModule,
  name: string,
  app: DjangoApp,
): DjangoMigration | undefined {
  const found = body.find(
    (statement) =>
      statement.kind === 'class' &&
      statement.name === 'Migration' &&
      statement.bases.some((base) => base.kind === 'name' && lastName(base.name).endsWith('Migration')),
  );
  if (found?.kind !== 'class') {
    return undefined;
  }
  const scope = PythonScope.of(body);
  const own = scope.inside();
  const lists = new Map<string, PythonExpression[]>();
  let unreadAt: number | undefined;
  for (const statement of flatStatements(found.body)) {
    if (statement.kind !== 'assign') {
      continue;
    }
    const value = own.resolve(statement.value);
    const isList = /^(?:operations|dependencies|run_before|replaces)$/.test(statement.target);
    if (isList && value.kind === 'list') {
      const before = statement.operator === '+=' ? (lists.get(statement.target) ?? []) : [];
      lists.set(statement.target, [...before, ...value.items]);
    } else if (isList) {
      unreadAt ??= statement.target === 'operations' ? value.line : undefined;
    } else {
      own.bind(statement.target, value);
    }
  }
  const operations = lists.get('operations') ?? [];
  const unread = operations.find(({ kind }) => kind !== 'call');
  return {
    app,
    name,
    source,
    dependencies: namesIn(lists.get('dependencies')),
    runBefore: namesIn(lists.get('run_before')),
    replaces: namesIn(lists.get('replaces')),
    operations: operations.filter((operation) => operation.kind === 'call'),
    unreadAt: unreadAt ?? unread?.line,
  };
}

/** `migrations.swappable_dependency(settings.AUTH_USER_MODEL)` is the first migration of `settings.AUTH_USER_MODEL`. */
function namesIn(items: readonly PythonExpression[] = []): MigrationName[] {
  return items.flatMap((item): MigrationName[] => {
    const [setting] = item.kind === 'call' && lastName(item.name) === 'swappable_dependency' ? item.args : [];
    if (setting?.kind === 'name') {
      return [[setting.name, '__first__']];
    }
    const [label, name] = item.kind === 'list' ? item.items.map(textOf) : [];
    return label !== undefined && name !== undefined ? [[label, name]] : [];
  });
}

/**
 * Puts migrations in the order in which a new database runs them: each after those that it depends on, and squashed ones
 * in place of those that they replace. Those that wait for each other come last, by name.
 */
export function inOrder(
  migrations: readonly DjangoMigration[],
  apps: DjangoApps,
  swappable: SwappableModels,
): DjangoMigration[] {
  const keyOf = ([label, name]: MigrationName, near: DjangoApp): string =>
    `${apps.named(label, near)?.folder ?? label}\n${name}`;
  const own = (migration: DjangoMigration): string => `${migration.app.folder}\n${migration.name}`;
  const all = [...migrations].sort((a, b) => compare(own(a), own(b)));
  const replacing = new Map(
    all.flatMap((migration) => migration.replaces.map((name) => [keyOf(name, migration.app), own(migration)] as const)),
  );
  const current = (key: string): string => {
    let name = key;
    // A squashed migration may be squashed again.
    for (
      let next = replacing.get(name), left = 20;
      next !== undefined && left > 0;
      next = replacing.get(name), left--
    ) {
      name = next;
    }
    return name;
  };
  const kept = all.filter((migration) => !replacing.has(own(migration)));
  const byFolder = new Map<string, DjangoMigration[]>();
  for (const migration of kept) {
    const same = byFolder.get(migration.app.folder);
    if (same) {
      same.push(migration);
    } else {
      byFolder.set(migration.app.folder, [migration]);
    }
  }
  const waits = new Map(kept.map((migration) => [own(migration), new Set<string>()]));
  const edges = (names: readonly MigrationName[], app: DjangoApp): string[] =>
    names.flatMap((name) => {
      const [told, wanted] = name;
      if (!wanted.startsWith('__')) {
        return [current(keyOf(name, app))];
      }
      const label = told.includes('.') ? swappedModel(told, swappable, app)?.split('.')[0] : told;
      const folder = apps.named(label ?? told, app)?.folder;
      const ofApp = byFolder.get(folder ?? '') ?? [];
      return (wanted === '__first__' ? ofApp.slice(0, 1) : ofApp.slice(-1)).map(own);
    });
  const replaced = new Map<string, DjangoMigration[]>();
  for (const migration of all) {
    const by = current(own(migration));
    replaced.set(by, [...(replaced.get(by) ?? []), migration]);
  }
  for (const migration of kept) {
    const key = own(migration);
    // What replaced migrations waited for, the one that replaces them waits for too.
    for (const part of replaced.get(key) ?? [migration]) {
      edges(part.dependencies, part.app).forEach((before) => waits.get(key)?.add(before));
      edges(part.runBefore, part.app).forEach((after) => waits.get(after)?.add(key));
    }
    waits.get(key)?.delete(key);
  }
  return sorted(kept, own, waits);
}

/** Each after those it waits for; of a circle, the first met comes last. */
function sorted(
  migrations: readonly DjangoMigration[],
  keyOf: (migration: DjangoMigration) => string,
  waits: ReadonlyMap<string, ReadonlySet<string>>,
): DjangoMigration[] {
  const byKey = new Map(migrations.map((migration) => [keyOf(migration), migration]));
  const met = new Set<string>();
  const result: DjangoMigration[] = [];
  for (const first of byKey.keys()) {
    const path = met.has(first) ? [] : [{ key: first, left: [...(waits.get(first) ?? [])].reverse() }];
    met.add(first);
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const next = step.left.pop();
      if (next === undefined) {
        path.pop();
        result.push(...[byKey.get(step.key) ?? []].flat());
      } else if (!met.has(next)) {
        met.add(next);
        path.push({ key: next, left: [...(waits.get(next) ?? [])].reverse() });
      }
    }
  }
  return result;
}
