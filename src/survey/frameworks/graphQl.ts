import { Clue } from '../clues';
import { Kind, parse, type DefinitionNode, type FieldDefinitionNode } from 'graphql';
import type { Endpoint } from '../facts';
import type { SourceText } from '../sourceText';
import type { Repository } from '../repository';
import type { Framework } from './framework';

/** What a schema may weigh to be read whole: the parser recurses. In UTF-16 code units. */
const longest = 2_000_000;

/** Brackets one in another: nobody's schema has more, and the parser would exhaust the stack. */
const deepest = 200;

const operations: Readonly<Record<string, string>> = {
  Query: 'QUERY',
  Mutation: 'MUTATION',
  Subscription: 'SUBSCRIPTION',
};

/** What a text without it declares no operation with: those that clients write are no schema. */
const isSchema = new Clue(/\btype\s+(?:Query|Mutation|Subscription)\b|\bschema\s*\{/);

/** Schemas in files of their own, and those written in code between back quotes. */
export const graphQl: Framework = {
  name: 'graphQl',
  start(repository) {
    const api: Endpoint[] = [];
    return {
      wants: ({ name, isTest }) => !isTest && /\.(?:graphqls?|gql|[cm]?[jt]sx?)$/i.test(name),
      read(source) {
        if (!isSchema.test(source.text)) {
          return;
        }
        if (/\.(?:graphqls?|gql)$/i.test(source.path)) {
          api.push(...operationsIn(repository, source, source.text, 0));
          return;
        }
        for (const { index, 0: opening } of source.text.matchAll(
          /\b(?:gql|graphql|typeDefs\s*=)\s*(?:\/\*.*?\*\/\s*)?`/g,
        )) {
          const start = index + opening.length;
          const end = source.text.indexOf('`', start);
          if (end > start && isSchema.test(source.text.slice(start, end))) {
            // What the code puts in is read as if it weren't there.
            const text = source.text
              .slice(start, end)
              .replace(/\$\{[^{}]*\}/g, (inserted) => ' '.repeat(inserted.length));
            api.push(...operationsIn(repository, source, text, start));
          }
        }
      },
      find: () => ({ api }),
    };
  },
};

function operationsIn(repository: Repository, source: SourceText, text: string, offset: number): Endpoint[] {
  const definitions = definitionsIn(text);
  if (!definitions) {
    repository.note('schéma GraphQL mal formé : non lu', source.path, source.lineAt(offset), 'api');
    return [];
  }
  const roots = rootsOf(definitions);
  return definitions.flatMap((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) {
      return [];
    }
    const method = roots.get(definition.name.value);
    return method === undefined
      ? []
      : (definition.fields ?? []).map((field) =>
          endpointOf(method, field, source.lineAt(offset + (field.name.loc?.start ?? 0)), source.path),
        );
  });
}

function definitionsIn(text: string): readonly DefinitionNode[] | undefined {
  let depth = 0;
  for (const [sign] of text.matchAll(/[[\]{}()]/g)) {
    depth += '[{('.includes(sign) ? 1 : -1;
    if (depth > deepest) {
      return undefined;
    }
  }
  try {
    return text.length > longest ? undefined : parse(text).definitions;
  } catch {
    return undefined;
  }
}

/** A schema may call its root types as it likes. */
function rootsOf(definitions: readonly DefinitionNode[]): ReadonlyMap<string, string> {
  const roots = new Map(Object.entries(operations));
  for (const definition of definitions) {
    if (definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION) {
      for (const { operation, type } of definition.operationTypes ?? []) {
        roots.set(type.name.value, operation.toUpperCase());
      }
    }
  }
  return roots;
}

function endpointOf(method: string, field: FieldDefinitionNode, line: number, path: string): Endpoint {
  const { name, description } = field;
  const summary = description?.value.trim().split('\n')[0];
  return {
    name: `${method} ${name.value}`,
    method,
    path: name.value,
    from: 'GraphQL',
    ...(summary === undefined || summary === '' ? {} : { summary }),
    evidence: [{ path, line }],
  };
}
