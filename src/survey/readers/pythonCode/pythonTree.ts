import type { Node } from 'web-tree-sitter';
import type { SourceText } from '../../sourceText';
import { openedFunctions } from './openedFunctions';
import { ExpressionReader, partsOf } from './pythonExpressions';
import type {
  PythonBlock,
  PythonClass,
  PythonExpression,
  PythonFunction,
  PythonImport,
  PythonModule,
  PythonParameter,
  PythonStatement,
} from './pythonModel';
import { pythonText } from './pythonStrings';

/** How deep blocks are followed: real code needs ten. */
const deepest = 40;

/** Expressions that declare something by themselves. */
const declaring = new Set([
  'call',
  'await',
  'list',
  'tuple',
  'list_comprehension',
  'set_comprehension',
  'generator_expression',
  'boolean_operator',
  'conditional_expression',
]);

/** Reads a module's tree as plain data. @param root of a tree of Python */
export function readPythonTree(root: Node, source: SourceText): PythonModule {
  const reader = new TreeReader(source);
  const body = reader.block(root, 0);
  return { source, path: source.path, body, imports: reader.imports, wholly: reader.wholly };
}

class TreeReader {
  readonly imports = new Map<string, PythonImport>();
  readonly wholly: string[] = [];

  private readonly expressions: ExpressionReader;
  private readonly opens: ReturnType<typeof openedFunctions>;

  constructor(source: SourceText) {
    this.expressions = new ExpressionReader(source);
    this.opens = openedFunctions(source.text);
  }

  block(block: Node | null | undefined, depth: number): PythonStatement[] {
    return block && depth < deepest ? block.namedChildren.flatMap((child) => this.statement(child, depth + 1)) : [];
  }

  private statement(node: Node, depth: number, decorators: readonly PythonExpression[] = []): PythonStatement[] {
    switch (node.type) {
      case 'expression_statement':
        return node.namedChildren.flatMap((child) => this.simple(child));
      case 'return_statement':
      case 'raise_statement': {
        const value = node.namedChild(0);
        const kind = node.type === 'return_statement' ? 'return' : 'raise';
        return value ? [{ kind, value: this.expressions.read(value), line: this.lineOf(node) }] : [];
      }
      case 'decorated_definition': {
        const own = node.namedChildren
          .filter(({ type }) => type === 'decorator')
          .flatMap((decorator) => this.expressions.children(decorator));
        const definition = node.childForFieldName('definition');
        return definition ? this.statement(definition, depth, own) : [];
      }
      case 'class_definition':
        return [this.classOf(node, depth, decorators)];
      case 'function_definition':
        return [this.functionOf(node, depth, decorators)];
      case 'import_statement':
      case 'import_from_statement':
        this.addImports(node);
        return [];
      case 'if_statement':
        return [
          this.conditional(node, 'if', node.childForFieldName('consequence'), depth),
          ...this.alternatives(node, depth),
        ];
      case 'for_statement':
      case 'while_statement': {
        const each = this.expressions.eachOf(node);
        const body = this.block(node.childForFieldName('body'), depth);
        return [
          { kind: 'block', of: 'for', ...(each ? { each } : {}), body, line: this.lineOf(node) },
          ...this.alternatives(node, depth),
        ];
      }
      case 'with_statement': {
        const body = this.block(node.childForFieldName('body'), depth);
        return [{ kind: 'block', of: 'other', opened: this.openedBy(node), body, line: this.lineOf(node) }];
      }
      case 'try_statement':
      case 'finally_clause':
      case 'except_clause':
      case 'else_clause':
      case 'match_statement':
      case 'case_clause':
      case 'block':
      case 'ERROR': {
        // What isn't a statement among them gives none.
        const body = this.block(node, depth);
        return body.length > 0 ? [{ kind: 'block', of: 'other', body, line: this.lineOf(node) }] : [];
      }
      default:
        return [];
    }
  }

  private alternatives(node: Node, depth: number): PythonBlock[] {
    return node.namedChildren
      .filter(({ type }) => type === 'elif_clause' || type === 'else_clause')
      .map((clause) => {
        const body = clause.childForFieldName('consequence') ?? clause.childForFieldName('body');
        return clause.type === 'elif_clause'
          ? { ...this.conditional(clause, 'if', body, depth), isAlternative: true }
          : this.conditional(clause, 'else', body, depth);
      });
  }

  private conditional(node: Node, of: 'if' | 'else', body: Node | null, depth: number): PythonBlock {
    const condition = node.childForFieldName('condition');
    return {
      kind: 'block',
      of,
      ...(condition ? { condition: this.expressions.read(condition) } : {}),
      body: this.block(body, depth),
      line: this.lineOf(node),
    };
  }

  private openedBy(node: Node): NonNullable<PythonBlock['opened']> {
    const clause = node.namedChildren.find(({ type }) => type === 'with_clause');
    return (clause ? partsOf(clause) : []).flatMap((item) => {
      const value = item.childForFieldName('value');
      const inner = value?.type === 'as_pattern' ? partsOf(value)[0] : value;
      const name = value?.type === 'as_pattern' ? (value.childForFieldName('alias')?.text ?? '') : '';
      return inner ? [{ value: this.expressions.read(inner), name }] : [];
    });
  }

  private classOf(node: Node, depth: number, decorators: readonly PythonExpression[]): PythonClass {
    const parts = partsOf(node);
    const [identifier = node] = parts;
    const block = parts.at(-1);
    const given = parts.find(({ type }) => type === 'argument_list');
    const { args: bases, named } = this.expressions.arguments(given);
    const body = this.block(block, depth);
    const [name, line] = [this.textOf(identifier), this.lineOf(identifier)];
    return { kind: 'class', name, bases, named, decorators, body, ...this.summaryOf(block), line };
  }

  private functionOf(node: Node, depth: number, decorators: readonly PythonExpression[]): PythonFunction {
    const parts = partsOf(node);
    const [identifier = node] = parts;
    const name = this.textOf(identifier);
    const parameters = parts.find(({ type }) => type === 'parameters')?.namedChildren ?? [];
    const body = parts.at(-1);
    return {
      kind: 'function',
      name,
      parameters: parameters.flatMap((parameter) => this.parameter(parameter)),
      decorators,
      body: this.opens(name, decorators, () => (body ? this.textOf(body) : '')) ? this.block(body, depth) : [],
      ...this.summaryOf(body),
      line: this.lineOf(identifier),
    };
  }

  private parameter(node: Node): PythonParameter[] {
    if (/^(?:identifier|(?:list|dictionary)_splat_pattern)$/.test(node.type)) {
      return [{ name: this.textOf(node) }];
    }
    const named = node.childForFieldName('name') ?? (node.type === 'typed_parameter' ? node.namedChild(0) : null);
    const value = node.childForFieldName('value');
    const type = node.childForFieldName('type');
    return named
      ? [
          {
            name: this.textOf(named),
            ...(value ? { value: this.expressions.read(value) } : {}),
            ...(type ? { type: this.expressions.read(type) } : {}),
          },
        ]
      : [];
  }

  private simple(node: Node, depth = 0): PythonStatement[] {
    const line = this.lineOf(node);
    if (node.type !== 'assignment' && node.type !== 'augmented_assignment') {
      return declaring.has(node.type) ? [{ kind: 'expression', value: this.expressions.read(node), line }] : [];
    }
    const [left, second, third] = partsOf(node);
    const type = second?.type === 'type' ? second : undefined;
    const right = type ? third : second;
    const operator = node.type === 'assignment' ? '=' : node.childForFieldName('operator')?.text;
    if (!left || (operator !== '=' && operator !== '+=') || depth > deepest) {
      return [];
    }
    const target = left.type === 'identifier' || left.type === 'attribute' ? this.nameOf(left) : '';
    if (!right) {
      return type && target !== '' ? [{ kind: 'annotation', target, type: this.expressions.read(type), line }] : [];
    }
    if (right.type === 'assignment') {
      // `a = b = value` gives the value to both.
      const rest = this.simple(right, depth + 1);
      const value = rest[0]?.kind === 'assign' ? rest[0].value : undefined;
      return value && target !== '' ? [{ kind: 'assign', target, operator, value, line }, ...rest] : rest;
    }
    if (target === '') {
      // `group, created = …` is worth its call.
      return right.type === 'call' ? [{ kind: 'expression', value: this.expressions.read(right), line }] : [];
    }
    return [
      {
        kind: 'assign',
        target,
        operator,
        value: this.expressions.read(right),
        ...(type ? { type: this.expressions.read(type) } : {}),
        line,
      },
    ];
  }

  private addImports(node: Node): void {
    const module = node.childForFieldName('module_name');
    const from = module?.text.replace(/\s+/g, '');
    for (const child of node.namedChildren) {
      if (child.type === 'wildcard_import' && from !== undefined) {
        this.wholly.push(from);
      } else if (child.type === 'aliased_import' || child.type === 'dotted_name') {
        const name = child.childForFieldName('name')?.text ?? child.text;
        const alias = child.childForFieldName('alias')?.text;
        if (from === undefined) {
          // `import sqlalchemy.orm` makes `sqlalchemy` known.
          const first = name.split('.')[0] ?? name;
          this.addImport(alias ?? first, { module: alias === undefined ? first : name });
        } else if (child.startIndex !== module?.startIndex) {
          this.addImport(alias ?? name, { module: from, name });
        }
      }
    }
  }

  /** At a module's top they come first, and count before those of a function. */
  private addImport(local: string, imported: PythonImport): void {
    if (!this.imports.has(local)) {
      this.imports.set(local, imported);
    }
  }

  private nameOf(node: Node): string {
    const name = this.textOf(node);
    return /^[\w.]{1,200}$/.test(name) ? name : '';
  }

  /** A docstring's first line that says something. @param body a class's or a function's */
  private summaryOf(body: Node | undefined): { summary?: string } {
    // Not all that follows is looked at: a body may be long.
    let first = body?.firstNamedChild;
    while (first?.type === 'comment') {
      first = first.nextNamedSibling;
    }
    const string = first?.type === 'expression_statement' ? first.namedChild(0) : null;
    const content =
      string?.type === 'string' ? string.namedChildren.find(({ type }) => type === 'string_content') : null;
    const summary =
      content &&
      pythonText(this.textOf(content), string?.firstChild?.text ?? '')
        .split(/[\r\n]/)
        .find((line) => line.trim() !== '')
        ?.trim();
    return summary ? { summary } : {};
  }

  private textOf(node: Node): string {
    return this.expressions.textOf(node);
  }

  private lineOf(node: Node): number {
    return this.expressions.lineOf(node);
  }
}
