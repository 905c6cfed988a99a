import type { Node } from 'web-tree-sitter';
import type { SourceText } from '../../sourceText';
import {
  commentText,
  noType,
  type JvmAnnotation,
  type JvmConstant,
  type JvmField,
  type JvmFile,
  type JvmImports,
  type JvmMethod,
  type JvmType,
  type JvmTypeUse,
  type JvmValue,
} from './jvmTypes';

const kinds: Readonly<Record<string, JvmType['kind']>> = {
  class_declaration: 'class',
  record_declaration: 'class',
  interface_declaration: 'interface',
  enum_declaration: 'enum',
  annotation_type_declaration: 'annotation',
};

/** How deep types and values may lie in one another: what people write is less deep. */
const deepest = 20;

/** What a Java file declares, without the bodies of its methods. */
export function readJavaTypes(source: SourceText, root: Node): JvmFile {
  const named = new Map<string, string>();
  const whole: string[] = [];
  let inPackage = '';
  for (const node of root.namedChildren) {
    if (node.type === 'package_declaration') {
      inPackage = node.namedChildren.at(-1)?.text ?? '';
    } else if (node.type === 'import_declaration') {
      const name = node.namedChildren[0]?.text ?? '';
      if (node.namedChildren.some(({ type }) => type === 'asterisk')) {
        whole.push(name);
      } else {
        named.set(name.slice(name.lastIndexOf('.') + 1), name);
      }
    }
  }
  const types: JvmType[] = [];
  const context: Context = { path: source.path, package: inPackage, imports: { named, whole }, types };
  readMembers(root, [], context);
  return {
    path: source.path,
    isKotlin: false,
    types,
    fields: [],
    package: inPackage,
    imports: context.imports,
  };
}

interface Context {
  readonly path: string;
  readonly package: string;
  readonly imports: JvmImports;
  readonly types: JvmType[];
}

interface Members {
  readonly fields: JvmField[];
  readonly methods: JvmMethod[];
  readonly constants: JvmConstant[];
}

function readMembers(body: Node, outer: readonly string[], context: Context): Members {
  const members: Members = { fields: [], methods: [], constants: [] };
  let comment: string | undefined;
  for (const node of body.namedChildren) {
    if (node.type === 'block_comment') {
      comment = node.text.startsWith('/**') ? commentText(node.text) : undefined;
      continue;
    }
    if (node.type === 'line_comment') {
      continue;
    }
    readMember(node, comment, outer, members, context);
    comment = undefined;
  }
  return members;
}

function readMember(
  node: Node,
  comment: string | undefined,
  outer: readonly string[],
  members: Members,
  context: Context,
): void {
  const annotations = annotationsOf(node);
  const words = modifiersOf(node);
  if (kinds[node.type]) {
    readType(node, comment, outer, context);
  } else if (node.type === 'enum_constant') {
    const values = node.childForFieldName('arguments')?.namedChildren.map((each) => valueOf(each)) ?? [];
    members.constants.push({ name: nameOf(node), line: lineOf(node.childForFieldName('name') ?? node), values });
  } else if (node.type === 'enum_body_declarations') {
    const { fields, methods } = readMembers(node, outer, context);
    members.fields.push(...fields);
    members.methods.push(...methods);
  } else if (node.type === 'field_declaration' || node.type === 'constant_declaration') {
    const type = typeUse(node.childForFieldName('type'));
    for (const declared of node.childrenForFieldName('declarator')) {
      const value = declared?.childForFieldName('value');
      members.fields.push({
        name: declared ? nameOf(declared) : '',
        line: lineOf(declared ?? node),
        type,
        annotations,
        isStatic: node.type === 'constant_declaration' || words.has('static'),
        isTransient: words.has('transient'),
        value: value ? valueOf(value) : undefined,
        comment,
      });
    }
  } else if (node.type === 'method_declaration') {
    members.methods.push({
      name: nameOf(node),
      line: lineOf(node.childForFieldName('name') ?? node),
      type: typeUse(node.childForFieldName('type')),
      annotations,
      parameters: node.childForFieldName('parameters')?.namedChildCount ?? 0,
      isStatic: words.has('static'),
      comment,
    });
  }
}

function readType(node: Node, comment: string | undefined, outer: readonly string[], context: Context): void {
  const kind = kinds[node.type];
  const body = node.childForFieldName('body');
  const name = nameOf(node);
  if (!kind || outer.length > deepest || name === '') {
    return;
  }
  const index = context.types.length;
  const members = body ? readMembers(body, [...outer, name], context) : { fields: [], methods: [], constants: [] };
  const components = node.type === 'record_declaration' ? recordFields(node.childForFieldName('parameters')) : [];
  const words = modifiersOf(node);
  const above = node.namedChildren.filter(({ type }) =>
    ['superclass', 'super_interfaces', 'extends_interfaces'].includes(type),
  );
  context.types.splice(index, 0, {
    name,
    kind,
    path: context.path,
    line: lineOf(node.childForFieldName('name') ?? node),
    package: context.package,
    imports: context.imports,
    outer,
    isAbstract: kind === 'interface' || words.has('abstract'),
    annotations: annotationsOf(node),
    superTypes: above
      .flatMap((part) =>
        part.namedChildren.flatMap((each) => (each.type === 'type_list' ? each.namedChildren : [each])),
      )
      .map((each) => typeUse(each)),
    extendsClass: above.some(({ type }) => type === 'superclass'),
    parameters:
      node.childForFieldName('type_parameters')?.namedChildren.map((each) => each.namedChildren[0]?.text ?? '') ?? [],
    fields: [...components, ...members.fields],
    methods: members.methods,
    constants: members.constants,
    comment,
  });
}

function recordFields(parameters: Node | null): JvmField[] {
  return (parameters?.namedChildren ?? [])
    .filter(({ type }) => type === 'formal_parameter')
    .map((node) => ({
      name: nameOf(node),
      line: lineOf(node.childForFieldName('name') ?? node),
      type: typeUse(node.childForFieldName('type')),
      annotations: annotationsOf(node),
      isStatic: false,
      isTransient: false,
      value: undefined,
      comment: undefined,
    }));
}

function modifiersOf(node: Node): ReadonlySet<string> {
  const modifiers = node.namedChildren.find(({ type }) => type === 'modifiers');
  return new Set(modifiers?.children.filter(({ isNamed }) => !isNamed).map(({ type }) => type) ?? []);
}

function annotationsOf(node: Node): JvmAnnotation[] {
  const modifiers = node.namedChildren.find(({ type }) => type === 'modifiers');
  return (modifiers?.namedChildren ?? [])
    .filter(({ type }) => type === 'annotation' || type === 'marker_annotation')
    .map((each) => readAnnotation(each));
}

function readAnnotation(node: Node, depth = 0): JvmAnnotation {
  const name = nameOf(node);
  const values = new Map<string, JvmValue>();
  for (const each of node.childForFieldName('arguments')?.namedChildren ?? []) {
    const value = each.type === 'element_value_pair' ? each.childForFieldName('value') : each;
    const key = each.type === 'element_value_pair' ? (each.childForFieldName('key')?.text ?? '') : 'value';
    if (value && !isComment(value)) {
      values.set(key, valueOf(value, depth + 1));
    }
  }
  return {
    name: name.slice(name.lastIndexOf('.') + 1),
    package: name.slice(0, Math.max(0, name.lastIndexOf('.'))),
    line: lineOf(node),
    endLine: node.endPosition.row + 1,
    values,
  };
}

function valueOf(node: Node, depth = 0): JvmValue {
  const line = lineOf(node);
  if (depth < deepest) {
    switch (node.type) {
      case 'string_literal':
        return { kind: 'text', text: stringText(node), line };
      case 'identifier':
      case 'field_access':
        return node.text.length < 300
          ? { kind: 'name', name: node.text.replace(/\s+/g, ''), line }
          : { kind: 'other', text: '', line };
      case 'binary_expression':
        return { kind: 'sum', parts: addends(node).map((each) => valueOf(each, depth + 1)), line };
      case 'parenthesized_expression':
        return node.namedChildren[0] ? valueOf(node.namedChildren[0], depth + 1) : { kind: 'other', text: '', line };
      case 'element_value_array_initializer':
      case 'array_initializer':
        return {
          kind: 'list',
          items: node.namedChildren.filter((each) => !isComment(each)).map((each) => valueOf(each, depth + 1)),
          line,
        };
      case 'annotation':
      case 'marker_annotation':
        return { kind: 'annotation', annotation: readAnnotation(node, depth + 1), line };
    }
  }
  return { kind: 'other', text: node.endIndex - node.startIndex < 100 ? node.text : '', line };
}

/** What a sum adds, in its order: the tree of `a + b + c` leans to the left, deep when the sum is long. */
function addends(sum: Node): Node[] {
  const parts: Node[] = [];
  let node: Node | null = sum;
  while (node?.type === 'binary_expression') {
    const right = node.childForFieldName('right');
    if (node.childForFieldName('operator')?.type !== '+' || !right) {
      break;
    }
    parts.unshift(right);
    node = node.childForFieldName('left');
  }
  // What isn't a sum of texts is read as what it is: something we don't know.
  return node && node !== sum && node.type !== 'binary_expression' ? [node, ...parts] : [];
}

function stringText(node: Node): string {
  const text = node.text;
  const inside = text.startsWith('"""') ? text.slice(3, -3).replace(/^\s*\n/, '') : text.slice(1, -1);
  return inside.replace(/\\(["'\\nrt])/g, (_, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char);
}

function typeUse(node: Node | null, depth = 0): JvmTypeUse {
  if (!node || depth > deepest) {
    return noType;
  }
  const text = node.endIndex - node.startIndex < 300 ? node.text.replace(/\s+/g, ' ') : '';
  if (node.type === 'generic_type') {
    const given = node.namedChildren.find(({ type }) => type === 'type_arguments');
    return {
      name: node.namedChildren[0]?.text ?? '',
      arguments: given?.namedChildren.map((each) => typeUse(each, depth + 1)) ?? [],
      text,
    };
  }
  if (node.type === 'wildcard' || node.type === 'annotated_type') {
    return typeUse(node.namedChildren.at(-1) ?? null, depth + 1);
  }
  return { name: text, arguments: [], text };
}

function nameOf(node: Node): string {
  const name = node.childForFieldName('name')?.text ?? '';
  return name.length < 300 ? name : '';
}

function isComment({ type }: Node): boolean {
  return type === 'block_comment' || type === 'line_comment';
}

function lineOf(node: Node): number {
  return node.startPosition.row + 1;
}
