import type { Evidence } from '../../facts';
import type { SourceText } from '../../sourceText';
import type { SchemaReplay } from './schemaReplay';
import type { SqlName } from './sqlCursor';
import { SqlKeys } from './sqlKeys';

/** PostgreSQL's, SQL Server's and SQLite's own: names are as good without them. */
const defaultSchemas = new Set(['public', 'dbo', 'main', '$user']);

/** Where the tables of a session that ends with it stand. */
const temporarySchemas = /^(?:temp|tempdb|pg_temp\w*)$/;

/** What one text of SQL is replayed with: which schema it is in, what it made for itself alone, where it stands. */
export class SqlSession {
  readonly keys: SqlKeys;
  readonly data = new Map<string, Evidence>();
  changesSchema = false;
  private readonly temporary = new Set<string>();
  /** The database that `USE` chose, and the first one in which something was made. */
  private database: string | undefined;
  private mainDatabase: string | undefined;
  private searchPath: string | undefined;

  /** @param offsetOf from a place in the text of SQL to one in the file */
  constructor(
    readonly replay: SchemaReplay,
    private readonly source: SourceText,
    readonly text: string,
    private readonly offsetOf: (position: number) => number,
  ) {
    this.keys = SqlKeys.of(replay);
  }

  evidence(position: number): Evidence {
    return { path: this.source.path, line: this.source.lineAt(this.offsetOf(position)) };
  }

  /** A table's name in the replay: with its schema, unless that is the default one. */
  tableOf({ parts }: SqlName): string {
    const own = parts.at(-1) ?? '';
    const schema = parts.at(-2) ?? this.searchPath ?? (this.isElsewhere ? this.database : undefined);
    const isDefault = schema === undefined || defaultSchemas.has(schema.toLowerCase()) || schema === this.mainDatabase;
    return isDefault ? own : `${schema}.${own}`;
  }

  /** That of a table or a view that is being made. */
  tableMade(name: SqlName): string {
    this.mainDatabase ??= this.database;
    this.changesSchema = true;
    this.temporary.delete(this.tableOf(name).toLowerCase());
    return this.tableOf(name);
  }

  /** That of one that is being changed; undefined when it lives no longer than its session. */
  tableChanged(name: SqlName): string | undefined {
    if (this.isTemporary(name)) {
      return undefined;
    }
    this.changesSchema = true;
    return this.tableOf(name);
  }

  /** Remembers a table that lives no longer than its session. */
  makeTemporary(name: SqlName): void {
    this.temporary.add(this.tableOf(name).toLowerCase());
  }

  isTemporary(name: SqlName): boolean {
    return (
      name.parts.at(-1)?.startsWith('#') === true ||
      temporarySchemas.test(name.parts.at(-2)?.toLowerCase() ?? '') ||
      this.temporary.has(this.tableOf(name).toLowerCase())
    );
  }

  /** Remembers that the rows of a table are changed. */
  changeData(name: SqlName): void {
    const table = this.tableOf(name);
    if (!this.isTemporary(name) && !this.data.has(table)) {
      this.data.set(table, this.evidence(name.start));
    }
  }

  use(database: string): void {
    this.database = database;
  }

  /** @param schemas in the order they are searched; what is made without a schema goes into the first */
  search(schemas: readonly string[]): void {
    const first = schemas.find((schema) => schema !== '' && schema.toLowerCase() !== '$user');
    this.searchPath = first === undefined || first === 'pg_catalog' ? undefined : first;
  }

  /** `public`, once `USE` went to another database, says nothing of that one. */
  private get isElsewhere(): boolean {
    return this.database !== undefined && this.mainDatabase !== undefined && this.database !== this.mainDatabase;
  }
}
