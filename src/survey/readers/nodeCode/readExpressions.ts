import type { SourceText } from '../../sourceText';
import { decoratorsIn, memberNodes, superclassOf, type JsMemberNode } from '../javascript/jsClassNodes';
import { writtenPart } from '../javascript/jsStrings';
import type { JsNode, JsSpan } from '../javascript/jsTree';
import type { ClassCode, Entry, Expression, FunctionCode, Member, Parameter, Pattern, Step } from './program';
import { docSummary } from './docSummary';
import { readSteps } from './readSteps';

/** Code nested deeper isn't written by people. */
const deepest = 120;

/** What a handler of requests is given first: it declares no route, and handlers are most of the code. */
const handlerParameter = /^_*(?:req|request|requete|ctx|context|res|response|reponse|err|error|erreur|event|c)$/;

/** Calls that may declare routes, or return what does. */
const declares =
  /\.\s*(?:get|post|put|patch|delete|del|all|head|options|use|route|routes|register|mount|prefix|group|resource|on|openapi|basePath)\s*[(<]|\bRouter\b|\[\s*\w*[mM]ethod/;

/** What stands before a parameter that its class keeps. */
const keepsParameter = /\b(?:public|private|protected|readonly)\s*$/;

/** Reads the nodes of one file into plain data. */
export class ProgramReader {
  readonly functions: FunctionCode[] = [];
  readonly classes: ClassCode[] = [];
  private inner: FunctionCode[] = [];
  private readonly known = new Map<JsNode, Expression>();
  private depth = 0;

  constructor(private readonly source: SourceText) {}

  line({ start }: { readonly start: number }): number {
    return this.source.lineAt(start);
  }

  text(node: JsSpan | undefined): string {
    return node ? this.source.text.slice(node.start, node.end) : '';
  }

  /** The same each time for the same node. @returns `other` for what isn't worth following */
  expression(node: JsNode | undefined): Expression {
    if (!node || this.depth > deepest) {
      return { kind: 'other', line: node ? this.line(node) : 1 };
    }
    this.depth++;
    const expression = this.known.get(node) ?? this.read(node);
    this.depth--;
    this.known.set(node, expression);
    return expression;
  }

  private read(node: JsNode): Expression {
    const line = this.line(node);
    const field = (name: string): Expression => this.expression(node.fields.get(name));
    switch (node.type) {
      case 'string':
        return { kind: 'text', text: node.children.map((part) => writtenPart(part, this.source.text)).join(''), line };
      case 'template_string':
        return { kind: 'joined', parts: node.children.map((part) => this.templatePart(part, line)), line };
      case 'identifier':
      case 'shorthand_property_identifier':
      case 'undefined':
      case 'this':
      case 'super':
        return { kind: 'name', name: this.text(node), line };
      case 'number':
      case 'true':
      case 'false':
      case 'null':
        return { kind: 'text', text: this.text(node), line };
      case 'member_expression': {
        const property = node.fields.get('property');
        if (node.fields.get('object')?.type === 'meta_property') {
          return { kind: 'name', name: this.text(property) === 'dirname' ? '__dirname' : '__filename', line };
        }
        const at = property ? this.line(property) : line;
        return {
          kind: 'member',
          object: field('object'),
          property: { kind: 'text', text: this.text(property).replace(/^#/, ''), line: at },
          line: at,
        };
      }
      case 'subscript_expression':
        return { kind: 'member', object: field('object'), property: field('index'), line };
      case 'call_expression':
      case 'new_expression':
        return this.call(node);
      case 'assignment_expression':
        return { kind: 'assign', target: field('left'), value: field('right'), line };
      case 'array':
        return { kind: 'list', items: this.values(node), line };
      case 'object':
        return { kind: 'map', entries: node.children.flatMap((child) => this.entry(child)), line };
      case 'spread_element':
        return { kind: 'spread', value: this.expression(node.children[0]), line };
      case 'arrow_function':
      case 'function_expression':
      case 'function_declaration':
      case 'generator_function':
      case 'generator_function_declaration':
        return { kind: 'function', code: this.code(node, this.text(node.fields.get('name'))), line };
      case 'class':
      case 'class_declaration':
      case 'abstract_class_declaration':
        return { kind: 'class', code: this.class(node), line };
      case 'regex':
        return { kind: 'regex', text: this.text(node), line };
      case 'binary_expression':
        return this.binary(node);
      case 'ternary_expression':
        return { kind: 'either', options: [field('consequence'), field('alternative')], line };
      case 'parenthesized_expression':
      case 'await_expression':
      case 'as_expression':
      case 'satisfies_expression':
      case 'non_null_expression':
        return this.expression(node.children[0]);
      case 'sequence_expression':
      case 'type_assertion':
        return this.expression(node.children.at(-1));
      case 'unary_expression':
        return this.expression(node.fields.get('argument'));
      default:
        return { kind: 'other', line };
    }
  }

  /** Those of a list, of arguments. */
  private values({ children }: JsNode): Expression[] {
    return children.map((child) => this.expression(child));
  }

  private call(node: JsNode): Expression {
    const isNew = node.type === 'new_expression';
    const callee = node.fields.get(isNew ? 'constructor' : 'function');
    const args = node.fields.get('arguments');
    const called: Expression =
      callee?.type === 'import' ? { kind: 'name', name: 'require', line: this.line(node) } : this.expression(callee);
    return {
      kind: 'call',
      callee: called,
      args: args?.type === 'arguments' ? this.values(args) : [],
      isNew,
      line: called.line,
    };
  }

  private binary(node: JsNode): Expression {
    const line = this.line(node);
    const operator = this.text(node.fields.get('operator'));
    if (operator !== '+' && operator !== '||' && operator !== '??' && operator !== '&&') {
      return { kind: 'other', line };
    }
    const left = this.expression(node.fields.get('left'));
    const right = this.expression(node.fields.get('right'));
    if (operator === '&&') {
      return right;
    }
    return operator === '+'
      ? { kind: 'joined', parts: [left, right], line }
      : { kind: 'either', options: [left, right], line };
  }

  private templatePart(part: JsNode, line: number): Expression {
    const text = writtenPart(part, this.source.text);
    return text === undefined ? this.expression(part.children[0]) : { kind: 'text', text, line };
  }

  private entry(node: JsNode): Entry[] {
    switch (node.type) {
      case 'pair':
        return [{ key: this.key(node.fields.get('key')), value: this.expression(node.fields.get('value')) }];
      case 'shorthand_property_identifier':
        return [{ key: { kind: 'text', text: this.text(node), line: this.line(node) }, value: this.expression(node) }];
      case 'spread_element':
        return [{ key: undefined, value: this.expression(node.children[0]) }];
      case 'method_definition': {
        const key = this.key(node.fields.get('name'));
        const code = this.code(node, key.kind === 'text' ? key.text : '');
        return [{ key, value: { kind: 'function', code, line: this.line(node) } }];
      }
      default:
        return [];
    }
  }

  /** @returns a text for a key that is written out */
  key(node: JsNode | undefined): Expression {
    if (node?.type === 'string') {
      return this.expression(node);
    }
    if (node?.type === 'computed_property_name') {
      return this.expression(node.children[0]);
    }
    return { kind: 'text', text: this.text(node), line: node ? this.line(node) : 1 };
  }

  code(node: JsNode, name: string): FunctionCode {
    const outer = this.inner;
    this.inner = [];
    const own = this.functions.length;
    const parameters = this.parameters(node);
    const body = node.fields.get('body');
    const [first] = parameters;
    const isHandler = first?.pattern.kind === 'name' && handlerParameter.test(first.pattern.name);
    const isBlock = body?.type === 'statement_block';
    const steps: readonly Step[] =
      !body || (isHandler && isBlock)
        ? []
        : isBlock
          ? readSteps(this, body)
          : [{ kind: 'return', value: this.expression(body) }];
    const code: FunctionCode = {
      name,
      line: this.line(node),
      parameters,
      steps,
      mayDeclare: steps.length > 0 && !isHandler && declares.test(this.text(body)),
      inner: this.inner,
    };
    // Those it holds are read before it, and come after it.
    this.functions.splice(own, 0, code);
    this.inner = [...outer, code];
    return code;
  }

  private parameters(node: JsNode): Parameter[] {
    const single = node.fields.get('parameter');
    const nodes = single ? [single] : (node.fields.get('parameters')?.children ?? []);
    return nodes.flatMap((child) => {
      const type = this.text(child.fields.get('type')).replace(/^:\s*/, '').slice(0, 80);
      const pattern = child.fields.get('pattern') ?? child;
      const fallback = child.fields.get('value');
      const isProperty = keepsParameter.test(this.text({ start: child.start, end: pattern.start }));
      return pattern.type === 'this' ? [] : [{ pattern: this.pattern(pattern, fallback), type, isProperty }];
    });
  }

  pattern(node: JsNode | undefined, fallback?: JsNode): Pattern {
    switch (node?.type) {
      case 'object_pattern':
        return { kind: 'map', fields: node.children.flatMap((child) => this.field(child)) };
      case 'array_pattern':
        return { kind: 'list', items: node.children.map((child) => this.pattern(child)) };
      case 'assignment_pattern':
        return this.pattern(node.fields.get('left'), node.fields.get('right'));
      case 'rest_pattern':
        return { kind: 'name', name: '' };
      default:
        return {
          kind: 'name',
          name: this.text(node),
          ...(fallback ? { fallback: this.expression(fallback) } : {}),
        };
    }
  }

  private field(node: JsNode): { key: string; pattern: Pattern }[] {
    switch (node.type) {
      case 'shorthand_property_identifier_pattern':
        return [{ key: this.text(node), pattern: { kind: 'name', name: this.text(node) } }];
      case 'object_assignment_pattern': {
        const name = this.text(node.fields.get('left'));
        const fallback = this.expression(node.fields.get('right'));
        return [{ key: name, pattern: { kind: 'name', name, fallback } }];
      }
      case 'pair_pattern': {
        const key = this.key(node.fields.get('key'));
        return key.kind === 'text' ? [{ key: key.text, pattern: this.pattern(node.fields.get('value')) }] : [];
      }
      default:
        return [];
    }
  }

  /** @param statement the `export` that it stands in: decorators may stand before that */
  class(node: JsNode, ...statement: readonly JsNode[]): ClassCode {
    const superclass = superclassOf(node);
    const code: ClassCode = {
      name: this.text(node.fields.get('name')),
      line: this.line(node.fields.get('name') ?? node),
      decorators: decoratorsIn(...statement, node).map(({ children: [decorator] }) => this.expression(decorator)),
      superclass: superclass && this.expression(superclass),
      members: memberNodes(node).flatMap((member) => this.member(member)),
    };
    this.classes.push(code);
    return code;
  }

  private member({ node, name: nameNode, decorators }: JsMemberNode): Member[] {
    if (!/^(?:method_definition|public_field_definition|field_definition)$/.test(node.type)) {
      return [];
    }
    const name = this.text(nameNode).replace(/^#|^['"]|['"]$/g, '');
    const value = node.fields.get('value');
    const documented = [...decorators, node].findLast(({ comment }) => comment);
    return [
      {
        name,
        line: this.line(nameNode ?? node),
        decorators: decorators.map(({ children: [decorator] }) => this.expression(decorator)),
        summary: docSummary(this.text(documented?.comment)),
        isGetter: /\bget\s*$/.test(this.text({ start: node.start, end: nameNode?.start ?? node.start })),
        code: node.type === 'method_definition' ? this.code(node, name) : undefined,
        value: value && this.expression(value),
      },
    ];
  }
}
