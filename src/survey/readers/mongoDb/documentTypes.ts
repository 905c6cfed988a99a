import type { Column } from '../../facts';
import { evidenceAt } from '../../evidence';
import type { JsInterpreter } from '../javascript/jsInterpreter';
import type { JsModule } from '../javascript/jsModules';
import type { JsNode } from '../javascript/jsTree';
import { zodColumns } from '../zod/zodSchema';

/** Types pass one another on no longer than that. */
const deepest = 8;

const wrapped =
  /^(Omit|Pick|Partial|WithId|OptionalId|OptionalUnlessRequiredId|Readonly|Required)<\s*(\w{1,100})\s*(?:,([^<>]{0,500}))?>$/;
const inferred = /^\w+\.(?:infer|output|input|TypeOf)<\s*typeof\s+(\w+)\s*>$/;

/**
 * The fields that a TypeScript type gives to the documents of a collection; undefined when it can't be read.
 *
 * @param written the type's name, or one with what wraps it: `Omit<User, '_id'>`
 */
export function typedColumns(
  interpreter: JsInterpreter,
  module: JsModule,
  written: string,
  depth = 0,
): Column[] | undefined {
  const [, wrapper, inner = written, keys = ''] = wrapped.exec(written.trim()) ?? [];
  const columns = /^\w+$/.test(inner.trim()) ? namedColumns(interpreter, module, inner.trim(), depth) : undefined;
  const named = new Set([...keys.matchAll(/['"]([^'"]{1,100})['"]/g)].map(([, key]) => key));
  switch (wrapper) {
    case 'Omit':
    case 'Pick':
      return columns?.filter(({ name }) => named.has(name) === (wrapper === 'Pick'));
    case 'Partial':
      return columns?.map((column) => ({ ...column, nullable: true }));
    default:
      return columns;
  }
}

function namedColumns(interpreter: JsInterpreter, module: JsModule, name: string, depth: number): Column[] | undefined {
  if (depth > deepest) {
    return undefined;
  }
  const next = (type: string, from = module): Column[] | undefined => typedColumns(interpreter, from, type, depth + 1);
  const declaration = declarationOf(module, name);
  if (declaration) {
    const body = declaration.fields.get('body');
    if (declaration.type === 'interface_declaration') {
      const parents = declaration.children.filter(
        ({ type }) => type === 'extends_type_clause' || type === 'extends_clause',
      );
      const inherited = parents
        .flatMap(({ children }) => children)
        .flatMap((parent) => next(module.textOf(parent)) ?? []);
      return merged([...inherited, ...signaturesIn(module, body)]);
    }
    const value = declaration.fields.get('value');
    return value && aliased(interpreter, module, value, next);
  }
  const imported = module.top.imports.get(name);
  const target = imported && module.imported.get(imported.specifier);
  if (imported && target) {
    return imported.name === 'default' ? next(defaultNameOf(target) ?? name, target) : next(imported.name, target);
  }
  for (const { name: exported, local, specifier } of module.top.exports) {
    const passed = specifier === undefined ? undefined : module.imported.get(specifier);
    const found = passed && (exported === '*' || exported === name) ? next(local ?? name, passed) : undefined;
    if (found) {
      return found;
    }
  }
  return undefined;
}

function aliased(
  interpreter: JsInterpreter,
  module: JsModule,
  value: JsNode,
  next: (type: string) => Column[] | undefined,
): Column[] | undefined {
  const written = module.textOf(value);
  switch (value.type) {
    case 'object_type':
      return signaturesIn(module, value);
    case 'intersection_type': {
      const parts = value.children.map((part) => aliased(interpreter, module, part, next));
      return parts.some((part) => part) ? merged(parts.flatMap((part) => part ?? [])) : undefined;
    }
    default: {
      const [, schema] = inferred.exec(written) ?? [];
      return schema === undefined ? next(written) : zodColumns(interpreter.lookup(schema, module.scope));
    }
  }
}

function declarationOf(module: JsModule, name: string): JsNode | undefined {
  return module.root.children
    .map((statement) => (statement.type === 'export_statement' ? statement.fields.get('declaration') : statement))
    .find((node) => {
      const own = node?.fields.get('name');
      return (
        own !== undefined &&
        /^(?:interface|type_alias)_declaration$/.test(node?.type ?? '') &&
        module.textOf(own) === name
      );
    });
}

/** The name of the type that a file exports by default. */
function defaultNameOf(module: JsModule): string | undefined {
  const [, name] = /\bexport\s{1,9}default\s{1,9}(?:interface\s{1,9})?(\w{1,80})/.exec(module.source.text) ?? [];
  return name;
}

function signaturesIn(module: JsModule, body: JsNode | undefined): Column[] {
  return (body?.children ?? []).flatMap((member): Column[] => {
    const name = member.fields.get('name');
    const type = member.fields.get('type');
    if (member.type !== 'property_signature' || !name) {
      return [];
    }
    const written = (type ? module.textOf(type) : '').replace(/^:\s*/, '').replace(/\s+/g, ' ');
    const isOptional = module.source.text[name.end] === '?' || /\|\s*(?:null|undefined)\b/.test(written);
    const bare = written.replace(/\s*\|\s*(?:null|undefined)\b/g, '');
    const key = module.textOf(name).replace(/^['"]|['"]$/g, '');
    return [
      {
        name: key,
        ...(bare === '' || bare.length > 60 ? {} : { type: bare }),
        nullable: isOptional,
        ...(key === '_id' ? { key: 'primary' as const } : {}),
        evidence: evidenceAt(module.source, name.start),
      },
    ];
  });
}

function merged(columns: readonly Column[]): Column[] {
  return [...new Map(columns.map((column) => [column.name, column])).values()];
}
