import type { Node } from 'web-tree-sitter';
import type { ClassCode, Entry, Expression, FunctionCode, Member, Parameter, Pattern, Step } from './program';
import { bareProperty, docSummary, stringText, unescaped } from './literals';
import { readSteps } from './readSteps';

/** Code nested deeper isn't written by people. */
const deepest = 120;

/** What a handler of requests is given first: it declares no route, and handlers are most of the code. */
const handlerParameter = /^_*(?:req|request|requete|ctx|context|res|response|reponse|err|error|erreur|event|c)$/;

/** Calls that may declare routes, or return what does. */
const declares =
  /\.\s*(?:get|post|put|patch|delete|del|all|head|options|use|route|routes|register|mount|prefix|group|resource|on|openapi|basePath)\s*[(<]|\bRouter\b|\[\s*\w*[mM]ethod/;

/** Reads the nodes of one file into plain data. */
export class ProgramReader {
  readonly functions: FunctionCode[] = [];
  readonly classes: ClassCode[] = [];
  private inner: FunctionCode[] = [];
  private depth = 0;

  line(node: Node): number {
    return node.startPosition.row + 1;
  }

  /** @returns `other` for what isn't worth following */
  expression(node: Node | null): Expression {
    if (!node || this.depth > deepest) {
      return { kind: 'other', line: node ? this.line(node) : 1 };
    }
    this.depth++;
    try {
      return this.read(node);
    } finally {
      this.depth--;
    }
  }

  private read(node: Node): Expression {
    const line = this.line(node);
    const field = (name: string): Expression => this.expression(node.childForFieldName(name));
    switch (node.type) {
      case 'string':
        return { kind: 'text', text: stringText(node), line };
      case 'template_string':
        return { kind: 'joined', parts: this.templateParts(node), line };
      case 'identifier':
      case 'shorthand_property_identifier':
      case 'undefined':
      case 'this':
      case 'super':
        return { kind: 'name', name: node.text, line };
      case 'number':
      case 'true':
      case 'false':
      case 'null':
        return { kind: 'text', text: node.text, line };
      case 'member_expression': {
        const property = node.childForFieldName('property');
        if (node.childForFieldName('object')?.type === 'meta_property') {
          return { kind: 'name', name: property?.text === 'dirname' ? '__dirname' : '__filename', line };
        }
        const at = property ? this.line(property) : line;
        return {
          kind: 'member',
          object: field('object'),
          property: { kind: 'text', text: bareProperty(property?.text), line: at },
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
        return { kind: 'map', entries: node.namedChildren.flatMap((child) => this.entry(child)), line };
      case 'spread_element':
        return { kind: 'spread', value: this.expression(node.firstNamedChild), line };
      case 'arrow_function':
      case 'function_expression':
      case 'function_declaration':
      case 'generator_function':
      case 'generator_function_declaration':
        return { kind: 'function', code: this.code(node, node.childForFieldName('name')?.text ?? ''), line };
      case 'class':
      case 'class_declaration':
      case 'abstract_class_declaration':
        return { kind: 'class', code: this.class(node), line };
      case 'regex':
        return { kind: 'regex', text: node.text, line };
      case 'binary_expression':
        return this.binary(node);
      case 'ternary_expression':
        return { kind: 'either', options: [field('consequence'), field('alternative')], line };
      case 'parenthesized_expression':
      case 'await_expression':
      case 'as_expression':
      case 'satisfies_expression':
      case 'non_null_expression':
        return this.expression(node.firstNamedChild);
      case 'sequence_expression':
      case 'type_assertion':
        return this.expression(node.lastNamedChild);
      case 'unary_expression':
        return this.expression(node.childForFieldName('argument'));
      default:
        return { kind: 'other', line };
    }
  }

  /** Those of a list, of arguments. */
  private values(node: Node | null): Expression[] {
    return (node?.namedChildren ?? [])
      .filter((child) => child.type !== 'comment')
      .map((child) => this.expression(child));
  }

  private call(node: Node): Expression {
    const isNew = node.type === 'new_expression';
    const callee = node.childForFieldName(isNew ? 'constructor' : 'function');
    const args = node.childForFieldName('arguments');
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

  private binary(node: Node): Expression {
    const line = this.line(node);
    const operator = node.childForFieldName('operator')?.text;
    if (operator !== '+' && operator !== '||' && operator !== '??' && operator !== '&&') {
      return { kind: 'other', line };
    }
    const left = this.expression(node.childForFieldName('left'));
    const right = this.expression(node.childForFieldName('right'));
    if (operator === '&&') {
      return right;
    }
    return operator === '+'
      ? { kind: 'joined', parts: [left, right], line }
      : { kind: 'either', options: [left, right], line };
  }

  private templateParts(node: Node): Expression[] {
    const parts: Expression[] = [];
    let at = node.startIndex + 1;
    const textTo = (end: number): void => {
      const text = node.text.slice(at - node.startIndex, end - node.startIndex);
      if (text !== '') {
        parts.push({ kind: 'text', text: unescaped(text), line: this.line(node) });
      }
    };
    for (const child of node.namedChildren) {
      if (child.type === 'template_substitution') {
        textTo(child.startIndex);
        parts.push(this.expression(child.firstNamedChild));
        at = child.endIndex;
      }
    }
    textTo(node.endIndex - 1);
    return parts;
  }

  private entry(node: Node): Entry[] {
    switch (node.type) {
      case 'pair':
        return [
          { key: this.key(node.childForFieldName('key')), value: this.expression(node.childForFieldName('value')) },
        ];
      case 'shorthand_property_identifier':
        return [{ key: { kind: 'text', text: node.text, line: this.line(node) }, value: this.expression(node) }];
      case 'spread_element':
        return [{ key: undefined, value: this.expression(node.firstNamedChild) }];
      case 'method_definition': {
        const key = this.key(node.childForFieldName('name'));
        const code = this.code(node, key.kind === 'text' ? key.text : '');
        return [{ key, value: { kind: 'function', code, line: this.line(node) } }];
      }
      default:
        return [];
    }
  }

  /** @returns a text for a key that is written out */
  key(node: Node | null): Expression {
    if (node?.type === 'string') {
      return this.expression(node);
    }
    if (node?.type === 'computed_property_name') {
      return this.expression(node.firstNamedChild);
    }
    return { kind: 'text', text: node?.text ?? '', line: node ? this.line(node) : 1 };
  }

  code(node: Node, name: string): FunctionCode {
    const outer = this.inner;
    this.inner = [];
    const own = this.functions.length;
    const parameters = this.parameters(node);
    const body = node.childForFieldName('body');
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
      mayDeclare: steps.length > 0 && !isHandler && declares.test(body?.text ?? ''),
      inner: this.inner,
    };
    // Those it holds are read before it, and come after it.
    this.functions.splice(own, 0, code);
    this.inner = [...outer, code];
    return code;
  }

  private parameters(node: Node): Parameter[] {
    const single = node.childForFieldName('parameter');
    const nodes = single ? [single] : (node.childForFieldName('parameters')?.namedChildren ?? []);
    return nodes.flatMap((child) => {
      if (child.type === 'comment') {
        return [];
      }
      const type = child.childForFieldName('type')?.text.replace(/^:\s*/, '').slice(0, 80) ?? '';
      const pattern = child.childForFieldName('pattern') ?? child;
      const fallback = child.childForFieldName('value');
      const isProperty = child.children.some(
        ({ type: kind }) => kind === 'accessibility_modifier' || kind === 'readonly',
      );
      return pattern.type === 'this' ? [] : [{ pattern: this.pattern(pattern, fallback), type, isProperty }];
    });
  }

  pattern(node: Node | null, fallback: Node | null = null): Pattern {
    switch (node?.type) {
      case 'object_pattern':
        return { kind: 'map', fields: node.namedChildren.flatMap((child) => this.field(child)) };
      case 'array_pattern':
        return { kind: 'list', items: node.namedChildren.map((child) => this.pattern(child)) };
      case 'assignment_pattern':
        return this.pattern(node.childForFieldName('left'), node.childForFieldName('right'));
      case 'rest_pattern':
        return { kind: 'name', name: '' };
      default:
        return {
          kind: 'name',
          name: node?.text ?? '',
          ...(fallback ? { fallback: this.expression(fallback) } : {}),
        };
    }
  }

  private field(node: Node): { key: string; pattern: Pattern }[] {
    switch (node.type) {
      case 'shorthand_property_identifier_pattern':
        return [{ key: node.text, pattern: { kind: 'name', name: node.text } }];
      case 'object_assignment_pattern': {
        const name = node.childForFieldName('left')?.text ?? '';
        const fallback = this.expression(node.childForFieldName('right'));
        return [{ key: name, pattern: { kind: 'name', name, fallback } }];
      }
      case 'pair_pattern': {
        const key = this.key(node.childForFieldName('key'));
        return key.kind === 'text' ? [{ key: key.text, pattern: this.pattern(node.childForFieldName('value')) }] : [];
      }
      default:
        return [];
    }
  }

  /** @param before decorators that stand before `export` */
  class(node: Node, before: readonly Node[] = []): ClassCode {
    const decorators = [...before, ...node.namedChildren.filter(({ type }) => type === 'decorator')];
    const heritage = node.namedChildren.find(({ type }) => type === 'class_heritage');
    const clause = heritage?.namedChildren.find(({ type }) => type === 'extends_clause');
    const superclass = clause ? clause.childForFieldName('value') : (heritage?.firstNamedChild ?? null);
    const code: ClassCode = {
      name: node.childForFieldName('name')?.text ?? '',
      line: this.line(node.childForFieldName('name') ?? node),
      decorators: decorators.map((decorator) => this.expression(decorator.firstNamedChild)),
      superclass: superclass && superclass.type !== 'implements_clause' ? this.expression(superclass) : undefined,
      members: this.members(node.childForFieldName('body')),
    };
    this.classes.push(code);
    return code;
  }

  private members(body: Node | null): Member[] {
    const members: Member[] = [];
    let pending: Node[] = [];
    let comment = '';
    for (const child of body?.namedChildren ?? []) {
      if (child.type === 'decorator') {
        pending.push(child);
      } else if (/^(?:method_definition|public_field_definition|field_definition)$/.test(child.type)) {
        const nameNode = child.childForFieldName('name') ?? child.childForFieldName('property');
        const name = nameNode?.text.replace(/^#|^['"]|['"]$/g, '') ?? '';
        const own = [...pending, ...child.namedChildren.filter(({ type }) => type === 'decorator')];
        members.push({
          name,
          line: this.line(nameNode ?? child),
          decorators: own.map((decorator) => this.expression(decorator.firstNamedChild)),
          summary: docSummary(comment),
          isGetter: child.children.some(({ type }) => type === 'get'),
          code: child.type === 'method_definition' ? this.code(child, name) : undefined,
          value: child.childForFieldName('value') ? this.expression(child.childForFieldName('value')) : undefined,
        });
        pending = [];
        comment = '';
      } else if (child.type === 'comment') {
        comment = child.text;
      } else {
        pending = [];
        comment = '';
      }
    }
    return members;
  }
}
