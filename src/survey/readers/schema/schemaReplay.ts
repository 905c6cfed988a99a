import type { Column, Evidence, Table } from '../../facts';
import { compare } from '../../repository';

interface Drawn {
  name: string;
  evidence: Evidence;
  label: string | undefined;
  kind: Table['kind'];
  partial: string | undefined;
  readonly columns: Map<string, Column>;
}

/**
 * The tables that remain once migrations were replayed in their order. Names are matched whatever their case; a schema
 * before the name counts, so leave out the default one (`public`, `dbo`). What changes a table that nothing created
 * answers false and is remembered in `unknown`.
 */
export class SchemaReplay {
  private readonly drawn = new Map<string, Drawn>();
  private readonly missed = new Map<string, Evidence>();

  /** Tables that are changed and that nothing read so far creates, with the first place that changes them. */
  get unknown(): readonly { readonly name: string; readonly evidence: Evidence }[] {
    return [...this.missed].map(([name, evidence]) => ({ name, evidence }));
  }

  has(table: string): boolean {
    return this.drawn.has(key(table));
  }

  /** A table's name as it was created, whatever the case it is asked in; undefined when it doesn't exist. */
  nameOf(table: string): string | undefined {
    return this.drawn.get(key(table))?.name;
  }

  hasColumn(table: string, column: string): boolean {
    return this.drawn.get(key(table))?.columns.has(key(column)) ?? false;
  }

  /** The columns of a table as they are now, in their order; empty when it doesn't exist. */
  columns(table: string): readonly Column[] {
    return [...(this.drawn.get(key(table))?.columns.values() ?? [])];
  }

  /** Creates a table without columns; false, and nothing changes, when it exists already. */
  createTable(name: string, evidence: Evidence, { label, kind }: Partial<Pick<Table, 'label' | 'kind'>> = {}): boolean {
    if (this.has(name)) {
      return false;
    }
    this.missed.delete(key(name));
    this.drawn.set(key(name), { name, evidence, label, kind, partial: undefined, columns: new Map() });
    return true;
  }

  dropTable(name: string): boolean {
    return this.drawn.delete(key(name));
  }

  /** @param evidence where it got its new name: the table's evidence from now on, since that line holds it */
  renameTable(from: string, to: string, evidence: Evidence): boolean {
    const table = this.tableOf(from, evidence);
    if (!table) {
      return false;
    }
    this.drawn.delete(key(from));
    for (const [id, column] of table.columns) {
      if (column.implicit === true && column.evidence === table.evidence) {
        table.columns.set(id, { ...column, evidence });
      }
    }
    table.name = to;
    table.evidence = evidence;
    this.drawn.set(key(to), table);
    for (const { columns } of this.drawn.values()) {
      for (const [id, column] of columns) {
        const [target = '', ...rest] = column.references?.split('.') ?? [];
        if (column.references !== undefined && key(target) === key(from)) {
          columns.set(id, { ...column, references: [to, ...rest].join('.') });
        }
      }
    }
    return true;
  }

  /** Says what a table is for. */
  labelTable(name: string, label: string | undefined): void {
    const table = this.drawn.get(key(name));
    if (table) {
      table.label = label;
    }
  }

  /** Says that a table isn't known whole. @param why in French, without a final full stop */
  markPartial(name: string, why: string): void {
    const table = this.drawn.get(key(name));
    if (table) {
      table.partial ??= why;
    }
  }

  /** Adds a column, or says all of it again when it exists. */
  addColumn(table: string, column: Column): boolean {
    const into = this.tableOf(table, column.evidence);
    into?.columns.set(key(column.name), column);
    return into !== undefined;
  }

  /**
   * @param change gives the column as it is from then on, under the same name
   * @param evidence where that is written
   */
  alterColumn(table: string, name: string, change: (column: Column) => Column, evidence: Evidence): boolean {
    const into = this.tableOf(table, evidence);
    const known = into?.columns.get(key(name));
    if (!into || !known) {
      return false;
    }
    into.columns.set(key(name), change(known));
    return true;
  }

  /** @param evidence where it got its new name: the column's evidence from now on */
  renameColumn(table: string, from: string, to: string, evidence: Evidence): boolean {
    const into = this.tableOf(table, evidence);
    const known = into?.columns.get(key(from));
    if (!into || !known) {
      return false;
    }
    const renamed = [...into.columns].map(([id, column]): [string, Column] =>
      id === key(from) ? [key(to), withName(column, to, evidence)] : [id, column],
    );
    into.columns.clear();
    for (const [id, column] of renamed) {
      into.columns.set(id, column);
    }
    return true;
  }

  dropColumn(table: string, name: string, evidence: Evidence): boolean {
    return this.tableOf(table, evidence)?.columns.delete(key(name)) ?? false;
  }

  /** What remains, by name. */
  tables(from: string, source: Table['source']): Table[] {
    return [...this.drawn.values()]
      .map(({ name, evidence, label, kind, partial, columns }) => ({
        name,
        evidence: [evidence],
        from,
        source,
        ...(kind === undefined ? {} : { kind }),
        ...(label === undefined ? {} : { label }),
        columns: [...columns.values()],
        ...(partial === undefined ? {} : { partial }),
      }))
      .sort((a, b) => compare(a.name, b.name));
  }

  private tableOf(name: string, evidence: Evidence): Drawn | undefined {
    const table = this.drawn.get(key(name));
    if (!table && !this.missed.has(key(name))) {
      this.missed.set(key(name), evidence);
    }
    return table;
  }
}

function key(name: string): string {
  return name.toLowerCase();
}

/** A column under its new name is named where it got it. */
function withName(column: Column, name: string, evidence: Evidence): Column {
  const renamed = { ...column, name, evidence };
  delete renamed.implicit;
  return renamed;
}
