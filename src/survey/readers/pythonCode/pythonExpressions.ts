import type { Node } from 'web-tree-sitter';
import type { SourceText } from '../../sourceText';
import type { PythonExpression } from './pythonModel';
import { pythonText } from './pythonText';

/** How deep expressions are followed: real code needs ten. */
const deepest = 40;

/** Reads the expressions of a tree of Python as plain data. */
export class ExpressionReader {
  constructor(private readonly source: SourceText) {}

  read(node: Node, depth: number): PythonExpression {
    const line = this.lineOf(node);
    if (depth > deepest) {
      return { kind: 'other', line };
    }
    const field = (name: string): PythonExpression => {
      const child = node.childForFieldName(name);
      return child ? this.read(child, depth + 1) : { kind: 'other', line };
    };
    switch (node.type) {
      case 'string':
        return this.string(node, depth);
      case 'concatenated_string':
        return joined(this.children(node, depth), line);
      case 'identifier':
      case 'true':
      case 'false':
      case 'none':
        return { kind: 'name', name: node.text, line };
      case 'attribute': {
        const of = field('object');
        const name = textOf(node, 'attribute');
        return of.kind === 'name'
          ? { kind: 'name', name: `${of.name}.${name}`, line }
          : { kind: 'member', of, name, line };
      }
      case 'call':
        return {
          kind: 'call',
          callee: field('function'),
          ...this.arguments(node.childForFieldName('arguments'), depth + 1),
          line,
        };
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
        return { kind: 'list', items: this.children(node, depth), line };
      case 'dictionary':
        return {
          kind: 'map',
          entries: node.namedChildren.flatMap((pair) => {
            const key = pair.childForFieldName('key');
            const value = pair.childForFieldName('value');
            return key && value ? [[this.read(key, depth + 1), this.read(value, depth + 1)] as const] : [];
          }),
          line,
        };
      case 'binary_operator':
      case 'boolean_operator':
      case 'comparison_operator':
        return {
          kind: 'operation',
          operator: node.children.find(({ isNamed }) => !isNamed)?.text ?? '',
          sides: this.children(node, depth),
          line,
        };
      case 'unary_operator':
      case 'not_operator':
        return { kind: 'operation', operator: node.child(0)?.text ?? '', sides: this.children(node, depth), line };
      case 'conditional_expression':
        return { kind: 'operation', operator: 'if', sides: this.children(node, depth), line };
      case 'parenthesized_expression':
      case 'await':
      case 'type':
      case 'list_splat':
      case 'interpolation': {
        const inner = node.namedChildren.find(({ type }) => type !== 'comment');
        const of = inner ? this.read(inner, depth + 1) : ({ kind: 'other', line } as const);
        return node.type === 'list_splat' ? { kind: 'splat', of, line } : of;
      }
      case 'subscript':
      case 'generic_type': {
        const [of, ...items] = this.children(node, depth);
        return of ? { kind: 'index', of, items: items.flatMap((item) => opens(item)), line } : { kind: 'other', line };
      }
      case 'type_parameter':
        return { kind: 'list', items: this.children(node, depth), line };
      case 'list_comprehension':
      case 'generator_expression':
      case 'set_comprehension':
        return { kind: 'loop', each: field('body'), line };
      default:
        return { kind: 'other', line };
    }
  }

  /** Each child that isn't a comment. */
  children(node: Node, depth: number): PythonExpression[] {
    return node.namedChildren.filter(({ type }) => type !== 'comment').map((child) => this.read(child, depth + 1));
  }

  /** What a call or a class is given. */
  arguments(list: Node | null, depth: number): { args: PythonExpression[]; named: Map<string, PythonExpression> } {
    const args: PythonExpression[] = [];
    const named = new Map<string, PythonExpression>();
    if (list && list.type !== 'argument_list') {
      return { args: [this.read(list, depth + 1)], named };
    }
    for (const child of list?.namedChildren ?? []) {
      const value = child.childForFieldName('value');
      if (child.type === 'keyword_argument' && value) {
        named.set(textOf(child, 'name'), this.read(value, depth + 1));
      } else if (child.type !== 'comment' && child.type !== 'dictionary_splat') {
        args.push(this.read(child, depth + 1));
      }
    }
    return { args, named };
  }

  private string(node: Node, depth: number): PythonExpression {
    const line = this.lineOf(node);
    const prefix = node.firstChild?.text ?? '';
    const parts = node.namedChildren.flatMap((child): PythonExpression[] => {
      if (child.type === 'string_content') {
        return [{ kind: 'text', value: pythonText(child.text, prefix), line: this.lineOf(child) }];
      }
      return child.type === 'interpolation' ? [this.read(child, depth + 1)] : [];
    });
    return joined(parts, line);
  }

  private lineOf(node: Node): number {
    return this.source.lineAt(node.startIndex);
  }
}

function joined(parts: readonly PythonExpression[], line: number): PythonExpression {
  const texts = parts.map((part) => (part.kind === 'text' ? part.value : undefined));
  return texts.includes(undefined) ? { kind: 'joined', parts, line } : { kind: 'text', value: texts.join(''), line };
}

function opens(item: PythonExpression): readonly PythonExpression[] {
  return item.kind === 'list' ? item.items : [item];
}

function textOf(node: Node, field: string): string {
  return node.childForFieldName(field)?.text ?? '';
}
