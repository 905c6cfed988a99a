import type { Node } from 'web-tree-sitter';
import { noGoType, type GoExpression, type GoParameter, type GoType } from './goCode';

/** How deep expressions may lie in one another: what people write is less deep. */
const deepest = 40;

/** Reads expressions and types of one file. @param readFunction reads a function without a name */
export class GoExpressionReader {
  constructor(private readonly readFunction: (node: Node, depth: number) => GoExpression) {}

  read(node: Node | null | undefined, depth = 0): GoExpression {
    if (!node || depth > deepest) {
      return { kind: 'other', text: '', line: node ? lineOf(node) : 1 };
    }
    const line = lineOf(node);
    switch (node.type) {
      case 'interpreted_string_literal':
        return { kind: 'text', text: unescaped(node.text.slice(1, -1)), line };
      case 'raw_string_literal':
        return { kind: 'text', text: node.text.slice(1, -1), line };
      case 'identifier':
      case 'type_identifier':
      case 'field_identifier':
        return { kind: 'name', name: node.text, line };
      case 'selector_expression':
        return {
          kind: 'member',
          of: this.read(node.childForFieldName('operand'), depth + 1),
          name: node.childForFieldName('field')?.text ?? '',
          line: lineOf(node.childForFieldName('field') ?? node),
        };
      case 'call_expression':
        return this.call(node, depth);
      case 'func_literal':
        return this.readFunction(node, depth + 1);
      case 'composite_literal': {
        const type = goType(node.childForFieldName('type'));
        return this.object(node.childForFieldName('body'), type, depth);
      }
      case 'binary_expression':
        return { kind: 'sum', parts: addends(node).map((each) => this.read(each, depth + 1)), line };
      case 'unary_expression':
        return this.read(node.childForFieldName('operand'), depth + 1);
      case 'parenthesized_expression':
      case 'type_assertion_expression':
        return this.read(node.namedChildren[0], depth + 1);
      default:
        return { kind: 'other', text: node.endIndex - node.startIndex < 80 ? node.text : '', line };
    }
  }

  private call(node: Node, depth: number): GoExpression {
    const written = node.childForFieldName('function');
    // `New[int]()` calls what stands before the types.
    const isGeneric = written?.type === 'index_expression' || written?.type === 'type_instantiation_expression';
    const called = this.read(isGeneric ? written.namedChildren[0] : written, depth + 1);
    const given = node.childForFieldName('arguments')?.namedChildren ?? [];
    return {
      kind: 'call',
      called,
      given: given.filter(({ type }) => type !== 'comment').map((each) => this.read(each, depth + 1)),
      line: called.line,
    };
  }

  /** The items of `Type{…}`; an item without a type has that of what the list holds. */
  private object(body: Node | null, type: GoType, depth: number): GoExpression {
    const items = (body?.namedChildren ?? []).flatMap((child) => {
      if (child.type === 'comment') {
        return [];
      }
      const key = child.type === 'keyed_element' ? child.childForFieldName('key')?.text : undefined;
      const element = child.type === 'keyed_element' ? child.childForFieldName('value') : child;
      const inner = element?.type === 'literal_element' ? element.namedChildren[0] : element;
      const value =
        inner?.type === 'literal_value' && depth < deepest
          ? this.object(inner, type.item ?? noGoType, depth + 1)
          : this.read(inner, depth + 1);
      return [{ key, value }];
    });
    return { kind: 'object', type, items, line: body ? lineOf(body) : 1 };
  }
}

/** The type a node names. */
export function goType(node: Node | null | undefined, depth = 0): GoType {
  if (!node || depth > 10) {
    return noGoType;
  }
  switch (node.type) {
    case 'type_identifier':
    case 'identifier':
      return { package: '', name: node.text, item: undefined };
    case 'qualified_type':
      return {
        package: node.childForFieldName('package')?.text ?? '',
        name: node.childForFieldName('name')?.text ?? '',
        item: undefined,
      };
    case 'generic_type':
      return goType(node.childForFieldName('type'), depth + 1);
    case 'slice_type':
    case 'array_type':
    case 'implicit_length_array_type':
      return { ...noGoType, name: '[]', item: goType(node.childForFieldName('element'), depth + 1) };
    case 'map_type':
      return { ...noGoType, name: 'map', item: goType(node.childForFieldName('value'), depth + 1) };
    case 'pointer_type':
    case 'parenthesized_type':
      return goType(node.namedChildren[0], depth + 1);
    default:
      return noGoType;
  }
}

/** The parameters of a list; of results, each type. */
export function goParameters(list: Node | null): GoParameter[] {
  return (list?.namedChildren ?? []).flatMap((node) => {
    if (!node.type.endsWith('parameter_declaration')) {
      return [];
    }
    const type = goType(node.childForFieldName('type'));
    const names = node.childrenForFieldName('name').flatMap((name) => (name ? [name.text] : []));
    return (names.length > 0 ? names : ['']).map((name) => ({
      name,
      type,
      isRest: node.type === 'variadic_parameter_declaration',
    }));
  });
}

export function lineOf(node: Node): number {
  return node.startPosition.row + 1;
}

/** What a sum adds, in its order; the tree of a long sum leans to the left. */
function addends(sum: Node): Node[] {
  const parts: Node[] = [];
  let node: Node | null = sum;
  while (node?.type === 'binary_expression' && node.childForFieldName('operator')?.type === '+') {
    const right = node.childForFieldName('right');
    if (right) {
      parts.unshift(right);
    }
    node = node.childForFieldName('left');
  }
  return node && node !== sum && node.type !== 'binary_expression' ? [node, ...parts] : [];
}

function unescaped(text: string): string {
  return text.replace(/\\(["\\nrt])/g, (_, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char);
}
