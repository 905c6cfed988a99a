import type { Node } from 'web-tree-sitter';
import type { EnumCode, Export, Expression, Program, Step } from './program';
import { ProgramReader } from './readExpressions';
import { readStep } from './readSteps';

/** Reads what a file declares. @param root of a tree of JavaScript or TSX; no node is kept */
export function readProgram(path: string, root: Node): Program {
  const reader = new ProgramReader();
  const program = { steps: [] as Step[], exports: [] as Export[], stars: [] as string[] };
  const hoisted: Step[] = [];
  const enums: EnumCode[] = [];
  const unions: EnumCode[] = [];
  for (const node of root.namedChildren) {
    const isExport = node.type === 'export_statement';
    const declared = isExport ? node.childForFieldName('declaration') : node;
    if (node.type === 'import_statement') {
      hoisted.push(...readImport(reader, node));
    } else if (declared?.type === 'enum_declaration') {
      const code = readEnum(reader, declared);
      enums.push(code);
      hoisted.push({ kind: 'let', pattern: { kind: 'name', name: code.name }, value: mapOf(code) });
      if (isExport) {
        program.exports.push({ name: code.name, value: { kind: 'name', name: code.name, line: code.line } });
      }
    } else if (declared?.type === 'type_alias_declaration') {
      unions.push(...readUnion(reader, declared));
    } else if (isExport) {
      readExport(reader, node, hoisted, program);
    } else {
      const steps = readStep(reader, node, 0);
      const isHoisted = /^(?:generator_)?function_declaration$/.test(node.type);
      (isHoisted ? hoisted : program.steps).push(...steps);
      program.exports.push(...steps.flatMap((step) => (step.kind === 'do' ? commonExports(step.value) : [])));
    }
  }
  const { functions, classes } = reader;
  const { exports, stars, steps } = program;
  return { path, steps: [...hoisted, ...steps], exports, stars, functions, classes, enums, unions };
}

function readImport(reader: ProgramReader, node: Node): Step[] {
  const required = node.namedChildren.find(({ type }) => type === 'import_require_clause');
  const source = (required ?? node).childForFieldName('source');
  const from = source?.text.slice(1, -1) ?? '';
  const line = reader.line(node);
  const bind = (local: string, name: string): Step => ({
    kind: 'let',
    pattern: { kind: 'name', name: local },
    value: { kind: 'import', from, name, line },
  });
  if (required) {
    return [bind(required.firstNamedChild?.text ?? '', '=')];
  }
  const clause = node.namedChildren.find(({ type }) => type === 'import_clause');
  return (clause?.namedChildren ?? []).flatMap((child) => {
    switch (child.type) {
      case 'identifier':
        return [bind(child.text, 'default')];
      case 'namespace_import':
        return [bind(child.firstNamedChild?.text ?? '', '*')];
      case 'named_imports':
        return child.namedChildren
          .filter(({ type }) => type === 'import_specifier')
          .map((specifier) => {
            const name = plainName(specifier.childForFieldName('name'));
            return bind(specifier.childForFieldName('alias')?.text ?? name, name);
          });
      default:
        return [];
    }
  });
}

function plainName(node: Node | null): string {
  return node?.text.replace(/^['"]|['"]$/g, '') ?? '';
}

function readExport(
  reader: ProgramReader,
  node: Node,
  hoisted: Step[],
  { steps, exports, stars }: { steps: Step[]; exports: Export[]; stars: string[] },
): void {
  const line = reader.line(node);
  const from = node.childForFieldName('source')?.text.slice(1, -1);
  const value = node.childForFieldName('value');
  const declaration = node.childForFieldName('declaration');
  const isDefault = node.children.some(({ type }) => type === 'default');
  if (declaration) {
    const before = node.namedChildren.filter(({ type }) => type === 'decorator');
    const declared: Step[] = /^(?:abstract_)?class_declaration$/.test(declaration.type)
      ? [
          {
            kind: 'let',
            pattern: { kind: 'name', name: declaration.childForFieldName('name')?.text ?? '' },
            value: { kind: 'class', code: reader.class(declaration, before), line },
          },
        ]
      : readStep(reader, declaration, 0);
    (declaration.type.endsWith('function_declaration') ? hoisted : steps).push(...declared);
    for (const name of declared.flatMap((step) => (step.kind === 'let' ? namesIn(step) : []))) {
      exports.push({ name: isDefault ? 'default' : name, value: { kind: 'name', name, line } });
    }
  } else if (value) {
    const exported = reader.expression(value);
    exports.push({ name: 'default', value: exported });
    steps.push({ kind: 'let', pattern: { kind: 'name', name: '' }, value: exported });
  } else if (from !== undefined && node.children.some(({ type }) => type === '*')) {
    stars.push(from);
  }
  for (const child of node.namedChildren) {
    if (child.type === 'export_clause') {
      for (const specifier of child.namedChildren.filter(({ type }) => type === 'export_specifier')) {
        const name = plainName(specifier.childForFieldName('name'));
        const exported = plainName(specifier.childForFieldName('alias')) || name;
        exports.push({
          name: exported,
          value: from === undefined ? { kind: 'name', name, line } : { kind: 'import', from, name, line },
        });
      }
    } else if (child.type === 'namespace_export' && from !== undefined) {
      exports.push({ name: child.firstNamedChild?.text ?? '', value: { kind: 'import', from, name: '*', line } });
    } else if (!value && !declaration && child.type === 'identifier') {
      exports.push({ name: '=', value: reader.expression(child) });
    }
  }
}

function namesIn({ pattern }: Step & { readonly kind: 'let' }): string[] {
  if (pattern.kind === 'name') {
    return [pattern.name];
  }
  return pattern.kind === 'map'
    ? pattern.fields.flatMap(({ pattern: inner }) => (inner.kind === 'name' ? [inner.name] : []))
    : [];
}

/** `module.exports = …`, `module.exports.x = …`, `exports.x = …`. */
function commonExports(expression: Expression): Export[] {
  if (expression.kind !== 'assign') {
    return [];
  }
  const { target, value } = expression;
  const inner = value.kind === 'assign' ? commonExports(value) : [];
  const exported = value.kind === 'assign' ? value.value : value;
  if (isExports(target)) {
    return [...inner, { name: '=', value: exported }];
  }
  return target.kind === 'member' && isExports(target.object) && target.property.kind === 'text'
    ? [...inner, { name: target.property.text, value: exported }]
    : inner;
}

function isExports(expression: Expression): boolean {
  return expression.kind === 'name'
    ? expression.name === 'exports'
    : expression.kind === 'member' &&
        expression.object.kind === 'name' &&
        expression.object.name === 'module' &&
        expression.property.kind === 'text' &&
        expression.property.text === 'exports';
}

function readEnum(reader: ProgramReader, node: Node): EnumCode {
  const name = node.childForFieldName('name')?.text ?? '';
  const members = (node.childForFieldName('body')?.namedChildren ?? []).flatMap((child) => {
    if (child.type === 'comment') {
      return [];
    }
    const key = plainName(child.type === 'enum_assignment' ? child.childForFieldName('name') : child);
    const line = reader.line(child);
    const value = child.type === 'enum_assignment' ? child.childForFieldName('value') : null;
    return [{ name: key, value: value ? reader.expression(value) : textOf(key, line), line }];
  });
  return { name, line: reader.line(node.childForFieldName('name') ?? node), members };
}

/** A type that is one of some texts: `type Role = 'agent' | 'admin'`. */
function readUnion(reader: ProgramReader, node: Node): EnumCode[] {
  const members: EnumCode['members'][number][] = [];
  // A union of three types is one of two, and of a third.
  for (let left = node.childForFieldName('value'); left;) {
    const isUnion = left.type === 'union_type';
    const own: Node[] = isUnion ? left.namedChildren : [left];
    for (const type of own.filter((child) => child.type === 'literal_type').toReversed()) {
      const value = reader.expression(type.firstNamedChild);
      if (value.kind !== 'text' || type.firstNamedChild?.type !== 'string') {
        return [];
      }
      members.unshift({ name: value.text, value, line: reader.line(type) });
    }
    const others: Node[] = own.filter((child) => child.type !== 'literal_type' && child.type !== 'comment');
    const [next] = others;
    if (others.length > 1 || (next && next.type !== 'union_type')) {
      return [];
    }
    left = next ?? null;
  }
  const name = node.childForFieldName('name');
  return members.length > 0 ? [{ name: name?.text ?? '', line: reader.line(name ?? node), members }] : [];
}

function textOf(text: string, line: number): Expression {
  return { kind: 'text', text, line };
}

function mapOf({ members, line }: EnumCode): Expression {
  return {
    kind: 'map',
    entries: members.map((member) => ({ key: textOf(member.name, member.line), value: member.value })),
    line,
  };
}
