import type { Column, Table } from '../../facts';
import { asBoolean, asText, evidenceOf, property, textAt, type JsText, type JsValue } from '../javascript/jsValue';
import { Inflector, underscored } from '../ruby/inflector';
import { columnOf, tableNameOf } from './sequelizeAttributes';

const english = new Inflector();

/** An attribute of a model, and the name its column has. */
interface Attribute {
  readonly key: string;
  readonly column: Column;
}

/** A model while what is said of it is put together. */
export class ModelDraft {
  private readonly attributes: Attribute[] = [];
  /** `createdAt`… that an attribute of another name stands for. */
  private readonly replaced = new Set<string>();

  /**
   * @param name the model's
   * @param options what the model is declared with
   * @param defaults what every model of the product is declared with
   */
  constructor(
    readonly name: JsText,
    private readonly options: JsValue | undefined,
    private readonly defaults: JsValue | undefined,
    /** Whether it stands between two others, for a relation of many to many: it has no key but theirs, and the name it was given. */
    private readonly isBetween = false,
  ) {}

  /** What its table is called, where that is written. */
  get table(): JsText {
    const own = this.isBetween ? this.name : tableNameOf(this.option('tableName'));
    if (own) {
      return own;
    }
    const { text } = this.name;
    const plural = asBoolean(this.option('freezeTableName')) === true ? text : english.pluralize(text);
    return { ...this.name, text: this.isUnderscored ? underscored(plural) : plural };
  }

  /** The type of the primary column, which columns that point at it have too. */
  get primaryType(): string {
    return this.attributes.find(({ column }) => column.key === 'primary')?.column.type ?? 'INTEGER';
  }

  /** The column that other tables point at. */
  get primary(): string {
    return this.attributes.find(({ column }) => column.key === 'primary')?.column.name ?? 'id';
  }

  private get isUnderscored(): boolean {
    return asBoolean(this.option('underscored')) === true;
  }

  /** Adds what the attributes describe. */
  addAll(attributes: JsValue | undefined): void {
    for (const { key, value } of attributes?.kind === 'record' ? attributes.entries.values() : []) {
      const type = property(value, 'type') ?? value;
      if (type.kind !== 'host' || type.label?.startsWith('VIRTUAL') !== true) {
        this.add(key, columnOf(asText(property(value, 'field')) ?? this.named(key), value));
      }
    }
  }

  add(key: JsText, column: Column): void {
    const known = this.attributes.findIndex((each) => each.key === key.text);
    this.attributes.splice(known < 0 ? this.attributes.length : known, known < 0 ? 0 : 1, { key: key.text, column });
  }

  /** Says that an attribute stands for one that Sequelize would add. @param name `createdAt`, `updatedAt` or `deletedAt` */
  replaces(name: string): void {
    this.replaced.add(name);
  }

  /** A key as the column that nothing names otherwise. */
  named(key: JsText): JsText {
    return this.isUnderscored ? { ...key, text: underscored(key.text) } : key;
  }

  /**
   * Makes a column point at a model, and adds it when nothing declares it.
   *
   * @param key the foreign key's name, as it is written; undefined when it takes the name of what it points at
   * @param as what it points at
   */
  pointAt(target: ModelDraft, key: JsText | undefined, as: string): void {
    const references = `${target.table.text}.${target.primary}`;
    const implicit = textAt(this.isUnderscored ? `${underscored(as)}_id` : `${as}Id`, this.table.place);
    const name = key ?? implicit;
    const known = this.attributes.find(({ key: own, column }) => own === name.text || column.name === name.text);
    const column: Column = known?.column ?? {
      name: key ? this.named(key).text : name.text,
      type: target.primaryType,
      evidence: evidenceOf(name),
      ...(key ? {} : { implicit: true }),
    };
    this.add(textAt(known?.key ?? name.text, name.place), { ...column, key: column.key ?? 'foreign', references });
  }

  /** The fact, with the columns that Sequelize adds by itself. */
  fact(): Table {
    const { table } = this;
    const columns = this.attributes.map(({ column }) => column);
    const label = asText(this.option('comment'))?.text;
    const known = new Set(columns.map(({ name }) => name));
    const added = this.added(columns.some(({ key }) => key === 'primary')).filter(({ name }) => !known.has(name));
    const [id, ...times] = added.map((column) => ({ ...column, evidence: evidenceOf(table), implicit: true }));
    const isIdFirst = id?.key === 'primary';
    return {
      name: table.text.replace(/^public\./, ''),
      evidence: [evidenceOf(table)],
      from: 'Sequelize',
      source: 'models',
      ...(label === undefined ? {} : { label }),
      columns: [...(id && isIdFirst ? [id] : []), ...columns, ...(id && !isIdFirst ? [id] : []), ...times],
    };
  }

  private added(hasPrimary: boolean): { name: string; type: string; key?: 'primary' }[] {
    const isTimed = asBoolean(this.option('timestamps')) !== false;
    const isParanoid = asBoolean(this.option('paranoid')) === true;
    const times = [...(isTimed ? ['createdAt', 'updatedAt'] : []), ...(isTimed && isParanoid ? ['deletedAt'] : [])];
    return [
      ...(hasPrimary || this.isBetween ? [] : [{ name: 'id', type: 'INTEGER', key: 'primary' as const }]),
      ...times.flatMap((name) => {
        const own = this.option(name);
        if (asBoolean(own) === false || this.replaced.has(name) || this.attributes.some(({ key }) => key === name)) {
          return [];
        }
        return [{ name: asText(own)?.text ?? (this.isUnderscored ? underscored(name) : name), type: 'DATE' }];
      }),
    ];
  }

  private option(name: string): JsValue | undefined {
    return property(this.options, name) ?? property(this.defaults, name);
  }
}
