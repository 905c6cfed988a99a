import type { Evidence, Migrations, Table } from '../facts';
import { DjangoApps, type DjangoApp } from '../readers/django/djangoApps';
import { djangoMigration, inOrder, type DjangoMigration } from '../readers/django/djangoMigration';
import { DjangoModels, type DeclaredModel } from '../readers/django/djangoModels';
import { DjangoReplay } from '../readers/django/djangoReplay';
import { DjangoState } from '../readers/django/djangoState';
import { createTables, notManaged } from '../readers/django/djangoTablesOf';
import { folderOf } from '../readers/paths';
import { PythonCode } from '../readers/pythonCode/pythonCode';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import type { Repository } from '../repository';
import type { SourceText } from '../sourceText';
import type { Framework, StructureFindings } from './framework';
import type { PythonModule } from '../readers/pythonCode/pythonModel';
import { PythonClasses } from '../readers/pythonCode/pythonClasses';
import { isOwnModule } from '../readers/pythonCode/moduleFiles';

/** Django's tables: what its migrations leave; of an application without any, what its models declare. */
export const djangoTables: Framework = {
  name: 'djangoTables',
  start(repository) {
    const product = new DjangoProduct();
    return {
      wants: isOwnModule,
      async read(source) {
        product.readSettings(source);
        const mayDeclare = product.mayDeclare(source);
        if (mayDeclare) {
          const module = await PythonCode.of(repository).read(source);
          product[mayDeclare].push(...(module ? [module] : []));
        }
      },
      find: async () => product.found(repository),
    };
  },
};

class DjangoProduct {
  readonly migrations: PythonModule[] = [];
  readonly models: PythonModule[] = [];
  private readonly labels = new Map<string, string>();
  /** Folders that say they are applications: by `apps.py`, or by the dotted names of a list of them. */
  private readonly configured = new Set<string>();
  private readonly installed = new Set<string>();
  private readonly swappable = new Map<string, { folder: string; model: string }[]>();

  readSettings({ path, text }: SourceText): void {
    if (text.includes('_MODEL')) {
      for (const [, name = '', model = ''] of text.matchAll(/^[ \t]*([A-Z]\w*_MODEL)\s*=\s*["'](\w+\.\w+)["']/gm)) {
        this.swappable.set(name, [...(this.swappable.get(name) ?? []), { folder: folderOf(path), model }]);
      }
    }
    const label = text.includes('AppConfig') ? /^[ \t]+label\s*=\s*["'](\w+)["']/m.exec(text)?.[1] : undefined;
    if (label !== undefined) {
      this.labels.set(folderOf(path), label);
    }
    if (/\(\s*(?:[\w.]+\.)?\w*AppConfig\s*\)/.test(text)) {
      this.configured.add(folderOf(path));
    }
    if (/^[ \t]*\w*APPS\b[^\n=]*=/m.test(text)) {
      for (const [, name = ''] of text.matchAll(/["'](\w+(?:\.\w+)*)["']/g)) {
        this.installed.add(name.replace(/\.apps\.\w+$/, '').replaceAll('.', '/'));
      }
    }
  }

  /** What a file may declare, for it to be parsed. */
  mayDeclare({ path, text }: SourceText): 'migrations' | 'models' | undefined {
    if (/^class[ \t]+Migration\b/m.test(text) && text.includes('django')) {
      return 'migrations';
    }
    const hasClasses = /^[ \t]*class[ \t]+\w/m.test(text);
    const isNamedSo = /(?:^|\/)(?:models|abstract_models)(?:\.py$|\/)/.test(path);
    return hasClasses &&
      (isNamedSo || (text.includes('django') && /\bmodels\.(?:Model\b|\w+(?:Field|Key)\b)/.test(text)))
      ? 'models'
      : undefined;
  }

  async found(repository: Repository): Promise<StructureFindings> {
    const homes = this.migrations.map(({ path }) => folderOf(folderOf(path)));
    const sure = new Set([...homes, ...this.labels.keys()]);
    const modelHomes = this.models
      .flatMap(({ path }) => /^(.*?)\/?models(?:\.py$|\/)/.exec(path)?.[1] ?? [])
      .filter((home) => this.isApplication(home, sure));
    const apps = new DjangoApps(new Set([...sure, ...modelHomes]), this.labels);
    const migrations = this.migrations.flatMap((module) => {
      const name = module.path.slice(module.path.lastIndexOf('/') + 1).replace(/\.py$/, '');
      return djangoMigration(module, name, apps.of(folderOf(folderOf(module.path)))) ?? [];
    });
    const ordered = inOrder(migrations, apps, this.swappable);
    const replay = new DjangoReplay(apps, this.swappable);
    ordered.forEach((migration) => {
      replay.run(migration);
    });
    replay.drawUnseen();
    const declared = await new DjangoModels(this.classes(repository), apps).declared();
    label(replay, declared);
    noteUnread(repository, replay, migrations);
    const migrated = new Set(migrations.map(({ app }) => app));
    return {
      tables: [
        ...replay.tables.tables('Django', 'migrations'),
        ...declaredTables(declared, migrated, DjangoState.empty(apps, this.swappable)),
      ],
      migrations: [...migrated].map((app) => migrationsOf(app, ordered, migrations, replay.data)),
    };
  }

  /**
   * Whether a folder with models is an application of its own: below another one, and named nowhere, it is a part of it.
   *
   * @param sure folders known to be applications
   */
  private isApplication(folder: string, sure: ReadonlySet<string>): boolean {
    const parts = folder.split('/');
    const above = parts.findIndex((_, depth) => depth > 0 && sure.has(parts.slice(0, depth).join('/')));
    // Its dotted name begins at what holds applications, never inside one.
    const isNamed = parts.some((_, depth) => depth < above && this.installed.has(parts.slice(depth).join('/')));
    return above < 0 || isNamed || this.configured.has(folder);
  }

  private classes(repository: Repository): PythonClasses {
    const classes = new PythonClasses(PythonCode.of(repository));
    this.models.forEach((module) => {
      classes.add(module);
    });
    return classes;
  }
}

/** Classes say what migrations leave out: what the table is for. */
function label(replay: DjangoReplay, declared: readonly DeclaredModel[]): void {
  const labelled = new Set(replay.state.models.filter((model) => model.label !== undefined).map(({ table }) => table));
  for (const { model, docstring } of declared) {
    if (!model.isProxy && !labelled.has(model.table)) {
      replay.tables.labelTable(model.table, model.label ?? docstring);
    }
  }
}

/** @param migrated the applications whose migrations say more */
function declaredTables(
  declared: readonly DeclaredModel[],
  migrated: ReadonlySet<DjangoApp>,
  state: DjangoState,
): Table[] {
  declared.forEach(({ model }) => {
    state.set(model);
  });
  const tables = new SchemaReplay();
  for (const { model, docstring, unknownBases } of declared.filter((one) => !migrated.has(one.model.app))) {
    createTables(tables, { ...model, label: model.label ?? docstring }, state);
    if (!model.isManaged) {
      tables.markPartial(model.table, notManaged);
    }
    if (unknownBases.length > 0) {
      tables.markPartial(model.table, `colonnes héritées d’un paquet, non lues : ${unknownBases.join(', ')}`);
    }
  }
  return tables.tables('Django', 'models');
}

function noteUnread(repository: Repository, replay: DjangoReplay, migrations: readonly DjangoMigration[]): void {
  const note = (message: string, { path, line }: Evidence): void => {
    repository.note(message, path, line, 'tables');
  };
  const { unknown } = replay.tables;
  if (unknown[0]) {
    note(
      `modifie des tables qu’aucune migration lue ne crée : ${unknown.map(({ name }) => name).join(', ')}`,
      unknown[0].evidence,
    );
  }
  for (const evidence of replay.unreadSql) {
    note('SQL que le fichier ne contient pas, non rejoué', evidence);
  }
  for (const { source, unreadAt } of migrations) {
    if (unreadAt !== undefined) {
      note('opérations calculées, non rejouées', { path: source.path, line: unreadAt });
    }
  }
}

function migrationsOf(
  app: DjangoApp,
  ordered: readonly DjangoMigration[],
  all: readonly DjangoMigration[],
  data: ReadonlyMap<DjangoMigration, Evidence>,
): Migrations {
  const own = ordered.filter((migration) => migration.app === app);
  const changing = own.flatMap((migration) => data.get(migration) ?? []);
  const paths = own.map(({ source }) => source.path);
  const first = own[0]?.source;
  const line = (first?.lines.findIndex((text) => text.includes('django')) ?? 0) + 1;
  return {
    name: 'Django',
    evidence: [{ path: first?.path ?? app.folder, line: Math.max(1, line) }],
    folder: folderOf(first?.path ?? ''),
    count: all.filter((migration) => migration.app === app).length,
    ...(paths[0] === undefined ? {} : { first: paths[0] }),
    ...(paths.at(-1) === undefined ? {} : { last: paths.at(-1) }),
    ...(changing.length > 0 ? { data: changing } : {}),
  };
}
