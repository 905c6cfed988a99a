import type { Column } from '../../facts';
import { asNumber, asText, evidenceOf, property, type JsHost, type JsText, type JsValue } from '../javascript/jsValue';

/** A column while the chain of calls that describes it goes on; several tables may spread one in. */
export interface ColumnDraft {
  /** As it is given; undefined when the key it stands under is the name. */
  readonly name: JsText | undefined;
  readonly type: string;
  isNotNull: boolean;
  isPrimary: boolean;
  isUnique: boolean;
  isArray: boolean;
  /** A function that gives the column it points at. */
  target: JsValue | undefined;
}

/** A column of one table. */
export interface DrizzleColumn {
  readonly name: JsText;
  readonly draft: ColumnDraft;
  readonly table: string;
  isPrimary: boolean;
  isUnique: boolean;
  /** The column it points at, when the table says so rather than the column. */
  foreign: DrizzleColumn | undefined;
}

/** The drafts behind the objects that the code is given. */
const drafts = new WeakMap<JsHost, ColumnDraft>();

export function draftOf(value: JsValue): ColumnDraft | undefined {
  return value.kind === 'host' ? drafts.get(value) : undefined;
}

/** What describes a column of a type, to be called: `varchar('name', { length: 50 })`, `varchar({ length: 50 })`. */
export function columnBuilder(type: string): JsHost {
  return {
    kind: 'host',
    label: type,
    call: (args) => {
      const options = args.find(({ kind }) => kind === 'record');
      const size = asNumber(property(options, 'length') ?? property(options, 'precision'));
      return chainOf({
        name: asText(args[0]),
        type: size === undefined ? type : `${type}(${size})`,
        isNotNull: false,
        isPrimary: false,
        isUnique: false,
        isArray: false,
        target: undefined,
      });
    },
  };
}

function chainOf(draft: ColumnDraft): JsHost {
  const chain: JsHost = {
    kind: 'host',
    get: (method) => ({
      kind: 'host',
      call: ([first]) => {
        switch (method) {
          case 'notNull':
            draft.isNotNull = true;
            break;
          case 'primaryKey':
            draft.isPrimary = true;
            break;
          case 'unique':
            draft.isUnique = true;
            break;
          case 'array':
            draft.isArray = true;
            break;
          case 'references':
            draft.target = first;
            break;
        }
        return chain;
      },
    }),
  };
  drafts.set(chain, draft);
  return chain;
}

/** The fact of a column. @param target the column it points at */
export function columnFact(
  { name, draft, isPrimary, isUnique }: DrizzleColumn,
  target: DrizzleColumn | undefined,
): Column {
  const isKey = draft.isPrimary || isPrimary;
  return {
    name: name.text,
    type: `${draft.type}${draft.isArray ? '[]' : ''}`,
    nullable: !(draft.isNotNull || isKey || /serial$/i.test(draft.type)),
    ...(isKey ? { key: 'primary' as const } : target ? { key: 'foreign' as const } : {}),
    ...(target ? { references: `${target.table}.${target.name.text}` } : {}),
    ...(draft.isUnique || isUnique ? { unique: true } : {}),
    evidence: evidenceOf(name),
  };
}
