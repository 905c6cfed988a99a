import type { Evidence } from '../../facts';
import type { Repository } from '../../repository';
import { childOf, childrenOf, xmlFile, type XmlElement } from '../xml';
import { emptyField } from './attributeMapping';
import type { MappedClass, MappedField, MappedJoin } from './mapping';

/** The classes that a `*.orm.xml` maps. */
export async function mappedByXml(repository: Repository, path: string): Promise<MappedClass[]> {
  const root = await xmlFile(repository, path);
  return (root?.children ?? []).flatMap((element) => {
    const kind = kinds[element.name];
    const name = attribute(element, 'name');
    return kind && name !== undefined ? [classOf(element, kind, name.replace(/^\\/, ''), path)] : [];
  });
}

const kinds: Readonly<Record<string, MappedClass['kind']>> = {
  entity: 'entity',
  'mapped-superclass': 'superclass',
  embeddable: 'embeddable',
};

function classOf(element: XmlElement, kind: MappedClass['kind'], name: string, path: string): MappedClass {
  const table = element.attributes.find((each) => each.name === 'table');
  const schema = attribute(element, 'schema');
  const style = attribute(element, 'inheritance-type');
  const discriminator = childOf(element, 'discriminator-column');
  const context = { path, namespace: name.slice(0, Math.max(0, name.lastIndexOf('\\'))) };
  return {
    name,
    kind,
    table: table && {
      name: `${schema === undefined || schema === 'public' ? '' : `${schema}.`}${table.value.replace(/`/g, '')}`,
      evidence: { path, line: table.line },
    },
    evidence: { path, line: element.line },
    label: undefined,
    parent: undefined,
    traits: [],
    inheritance: style === 'SINGLE_TABLE' ? 'single' : style === 'JOINED' ? 'joined' : undefined,
    discriminator: discriminator && {
      ...emptyField('', { path, line: discriminator.line }),
      name: attribute(discriminator, 'name') ?? 'dtype',
      type: attribute(discriminator, 'type') ?? 'string',
    },
    fields: element.children.flatMap((child) => fieldOf(child, context)),
  };
}

interface Context {
  readonly path: string;
  readonly namespace: string;
}

function fieldOf(element: XmlElement, context: Context): MappedField[] {
  const property = attribute(element, 'name') ?? attribute(element, 'field');
  if (property === undefined) {
    return [];
  }
  const column = element.attributes.find(({ name }) => name === 'column');
  const named = column ?? element.attributes.find(({ name }) => name === 'name' || name === 'field');
  const evidence: Evidence = { path: context.path, line: named?.line ?? element.line };
  const empty = {
    ...emptyField(property, evidence),
    isId: element.name === 'id' || attribute(element, 'association-key') === 'true',
  };
  switch (element.name) {
    case 'id':
    case 'field':
      return [
        {
          ...empty,
          name: column?.value.replace(/`/g, ''),
          type: sized(element),
          nullable: attribute(element, 'nullable') === 'true',
          unique: attribute(element, 'unique') === 'true',
          label: childrenOf(childOf(element, 'options'), 'option').find(
            (option) => attribute(option, 'name') === 'comment',
          )?.text,
        },
      ];
    case 'embedded':
      return [
        {
          ...empty,
          kind: 'embedded',
          name: attribute(element, 'use-column-prefix') === 'false' ? '' : attribute(element, 'column-prefix'),
          target: classNamed(attribute(element, 'class'), context),
        },
      ];
    case 'many-to-one':
    case 'one-to-one':
      return attribute(element, 'mapped-by') !== undefined
        ? []
        : [
            {
              ...empty,
              kind: 'one',
              nullable: undefined,
              unique: element.name === 'one-to-one',
              target: classNamed(attribute(element, 'target-entity'), context),
              joins: joinsOf(element, 'join-columns', context, evidence),
            },
          ];
    case 'many-to-many': {
      const table = childOf(element, 'join-table');
      const tableName = table?.attributes.find(({ name }) => name === 'name');
      return attribute(element, 'mapped-by') !== undefined
        ? []
        : [
            {
              ...empty,
              kind: 'many',
              target: classNamed(attribute(element, 'target-entity'), context),
              joinTable: {
                name: tableName?.value.replace(/`/g, ''),
                joins: table ? joinsOf(table, 'join-columns', context, evidence) : [],
                inverse: table ? joinsOf(table, 'inverse-join-columns', context, evidence) : [],
                evidence: { path: context.path, line: tableName?.line ?? evidence.line },
              },
            },
          ];
    }
    default:
      return [];
  }
}

function joinsOf(element: XmlElement, container: string, { path }: Context, evidence: Evidence): MappedJoin[] {
  const alone = container === 'join-columns' ? childrenOf(element, 'join-column') : [];
  return [...alone, ...childrenOf(childOf(element, container), 'join-column')].map((join) => {
    const named = join.attributes.find(({ name }) => name === 'name');
    const nullable = attribute(join, 'nullable');
    return {
      name: named?.value,
      referenced: attribute(join, 'referenced-column-name') ?? 'id',
      nullable: nullable === undefined ? undefined : nullable === 'true',
      unique: attribute(join, 'unique') === 'true',
      evidence: named ? { path, line: named.line } : evidence,
    };
  });
}

function classNamed(name: string | undefined, { namespace }: Context): string | undefined {
  return name === undefined ? undefined : name.includes('\\') ? name.replace(/^\\/, '') : `${namespace}\\${name}`;
}

function sized(element: XmlElement): string {
  const type = attribute(element, 'type') ?? 'string';
  const [length, precision, scale] = ['length', 'precision', 'scale'].map((name) => attribute(element, name));
  if (precision !== undefined && type === 'decimal') {
    return `${type}(${precision}, ${scale ?? '0'})`;
  }
  return length === undefined ? type : `${type}(${length})`;
}

function attribute(element: XmlElement, name: string): string | undefined {
  return element.attributes.find((each) => each.name === name)?.value;
}
