import type { Column } from '../../facts';
import { asNumber, asText, evidenceOf, type JsHost, type JsText, type JsValue } from '../javascript/jsValue';

/** A column while the chain of calls that describes it goes on. */
export class KnexColumn {
  isAltered = false;
  nullable: boolean | undefined;
  isPrimary = false;
  isUnique = false;
  label: string | undefined;
  private target: { column: string | undefined; table: string | undefined } | undefined;

  constructor(
    readonly name: JsText,
    readonly type: string | undefined,
    private readonly isImplicit: boolean,
  ) {}

  /** What the chain goes on with. */
  get host(): JsHost {
    const chain: JsHost = { kind: 'host', get: (method) => ({ kind: 'host', call: this.step(method, () => chain) }) };
    return chain;
  }

  /** The column as described. */
  get column(): Column {
    const references = this.references;
    return {
      name: this.name.text,
      ...(this.type === undefined ? {} : { type: this.type }),
      ...(this.nullable === undefined ? {} : { nullable: this.nullable }),
      ...(this.isPrimary ? { key: 'primary' as const } : references === undefined ? {} : { key: 'foreign' as const }),
      ...(references === undefined ? {} : { references }),
      ...(this.isUnique ? { unique: true } : {}),
      ...(this.label === undefined ? {} : { label: this.label }),
      evidence: evidenceOf(this.name),
      ...(this.isImplicit ? { implicit: true } : {}),
    };
  }

  private get references(): string | undefined {
    return this.target && referencesOf(this.target.table, this.target.column);
  }

  private step(method: string, chain: () => JsHost): (args: readonly JsValue[]) => JsHost {
    return (args) => {
      const [first] = args;
      switch (method) {
        case 'notNullable':
        case 'notNull':
          this.nullable = false;
          break;
        case 'nullable':
          this.nullable = !(first?.kind === 'boolean' && !first.value);
          break;
        case 'primary':
          this.isPrimary = true;
          break;
        case 'unique':
          this.isUnique = true;
          break;
        case 'references':
          this.target = { column: asText(first)?.text, table: this.target?.table };
          break;
        case 'inTable':
          this.target = { column: this.target?.column, table: asText(first)?.text };
          break;
        case 'comment':
          this.label = asText(first)?.text;
          break;
        case 'alter':
          this.isAltered = true;
          break;
      }
      return chain();
    };
  }
}

/** `table.column`, from the two or from `table.column` as one name; undefined when the table isn't known. */
export function referencesOf(table: string | undefined, column: string | undefined): string | undefined {
  if (table === undefined) {
    return column?.includes('.') === true ? column : undefined;
  }
  return column === undefined ? table : `${withoutDefaultSchema(table)}.${column.replace(/^.*\./, '')}`;
}

export function withoutDefaultSchema(table: string): string {
  return table.replace(/^(?:public|dbo)\./, '');
}

/** The type as it is written: the method, with the sizes it is given, or the type that it is given. */
export function knexType(method: string, args: readonly JsValue[]): string | undefined {
  if (method === 'specificType') {
    return asText(args[1])?.text;
  }
  const sizes = sized.has(method) ? args.slice(1).map(asNumber) : [];
  const known = sizes.filter((size) => size !== undefined);
  return known.length > 0 ? `${method}(${known.join(', ')})` : method;
}

const sized = new Set(['string', 'decimal', 'float', 'double', 'binary', 'integer', 'bit', 'varchar', 'char']);
