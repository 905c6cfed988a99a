import type { Column, Table } from '../../facts';
import { pluralName, snakeName } from './columnNames';
import type { GoField, GoStruct } from './goCode';
import type { GoSources } from './goSources';
import {
  commentLabel,
  distinctColumns,
  isExported,
  modelTable,
  tableNameOf,
  tagOf,
  type GoModel,
} from './structModels';

/** How a product told GORM to name tables, and which it migrates. */
export interface GormSettings {
  readonly migrated: ReadonlySet<GoStruct>;
  /** Whether what it migrates isn't all named where it is migrated. */
  readonly migratesOthers: boolean;
  readonly isSingular: boolean;
  readonly prefix: string;
}

/** What `gorm.Model` brings. */
const brought: readonly (readonly [string, string])[] = [
  ['id', 'uint'],
  ['created_at', 'time.Time'],
  ['updated_at', 'time.Time'],
  ['deleted_at', 'gorm.DeletedAt'],
];

/** Folders of what is asked and answered, which is kept nowhere. */
const ofMessages = /(?:^|\/)(?:requests?|responses?|dtos?|vo|forms?)\//i;

type Tags = ReadonlyMap<string, string>;

/** Turns structs into the tables that GORM keeps them in. */
export class GormReader {
  private readonly models = new Map<GoStruct, GoModel>();

  constructor(
    private readonly sources: GoSources,
    private readonly settings: GormSettings,
  ) {}

  async tables(structs: readonly GoStruct[]): Promise<Table[]> {
    const embedded = await this.embeddedIn(structs);
    for (const struct of structs) {
      const told = await tableNameOf(this.sources, struct);
      if (await this.isModel(struct, told.isTold, embedded)) {
        this.models.set(struct, { struct, table: told.name ?? this.usualName(struct.name) });
      }
    }
    await this.addRelated();
    const tables = new Map<string, Table>();
    for (const model of this.models.values()) {
      const columns = distinctColumns(await this.columns(model.struct, model, ''));
      const known = tables.get(model.table);
      // Of two structs for one table, one is a view of the other.
      if (!known || known.columns.length < columns.length) {
        tables.set(model.table, modelTable(model, 'GORM', columns));
      }
    }
    for (const { struct, table } of this.models.values()) {
      await this.relations(struct, table, tables);
    }
    return [...tables.values()];
  }

  /** GORM also makes the tables that those it is told to make lead to. */
  private async addRelated(): Promise<void> {
    for (const { struct } of this.models.values()) {
      for (const field of struct.fields) {
        const target = await this.sources.struct(field.type.item ?? field.type, struct);
        const isKnown = !target || this.models.has(target) || target.fields.length === 0 || field.isEmbedded;
        if (!isKnown && (await this.isRelation(field, target, struct, tagsOf(field))) && (await this.hasKey(target))) {
          this.models.set(target, { struct: target, table: this.usualName(target.name) });
        }
      }
    }
  }

  private async isModel(struct: GoStruct, hasTableName: boolean, embedded: ReadonlySet<GoStruct>): Promise<boolean> {
    if (struct.fields.length === 0) {
      return false;
    }
    if (this.settings.migrated.has(struct) || hasTableName) {
      return true;
    }
    const isAll = this.settings.migrated.size > 0 && !this.settings.migratesOthers;
    return !isAll && !embedded.has(struct) && !ofMessages.test(struct.path) && (await this.hasKey(struct));
  }

  /** Whether objects of a struct can be told apart: what is read from a query only can't. */
  private async hasKey(struct: GoStruct, depth = 0): Promise<boolean> {
    const isTagged = struct.fields.some((field) => tagOf(field, 'gorm') !== undefined);
    for (const field of struct.fields) {
      if (
        (field.name === 'ID' && isTagged) ||
        /primary_?key/i.test(tagOf(field, 'gorm') ?? '') ||
        isGormModel(field, struct)
      ) {
        return true;
      }
      const inner = field.isEmbedded && depth < 5 ? await this.sources.struct(field.type, struct) : undefined;
      if (inner && (await this.hasKey(inner, depth + 1))) {
        return true;
      }
    }
    return false;
  }

  /** Structs that others hold as a part of themselves. */
  private async embeddedIn(structs: readonly GoStruct[]): Promise<ReadonlySet<GoStruct>> {
    const found = new Set<GoStruct>();
    for (const struct of structs) {
      for (const field of struct.fields) {
        const isPart = field.isEmbedded || tagsOf(field).has('embedded');
        const inner = isPart ? await this.sources.struct(field.type, struct) : undefined;
        if (inner) {
          found.add(inner);
        }
      }
    }
    return found;
  }

  private usualName(name: string): string {
    const snake = snakeName(name);
    return `${this.settings.prefix}${this.settings.isSingular ? snake : pluralName(snake)}`;
  }

  private async columns(struct: GoStruct, model: GoModel, prefix: string, depth = 0): Promise<Column[]> {
    const columns: Column[] = [];
    for (const field of struct.fields) {
      const tags = tagsOf(field);
      if (tags.has('-') || depth > 6) {
        continue;
      }
      if (isGormModel(field, struct)) {
        const evidence = { path: struct.path, line: field.line };
        columns.push(
          ...brought.map(([name, type]): Column => ({
            name: `${prefix}${name}`,
            type,
            ...(name === 'id' ? { key: 'primary', nullable: false } : {}),
            evidence: depth === 0 ? { path: model.struct.path, line: model.struct.line } : evidence,
            implicit: true,
          })),
        );
        continue;
      }
      const inner = await this.sources.struct(field.type, struct);
      const isStruct = inner !== undefined && inner.fields.length > 0;
      if (isStruct && (field.isEmbedded || tags.has('embedded')) && !(await this.isValue(inner, tags))) {
        columns.push(...(await this.columns(inner, model, prefix + (tags.get('embeddedprefix') ?? ''), depth + 1)));
      } else if (isExported(field) && !field.isEmbedded && !(await this.isRelation(field, inner, struct, tags))) {
        columns.push(this.column(field, tags, prefix, struct));
      }
    }
    return columns;
  }

  private column(field: GoField, tags: Tags, prefix: string, struct: GoStruct): Column {
    const isKey =
      tags.has('primarykey') ||
      tags.has('primary_key') ||
      (field.name === 'ID' && !struct.fields.some((each) => each !== field && tagsOf(each).has('primarykey')));
    const isNeeded = tags.has('not null') || tags.has('notnull') || isKey;
    const label = tags.get('comment') ?? commentLabel(field.comment, field.name);
    const unique = tags.get('uniqueindex') ?? tags.get('unique_index');
    const isUnique = tags.has('unique') || (unique !== undefined && !this.isShared(struct, field, unique));
    // Some write a constraint after the type: `type:int REFERENCES agents(id)`.
    const [, type = '', references] =
      /^(.*?)(?:\s+REFERENCES\s+["`]?([\w.]+).*)?$/is.exec(tags.get('type') ?? field.text) ?? [];
    return {
      name: prefix + (tags.get('column') ?? snakeName(field.name)),
      ...(type === '' ? {} : { type }),
      ...(isNeeded ? { nullable: false } : {}),
      ...(isKey ? { key: 'primary' } : references === undefined ? {} : { key: 'foreign' }),
      ...(references === undefined ? {} : { references }),
      ...(isUnique && !isKey ? { unique: true } : {}),
      ...(label === undefined ? {} : { label }),
      evidence: { path: struct.path, line: field.line },
    };
  }

  /** Whether an index is of several columns: none of them is unique by itself. */
  private isShared(struct: GoStruct, field: GoField, index: string): boolean {
    const name = index.split(',')[0] ?? '';
    return (
      /composite/.test(index) ||
      (name !== '' &&
        struct.fields.some((each) => each !== field && (tagsOf(each).get('uniqueindex') ?? '').split(',')[0] === name))
    );
  }

  /** Whether a field leads to other tables instead of being a column. */
  private async isRelation(
    field: GoField,
    inner: GoStruct | undefined,
    struct: GoStruct,
    tags: Tags,
  ): Promise<boolean> {
    if (tags.has('-') || tags.has('embedded')) {
      return false;
    }
    if (tags.has('many2many') || tags.has('polymorphic')) {
      return true;
    }
    if (tags.has('type') || tags.has('serializer') || tags.has('column')) {
      return false;
    }
    // `Notes Notes`, where `type Notes []*Note`.
    const item = field.type.item ?? inner?.base?.item;
    const held = item && (await this.sources.struct(item, field.type.item ? struct : (inner ?? struct)));
    const isWritten = !field.type.item && inner !== undefined && (await this.isValue(inner, tags));
    const target = isWritten ? undefined : (held ?? inner);
    if (target && target.fields.length > 0) {
      return !(await this.isValue(target, tags));
    }
    return (
      tags.has('foreignkey') ||
      (field.type.name === 'map' && tags.size === 0) ||
      /^(?:func|chan|interface)\b/.test(field.text)
    );
  }

  /** Whether a struct is written to one column: it says how. */
  private async isValue({ folder, name }: GoStruct, tags: Tags): Promise<boolean> {
    if (tags.has('embedded')) {
      return false;
    }
    for (const method of ['Value', 'GormDataType', 'GormDBDataType']) {
      if (await this.sources.function(folder, method, name)) {
        return true;
      }
    }
    return false;
  }

  /** Says what columns lead to, and adds the tables that join two others. */
  private async relations(struct: GoStruct, table: string, tables: Map<string, Table>): Promise<void> {
    for (const field of struct.fields) {
      const tags = tagsOf(field);
      const target = await this.sources.struct(field.type.item ?? field.type, struct);
      const model = target && this.models.get(target);
      if (!model || tags.has('-') || field.isEmbedded) {
        continue;
      }
      const joined = tags.get('many2many');
      if (joined !== undefined) {
        this.join(joined, { struct, table }, model, field, tables);
        continue;
      }
      const key = tags.get('foreignkey')?.split(',')[0];
      const isMany = field.type.item !== undefined;
      const own = struct.fields.find(({ name }) => name === (key ?? `${field.name}ID`));
      if (own && !isMany) {
        mark(tables, table, columnName(own), model.table);
      } else {
        const other = model.struct.fields.find(({ name }) => name === (key ?? `${struct.name}ID`));
        if (other) {
          mark(tables, model.table, columnName(other), table);
        }
      }
    }
  }

  private join(name: string, owner: GoModel, target: GoModel, field: GoField, tables: Map<string, Table>): void {
    if (tables.has(name)) {
      return;
    }
    const evidence = { path: owner.struct.path, line: field.line };
    const tags = tagsOf(field);
    const isSame = owner.struct === target.struct;
    const second = isSame ? field.name.replace(/s$/, '') : target.struct.name;
    const sides: readonly (readonly [string, string])[] = [
      [tags.get('joinforeignkey') ?? `${owner.struct.name}ID`, owner.table],
      [tags.get('joinreferences') ?? `${second}ID`, target.table],
    ];
    tables.set(name, {
      name,
      from: 'GORM',
      source: 'models',
      columns: sides.map(([column, references]) => ({
        name: snakeName(column),
        nullable: false,
        key: 'foreign',
        references,
        evidence,
        implicit: true,
      })),
      evidence: [evidence],
    });
  }
}

function mark(tables: Map<string, Table>, name: string, column: string, references: string): void {
  const table = tables.get(name);
  if (table) {
    const columns = table.columns.map((each): Column =>
      each.name === column ? { ...each, key: each.key ?? 'foreign', references: each.references ?? references } : each,
    );
    tables.set(name, { ...table, columns });
  }
}

function columnName(field: GoField): string {
  return tagsOf(field).get('column') ?? snakeName(field.name);
}

function isGormModel(field: GoField, { imports }: GoStruct): boolean {
  return field.isEmbedded && field.type.name === 'Model' && /(?:^|\/)gorm$/.test(imports.get(field.type.package) ?? '');
}

/** `column:nom;not null` → column → nom, not null → ''. Keys in lower case. */
function tagsOf(field: GoField): Tags {
  const written = (tagOf(field, 'gorm') ?? '').split(';').filter((part) => part.trim() !== '');
  return new Map(
    written.map((part): [string, string] => {
      const index = part.indexOf(':');
      return index < 0
        ? [part.trim().toLowerCase(), '']
        : [part.slice(0, index).trim().toLowerCase(), part.slice(index + 1).trim()];
    }),
  );
}
