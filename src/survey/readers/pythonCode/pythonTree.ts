import type { Node } from 'web-tree-sitter';
import type { SourceText } from '../../sourceText';
import type {
  PythonExpression,
  PythonFunction,
  PythonImport,
  PythonModule,
  PythonParameter,
  PythonStatement,
} from './pythonModel';
import { ExpressionReader } from './pythonExpressions';

/** How deep blocks are followed: real code needs ten. */
const deepest = 40;

/** Modules that make routes or groups inside functions: only theirs are opened. */
const opened =
  /register_blueprint|include_router|add_(?:url_rule|api_route|resource|namespace|router|routes?|perm|view)\b|get_or_create|update_or_create|bulk_create|\bGroup\.objects\b|\bGroup\(|\bRoleNeed\(|__acl__|\bFlask\(|\bFastAPI\(|^[ \t]+\w+[ \t]*=[ \t]*(?:\w+\.)?(?:APIRouter|Blueprint|Router)\(/m;

/** Functions whose body says what is allowed, wherever they stand. */
const telling = new Set(['get_permissions', 'has_permission', 'has_object_permission', 'get_urls']);

/** Reads a module's tree as plain data. @param root of a tree of Python */
export function readPythonTree(root: Node, source: SourceText): PythonModule {
  const reader = new TreeReader(source, opened.test(source.text));
  const body = reader.block(root, 0);
  return { path: source.path, lines: source.lines, body, imports: reader.imports, wholly: reader.wholly };
}

class TreeReader {
  readonly imports = new Map<string, PythonImport>();
  readonly wholly: string[] = [];

  private readonly expressions: ExpressionReader;

  constructor(
    private readonly source: SourceText,
    private readonly opensFunctions: boolean,
  ) {
    this.expressions = new ExpressionReader(source);
  }

  block(block: Node | null, depth: number): PythonStatement[] {
    return block && depth < deepest ? block.namedChildren.flatMap((child) => this.statement(child, depth + 1)) : [];
  }

  private statement(node: Node, depth: number, decorators: readonly PythonExpression[] = []): PythonStatement[] {
    const line = this.lineOf(node);
    switch (node.type) {
      case 'expression_statement':
        return node.namedChildren.flatMap((child) => this.simple(child, depth));
      case 'return_statement': {
        const value = node.namedChild(0);
        return value ? [{ kind: 'return', value: this.expressions.read(value, depth), line }] : [];
      }
      case 'decorated_definition': {
        const own = node.namedChildren
          .filter(({ type }) => type === 'decorator')
          .flatMap((decorator) => this.expressions.children(decorator, depth));
        const definition = node.childForFieldName('definition');
        return definition ? this.statement(definition, depth, own) : [];
      }
      case 'class_definition':
        return [
          {
            kind: 'class',
            name: textOf(node, 'name'),
            bases: this.expressions.arguments(node.childForFieldName('superclasses'), depth).args,
            decorators,
            body: this.block(node.childForFieldName('body'), depth),
            ...summaryOf(node),
            line,
          },
        ];
      case 'function_definition':
        return [this.functionOf(node, depth, decorators)];
      case 'import_statement':
      case 'import_from_statement':
        this.addImports(node);
        return [];
      case 'if_statement': {
        const condition = node.childForFieldName('condition');
        return [
          {
            kind: 'block',
            of: 'if',
            ...(condition ? { condition: this.expressions.read(condition, depth) } : {}),
            body: this.block(node.childForFieldName('consequence'), depth),
            line,
          },
          ...node.namedChildren
            .filter(({ type }) => type === 'elif_clause' || type === 'else_clause')
            .flatMap((clause) => this.clause(clause, depth)),
        ];
      }
      case 'for_statement':
      case 'while_statement': {
        const left = node.childForFieldName('left');
        const list = node.childForFieldName('right');
        const names = left?.type === 'identifier' ? [left.text] : (left?.namedChildren ?? []).map(({ text }) => text);
        return [
          {
            kind: 'block',
            of: 'for',
            ...(list ? { each: { names, list: this.expressions.read(list, depth) } } : {}),
            body: this.block(node.childForFieldName('body'), depth),
            line,
          },
        ];
      }
      case 'try_statement':
      case 'with_statement':
      case 'finally_clause':
      case 'except_clause':
      case 'else_clause':
      case 'match_statement':
      case 'case_clause':
      case 'block':
      case 'ERROR': {
        // What isn't a statement among them gives none.
        const body = this.block(node, depth);
        return body.length > 0 ? [{ kind: 'block', of: 'other', body, line }] : [];
      }
      default:
        return [];
    }
  }

  private clause(clause: Node, depth: number): PythonStatement[] {
    const condition = clause.childForFieldName('condition');
    const body = this.block(clause.childForFieldName('consequence') ?? clause.childForFieldName('body'), depth);
    return [
      {
        kind: 'block',
        of: condition ? 'if' : 'else',
        ...(condition ? { condition: this.expressions.read(condition, depth), isAlternative: true } : {}),
        body,
        line: this.lineOf(clause),
      },
    ];
  }

  private functionOf(node: Node, depth: number, decorators: readonly PythonExpression[]): PythonFunction {
    const name = textOf(node, 'name');
    return {
      kind: 'function',
      name,
      parameters: (node.childForFieldName('parameters')?.namedChildren ?? []).flatMap((parameter) =>
        this.parameter(parameter, depth),
      ),
      decorators,
      body: this.opensFunctions || telling.has(name) ? this.block(node.childForFieldName('body'), depth) : [],
      ...summaryOf(node),
      line: this.lineOf(node),
    };
  }

  private parameter(node: Node, depth: number): PythonParameter[] {
    const name =
      node.type === 'identifier'
        ? node.text
        : (node.childForFieldName('name') ?? (node.type === 'typed_parameter' ? node.namedChild(0) : null))?.text;
    const value = node.childForFieldName('value');
    const type = node.childForFieldName('type');
    return name === undefined
      ? []
      : [
          {
            name,
            ...(value ? { value: this.expressions.read(value, depth) } : {}),
            ...(type ? { type: this.expressions.read(type, depth) } : {}),
          },
        ];
  }

  private simple(node: Node, depth: number): PythonStatement[] {
    const line = this.lineOf(node);
    if (node.type !== 'assignment' && node.type !== 'augmented_assignment') {
      return node.type === 'call' ? [{ kind: 'expression', value: this.expressions.read(node, depth), line }] : [];
    }
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    const type = node.childForFieldName('type');
    const operator = node.childForFieldName('operator')?.text ?? '=';
    if (!left || !right || (operator !== '=' && operator !== '+=')) {
      return [];
    }
    const target = left.type === 'identifier' || left.type === 'attribute' ? nameOf(left) : '';
    if (right.type === 'assignment') {
      // `a = b = value` gives the value to both.
      const rest = this.simple(right, depth);
      const value = rest[0]?.kind === 'assign' ? rest[0].value : undefined;
      return value && target !== '' ? [{ kind: 'assign', target, operator, value, line }, ...rest] : rest;
    }
    if (target === '') {
      // `group, created = …` is worth its call.
      return right.type === 'call' ? [{ kind: 'expression', value: this.expressions.read(right, depth), line }] : [];
    }
    return [
      {
        kind: 'assign',
        target,
        operator,
        value: this.expressions.read(right, depth),
        ...(type ? { type: this.expressions.read(type, depth) } : {}),
        line,
      },
    ];
  }

  private addImports(node: Node): void {
    const from = node.childForFieldName('module_name')?.text.replace(/\s+/g, '');
    for (const child of node.namedChildren) {
      if (child.type === 'wildcard_import' && from !== undefined) {
        this.wholly.push(from);
      } else if (child.type === 'aliased_import' || child.type === 'dotted_name') {
        const name = child.childForFieldName('name')?.text ?? child.text;
        const alias = child.childForFieldName('alias')?.text;
        if (from === undefined) {
          const first = name.split('.')[0] ?? name;
          this.addImport(alias ?? first, { module: alias === undefined ? first : name });
        } else if (child.startIndex !== node.childForFieldName('module_name')?.startIndex) {
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

  private lineOf(node: Node): number {
    return this.source.lineAt(node.startIndex);
  }
}

function nameOf(node: Node): string {
  return /^[\w.]+$/.test(node.text) ? node.text : '';
}

function textOf(node: Node, field: string): string {
  return node.childForFieldName(field)?.text ?? '';
}

/** A docstring's first line that says something. */
function summaryOf(definition: Node): { summary?: string } {
  const first = definition.childForFieldName('body')?.namedChildren.find(({ type }) => type !== 'comment');
  const string = first?.type === 'expression_statement' ? first.namedChild(0) : null;
  if (string?.type !== 'string') {
    return {};
  }
  const content = string.namedChildren.find(({ type }) => type === 'string_content')?.text ?? '';
  const summary = content
    .split(/[\r\n]/)
    .find((line) => line.trim() !== '')
    ?.trim();
  return summary === undefined ? {} : { summary };
}
