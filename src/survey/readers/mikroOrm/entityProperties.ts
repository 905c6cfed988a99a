import { classesOf, decorator, membersOf, type JsClassDeclaration, type JsMember } from '../javascript/jsClasses';
import type { JsInterpreter } from '../javascript/jsInterpreter';
import type { JsModule } from '../javascript/jsModules';
import { asBoolean, asText, property, type JsClass, type JsText, type JsValue } from '../javascript/jsValue';
import { definitionOf } from './definitions';

export type PropertyKind = 'column' | 'm:1' | '1:1' | 'm:n' | 'embedded';

/** One property of an entity, whichever way it is declared. */
export interface EntityProperty {
  readonly name: JsText;
  readonly kind: PropertyKind;
  readonly options: JsValue | undefined;
  /** The class on the other side, or how it is called. */
  readonly target: JsValue | undefined;
  readonly isPrimary: boolean;
  readonly isUnique: boolean;
  /** As the class annotates it, or as its decorator says. */
  readonly type: string | undefined;
  readonly mayBeMissing: boolean;
  /** Whether the other side holds what ties them. */
  readonly isInverse: boolean;
}

export interface Entity {
  readonly name: JsText;
  readonly made: JsClass | undefined;
  readonly options: JsValue | undefined;
  readonly properties: readonly EntityProperty[];
  /** The name of the definition that it goes on from. */
  readonly parent: JsValue | undefined;
}

const kinds: Readonly<Record<string, PropertyKind>> = {
  Property: 'column',
  PrimaryKey: 'column',
  Enum: 'column',
  ManyToOne: 'm:1',
  OneToOne: '1:1',
  ManyToMany: 'm:n',
  Embedded: 'embedded',
};

/** The entities that a file declares: classes with decorators, and definitions (`EntitySchema`, `defineEntity`). */
export function entitiesIn(interpreter: JsInterpreter, module: JsModule): Entity[] {
  const decorated = classesOf(interpreter, module).flatMap((declaration) => decoratedEntity(interpreter, declaration));
  const defined = module.top.exports.flatMap(({ name }): Entity[] => {
    const value = name === '*' ? undefined : interpreter.exported(module, name);
    const options = value && definitionOf(value);
    return options ? definedEntity(interpreter, options) : [];
  });
  return [...decorated, ...defined];
}

function decoratedEntity(interpreter: JsInterpreter, declaration: JsClassDeclaration): Entity[] {
  const found = decorator(declaration.decorators, 'Entity');
  const [options] = found?.args ?? [];
  return found && asBoolean(property(options, 'abstract')) !== true
    ? [{ ...declaration, options, properties: propertiesOf(interpreter, declaration.made), parent: undefined }]
    : [];
}

/** What the members of a class declare by their decorators, those of the classes it extends first. */
export function propertiesOf(interpreter: JsInterpreter, made: JsClass): EntityProperty[] {
  return membersOf(interpreter, made).flatMap((member): EntityProperty[] => {
    const found = decorator(member.decorators, ...Object.keys(kinds));
    const kind = found && kinds[found.name];
    if (!found || !kind) {
      return [];
    }
    const [first, second] = found.args;
    const options = found.args.find((each) => each.kind === 'record');
    const isRelation = kind !== 'column';
    const target = isRelation
      ? (property(options, 'entity') ?? (first?.kind === 'record' ? undefined : first) ?? namedIn(member))
      : undefined;
    return [
      {
        name: member.name,
        kind,
        options,
        target,
        isPrimary: found.name === 'PrimaryKey' || asBoolean(property(options, 'primary')) === true,
        isUnique: decorator(member.decorators, 'Unique') !== undefined,
        type: found.name === 'Enum' ? 'enum' : member.type?.replace(/\s*&\s*(?:Opt|Hidden)\b/g, ''),
        mayBeMissing: member.mayBeMissing,
        isInverse: isInverse(options) || (isRelation && (second?.kind === 'text' || second?.kind === 'function')),
      },
    ];
  });
}

/** The class that a property's own type names: `Ref<User>`, `new Collection<User>(this)`. */
function namedIn({ name, type }: JsMember): JsText | undefined {
  const written = type ?? name.place.source.text.slice(name.place.offset, name.place.offset + 200);
  const [, found] =
    type === undefined ? (/\bCollection<\s*(\w+)/.exec(written) ?? []) : (/(\w+)\W*$/.exec(written) ?? []);
  return found === undefined ? undefined : { ...name, text: found };
}

function isInverse(options: JsValue | undefined): boolean {
  return property(options, 'mappedBy') !== undefined && asBoolean(property(options, 'owner')) !== true;
}

function definedEntity(interpreter: JsInterpreter, options: JsValue): Entity[] {
  const made = property(options, 'class');
  const name = asText(property(options, 'name')) ?? (made?.kind === 'class' ? nameOf(interpreter, made) : undefined);
  const properties = property(options, 'properties');
  return name && asBoolean(property(options, 'abstract')) !== true
    ? [
        {
          name,
          made: made?.kind === 'class' ? made : undefined,
          options,
          properties: definedProperties(properties),
          parent: property(options, 'extends'),
        },
      ]
    : [];
}

function nameOf(interpreter: JsInterpreter, made: JsClass): JsText | undefined {
  return asText(interpreter.statics.get(interpreter, made, 'name', { source: made.scope.module.source, offset: 0 }));
}

/** The properties that a definition lists. */
export function definedProperties(properties: JsValue | undefined): EntityProperty[] {
  return [...(properties?.kind === 'record' ? properties.entries.values() : [])].flatMap(
    ({ key, value }): EntityProperty[] => {
      const said = asText(property(value, 'kind') ?? property(value, 'reference'))?.text;
      const kind = said === undefined ? 'column' : said;
      if (!isKind(kind) || property(value, 'formula') !== undefined) {
        return [];
      }
      return [
        {
          name: key,
          kind,
          options: value,
          target: property(value, 'entity') ?? (kind === 'column' ? undefined : property(value, 'type')),
          isPrimary: asBoolean(property(value, 'primary')) === true,
          isUnique: false,
          type: asBoolean(property(value, 'enum')) === true ? 'enum' : undefined,
          mayBeMissing: false,
          isInverse: isInverse(value),
        },
      ];
    },
  );
}

function isKind(kind: string): kind is PropertyKind {
  return ['column', 'm:1', '1:1', 'm:n', 'embedded'].includes(kind);
}
