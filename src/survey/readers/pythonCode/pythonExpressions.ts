import type { Node } from 'web-tree-sitter';
import type { SourceText } from '../../sourceText';
import type { PythonCall, PythonEach, PythonExpression } from './pythonModel';
import { joined, pythonText } from './pythonStrings';

/** How deep expressions are followed: real code needs ten, and each level takes room on the stack. */
const deepest = 80;

/** What a call or a class is given. */
export type PythonArguments = Pick<PythonCall, 'args' | 'named' | 'spread'>;

/** Reads the expressions of a tree of Python as plain data. */
export class ExpressionReader {
  constructor(private readonly source: SourceText) {}

  /** @param depth how many expressions this one is inside of */
  read(node: Node, depth = 0): PythonExpression {
    const line = this.lineOf(node);
    if (depth > deepest) {
      return { kind: 'other', line };
    }
    // Parts are told by their places: to ask for each by its name takes longer.
    const part = (child: Node | undefined): PythonExpression =>
      child ? this.read(child, depth + 1) : { kind: 'other', line };
    switch (node.type) {
      case 'string':
        return this.string(node, depth);
      case 'concatenated_string':
        return joined(this.children(node, depth), line);
      case 'identifier':
      case 'true':
      case 'false':
      case 'none':
        return { kind: 'name', name: this.textOf(node), line };
      case 'integer':
      case 'float':
        return { kind: 'number', text: this.textOf(node), line };
      case 'attribute': {
        const [object, attribute] = partsOf(node);
        const of = part(object);
        const name = attribute ? this.textOf(attribute) : '';
        return of.kind === 'name'
          ? { kind: 'name', name: `${of.name}.${name}`, line }
          : { kind: 'member', of, name, line };
      }
      case 'call': {
        const [called, given] = partsOf(node);
        const callee = part(called);
        const name = callee.kind === 'name' || callee.kind === 'member' ? callee.name : '';
        return { kind: 'call', callee, name, ...this.arguments(given, depth + 1), line };
      }
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
      case 'pattern_list':
      case 'tuple_pattern':
      case 'type_parameter':
        return { kind: 'list', items: this.children(node, depth), line };
      case 'dictionary':
        return { kind: 'map', entries: partsOf(node).flatMap((pair) => this.entries(pair, depth)), line };
      case 'binary_operator':
      case 'boolean_operator':
      case 'comparison_operator': {
        const operator = node.children.find(({ isNamed }) => !isNamed)?.text ?? '';
        return { kind: 'operation', operator, sides: this.children(node, depth), line };
      }
      case 'unary_operator':
      case 'not_operator': {
        const sides = this.children(node, depth);
        const [side] = sides;
        const operator = node.child(0)?.text ?? '';
        return side?.kind === 'number'
          ? { kind: 'number', text: operator + side.text, line }
          : { kind: 'operation', operator, sides, line };
      }
      case 'conditional_expression':
        return { kind: 'operation', operator: 'if', sides: this.children(node, depth), line };
      case 'parenthesized_expression':
      case 'await':
      case 'type':
      case 'interpolation':
      case 'as_pattern_target':
      case 'list_splat': {
        const of = part(partsOf(node)[0]);
        return node.type === 'list_splat' ? { kind: 'splat', of, line } : of;
      }
      case 'subscript':
      case 'generic_type': {
        const [of, ...items] = this.children(node, depth);
        // Several parameters are written as one list.
        const all = items.flatMap((item) => (item.kind === 'list' ? item.items : [item]));
        return of ? { kind: 'index', of, items: all, line } : { kind: 'other', line };
      }
      case 'list_comprehension':
      case 'generator_expression':
      case 'set_comprehension':
        return { kind: 'loop', item: part(partsOf(node)[0]), ...this.each(partsOf(node), depth), line };
      default:
        return { kind: 'other', line };
    }
  }

  /** Each child that isn't a comment. */
  children(node: Node, depth = 0): PythonExpression[] {
    return partsOf(node).map((child) => this.read(child, depth + 1));
  }

  /** What a call or a class is given. @param list between its brackets; a generator is given alone */
  arguments(list: Node | undefined, depth = 0): PythonArguments {
    const args: PythonExpression[] = [];
    const named = new Map<string, PythonExpression>();
    const spread: PythonExpression[] = [];
    if (list && list.type !== 'argument_list') {
      return { args: [this.read(list, depth + 1)], named };
    }
    for (const child of list ? partsOf(list) : []) {
      if (child.type === 'keyword_argument') {
        const [name, value] = partsOf(child);
        if (name && value) {
          named.set(this.textOf(name), this.read(value, depth + 1));
        }
      } else if (child.type === 'dictionary_splat') {
        spread.push(...this.children(child, depth));
      } else {
        args.push(this.read(child, depth + 1));
      }
    }
    return { args, named, ...(spread.length > 0 ? { spread } : {}) };
  }

  /** Of a loop, what it gives and what it goes through. @param node a `for`, or what stands for one in brackets */
  eachOf(node: Node, depth = 0): PythonEach | undefined {
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    return left && right ? { targets: this.read(left, depth + 1), list: this.read(right, depth + 1) } : undefined;
  }

  private each([, loop, more]: readonly Node[], depth: number): { each?: PythonEach } {
    const each = loop?.type === 'for_in_clause' && !more ? this.eachOf(loop, depth) : undefined;
    return each ? { each } : {};
  }

  private entries(pair: Node, depth: number): (readonly [PythonExpression, PythonExpression])[] {
    const [key, value] = pair.type === 'pair' ? partsOf(pair) : [];
    return key && value ? [[this.read(key, depth + 1), this.read(value, depth + 1)]] : [];
  }

  private string(node: Node, depth: number): PythonExpression {
    const [start, ...contents] = node.namedChildren;
    const prefix = start ? this.textOf(start) : '';
    const parts = contents.flatMap((child): PythonExpression[] => {
      if (child.type === 'string_content') {
        const pieces = [{ at: 0, start: child.startIndex }];
        return [{ kind: 'text', text: pythonText(this.textOf(child), prefix), pieces, line: this.lineOf(child) }];
      }
      return child.type === 'interpolation' ? [this.read(child, depth + 1)] : [];
    });
    return joined(parts, this.lineOf(node));
  }

  /** The text of a node. */
  textOf(node: Node): string {
    return this.source.text.slice(node.startIndex, node.endIndex);
  }

  /** The line of a node, counted from 1. */
  lineOf(node: Node): number {
    return this.source.lineAt(node.startIndex);
  }
}

/** The named parts of a node that aren't comments. */
export function partsOf(node: Node): Node[] {
  return node.namedChildren.filter(({ type }) => type !== 'comment');
}
