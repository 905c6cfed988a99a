import type { Column } from '../../facts';
import { decorator, membersOf, type JsDecorator, type JsMember } from '../javascript/jsClasses';
import type { JsInterpreter } from '../javascript/jsInterpreter';
import {
  asBoolean,
  asNumber,
  asText,
  evidenceOf,
  property,
  type JsClass,
  type JsText,
  type JsValue,
} from '../javascript/jsValue';
import type { Naming } from './naming';

/** What an entity's columns need to know of the others. */
export interface EntityNames {
  readonly interpreter: JsInterpreter;
  readonly naming: Naming;
  /** The table of an entity, by its class; undefined for what isn't one. */
  tableOf(target: JsValue | undefined): string | undefined;
  classOf(target: JsValue | undefined): JsClass | undefined;
}

const columnDecorators = [
  'Column',
  'PrimaryColumn',
  'PrimaryGeneratedColumn',
  'CreateDateColumn',
  'UpdateDateColumn',
  'DeleteDateColumn',
  'VersionColumn',
  'ObjectIdColumn',
  'ViewColumn',
];

/** How many classes hold one another's columns. */
const deepestEmbedded = 5;

/** The columns that a class's members declare, those of classes it extends and of those it embeds with them. */
export function entityColumns(names: EntityNames, made: JsClass): Column[] {
  const members = membersOf(names.interpreter, made);
  const columns = new Map<string, Column>();
  for (const member of members) {
    for (const column of columnsOf(names, member, [])) {
      columns.set(column.name, column);
    }
  }
  for (const member of members) {
    for (const column of relationColumns(names, member)) {
      const known = columns.get(column.name);
      const { references } = column;
      columns.set(
        column.name,
        known && references !== undefined ? { ...known, key: known.key ?? 'foreign', references } : (known ?? column),
      );
    }
  }
  return [...columns.values()];
}

/** The name of an entity's primary column; `id` when it says none but by a relation. */
export function primaryOf(names: EntityNames, made: JsClass | undefined): string {
  const own = made ? membersOf(names.interpreter, made).flatMap((member) => columnsOf(names, member, [])) : [];
  return own.find(({ key }) => key === 'primary')?.name ?? 'id';
}

function columnsOf(names: EntityNames, member: JsMember, prefixes: readonly string[]): Column[] {
  const found = decorator(member.decorators, ...columnDecorators);
  if (!found) {
    return [];
  }
  const options = found.args.find(({ kind }) => kind === 'record');
  const [first] = found.args;
  const embedded = first?.kind === 'function' ? names.classOf(first) : undefined;
  if (embedded) {
    const prefix = property(options, 'prefix');
    const own = asBoolean(prefix) === false ? [] : [asText(prefix)?.text ?? member.name.text];
    return prefixes.length < deepestEmbedded
      ? membersOf(names.interpreter, embedded).flatMap((each) => columnsOf(names, each, [...prefixes, ...own]))
      : [];
  }
  const own = asText(property(options, 'name'));
  const isPrimary = found.name.startsWith('Primary') || asBoolean(property(options, 'primary')) === true;
  const isUnique =
    asBoolean(property(options, 'unique')) === true ||
    asBoolean(property(decorator(member.decorators, 'Index')?.args.at(-1), 'unique')) === true;
  const isNullable = asBoolean(property(options, 'nullable')) === true || found.name === 'DeleteDateColumn';
  const type = typeOf(found, member, options);
  const label = asText(property(options, 'comment'))?.text;
  return [
    {
      name: names.naming.column(member.name.text, own?.text, prefixes),
      ...(type === undefined ? {} : { type }),
      ...(found.name === 'ViewColumn' ? {} : { nullable: isNullable }),
      ...(isPrimary ? { key: 'primary' as const } : {}),
      ...(isUnique ? { unique: true } : {}),
      ...(label === undefined ? {} : { label }),
      evidence: evidenceOf(own ?? member.name),
    },
  ];
}

/** `varchar(50)`, from `@Column('varchar', { length: 50 })`; else the type of the class's own field. */
function typeOf(found: JsDecorator, member: JsMember, options: JsValue | undefined): string | undefined {
  const written = asText(property(options, 'type')) ?? asText(found.args[0]);
  const isStrategy = found.name === 'PrimaryGeneratedColumn' && written?.text !== 'uuid' && !property(options, 'type');
  const base = isStrategy ? member.type : (written?.text ?? member.type);
  const length = property(options, 'length') ?? property(options, 'precision');
  const size = asNumber(length)?.toString() ?? asText(length)?.text;
  const isArray = asBoolean(property(options, 'array')) === true && base?.endsWith('[]') === false;
  return base === undefined ? undefined : `${base}${size === undefined ? '' : `(${size})`}${isArray ? '[]' : ''}`;
}

/** The columns that hold what a relation points at. */
function relationColumns(names: EntityNames, member: JsMember): Column[] {
  const relation = decorator(member.decorators, 'ManyToOne', 'OneToOne', 'TreeParent');
  const joined = member.decorators.filter(({ name }) => name === 'JoinColumn');
  if (!relation || (relation.name === 'OneToOne' && joined.length === 0)) {
    return [];
  }
  const target = names.classOf(relation.args[0]);
  const table = names.tableOf(relation.args[0]);
  const options = relation.args.find(({ kind }) => kind === 'record');
  const isPrimary =
    asBoolean(property(options, 'primary')) === true || decorator(member.decorators, 'PrimaryColumn') !== undefined;
  const isNullable = asBoolean(property(options, 'nullable'));
  const described = joined.flatMap(({ args: [first] }) => (first?.kind === 'list' ? first.items : [first]));
  return (described.length > 0 ? described : [undefined]).map((each): Column => {
    const own: JsText | undefined = asText(property(each, 'name'));
    const referenced = asText(property(each, 'referencedColumnName'))?.text ?? primaryOf(names, target);
    return {
      name: own?.text ?? names.naming.joinColumn(member.name.text, referenced),
      nullable: !isPrimary && isNullable !== false,
      key: isPrimary ? 'primary' : 'foreign',
      ...(table === undefined ? {} : { references: `${table}.${referenced}` }),
      ...(relation.name === 'OneToOne' ? { unique: true } : {}),
      evidence: evidenceOf(own ?? member.name),
    };
  });
}
