import type { Column, Evidence, Table } from '../../facts';
import { compare } from '../../repository';
import { shortName } from '../php/phpValue';
import type { MappedClass, MappedField, MappedJoin, MappedJoinTable } from './mapping';
import type { Naming } from './naming';
import { packageTraits } from './packageTraits';

/** The tables that mapped classes make. */
export function entityTables(classes: ReadonlyMap<string, MappedClass>, naming: Naming): Table[] {
  return new EntityTables(classes, naming).tables();
}

interface Drawn {
  readonly name: string;
  readonly evidence: Evidence;
  readonly label: string | undefined;
  readonly columns: Map<string, Column>;
  partial: string | undefined;
}

/** How many classes may inherit one from another. */
const deepest = 20;

class EntityTables {
  private readonly drawn = new Map<string, Drawn>();

  constructor(
    private readonly classes: ReadonlyMap<string, MappedClass>,
    private readonly naming: Naming,
  ) {}

  tables(): Table[] {
    for (const mapped of this.classes.values()) {
      if (mapped.kind === 'entity') {
        this.drawEntity(mapped);
      }
    }
    return [...this.drawn.values()]
      .map(({ name, evidence, label, columns, partial }): Table => ({
        name,
        evidence: [evidence],
        from: 'Doctrine',
        source: 'models',
        ...(label === undefined ? {} : { label }),
        columns: [...columns.values()],
        ...(partial === undefined ? {} : { partial }),
      }))
      .sort((a, b) => compare(a.name, b.name));
  }

  private drawEntity(mapped: MappedClass): void {
    const root = this.rootOf(mapped);
    const isHeldByRoot = root !== mapped && root.inheritance === 'single';
    const owner = isHeldByRoot ? root : mapped;
    const table = this.open(owner);
    const isJoined = root !== mapped && root.inheritance === 'joined';
    if (isJoined) {
      for (const id of this.fieldsOf(root).filter(({ isId }) => isId)) {
        this.add(table, id, mapped, { references: `${this.tableOf(root)}.${this.nameOf(id)}` });
      }
    }
    const fields = isHeldByRoot || isJoined ? this.fieldsOf(mapped, root) : this.fieldsOf(mapped);
    for (const field of fields) {
      // What only some of the classes of one table have is empty for the others.
      this.add(table, field, owner, isHeldByRoot ? { nullable: true } : {});
    }
    if (root === mapped && (mapped.inheritance === 'single' || mapped.inheritance === 'joined')) {
      const told = mapped.discriminator;
      const name = told?.name ?? 'dtype';
      const column: Column = {
        name,
        type: told?.type ?? 'string(255)',
        nullable: false,
        evidence: told?.evidence ?? table.evidence,
        ...(told ? {} : { implicit: true }),
      };
      table.columns.set(name.toLowerCase(), column);
    }
  }

  /** The entity at the top of those that a class inherits from and shares a table or keys with. */
  private rootOf(mapped: MappedClass): MappedClass {
    let root = mapped;
    let each: MappedClass | undefined = mapped;
    for (let depth = 0; each && depth < deepest; depth++) {
      if (each.kind === 'entity' && (each === mapped || each.inheritance !== undefined)) {
        root = each;
      }
      each = each.parent === undefined ? undefined : this.classes.get(each.parent);
    }
    return root;
  }

  private open(mapped: MappedClass): Drawn {
    const name = this.tableOf(mapped);
    const known = this.drawn.get(name.toLowerCase());
    if (known) {
      return known;
    }
    const table = {
      name,
      evidence: mapped.table?.evidence ?? mapped.evidence,
      label: mapped.label,
      columns: new Map<string, Column>(),
      partial: this.missingOf(mapped),
    };
    this.drawn.set(name.toLowerCase(), table);
    return table;
  }

  /** What a class inherits from packages, whose mapping isn't read. */
  private missingOf(mapped: MappedClass): string | undefined {
    const vendor = (name: string): string => name.slice(0, name.indexOf('\\') + 1);
    const unknown = this.lineage(mapped)
      .flatMap(({ name, parent, traits }) =>
        [...(parent === undefined ? [] : [parent]), ...traits].filter(
          (other) => other.includes('\\') && vendor(other) !== vendor(name) && !packageTraits.has(shortName(other)),
        ),
      )
      .filter((name) => !this.classes.has(name));
    return unknown[0] === undefined
      ? undefined
      : `colonnes héritées de ${shortName(unknown[0])}, d’un paquet, non lues`;
  }

  private tableOf(mapped: MappedClass): string {
    return mapped.table?.name ?? this.naming.table(mapped.name);
  }

  /** A class, then the superclasses and traits that its columns come from too; `until` and what is above left out. */
  private lineage(mapped: MappedClass, until?: MappedClass): MappedClass[] {
    const found: MappedClass[] = [];
    const pending: (string | undefined)[] = [mapped.name];
    while (pending.length > 0 && found.length < 200) {
      const each = this.classes.get(pending.shift() ?? '');
      if (each && each !== until && !found.includes(each)) {
        found.push(each);
        pending.push(...each.traits, each.parent);
      }
    }
    return found;
  }

  private fieldsOf(mapped: MappedClass, until?: MappedClass): MappedField[] {
    const fields = new Map<string, MappedField>();
    const line = this.lineage(mapped, until);
    // What stands above comes first, and what a class says again counts.
    for (const each of [...line].reverse()) {
      for (const field of [...each.fields, ...each.traits.flatMap((name) => this.packageFields(each, name))]) {
        fields.set(field.property, field);
      }
    }
    return [...fields.values()];
  }

  private packageFields({ evidence }: MappedClass, trait: string): MappedField[] {
    return this.classes.has(trait)
      ? []
      : (packageTraits.get(shortName(trait)) ?? []).map((field) => ({ ...field, evidence }));
  }

  private nameOf({ name, property }: MappedField): string {
    return name ?? this.naming.column(property);
  }

  private add(table: Drawn, field: MappedField, owner: MappedClass, told: Partial<Column>): void {
    const put = (column: Column): void => {
      if (!table.columns.has(column.name.toLowerCase())) {
        table.columns.set(column.name.toLowerCase(), { ...column, ...told });
      }
    };
    switch (field.kind) {
      case 'column':
        put(
          this.columnOf(this.isOfPackage(field) ? { ...field, evidence: table.evidence } : field, this.nameOf(field)),
        );
        return;
      case 'embedded':
        for (const inner of this.embedded(field)) {
          put(inner);
        }
        return;
      case 'one':
        for (const join of field.joins.length > 0 ? field.joins : [undefined]) {
          put(this.joinColumn(field, join));
        }
        return;
      case 'many':
        if (field.joinTable && field.target !== undefined) {
          this.drawJoinTable(owner, field, field.joinTable, field.target);
        }
    }
  }

  private columnOf(field: MappedField, name: string): Column {
    return {
      name,
      ...(field.type === undefined ? {} : { type: field.type }),
      ...(field.nullable === undefined ? {} : { nullable: field.isId ? false : field.nullable }),
      ...(field.isId ? { key: 'primary' } : {}),
      ...(field.unique ? { unique: true } : {}),
      ...(field.label === undefined ? {} : { label: field.label }),
      evidence: field.evidence,
      ...(this.isOfPackage(field) ? { implicit: true } : {}),
    };
  }

  private isOfPackage({ property, kind }: MappedField): boolean {
    return kind === 'column' && property.startsWith('+');
  }

  private embedded(field: MappedField, depth = 0): Column[] {
    const inner = this.classes.get(field.target ?? '');
    const prefix = field.name;
    return (inner && depth < 5 ? this.fieldsOf(inner) : []).flatMap((each): Column[] => {
      if (each.kind === 'embedded') {
        return this.embedded(each, depth + 1).map((column) => ({
          ...column,
          name: prefix === undefined ? this.naming.embedded(field.property, column.name) : `${prefix}${column.name}`,
        }));
      }
      const own = this.nameOf(each);
      const name = prefix === undefined ? this.naming.embedded(field.property, own) : `${prefix}${own}`;
      return each.kind === 'column' ? [this.columnOf(each, name)] : [];
    });
  }

  private joinColumn(field: MappedField, join: MappedJoin | undefined): Column {
    const referenced = join?.referenced ?? 'id';
    const target = this.classes.get(field.target ?? '');
    const nullable = field.isId ? false : (join?.nullable ?? true);
    return {
      name: join?.name ?? this.naming.joinColumn(field.property, 'id'),
      ...this.typeOfKey(target),
      nullable,
      key: field.isId ? 'primary' : 'foreign',
      ...(target ? { references: `${this.tableOf(target)}.${referenced}` } : {}),
      ...(field.unique || join?.unique === true ? { unique: true } : {}),
      evidence: join?.evidence ?? field.evidence,
    };
  }

  private typeOfKey(target: MappedClass | undefined): { type?: string } {
    const id = target && this.fieldsOf(target).find(({ isId }) => isId);
    return id?.type === undefined ? {} : { type: id.type };
  }

  private drawJoinTable(owner: MappedClass, { evidence }: MappedField, held: MappedJoinTable, target: string): void {
    const name = held.name ?? this.naming.joinTable(owner.name, target);
    if (this.drawn.has(name.toLowerCase())) {
      return;
    }
    const columns = new Map<string, Column>();
    const isSelf = target === owner.name;
    const side = (joins: readonly MappedJoin[], className: string, end: string): void => {
      const mapped = this.classes.get(className);
      for (const join of joins.length > 0 ? joins : [undefined]) {
        const referenced = join?.referenced ?? 'id';
        const column = join?.name ?? this.naming.joinKey(className, isSelf ? end : referenced);
        columns.set(column.toLowerCase(), {
          name: column,
          ...this.typeOfKey(mapped),
          nullable: false,
          key: 'primary',
          ...(mapped ? { references: `${this.tableOf(mapped)}.${referenced}` } : {}),
          evidence: join?.name === undefined ? held.evidence : join.evidence,
          ...(join?.name === undefined ? { implicit: true } : {}),
        });
      }
    };
    side(held.joins, owner.name, 'source');
    side(held.inverse, target, 'target');
    this.drawn.set(name.toLowerCase(), {
      name,
      evidence: held.name === undefined ? evidence : held.evidence,
      label: undefined,
      columns,
      partial: undefined,
    });
  }
}
