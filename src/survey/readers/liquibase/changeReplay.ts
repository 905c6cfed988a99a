import type { Column, Evidence, Inventory } from '../../facts';
import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import type { SchemaReplay } from '../schema/schemaReplay';
import { replaySql } from '../schema/sqlDdl';
import { SqlKeys, type SqlKey } from '../schema/sqlKeys';
import { chosenEngine, engineOfWord } from '../sqlMigrations/sqlDialects';
import { fileNamed } from './changelogFiles';
import { ownText, type ChangeNode } from './changelogNodes';
import { lineOffset, nameIn, targetOf, typeOf, wordIn, type ChangePlace } from './changeValues';

type Change = (node: ChangeNode, place: ChangePlace) => void | Promise<void>;

/** What Liquibase may change beside tables, or says of itself. */
const silent = new Set(
  (
    'preConditions rollback validCheckSum comment tagDatabase empty output property createSequence alterSequence dropSequence renameSequence ' +
    'addDefaultValue dropDefaultValue addAutoIncrement createProcedure dropProcedure stop modifySql executeCommand createFunction ' +
    'dropFunction createTrigger dropTrigger addCheckConstraint dropCheckConstraint sqlCheck markUnused dropIndex include includeAll ' +
    'changeSetPath author id alterIndex setTableRemarks createPackage createPackageBody dropPackage enableTrigger disableTrigger'
  ).split(' '),
);

/** Replays the changes of changelogs, one after the other. */
export class ChangeReplay {
  /** Where rows are changed. */
  readonly data: Evidence[] = [];
  private readonly keys: SqlKeys;
  private readonly engine: string | undefined;
  private readonly unread = new Set<string>();

  /** @param dialects all engines that some change is said to be for */
  constructor(
    private readonly repository: Repository,
    readonly tables: SchemaReplay,
    dialects: ReadonlySet<string>,
    before: Inventory,
  ) {
    this.keys = SqlKeys.of(tables);
    this.engine = chosenEngine(dialects, before);
  }

  /** Whether something is for the product's own engine. @param node a change set, or a change */
  isOwn({ values }: ChangeNode): boolean {
    const said = [
      values.get('dbms')?.text ?? '',
      values.get('context')?.text ?? values.get('contextFilter')?.text ?? '',
    ];
    return said.every((text) => this.isOwnDialect(text));
  }

  /** @param said `postgresql, h2`, `!oracle`, `tenant and mysql`: other words don't count */
  isOwnDialect(said: string): boolean {
    const words = said.split(/[\s,()]+/);
    const engines = words.flatMap((word) => engineOfWord(word) ?? []);
    const excluded = words.flatMap((word) => (word.startsWith('!') ? (engineOfWord(word.slice(1)) ?? []) : []));
    const isIncluded = engines.length === 0 || this.engine === undefined || engines.includes(this.engine);
    return isIncluded && (this.engine === undefined || !excluded.includes(this.engine));
  }

  async run(node: ChangeNode, place: ChangePlace): Promise<void> {
    const change = this.changes[node.name];
    if (change) {
      await change(node, place);
    } else if (!silent.has(node.name)) {
      this.noteUnread(node, place);
    }
  }

  /** Replays a file of SQL that a changelog includes, or the formatted one that is a changelog itself. */
  runSqlFile(source: SourceText): void {
    let start = 0;
    let isOwn = true;
    const read = (end: number): void => {
      if (isOwn) {
        this.runSql(source, source.text.slice(start, end), start);
      }
      start = end;
    };
    for (const { 0: line, index } of source.text.matchAll(/^[ \t]*--[ \t]*changeset\b.*$/gim)) {
      read(index);
      isOwn = this.isOwnDialect(/\bdbms:"?([\w,!]+)/i.exec(line)?.[1] ?? '');
    }
    read(source.text.length);
  }

  private runSql(source: SourceText, text: string, offset: number | ((position: number) => number)): void {
    const { data, brokenAt } = replaySql(this.tables, source, text, offset);
    this.data.push(...data.slice(0, 1).map(({ evidence }) => evidence));
    if (brokenAt) {
      this.repository.note('SQL inachevé : la suite n’a pas été lue', source.path, brokenAt.line, 'tables');
    }
  }

  /** What a change is done by, under its own name. */
  private readonly changes: Readonly<Record<string, Change>> = {
    createTable: (node, place) => {
      const name = nameIn(node, place, 'tableName');
      const remarks = node.values.get('remarks')?.text;
      const label = remarks === undefined ? {} : { label: remarks };
      if (name && this.tables.createTable(name.text, name.evidence, label)) {
        this.addColumns(node, name.text, place);
      }
    },
    addColumn: (node, place) => {
      const name = nameIn(node, place, 'tableName');
      if (name) {
        this.addColumns(node, name.text, place);
      }
    },
    dropTable: (node, place) => {
      const name = nameIn(node, place, 'tableName');
      this.tables.dropTable(name?.text ?? '');
      this.keys.dropTable(name?.text ?? '');
    },
    renameTable: (node, place) => this.rename(node, place, 'oldTableName', 'newTableName'),
    renameView: (node, place) => this.rename(node, place, 'oldViewName', 'newViewName'),
    dropColumn: (node, place) => {
      const name = nameIn(node, place, 'tableName');
      const listed = node.children.filter((child) => child.name === 'column');
      for (const holder of [...listed, node]) {
        const column = wordIn(holder, place, holder === node ? 'columnName' : 'name');
        for (const each of column?.text.split(/\s*,\s*/) ?? []) {
          this.keys.dropColumn(name?.text ?? '', each, column?.evidence ?? this.at(node, place));
          this.tables.dropColumn(name?.text ?? '', each, name?.evidence ?? this.at(node, place));
        }
      }
    },
    renameColumn: (node, place) => {
      const name = nameIn(node, place, 'tableName');
      const from = wordIn(node, place, 'oldColumnName');
      const to = wordIn(node, place, 'newColumnName');
      if (name && from && to) {
        this.tables.renameColumn(name.text, from.text, to.text, to.evidence);
        this.keys.renameColumn(name.text, from.text, to.text);
      }
    },
    modifyDataType: (node, place) =>
      this.alter(node, place, (column) => ({ ...column, ...typeOf(node, 'newDataType') })),
    addNotNullConstraint: (node, place) => this.alter(node, place, (column) => ({ ...column, nullable: false })),
    dropNotNullConstraint: (node, place) => this.alter(node, place, (column) => ({ ...column, nullable: true })),
    setColumnRemarks: (node, place) => {
      const label = node.values.get('remarks')?.text;
      this.alter(node, place, (column) => ({ ...column, ...(label === undefined ? {} : { label }) }));
    },
    setTableRemarks: (node, place) =>
      this.tables.labelTable(nameIn(node, place, 'tableName')?.text ?? '', node.values.get('remarks')?.text),
    addPrimaryKey: (node, place) => this.addKey('primary', node, place, 'tableName', 'columnNames'),
    addUniqueConstraint: (node, place) => this.addKey('unique', node, place, 'tableName', 'columnNames'),
    addForeignKeyConstraint: (node, place) => this.addKey('foreign', node, place, 'baseTableName', 'baseColumnNames'),
    createIndex: (node, place) => {
      const columns = node.children.flatMap((child) => wordIn(child, place, 'name')?.text ?? []);
      const name = nameIn(node, place, 'tableName');
      if (name && node.values.get('unique')?.text === 'true') {
        const index = wordIn(node, place, 'indexName')?.text;
        this.keys.add(name.text, { kind: 'unique', name: index, columns, target: undefined }, name.evidence);
      }
    },
    dropPrimaryKey: (node, place) => {
      const name = nameIn(node, place, 'tableName');
      if (name) {
        this.keys.dropPrimary(name.text, name.evidence);
      }
    },
    dropForeignKeyConstraint: (node, place) => this.dropKey(node, place, 'baseTableName', 'constraintName'),
    dropUniqueConstraint: (node, place) => this.dropKey(node, place, 'tableName', 'constraintName'),
    dropIndex: (node, place) => this.dropKey(node, place, 'tableName', 'indexName'),
    createView: (node, place) => {
      const name = nameIn(node, place, 'viewName');
      const query = node.values.get(ownText) ?? node.values.get('selectQuery');
      if (name) {
        const isWhole = node.values.get('fullDefinition')?.text === 'true';
        const text = isWhole
          ? (query?.text ?? '')
          : `CREATE VIEW "${name.text.replaceAll('.', '"."')}" AS ${query?.text ?? ''}`;
        this.runSql(place.source, text, lineOffset(place.source, text, query?.line ?? node.line));
        // The changelog's own line names it, not the query's.
        if (this.tables.has(name.text)) {
          this.tables.renameTable(name.text, name.text, name.evidence);
        }
      }
    },
    dropView: (node, place) => {
      this.tables.dropTable(nameIn(node, place, 'viewName')?.text ?? '');
    },
    sql: (node, place) => {
      for (const holder of [node, ...node.children.filter(({ name }) => name === 'sql')]) {
        const text = holder.values.get(ownText) ?? holder.values.get('sql');
        if (text) {
          this.runSql(place.source, text.text, lineOffset(place.source, text.text, text.line));
        }
      }
    },
    sqlFile: async (node, place) => {
      const isRelative = node.values.get('relativeToChangelogFile')?.text === 'true';
      const path = fileNamed(this.repository, place.source.path, node.values.get('path')?.text ?? '', isRelative);
      const source = path === undefined ? undefined : await this.repository.text(path);
      if (source) {
        this.runSqlFile(source);
      } else {
        this.repository.note('fichier SQL d’un changelog, introuvable', place.source.path, node.line, 'tables');
      }
    },
    addLookupTable: (node, place) => this.addLookup(node, place),
    insert: (node, place) => this.changeData(node, place),
    update: (node, place) => this.changeData(node, place),
    delete: (node, place) => this.changeData(node, place),
    loadData: (node, place) => this.changeData(node, place),
    loadUpdateData: (node, place) => this.changeData(node, place),
    mergeColumns: (node, place) => this.changeData(node, place),
  };

  private addColumns(node: ChangeNode, table: string, place: ChangePlace): void {
    const keys: SqlKey[] = [];
    const primary: string[] = [];
    let evidence: Evidence | undefined;
    for (const child of node.children.filter(({ name }) => name === 'column')) {
      const name = wordIn(child, place, 'name');
      if (!name) {
        continue;
      }
      evidence = name.evidence;
      const constraints = child.children.filter((inner) => inner.name === 'constraints');
      const said = (key: string): string | undefined =>
        constraints.findLast(({ values }) => values.has(key))?.values.get(key)?.text;
      const label = child.values.get('remarks')?.text;
      this.tables.addColumn(table, {
        name: name.text,
        ...typeOf(child, 'type'),
        nullable:
          said('nullable') !== 'false' &&
          said('notNull') !== 'true' &&
          child.values.get('autoIncrement')?.text !== 'true',
        ...(label === undefined ? {} : { label }),
        evidence: name.evidence,
      });
      if (said('primaryKey') === 'true') {
        primary.push(name.text);
      }
      if (said('unique') === 'true') {
        keys.push({ kind: 'unique', name: said('uniqueConstraintName'), columns: [name.text], target: undefined });
      }
      const target = targetOf(said('references'), said('referencedTableName'), said('referencedColumnNames'));
      if (target) {
        keys.push({ kind: 'foreign', name: said('foreignKeyName'), columns: [name.text], target });
      }
    }
    if (primary.length > 0) {
      keys.unshift({ kind: 'primary', name: undefined, columns: primary, target: undefined });
    }
    for (const key of evidence ? keys : []) {
      this.keys.add(table, key, evidence ?? this.at(node, place));
    }
  }

  private alter(node: ChangeNode, place: ChangePlace, change: (column: Column) => Column): void {
    const name = nameIn(node, place, 'tableName');
    const column = wordIn(node, place, 'columnName');
    if (name && column) {
      this.tables.alterColumn(name.text, column.text, change, name.evidence);
    }
  }

  private addKey(
    kind: SqlKey['kind'],
    node: ChangeNode,
    place: ChangePlace,
    tableKey: string,
    columnsKey: string,
  ): void {
    const name = nameIn(node, place, tableKey);
    const columns = wordIn(node, place, columnsKey)?.text.split(/\s*,\s*/) ?? [];
    const target = targetOf(
      undefined,
      nameIn(node, place, 'referencedTableName')?.text,
      wordIn(node, place, 'referencedColumnNames')?.text,
    );
    if (name) {
      const constraint = wordIn(node, place, 'constraintName')?.text;
      this.keys.add(name.text, { kind, name: constraint, columns, target }, name.evidence);
    }
  }

  private dropKey(node: ChangeNode, place: ChangePlace, tableKey: string, nameKey: string): void {
    const name = nameIn(node, place, tableKey);
    const key = wordIn(node, place, nameKey);
    if (key) {
      this.keys.dropNamed(name?.text, key.text, key.evidence);
    }
  }

  private rename(node: ChangeNode, place: ChangePlace, fromKey: string, toKey: string): void {
    const from = nameIn(node, place, fromKey);
    const to = nameIn(node, place, toKey);
    if (from && to) {
      this.tables.renameTable(from.text, to.text, to.evidence);
      this.keys.renameTable(from.text, to.text);
    }
  }

  /** A table made of what one column of another holds. */
  private addLookup(node: ChangeNode, place: ChangePlace): void {
    const table = wordIn(node, place, 'newTableName');
    const column = wordIn(node, place, 'newColumnName');
    const existing = wordIn(node, place, 'existingTableName');
    const pointing = wordIn(node, place, 'existingColumnName');
    if (!table || !column || !existing || !pointing) {
      return;
    }
    this.tables.createTable(table.text, table.evidence);
    this.tables.addColumn(table.text, {
      name: column.text,
      ...typeOf(node, 'newColumnDataType'),
      evidence: column.evidence,
    });
    const primary: SqlKey = { kind: 'primary', name: undefined, columns: [column.text], target: undefined };
    this.keys.add(table.text, primary, table.evidence);
    const target = { table: table.text, columns: [column.text] };
    const name = wordIn(node, place, 'constraintName')?.text;
    this.keys.add(existing.text, { kind: 'foreign', name, columns: [pointing.text], target }, existing.evidence);
  }

  private changeData(node: ChangeNode, place: ChangePlace): void {
    this.data.push(nameIn(node, place, 'tableName')?.evidence ?? this.at(node, place));
  }

  /** One note for each kind of change that isn't read, where it first stands. */
  private noteUnread({ name, line }: ChangeNode, place: ChangePlace): void {
    if (!this.unread.has(name)) {
      this.unread.add(name);
      const what = name === 'customChange' ? 'changement écrit en Java' : `changement « ${name} »`;
      this.repository.note(`${what}, non rejoué`, place.source.path, line, 'tables');
    }
  }

  private at({ line }: ChangeNode, { source }: ChangePlace): Evidence {
    return { path: source.path, line };
  }
}
