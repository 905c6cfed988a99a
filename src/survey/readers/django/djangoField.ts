import type { Evidence } from '../../facts';
import type { PythonCall, PythonExpression } from '../pythonCode/pythonModel';
import { calledOn, entry, lastName, textOf, truthOf } from '../pythonCode/pythonParts';

/** A field of a model, as a migration or a class declares it. */
export interface DjangoField {
  readonly name: string;
  /** Where it is named last. */
  readonly evidence: Evidence;
  /** `column`: a column of its name; `foreign`: a column to another table; `many`: a table between two; `none`: nothing. */
  readonly kind: 'column' | 'foreign' | 'many' | 'none';
  /** The class of the field with its size: `CharField(255)`. */
  readonly type: string;
  readonly nullable: boolean;
  readonly isPrimary: boolean;
  readonly isUnique: boolean;
  readonly label: string | undefined;
  /** `db_column`. */
  readonly column: string | undefined;
  /** Of a relation: the model it leads to, as written (`'self'`, `'app.Model'`, a name). */
  readonly to: PythonExpression | undefined;
  /** Of `many`: the model between the two when it isn't made by Django, as written. */
  readonly through: PythonExpression | undefined;
  /** Of `many`: `db_table`. */
  readonly table: string | undefined;
  /** Whether Django adds it by itself. */
  readonly isImplicit: boolean;
}

const withoutColumn =
  /^(?:Generic(?:ForeignKey|Relation)|GenericTaggableManager|\w*TaggableManager|CompositePrimaryKey|AutocompleteSelect\w*|SearchVector)$/;
const manyToMany = /ManyToMany(?:Field)?$|^M2MField$/;
const oneToOne = /OneToOne(?:Field|Key)?$/;
const foreign = /ForeignKey$|^ParentalKey$|^FK$|^Filer(?:Image|File|Folder)Field$/;

/** Whether a call makes a field, by the name of what is called. */
export function isFieldCall(value: PythonExpression | undefined): value is PythonCall {
  const name = value?.kind === 'call' && !calledOn(value) ? lastName(value.name) : '';
  return /(?:Field|Key)$/.test(name) || withoutColumn.test(name) || manyToMany.test(name) || oneToOne.test(name);
}

/** Reads the call that makes a field. @param call with what is known of its names put in place */
export function djangoField(name: string, call: PythonCall, evidence: Evidence): DjangoField {
  const type = lastName(call.name);
  const kind = kindOf(type, call);
  const isRelation = kind === 'foreign' || kind === 'many';
  const isPrimary = truthOf(call.named.get('primary_key')) === true;
  const isOneToOne = kind === 'foreign' && oneToOne.test(type);
  return {
    name,
    evidence,
    kind,
    type: typeOf(type, call),
    nullable: truthOf(call.named.get('null')) ?? type === 'NullBooleanField',
    isPrimary,
    isUnique: !isPrimary && (isOneToOne || truthOf(call.named.get('unique')) === true),
    label:
      words(call.named.get('verbose_name') ?? (isRelation ? undefined : call.args[0])) ??
      words(call.named.get('db_comment')) ??
      words(call.named.get('help_text')),
    column: textOf(call.named.get('db_column')),
    to: isRelation ? (call.named.get('to') ?? call.args[0]) : undefined,
    through: call.named.get('through'),
    table: textOf(call.named.get('db_table')),
    isImplicit: false,
  };
}

function kindOf(type: string, { named }: PythonCall): DjangoField['kind'] {
  if (withoutColumn.test(type)) {
    return 'none';
  }
  if (manyToMany.test(type) || named.has('through')) {
    return 'many';
  }
  // Fields of other packages lead to another table under their own names.
  return oneToOne.test(type) || foreign.test(type) || (named.has('to') && named.has('on_delete'))
    ? 'foreign'
    : 'column';
}

function typeOf(type: string, { named, args }: PythonCall): string {
  const base = named.get('base_field') ?? (type === 'ArrayField' ? args[0] : undefined);
  const sizes = [
    named.get('max_length'),
    named.get('max_digits'),
    named.get('decimal_places'),
    named.get('dimensions'),
  ];
  const told = [
    ...(base?.kind === 'call' ? [typeOf(lastName(base.name), base)] : []),
    ...sizes.flatMap((size) => (size?.kind === 'number' ? [size.text] : [])),
  ];
  return told.length > 0 ? `${type}(${told.join(', ')})` : type;
}

/** A text for people, taken out of what translates it, on one line. */
export function words(value: PythonExpression | undefined): string | undefined {
  const translated =
    value?.kind === 'call' && /^(?:_|_l|N_|\w*gettext\w*)$/.test(lastName(value.name))
      ? value.args.findLast((given) => given.kind === 'text')
      : value;
  return textOf(translated)?.replace(/\s+/g, ' ').trim() || undefined;
}

/** A field that Django adds by itself. */
export function implicitField(
  name: string,
  evidence: Evidence,
  told: Partial<Pick<DjangoField, 'type' | 'kind' | 'isPrimary' | 'isUnique' | 'nullable' | 'to' | 'column'>>,
): DjangoField {
  return {
    name,
    evidence,
    kind: 'column',
    type: '',
    nullable: false,
    isPrimary: false,
    isUnique: false,
    label: undefined,
    column: undefined,
    to: undefined,
    through: undefined,
    table: undefined,
    isImplicit: true,
    ...told,
  };
}

/** The field that a constraint alone makes unique; undefined when it takes several, or a condition. */
export function soleUnique(constraint: PythonExpression | undefined): { name: string; field: string } | undefined {
  if (
    constraint?.kind !== 'call' ||
    lastName(constraint.name) !== 'UniqueConstraint' ||
    constraint.named.has('condition')
  ) {
    return undefined;
  }
  const fields = constraint.named.get('fields');
  const [only, second] = fields?.kind === 'list' ? fields.items : [];
  const field = textOf(only);
  const name = textOf(constraint.named.get('name')) ?? '';
  return field !== undefined && !second ? { name, field } : undefined;
}

/** The fields that `unique_together` makes unique each alone. */
export function soleTogether(value: PythonExpression | undefined): string[] {
  const items = value?.kind === 'list' ? value.items : value?.kind === 'call' ? value.args : [];
  const lists = items.every((item) => item.kind === 'text')
    ? [items]
    : items.map((item) => (item.kind === 'list' ? item.items : []));
  return lists.flatMap((list) => {
    const field = list.length === 1 ? textOf(list[0]) : undefined;
    return field === undefined ? [] : [field];
  });
}

/** What `options` or `class Meta` says. */
export interface DjangoOptions {
  readonly table: string | undefined;
  /** The line where that is written. */
  readonly tableAt: number | undefined;
  readonly label: string | undefined;
  readonly isManaged: boolean;
  readonly isProxy: boolean;
  readonly isAbstract: boolean;
  readonly appLabel: string | undefined;
  readonly isOrdered: boolean;
  /** Constraints that make one field unique: their names, and the field of each; `unique_together` has none. */
  readonly uniques: readonly { readonly name: string; readonly field: string }[];
}

/** @param option gives the value of an option */
export function djangoOptions(option: (name: string) => PythonExpression | undefined): DjangoOptions {
  const constraints = option('constraints');
  const table = textOf(option('db_table')) || undefined;
  return {
    table,
    tableAt: table === undefined ? undefined : option('db_table')?.line,
    label: words(option('verbose_name')) ?? words(option('db_table_comment')),
    isManaged: truthOf(option('managed')) !== false,
    isProxy: truthOf(option('proxy')) === true,
    isAbstract: truthOf(option('abstract')) === true,
    appLabel: textOf(option('app_label')),
    isOrdered: textOf(option('order_with_respect_to')) !== undefined,
    uniques: [
      ...soleTogether(option('unique_together')).map((field) => ({ name: '', field })),
      ...(constraints?.kind === 'list' ? constraints.items.flatMap((constraint) => soleUnique(constraint) ?? []) : []),
    ],
  };
}

/** Options that are written as a dictionary. */
export function optionsIn(map: PythonExpression | undefined): DjangoOptions {
  return djangoOptions((name) => entry(map, name));
}
