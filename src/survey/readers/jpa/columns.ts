import type { Column, Evidence } from '../../facts';
import {
  annotated,
  flagOf,
  itemsOf,
  nestedAnnotations,
  type JvmAnnotation,
  type JvmType,
  type JvmValue,
} from '../jvm/jvmTypes';
import { attributesOf, type Attribute } from './attributes';
import type { Entity, EntityModel } from './entityModel';

/** What an entity says of the columns of what it embeds, by the name of the attribute. */
export type Overrides = ReadonlyMap<string, { readonly annotation: JvmAnnotation; readonly place: JvmType }>;

const notNull = ['NotNull', 'NotBlank', 'NotEmpty', 'NonNull', 'Nonnull'];

/** Reads what attributes are kept in. */
export class ColumnReader {
  /** Attributes whose column's name is computed. */
  readonly unknown: Attribute[] = [];

  constructor(private readonly model: EntityModel) {}

  /** The column of an attribute of a plain type; undefined, and remembered, when its name can't be told. */
  async basic(attribute: Attribute, overrides: Overrides = new Map()): Promise<Column | undefined> {
    const own = annotated(attribute, 'Column');
    const override = overrides.get(attribute.name);
    const column = override?.annotation ?? own;
    const place = override?.place ?? attribute.owner;
    const named = await this.nameOf(column?.values.get('name'), place, attribute.name, attribute);
    if (!named) {
      return undefined;
    }
    const definition = await this.model.text(
      column?.values.get('columnDefinition') ?? own?.values.get('columnDefinition'),
      place,
    );
    const type = definition ?? attribute.type.text;
    const isKey = annotated(attribute, 'Id', 'EmbeddedId') !== undefined;
    const nullable = isKey ? false : nullableOf(attribute, column);
    const label = labelOf(attribute);
    return {
      name: named.name,
      ...(type === '' ? {} : { type }),
      ...(nullable === undefined ? {} : { nullable }),
      ...(isKey ? { key: 'primary' } : {}),
      ...(flagOf(column, 'unique') === true && !isKey ? { unique: true } : {}),
      ...(label === undefined ? {} : { label }),
      evidence: named.evidence,
    };
  }

  /** The columns by which an attribute leads to an entity. */
  async joins(
    attribute: Attribute,
    relation: JvmAnnotation,
    target: Entity | undefined,
    overrides: Overrides,
  ): Promise<Column[]> {
    const override = overrides.get(attribute.name);
    const place = override?.place ?? attribute.owner;
    const several = annotated(attribute, 'JoinColumns')?.values.get('value');
    const own = attribute.annotations.filter(({ name }) => name === 'JoinColumn');
    const written = override ? [override.annotation] : several ? nestedAnnotations(several) : own;
    const keys = target ? await this.model.keysOf(target) : [];
    const isKey = annotated(attribute, 'Id', 'MapsId') !== undefined;
    const label = labelOf(attribute);
    const columns: Column[] = [];
    for (const join of written.length > 0 ? written : [undefined]) {
      const fallback = `${attribute.name}_${keys[0] ?? 'id'}`;
      const named = await this.nameOf(join?.values.get('name'), place, fallback, attribute);
      if (!named) {
        continue;
      }
      const nullable = isKey || flagOf(relation, 'optional') === false ? false : nullableOf(attribute, join);
      const isUnique =
        flagOf(join, 'unique') === true || (relation.name === 'OneToOne' && !isKey && written.length <= 1);
      columns.push({
        name: named.name,
        ...(attribute.type.text === '' ? {} : { type: attribute.type.text }),
        ...(nullable === undefined ? {} : { nullable }),
        key: isKey ? 'primary' : 'foreign',
        ...(target ? { references: target.table } : {}),
        ...(isUnique ? { unique: true } : {}),
        ...(label === undefined ? {} : { label }),
        evidence: named.evidence,
      });
    }
    return columns;
  }

  /** What an attribute says of the columns of what it embeds; what is said further out counts more. */
  async overridesOf(attribute: Attribute, outer: Overrides): Promise<Overrides> {
    const found = new Map<string, { annotation: JvmAnnotation; place: JvmType }>();
    const written = attribute.annotations.flatMap((annotation) =>
      ['AttributeOverrides', 'AssociationOverrides'].includes(annotation.name)
        ? nestedAnnotations(annotation.values.get('value'))
        : ['AttributeOverride', 'AssociationOverride'].includes(annotation.name)
          ? [annotation]
          : [],
    );
    for (const { values } of written) {
      const name = await this.model.text(values.get('name'), attribute.owner);
      const [column] = nestedAnnotations(values.get('column') ?? values.get('joinColumns'));
      if (name !== undefined && column) {
        found.set(name, { annotation: column, place: attribute.owner });
      }
    }
    for (const [name, override] of outer) {
      if (name.startsWith(`${attribute.name}.`)) {
        found.set(name.slice(attribute.name.length + 1), override);
      }
    }
    return found;
  }

  /** The attributes of a class that an attribute embeds: those of an identifier identify. */
  embedded(attribute: Attribute, type: JvmType): Attribute[] {
    const id = annotated(attribute, 'EmbeddedId');
    return attributesOf({ type, bound: new Map() }, false).map((inner) =>
      id ? { ...inner, annotations: [...inner.annotations, { ...id, name: 'Id' }] } : inner,
    );
  }

  /** A column's name, told or made of the attribute's, and the line that holds it. */
  async nameOf(
    value: JvmValue | undefined,
    place: JvmType,
    fallback: string,
    attribute: Attribute,
  ): Promise<{ name: string; evidence: Evidence } | undefined> {
    const given = value && (await this.model.sources.textOf(value, place));
    if (value && given === undefined) {
      this.unknown.push(attribute);
      return undefined;
    }
    const name = this.model.naming.of(given || fallback);
    const own = { path: attribute.owner.path, line: attribute.line };
    // A column called as its attribute is named there too, whatever constant its annotation is given.
    const isNamedThere = value?.kind !== 'text' && sameWord(name, attribute.name);
    const told = isNamedThere ? undefined : await this.model.placeOfText(value, place);
    return { name, evidence: told ?? own };
  }
}

/** What the source says of a column: its annotation, else what validates it. */
function nullableOf(attribute: Attribute, column: JvmAnnotation | undefined): boolean | undefined {
  const told = flagOf(column, 'nullable');
  if (
    told === false ||
    flagOf(annotated(attribute, 'Basic'), 'optional') === false ||
    annotated(attribute, ...notNull)
  ) {
    return false;
  }
  return told;
}

function sameWord(column: string, attribute: string): boolean {
  return column.replaceAll('_', '').toLowerCase() === attribute.toLowerCase();
}

function labelOf(attribute: Attribute): string | undefined {
  const [comment] = itemsOf(annotated(attribute, 'Comment')?.values.get('value'));
  return comment?.kind === 'text' ? comment.text : attribute.comment;
}
