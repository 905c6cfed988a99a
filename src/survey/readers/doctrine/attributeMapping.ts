import type { Evidence } from '../../facts';
import type { PhpAttribute } from '../php/phpAnnotations';
import type { PhpClass, PhpProperty } from '../php/phpClasses';
import { argumentOf, entryOf, shortName, textOf, truthOf, type PhpValue } from '../php/phpValue';
import type { MappedClass, MappedField, MappedJoin, MappedJoinTable } from './mapping';

/** Whether an attribute is one of Doctrine's mapping: `ORM\Column`, or `Column` imported from there. */
function isMapping({ name }: PhpAttribute, short: string): boolean {
  return name === `Doctrine\\ORM\\Mapping\\${short}`;
}

/** What the attributes and annotations of a class map; undefined when they map nothing. */
export function mappedByAttributes(owner: PhpClass): MappedClass | undefined {
  const of = (short: string): PhpAttribute | undefined => owner.attributes.find((each) => isMapping(each, short));
  const fields = owner.properties.flatMap((property) => fieldsOf(owner, property));
  const kind = of('Entity')
    ? 'entity'
    : of('MappedSuperclass')
      ? 'superclass'
      : of('Embeddable')
        ? 'embeddable'
        : owner.kind === 'trait'
          ? 'trait'
          : 'other';
  if (kind === 'other' && fields.length === 0) {
    return undefined;
  }
  const table = of('Table');
  const name = argumentOf(table?.arguments, 0, 'name');
  const schema = textOf(argumentOf(table?.arguments, -1, 'schema'));
  const written = textOf(name)?.replace(/^[`"]|[`"]$/g, '');
  const style = textOf(argumentOf(of('InheritanceType')?.arguments, 0, 'value'));
  const discriminator = of('DiscriminatorColumn');
  const discriminated = textOf(argumentOf(discriminator?.arguments, 0, 'name'));
  const evidence = { path: owner.path, line: owner.line };
  return {
    name: owner.name,
    kind,
    table:
      written === undefined || !name
        ? undefined
        : {
            name: schema === undefined || schema === 'public' ? written : `${schema}.${written}`,
            evidence: { path: owner.path, line: name.line },
          },
    evidence,
    label: textOf(entryOf(argumentOf(table?.arguments, -1, 'options'), 'comment')),
    parent: owner.parent,
    traits: owner.traits,
    inheritance:
      style === 'SINGLE_TABLE' ? 'single' : style === 'JOINED' ? 'joined' : style === undefined ? undefined : 'own',
    discriminator:
      discriminator && discriminated !== undefined
        ? {
            ...emptyField(discriminated, {
              path: owner.path,
              line: argumentOf(discriminator.arguments, 0, 'name')?.line ?? discriminator.line,
            }),
            name: discriminated,
            type: sized(textOf(argumentOf(discriminator.arguments, -1, 'type')) ?? 'string', discriminator),
          }
        : undefined,
    fields,
  };
}

export function emptyField(property: string, evidence: Evidence): MappedField {
  return {
    property,
    kind: 'column',
    name: undefined,
    type: undefined,
    nullable: false,
    unique: false,
    isId: false,
    label: undefined,
    target: undefined,
    joins: [],
    joinTable: undefined,
    evidence,
  };
}

function fieldsOf(owner: PhpClass, property: PhpProperty): MappedField[] {
  const of = (short: string): PhpAttribute | undefined => property.attributes.find((each) => isMapping(each, short));
  const here = { path: owner.path, line: property.line };
  const empty = { ...emptyField(property.name, here), isId: of('Id') !== undefined };
  const column = of('Column');
  if (column) {
    const options = argumentOf(column.arguments, -1, 'options');
    const name = argumentOf(column.arguments, 0, 'name');
    const label = textOf(entryOf(options, 'comment'));
    return [
      {
        ...empty,
        name: textOf(name)?.replace(/^[`"]|[`"]$/g, ''),
        type: sized(typeOf(argumentOf(column.arguments, 1, 'type')) ?? typeOfProperty(property, column), column),
        nullable: truthOf(argumentOf(column.arguments, -1, 'nullable')) ?? false,
        unique: truthOf(argumentOf(column.arguments, -1, 'unique')) ?? false,
        label: label === '' ? undefined : label,
        evidence: textOf(name) === undefined || !name ? here : { path: owner.path, line: name.line },
      },
    ];
  }
  const embedded = of('Embedded');
  if (embedded) {
    const prefix = argumentOf(embedded.arguments, -1, 'columnPrefix');
    return [
      {
        ...empty,
        kind: 'embedded',
        name: prefix?.kind === 'boolean' ? '' : textOf(prefix),
        target: classOf(argumentOf(embedded.arguments, 0, 'class'), owner) ?? fullType(property, owner),
      },
    ];
  }
  const toOne = of('ManyToOne') ?? of('OneToOne');
  const isHeld = toOne !== undefined && argumentOf(toOne.arguments, -1, 'mappedBy') === undefined;
  if (toOne && isHeld) {
    return [
      {
        ...empty,
        kind: 'one',
        nullable: undefined,
        unique: isMapping(toOne, 'OneToOne'),
        target:
          classOf(argumentOf(toOne.arguments, isMapping(toOne, 'ManyToOne') ? 0 : -1, 'targetEntity'), owner) ??
          fullType(property, owner),
        joins: joinsOf(owner, property, 'JoinColumn'),
      },
    ];
  }
  const toMany = of('ManyToMany');
  if (toMany && argumentOf(toMany.arguments, -1, 'mappedBy') === undefined) {
    return [
      {
        ...empty,
        kind: 'many',
        target: classOf(argumentOf(toMany.arguments, 0, 'targetEntity'), owner),
        joinTable: joinTableOf(owner, property, of('JoinTable')),
      },
    ];
  }
  return [];
}

function joinTableOf(owner: PhpClass, property: PhpProperty, table: PhpAttribute | undefined): MappedJoinTable {
  const name = argumentOf(table?.arguments, 0, 'name');
  const inside = (key: string): MappedJoin[] => {
    const value = argumentOf(table?.arguments, -1, key);
    const all = value?.kind === 'list' ? value.entries.map((entry) => entry.value) : value ? [value] : [];
    return all.map((join) => joinOf(owner, join, join.line));
  };
  return {
    name: textOf(name)?.replace(/^[`"]|[`"]$/g, ''),
    joins: [...joinsOf(owner, property, 'JoinColumn'), ...inside('joinColumns')],
    inverse: [...joinsOf(owner, property, 'InverseJoinColumn'), ...inside('inverseJoinColumns')],
    evidence: { path: owner.path, line: textOf(name) === undefined ? property.line : (name?.line ?? property.line) },
  };
}

function joinsOf(owner: PhpClass, property: PhpProperty, short: string): MappedJoin[] {
  return property.attributes.flatMap((attribute) => {
    if (isMapping(attribute, short)) {
      return [joinOf(owner, attribute.arguments, property.line)];
    }
    const inside = isMapping(attribute, `${short}s`) ? argumentOf(attribute.arguments, 0, 'value') : undefined;
    return (inside?.entries ?? []).map(({ value }) => joinOf(owner, value, property.line));
  });
}

function joinOf({ path }: PhpClass, given: PhpValue, line: number): MappedJoin {
  const name = argumentOf(given, 0, 'name');
  return {
    name: textOf(name)?.replace(/^[`"]|[`"]$/g, ''),
    referenced: textOf(argumentOf(given, 1, 'referencedColumnName')) ?? 'id',
    nullable: truthOf(argumentOf(given, -1, 'nullable')),
    unique: truthOf(argumentOf(given, -1, 'unique')) ?? false,
    evidence: { path, line: textOf(name) === undefined ? line : (name?.line ?? line) },
  };
}

function classOf(value: PhpValue | undefined, owner: PhpClass): string | undefined {
  if (value?.kind === 'class') {
    return value.text;
  }
  const written = textOf(value);
  // Annotations may give a class by its name alone: one of the same namespace.
  return written === undefined
    ? undefined
    : written.includes('\\')
      ? written.replace(/^\\/, '')
      : `${owner.name.slice(0, Math.max(0, owner.name.lastIndexOf('\\')))}\\${written}`;
}

function fullType({ fullType: full }: PhpProperty, owner: PhpClass): string | undefined {
  return full === '' ? undefined : full === 'self' || full === 'static' ? owner.name : full;
}

/** `Types::TEXT` is the constant of that name, `UuidType::NAME` of that class. */
function typeOf(value: PhpValue | undefined): string | undefined {
  if (value?.kind === 'constant') {
    const [name = '', constant = ''] = value.text.split('::');
    return /^NAME$/.test(constant)
      ? shortName(name)
          .replace(/Type$/, '')
          .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
          .toLowerCase()
      : constant.toLowerCase().replace(/_mutable$/, '');
  }
  return value?.kind === 'class' ? shortName(value.text) : textOf(value);
}

/** The type that Doctrine gives a column whose mapping has none: that of the property. */
function typeOfProperty({ type }: PhpProperty, column: PhpAttribute): string {
  const types: Readonly<Record<string, string>> = {
    int: 'integer',
    bool: 'boolean',
    float: 'float',
    array: 'json',
    datetime: 'datetime',
    datetimeinterface: 'datetime',
    datetimeimmutable: 'datetime_immutable',
    dateinterval: 'dateinterval',
  };
  const short = shortName(type.replace(/\|null|null\|/i, ''));
  const isNumberEnum = argumentOf(column.arguments, -1, 'enumType') !== undefined;
  return isNumberEnum ? 'string' : (types[short.toLowerCase()] ?? 'string');
}

function sized(type: string, { arguments: given }: PhpAttribute): string {
  const number = (name: string): string | undefined => {
    const value = argumentOf(given, -1, name);
    return value?.kind === 'number' ? value.text : undefined;
  };
  const length = number('length');
  const precision = number('precision');
  if (precision !== undefined && type === 'decimal') {
    return `${type}(${precision}, ${number('scale') ?? '0'})`;
  }
  return length === undefined ? type : `${type}(${length})`;
}
