import type {
  FieldDeclaration,
  ModelDeclaration,
  SchemaArgument,
  SchemaExpression,
} from '@loancrate/prisma-schema-parser';
import type { Evidence } from '../../facts';
import type { PrismaBlock } from './prismaBlocks';

/** One field of a model. */
export interface PrismaField {
  readonly name: string;
  /** The name of a type, of an enumeration or of a model; of an unsupported type, what it is in the database. */
  readonly type: string;
  readonly isList: boolean;
  readonly isOptional: boolean;
  readonly attributes: ReadonlyMap<string, PrismaArguments>;
  readonly label: string | undefined;
  readonly evidence: Evidence;
}

/** A model, a view, or a type that others hold. */
export interface PrismaModel {
  readonly name: string;
  readonly kind: 'model' | 'type' | 'view';
  readonly fields: readonly PrismaField[];
  readonly attributes: ReadonlyMap<string, PrismaArguments>;
  readonly label: string | undefined;
  readonly evidence: Evidence;
}

/** What an attribute is given, by name; what has none by its place: `0`, `1`… */
export type PrismaArguments = ReadonlyMap<string, SchemaExpression>;

/** What a model says of its fields, lists and comments put where they belong. */
export function readModel(declaration: ModelDeclaration, block: PrismaBlock, label: string | undefined): PrismaModel {
  const fields: PrismaField[] = [];
  const attributes = new Map<string, PrismaArguments>();
  let comment: string[] = [];
  for (const member of declaration.members) {
    if (member.kind === 'commentBlock') {
      comment = member.comments.filter(({ kind }) => kind === 'docComment').map(({ text }) => text.trim());
      continue;
    }
    if (member.kind === 'blockAttribute') {
      attributes.set(member.path.value.join('.'), argumentsOf(member.args));
    } else {
      fields.push(readField(member, block, labelOf(comment, member.comment)));
    }
    comment = [];
  }
  const line = block.linesBefore + (declaration.name.location?.start.line ?? 1);
  return {
    name: declaration.name.value,
    kind: declaration.kind,
    fields,
    attributes,
    label,
    evidence: { path: block.source.path, line },
  };
}

/** The text of comments that document what follows, in one line. */
export function labelOf(above: readonly string[], beside?: FieldDeclaration['comment']): string | undefined {
  const own = beside?.kind === 'docComment' ? [beside.text.trim()] : [];
  // `/// @zod.email()` is for a generator.
  const written = [...above, ...own].filter((text) => text !== '' && !/^[@[]/.test(text));
  return written.length > 0 ? written.join(' ') : undefined;
}

/** The text an argument is. */
export function stringOf(expression: SchemaExpression | undefined): string | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'string' ? expression.value : undefined;
}

/** The names of fields that an argument lists: `[id, name(sort: Desc)]`. */
export function namesOf(expression: SchemaExpression | undefined): string[] {
  const items = expression?.kind === 'array' ? expression.items : expression ? [expression] : [];
  return items.flatMap((item) => {
    if (item.kind === 'functionCall') {
      return item.path.value.slice(-1);
    }
    return item.kind === 'path' ? [item.value.join('.')] : [];
  });
}

function readField(field: FieldDeclaration, block: PrismaBlock, label: string | undefined): PrismaField {
  const { type } = field;
  const base = type.kind === 'typeId' || type.kind === 'unsupported' ? type : type.type;
  const attributes = (field.attributes ?? []).map(({ path, args }): [string, PrismaArguments] => [
    path.value.join('.'),
    argumentsOf(args),
  ]);
  return {
    name: field.name.value,
    type: base.kind === 'typeId' ? base.name.value : base.type.value,
    isList: type.kind === 'list',
    isOptional: type.kind === 'optional',
    attributes: new Map(attributes),
    label,
    evidence: { path: block.source.path, line: block.linesBefore + (field.name.location?.start.line ?? 1) },
  };
}

function argumentsOf(args: readonly SchemaArgument[] | undefined): PrismaArguments {
  return new Map(
    (args ?? []).map((arg, index): [string, SchemaExpression] =>
      arg.kind === 'namedArgument' ? [arg.name.value, arg.expression] : [String(index), arg],
    ),
  );
}
