import { tidyEvidence } from '../evidence';
import type { Inventory, Migrations, Table } from '../facts';
import { changelogs, includedBy, type Changelogs } from '../readers/liquibase/changelogFiles';
import { ChangeReplay } from '../readers/liquibase/changeReplay';
import type { ChangeNode } from '../readers/liquibase/changelogNodes';
import { folderOf } from '../readers/paths';
import { SchemaReplay } from '../readers/schema/schemaReplay';
import { noteUnknownTables } from '../readers/schema/unknownTables';
import { engineOfWord } from '../readers/sqlMigrations/sqlDialects';
import type { Repository } from '../repository';
import type { Framework } from './framework';

const name = 'Liquibase';

/** Contexts that only tests and demonstrations are run in. */
const aside = /^\s*(?:tests?|faker|demo|samples?)\s*$/i;

/** Liquibase's own tables. */
const ofTools = /^databasechangelog(?:lock)?$/i;

/** The tables that remain once Liquibase's changelogs are replayed, in the order that the outermost one includes them. */
export const liquibase: Framework = {
  name: 'liquibase',
  start: (repository) => ({
    async find(before) {
      const found = await changelogs(repository);
      const tables: Table[] = [];
      const migrations: Migrations[] = [];
      for (const root of found.roots) {
        const own = await new Run(repository, found, before).read(root);
        tables.push(...own.tables);
        migrations.push(...own.migrations);
      }
      return { tables, migrations };
    },
  }),
};

/** The replay of one outermost changelog. */
class Run {
  private readonly tables = new SchemaReplay();
  private readonly changes: ChangeReplay;
  private readonly properties = new Map<string, string>();
  /** Changelogs that hold changes, in the order they are run in. */
  private readonly run: string[] = [];
  private readonly seen = new Set<string>();

  constructor(
    private readonly repository: Repository,
    private readonly found: Changelogs,
    before: Inventory,
  ) {
    this.changes = new ChangeReplay(repository, this.tables, dialectsOf(found.nodes.values()), before);
  }

  async read(root: string): Promise<{ tables: readonly Table[]; migrations: readonly Migrations[] }> {
    await this.file(root);
    const [first, last] = [this.run[0], this.run.at(-1)];
    if (first === undefined || last === undefined) {
      return { tables: [], migrations: [] };
    }
    noteUnknownTables(this.repository, this.tables, (table) => ofTools.test(table));
    const data = tidyEvidence(this.changes.data).filter(({ path }, index, all) => path !== all[index - 1]?.path);
    return {
      tables: this.tables.tables(name, 'migrations').filter((table) => !ofTools.test(table.name)),
      migrations: [
        {
          name,
          evidence: [{ path: root, line: 1 }],
          folder: folderOf(root),
          count: this.run.length,
          first,
          last,
          ...(data.length > 0 ? { data } : {}),
        },
      ],
    };
  }

  private async file(path: string): Promise<void> {
    if (this.seen.has(path)) {
      return;
    }
    this.seen.add(path);
    const nodes = this.found.nodes.get(path);
    const source = await this.repository.text(path);
    if (source && path.endsWith('.sql')) {
      this.run.push(path);
      this.changes.runSqlFile(source);
      return;
    }
    if (!nodes || !source) {
      return;
    }
    if (nodes.some((node) => node.name === 'changeSet')) {
      this.run.push(path);
    }
    for (const node of nodes) {
      if (node.name === 'property') {
        this.learn(node);
      } else if (node.name === 'changeSet') {
        await this.changeSet(node, path);
      } else if (this.changes.isOwn(node)) {
        await this.include(node, path);
      }
    }
  }

  private async include(node: ChangeNode, path: string): Promise<void> {
    const files = includedBy(this.repository, path, node);
    for (const file of files) {
      await this.file(file);
    }
    const named = node.values.get('file')?.text ?? node.values.get('path')?.text;
    if (files.length === 0 && named !== undefined && node.values.get('errorIfMissingOrEmpty')?.text !== 'false') {
      this.repository.note('changelog inclus, introuvable', path, node.line, 'tables');
    }
  }

  private async changeSet(node: ChangeNode, path: string): Promise<void> {
    const context = node.values.get('context') ?? node.values.get('contextFilter');
    const source = await this.repository.text(path);
    if (!source || !this.changes.isOwn(node)) {
      return;
    }
    const place = { source, properties: this.properties };
    for (const change of node.children) {
      // Rows for tests are rows all the same; tables for them aren't the product's.
      const isLeftOut = aside.test(context?.text ?? '') && /^(?:create|add|sql)/.test(change.name);
      if (!isLeftOut && this.changes.isOwn(change)) {
        await this.changes.run(change, place);
      }
    }
  }

  /** The first value of a property counts, among those for the product's own engine. */
  private learn(node: ChangeNode): void {
    const key = node.values.get('name')?.text;
    const value = node.values.get('value')?.text;
    if (key !== undefined && value !== undefined && !this.properties.has(key) && this.changes.isOwn(node)) {
      this.properties.set(key, value);
    }
  }
}

/** The engines that some changes are said to be for. */
function dialectsOf(files: Iterable<readonly ChangeNode[]>): Set<string> {
  const engines = new Set<string>();
  for (const nodes of files) {
    for (const { values } of nodes.flatMap((node) => [node, ...node.children])) {
      for (const key of ['dbms', 'context', 'contextFilter']) {
        for (const word of values.get(key)?.text.split(/[\s,()!]+/) ?? []) {
          const engine = engineOfWord(word);
          if (engine !== undefined) {
            engines.add(engine);
          }
        }
      }
    }
  }
  return engines;
}
