import type { Node } from 'web-tree-sitter';
import type { SourceText } from '../../sourceText';
import type { SyntaxTree } from '../../syntax/syntax';
import type { RubyPlace, RubyPair, RubyBlock, RubyText, RubyNode } from './rubyNodes';

/** What lies deeper than that isn't written by a person. */
const deepest = 120;

/** The statements of a file. */
export function rubyStatements(tree: SyntaxTree, source: SourceText): readonly RubyNode[] {
  return new Converter(source).statements(tree.root, 0);
}

class Converter {
  /** Heredocs whose bodies are still to come, in their order. */
  private readonly open: RubyText[] = [];

  constructor(private readonly source: SourceText) {}

  statements(node: Node | null, depth: number): RubyNode[] {
    return (node?.namedChildren ?? []).flatMap((child) => this.optional(child, depth + 1) ?? []);
  }

  /** Undefined for what is no code: comments, the bodies of heredocs. */
  private optional(node: Node | null, depth: number): RubyNode | undefined {
    if (!node || node.type === 'comment' || node.type === 'empty_statement') {
      return undefined;
    }
    if (node.type === 'heredoc_body') {
      const text = this.open.shift();
      if (text) {
        text.parts.push(...this.textParts(node, depth));
        text.offset = offsetOf(node);
      }
      return undefined;
    }
    return this.node(node, depth);
  }

  private node(node: Node, depth: number): RubyNode {
    const place = this.placeOf(node);
    if (depth > deepest) {
      return { kind: 'other', items: [], ...place };
    }
    switch (node.type) {
      case 'call':
        return this.call(node, place, depth);
      case 'identifier':
      case 'constant':
      case 'scope_resolution':
      case 'instance_variable':
      case 'global_variable':
      case 'self':
        return { kind: 'name', name: node.text.replace(/\s+/g, ''), ...place };
      case 'string':
      case 'bare_string':
      case 'chained_string':
      case 'heredoc_body':
        return { kind: 'text', parts: this.textParts(node, depth), isSymbol: false, offset: offsetOf(node), ...place };
      case 'delimited_symbol':
      case 'bare_symbol':
        return { kind: 'text', parts: this.textParts(node, depth), isSymbol: true, offset: offsetOf(node), ...place };
      case 'simple_symbol':
        return { kind: 'text', parts: [node.text.slice(1)], isSymbol: true, offset: node.startIndex, ...place };
      case 'hash_key_symbol':
        return { kind: 'text', parts: [node.text], isSymbol: true, offset: node.startIndex, ...place };
      case 'heredoc_beginning': {
        const text: RubyText = { kind: 'text', parts: [], isSymbol: false, offset: node.startIndex, ...place };
        this.open.push(text);
        return text;
      }
      case 'integer':
      case 'float':
        return { kind: 'literal', value: Number(node.text.replaceAll('_', '')), ...place };
      case 'true':
      case 'false':
        return { kind: 'literal', value: node.type === 'true', ...place };
      case 'nil':
        return { kind: 'literal', value: null, ...place };
      case 'array':
      case 'string_array':
      case 'symbol_array':
        return { kind: 'list', items: this.statements(node, depth), ...place };
      case 'hash':
        return { kind: 'hash', pairs: this.pairs(node, depth), ...place };
      case 'splat_argument':
      case 'hash_splat_argument': {
        const [value] = this.statements(node, depth);
        return value ? { kind: 'splat', value, ...place } : { kind: 'other', items: [], ...place };
      }
      default:
        return this.statement(node, place, depth);
    }
  }

  private statement(node: Node, place: RubyPlace, depth: number): RubyNode {
    const field = (name: string): Node | null => node.childForFieldName(name);
    const body = (name: string): RubyNode[] => {
      const inside = field(name);
      return inside && /^(?:body_statement|block_body|then|else)$/.test(inside.type)
        ? this.statements(inside, depth)
        : [this.optional(inside, depth + 1) ?? []].flat();
    };
    const other = (): RubyNode => ({ kind: 'other', items: this.statements(node, depth), ...place });
    switch (node.type) {
      case 'if':
      case 'elsif':
      case 'unless':
      case 'if_modifier':
      case 'unless_modifier':
      case 'conditional': {
        const [condition] = body('condition');
        const held = node.type.endsWith('modifier') ? body('body') : body('consequence');
        const otherwise = node.type.endsWith('modifier') ? [] : body('alternative');
        const isUnless = node.type.startsWith('unless');
        return condition
          ? {
              kind: 'if',
              condition,
              consequence: isUnless ? otherwise : held,
              alternative: isUnless ? held : otherwise,
              ...place,
            }
          : other();
      }
      case 'method':
      case 'singleton_method':
        return {
          kind: 'def',
          name: field('name')?.text ?? '',
          isStatic: node.type === 'singleton_method',
          params: (field('parameters')?.namedChildren ?? []).flatMap((parameter) => {
            const name = (parameter?.type === 'identifier' ? parameter : parameter?.childForFieldName('name'))?.text;
            const value = this.optional(parameter?.childForFieldName('value') ?? null, depth + 1);
            return name === undefined ? [] : [{ name, value }];
          }),
          body: body('body'),
          ...place,
        };
      case 'class':
      case 'module':
        return {
          kind: node.type,
          name: (field('name')?.text ?? '').replace(/\s+/g, ''),
          superclass: this.statements(field('superclass'), depth)[0],
          body: body('body'),
          ...place,
        };
      case 'assignment': {
        const [value] = body('right');
        return value ? { kind: 'assign', name: field('left')?.text ?? '', value, ...place } : other();
      }
      case 'binary':
      case 'unary':
        return {
          kind: 'operation',
          operator: field('operator')?.text ?? '',
          operands: this.statements(node, depth),
          ...place,
        };
      case 'element_reference':
        return { kind: 'operation', operator: '[]', operands: this.statements(node, depth), ...place };
      case 'alias':
        return { kind: 'alias', name: field('name')?.text ?? '', ...place };
      case 'return':
        return { kind: 'return', ...place };
      case 'case':
        return { kind: 'group', items: this.branches(node, place, depth), ...place };
      case 'rescue_modifier':
        return { kind: 'group', items: body('body'), ...place };
      case 'program':
      case 'begin':
      case 'body_statement':
      case 'block_body':
      case 'then':
      case 'else':
      case 'ensure':
      case 'parenthesized_statements':
        return { kind: 'group', items: this.statements(node, depth), ...place };
      default:
        return other();
    }
  }

  /** Each `when` as an `if` on what it is compared with, and what `else` holds. */
  private branches(node: Node, place: RubyPlace, depth: number): RubyNode[] {
    const value = this.optional(node.childForFieldName('value'), depth + 1);
    return node.namedChildren.flatMap((branch): RubyNode[] => {
      if (branch?.type === 'else') {
        return this.statements(branch, depth + 1);
      }
      if (branch?.type !== 'when') {
        return [];
      }
      const patterns = branch.namedChildren.filter((child) => child?.type === 'pattern');
      const operands = [
        ...(value ? [value] : []),
        ...patterns.flatMap((pattern) => this.statements(pattern, depth + 1)),
      ];
      return [
        {
          kind: 'if',
          condition: {
            kind: 'operation',
            operator: '===',
            operands,
            ...place,
            line: this.source.lineAt(branch.startIndex),
          },
          consequence: this.statements(branch.childForFieldName('body'), depth + 1),
          alternative: [],
          ...place,
        },
      ];
    });
  }

  private call(node: Node, place: RubyPlace, depth: number): RubyNode {
    const given = node.childForFieldName('arguments');
    const block = node.childForFieldName('block');
    const receiver = this.optional(node.childForFieldName('receiver'), depth + 1);
    const pairs = given ? this.pairs(given, depth) : [];
    const args = (given?.namedChildren ?? []).flatMap((child) =>
      child?.type === 'pair' || child?.type === 'block_argument' ? [] : (this.optional(child, depth + 1) ?? []),
    );
    return {
      kind: 'call',
      receiver,
      name: node.childForFieldName('method')?.text ?? 'call',
      args,
      pairs,
      block: block ? this.block(block, depth) : undefined,
      ...place,
      line: this.source.lineAt((node.childForFieldName('method') ?? node).startIndex),
      endLine: given ? this.source.lineAt(given.endIndex) : place.line,
    };
  }

  private block(node: Node, depth: number): RubyBlock {
    return {
      params: (node.childForFieldName('parameters')?.namedChildren ?? []).map((parameter) =>
        parameter?.type === 'destructured_parameter'
          ? parameter.namedChildren.map((name) => name?.text ?? '')
          : [parameter?.text ?? ''],
      ),
      body: this.statements(node.childForFieldName('body'), depth + 1),
    };
  }

  private pairs(node: Node, depth: number): RubyPair[] {
    return node.namedChildren.flatMap((child) => {
      const key = child?.type === 'pair' ? this.optional(child.childForFieldName('key'), depth + 1) : undefined;
      const written = child?.childForFieldName('value') ?? null;
      // `a:` alone stands for `a: a`.
      const value = this.optional(written, depth + 1) ?? (key?.kind === 'text' ? nameOf(key) : undefined);
      return key && value ? [{ key, value }] : [];
    });
  }

  private textParts(node: Node, depth: number): (string | RubyNode)[] {
    return node.namedChildren.flatMap((child): (string | RubyNode)[] => {
      switch (child?.type) {
        case 'string_content':
        case 'heredoc_content':
          return [child.text];
        case 'escape_sequence':
          return [/^\\[ntrs]/.test(child.text) ? ' ' : child.text.slice(1)];
        case 'interpolation':
          return this.statements(child, depth).slice(0, 1);
        case 'string':
          return depth > deepest ? [] : this.textParts(child, depth + 1);
        default:
          return [];
      }
    });
  }

  private placeOf(node: Node): RubyPlace {
    const line = this.source.lineAt(node.startIndex);
    return { path: this.source.path, line, endLine: line };
  }
}

function offsetOf(node: Node): number {
  return (node.firstNamedChild ?? node).startIndex;
}

function nameOf({ parts: [name = ''], path, line, endLine }: RubyText): RubyNode {
  return { kind: 'name', name: typeof name === 'string' ? name : '', path, line, endLine };
}
