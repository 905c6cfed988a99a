import type { SourceText } from '../../sourceText';
import { readTop } from '../javascript/jsTop';
import type { JsNode } from '../javascript/jsTree';
import type { EnumCode, Export, Expression, Program, Step } from './program';
import { ProgramReader } from './readExpressions';
import { readStep } from './readSteps';

/** Reads what a file declares. @param root of a tree of JavaScript or TSX */
export function readProgram(source: SourceText, root: JsNode): Program {
  const reader = new ProgramReader(source);
  const top = readTop(root, source.text);
  const steps: Step[] = [];
  const hoisted: Step[] = [...top.imports].map(([local, { specifier, name, start }]) =>
    declared(local, { kind: 'import', from: specifier, name, line: reader.line({ start }) }),
  );
  const enums: EnumCode[] = [];
  const unions: EnumCode[] = [];
  for (const node of root.children) {
    const isExport = node.type === 'export_statement';
    const own = isExport ? node.fields.get('declaration') : node;
    const value = isExport ? node.fields.get('value') : undefined;
    if (own?.type === 'enum_declaration') {
      const code = readEnum(reader, own);
      enums.push(code);
      hoisted.push(declared(code.name, mapOf(code)));
    } else if (own && /^(?:internal_)?module$/.test(namespaceIn(own).type)) {
      enums.push(...enumsOf(reader, namespaceIn(own)));
    } else if (own?.type === 'type_alias_declaration') {
      unions.push(...readUnion(reader, own));
    } else if (own && isExport && /^(?:abstract_)?class_declaration$/.test(own.type)) {
      const code = reader.class(own, node);
      steps.push(declared(code.name, { kind: 'class', code, line: reader.line(node) }));
    } else if (own) {
      const isHoisted = /^(?:generator_)?function_declaration$/.test(own.type);
      (isHoisted ? hoisted : steps).push(...readStep(reader, own, 0));
    } else if (value) {
      steps.push(declared('', reader.expression(value)));
    }
  }
  const { functions, classes } = reader;
  const given = top.exports.filter(({ name }) => name !== '*');
  const stars = top.exports.flatMap(({ name, specifier }) =>
    name === '*' && specifier !== undefined ? specifier : [],
  );
  return {
    path: source.path,
    steps: [...hoisted, ...steps],
    exports: given.map(({ name, node, local = name, specifier: from, start }): Export => {
      const line = reader.line({ start });
      const passed: Expression =
        from === undefined ? { kind: 'name', name: local, line } : { kind: 'import', from, name: local, line };
      return { name, value: node ? reader.expression(node) : passed };
    }),
    stars,
    functions,
    classes,
    enums,
    unions,
  };
}

/** `namespace Droits { … }` alone is an expression. */
function namespaceIn(node: JsNode): JsNode {
  return (node.type === 'expression_statement' && node.children[0]) || node;
}

/** The enumerations that a namespace holds. */
function enumsOf(reader: ProgramReader, namespace: JsNode): EnumCode[] {
  return (namespace.fields.get('body')?.children ?? []).flatMap((node) => {
    const own = node.type === 'export_statement' ? node.fields.get('declaration') : node;
    return own?.type === 'enum_declaration' ? [readEnum(reader, own)] : [];
  });
}

function declared(name: string, value: Expression): Step {
  return { kind: 'let', pattern: { kind: 'name', name }, value };
}

function readEnum(reader: ProgramReader, node: JsNode): EnumCode {
  const name = reader.text(node.fields.get('name'));
  const members = (node.fields.get('body')?.children ?? []).map((child) => {
    const key = reader.text(child.fields.get('name') ?? child).replace(/^['"]|['"]$/g, '');
    const line = reader.line(child);
    const value = child.fields.get('value');
    return { name: key, value: value ? reader.expression(value) : textOf(key, line), line };
  });
  return { name, line: reader.line(node.fields.get('name') ?? node), members };
}

/** A type that is one of some texts: `type Role = 'agent' | 'admin'`. */
function readUnion(reader: ProgramReader, node: JsNode): EnumCode[] {
  const members: EnumCode['members'][number][] = [];
  // A union of three types is one of two, and of a third.
  for (let left = node.fields.get('value'); left;) {
    const isUnion = left.type === 'union_type';
    const own: readonly JsNode[] = isUnion ? left.children : [left];
    for (const type of own.filter((child) => child.type === 'literal_type').toReversed()) {
      const value = reader.expression(type.children[0]);
      if (value.kind !== 'text' || type.children[0]?.type !== 'string') {
        return [];
      }
      members.unshift({ name: value.text, value, line: reader.line(type) });
    }
    const others = own.filter((child) => child.type !== 'literal_type');
    const [next] = others;
    if (others.length > 1 || (next && next.type !== 'union_type')) {
      return [];
    }
    left = next;
  }
  const name = node.fields.get('name');
  return members.length > 0 ? [{ name: reader.text(name), line: reader.line(name ?? node), members }] : [];
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
