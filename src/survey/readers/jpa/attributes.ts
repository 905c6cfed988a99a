import type { JvmSources } from '../jvm/jvmSources';
import { annotated, type JvmAnnotation, type JvmType, type JvmTypeUse } from '../jvm/jvmTypes';

/** What a class keeps in the database: a field, or a property told by its getter. */
export interface Attribute {
  readonly name: string;
  readonly line: number;
  readonly type: JvmTypeUse;
  readonly annotations: readonly JvmAnnotation[];
  readonly comment: string | undefined;
  /** The class that declares it. */
  readonly owner: JvmType;
}

/** Annotations that say where a class is mapped: on its fields or on its getters. */
const mapped = [
  'Id',
  'EmbeddedId',
  'Column',
  'JoinColumn',
  'ManyToOne',
  'OneToOne',
  'OneToMany',
  'ManyToMany',
  'Embedded',
  'ElementCollection',
  'Basic',
  'Enumerated',
  'Version',
];

const persistence = /\b(?:javax|jakarta)\.persistence\b/;

/** Whether a type carries an annotation of JPA, not its namesake of another library. */
export function isOfJpa(type: JvmType, name: string): boolean {
  const annotation = annotated(type, name);
  const { named, whole } = type.imports;
  return annotation !== undefined && persistence.test([annotation.package, named.get(name) ?? '', ...whole].join(' '));
}

/** The classes whose attributes make an object of an entity, up to the entity above it: the highest first. */
export async function mappedLevels(
  sources: JvmSources,
  type: JvmType,
): Promise<{ readonly levels: readonly Level[]; readonly parent: JvmType | undefined; readonly missing: string[] }> {
  const levels: Level[] = [];
  const missing: string[] = [];
  let level: Level = { type, bound: new Map() };
  for (let depth = 0; depth < 20; depth++) {
    levels.unshift(level);
    const above = await classAbove(sources, level);
    if (!above) {
      const [name] = level.type.superTypes;
      if (level.type.extendsClass && name) {
        missing.push(name.name);
      }
      return { levels, parent: undefined, missing };
    }
    if (isOfJpa(above.type, 'Entity')) {
      return { levels: levels.filter(isKept), parent: above.type, missing };
    }
    level = above;
  }
  return { levels: levels.filter(isKept), parent: undefined, missing };
}

/** A class, and what those below give for its parameters. */
export interface Level {
  readonly type: JvmType;
  readonly bound: ReadonlyMap<string, JvmTypeUse>;
}

/** The fields of a class above that isn't mapped are kept nowhere. */
function isKept({ type }: Level, index: number, levels: readonly Level[]): boolean {
  return index === levels.length - 1 || isOfJpa(type, 'MappedSuperclass') || isOfJpa(type, 'Embeddable');
}

async function classAbove(sources: JvmSources, { type, bound }: Level): Promise<Level | undefined> {
  const [use] = type.superTypes;
  const above = use && (await sources.typeNamed(use.name, type));
  if (!above || above.kind !== 'class') {
    return undefined;
  }
  const given = above.parameters.flatMap((name, index): [string, JvmTypeUse][] => {
    const argument = use.arguments[index];
    return argument ? [[name, bound.get(argument.name) ?? argument]] : [];
  });
  return { type: above, bound: new Map(given) };
}

/** What a class itself keeps. @param byGetters whether classes that say nothing are mapped by their getters */
export function attributesOf({ type, bound }: Level, byGetters: boolean): Attribute[] {
  const isProperty = accessOf(type) === undefined ? byGetters : accessOf(type) === 'getters';
  const found: Attribute[] = isProperty
    ? type.methods
        .filter(({ name, parameters, isStatic }) => /^(?:get|is)\p{Lu}/u.test(name) && parameters === 0 && !isStatic)
        .filter(
          (method) =>
            annotated(method, ...mapped) !== undefined ||
            type.methods.some(({ name }) => name === method.name.replace(/^(?:get|is)/, 'set')),
        )
        .map(({ name, line, type: of, annotations, comment }) => {
          const bare = name.replace(/^(?:get|is)/, '');
          return {
            name: bare.charAt(0).toLowerCase() + bare.slice(1),
            line,
            type: of,
            annotations,
            comment,
            owner: type,
          };
        })
    : type.fields
        .filter(({ isStatic, isTransient }) => !isStatic && !isTransient)
        .map(({ name, line, type: of, annotations, comment }) => ({
          name,
          line,
          type: of,
          annotations,
          comment,
          owner: type,
        }));
  return found
    .filter((attribute) => !annotated(attribute, 'Transient', 'Formula', 'JoinFormula'))
    .map((attribute) => ({ ...attribute, type: bound.get(attribute.type.name) ?? attribute.type }));
}

/** Where a class carries its mapping; undefined when it doesn't say. */
export function accessOf(type: JvmType): 'fields' | 'getters' | undefined {
  if (type.fields.some((field) => annotated(field, ...mapped))) {
    return 'fields';
  }
  return type.methods.some((method) => annotated(method, ...mapped)) ? 'getters' : undefined;
}
