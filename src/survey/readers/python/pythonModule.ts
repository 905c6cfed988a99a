import type { Node } from 'web-tree-sitter';
import { children, pythonValue, type PythonCall, type PythonValue } from './pythonValues';

interface Placed {
  /** Where its name begins in the file; of what has none, where it begins itself. In UTF-16 code units. */
  readonly offset: number;
}

export interface PythonAssignment extends Placed {
  readonly kind: 'assignment';
  /** As written: `operations`, `Article.tags`; several are separated by `, `. */
  readonly target: string;
  readonly annotation?: PythonValue;
  readonly value?: PythonValue;
  /** `+=`: it adds to what was. */
  readonly isAdded: boolean;
}

export interface PythonClass extends Placed {
  readonly kind: 'class';
  readonly name: string;
  readonly bases: readonly PythonValue[];
  /** `table=True` in `class Aid(SQLModel, table=True)`. */
  readonly named: ReadonlyMap<string, PythonValue>;
  readonly body: readonly PythonStatement[];
}

export interface PythonFunction extends Placed {
  readonly kind: 'function';
  readonly name: string;
  /** Their names; `*columns` takes all that is left. */
  readonly parameters: readonly string[];
  readonly decorators: readonly string[];
  /** Empty when nobody asked for it. */
  readonly body: readonly PythonStatement[];
}

/** Statements under a condition, in a loop or in a context; of `if` and `try`, those of all branches in a row. */
export interface PythonBlock extends Placed {
  readonly kind: 'block';
  /** Of `for`: the names that take each value, and the values. */
  readonly loop?: { readonly targets: PythonValue; readonly over: PythonValue };
  /** Of `with`: what is opened, and under which name. */
  readonly opened: readonly { readonly value: PythonValue; readonly name: string }[];
  readonly body: readonly PythonStatement[];
}

/** A statement as plain data that outlives the tree. */
export type PythonStatement =
  | PythonAssignment
  | PythonClass
  | PythonFunction
  | PythonBlock
  | (Placed & { readonly kind: 'expression' | 'return'; readonly value: PythonValue })
  /** What each name that is imported stands for: `models` → `django.db.models`; relative ones keep their dots. */
  | (Placed & { readonly kind: 'import'; readonly names: ReadonlyMap<string, string> });

/** Deeper code is a machine's. */
const deepest = 40;

/**
 * Reads the statements of a module.
 *
 * @param readsFunction tells the functions whose bodies are read: mostly they are all that is long in a file, and
 *   declare nothing
 */
export function pythonStatements(
  root: Node,
  readsFunction: (name: string, decorators: readonly string[]) => boolean,
): PythonStatement[] {
  return new Reader(readsFunction).all(root, 0);
}

/** The first line of what a class or a function says of itself. */
export function docstring(body: readonly PythonStatement[]): string | undefined {
  const [first] = body;
  const text = first?.kind === 'expression' && first.value.kind === 'text' ? first.value.text : '';
  return (
    text
      .trim()
      .split(/\r\n|\r|\n/)[0]
      ?.trim() || undefined
  );
}

/** The statements of a body, those under its conditions and contexts among them. */
export function flat(body: readonly PythonStatement[]): PythonStatement[] {
  return body.flatMap((statement) => (statement.kind === 'block' ? flat(statement.body) : [statement]));
}

/** What names a module imports, wherever it does so. */
export function importsOf(body: readonly PythonStatement[]): ReadonlyMap<string, string> {
  return new Map(flat(body).flatMap((statement) => (statement.kind === 'import' ? [...statement.names] : [])));
}

class Reader {
  constructor(private readonly readsFunction: (name: string, decorators: readonly string[]) => boolean) {}

  all(node: Node | null, depth: number): PythonStatement[] {
    return node && depth < deepest ? children(node).flatMap((child) => this.one(child, depth + 1, [])) : [];
  }

  private one(node: Node, depth: number, decorators: readonly string[]): PythonStatement[] {
    const offset = node.startIndex;
    switch (node.type) {
      case 'expression_statement':
        return children(node).flatMap((child) => this.expression(child));
      case 'return_statement': {
        const [value] = children(node);
        return value ? [{ kind: 'return', value: pythonValue(value), offset }] : [];
      }
      case 'decorated_definition': {
        const definition = node.childForFieldName('definition');
        const names = children(node).flatMap(({ type, text }) => (type === 'decorator' ? [text.slice(1).trim()] : []));
        return definition ? this.one(definition, depth, names) : [];
      }
      case 'class_definition':
        return [this.classOf(node, depth)];
      case 'function_definition':
        return [this.functionOf(node, depth, decorators)];
      case 'import_statement':
      case 'import_from_statement':
        return [{ kind: 'import', names: imported(node), offset }];
      case 'if_statement':
      case 'elif_clause':
      case 'else_clause':
      case 'try_statement':
      case 'except_clause':
      case 'finally_clause':
      case 'while_statement':
      case 'match_statement':
      case 'case_clause':
        return [{ kind: 'block', opened: [], body: this.branches(node, depth), offset }];
      case 'for_statement':
        return [this.loopOf(node, depth)];
      case 'with_statement':
        return [{ kind: 'block', opened: openedBy(node), body: this.branches(node, depth), offset }];
      default:
        return [];
    }
  }

  private branches(node: Node, depth: number): PythonStatement[] {
    return children(node).flatMap((child) =>
      child.type === 'block'
        ? this.all(child, depth)
        : child.type.endsWith('_clause')
          ? this.one(child, depth, [])
          : [],
    );
  }

  private expression(node: Node): PythonStatement[] {
    const offset = node.startIndex;
    if (node.type !== 'assignment' && node.type !== 'augmented_assignment') {
      return [{ kind: 'expression', value: pythonValue(node), offset }];
    }
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    const type = node.childForFieldName('type');
    if (!left || left.endIndex - left.startIndex > 200) {
      return [];
    }
    // `a = b = value` is two assignments.
    const chained = right?.type === 'assignment' ? this.expression(right) : [];
    const [last] = chained.slice(-1);
    const value = last?.kind === 'assignment' ? last.value : right ? pythonValue(right) : undefined;
    return [
      {
        kind: 'assignment',
        target: left.text.replace(/\s*,\s*/g, ', '),
        ...(type ? { annotation: pythonValue(type) } : {}),
        ...(value ? { value } : {}),
        isAdded: node.type === 'augmented_assignment',
        offset,
      },
      ...chained,
    ];
  }

  private classOf(node: Node, depth: number): PythonClass {
    const name = node.childForFieldName('name');
    const list = node.childForFieldName('superclasses');
    const bases: PythonValue[] = [];
    const named = new Map<string, PythonValue>();
    for (const child of list ? children(list) : []) {
      const key = child.type === 'keyword_argument' ? child.childForFieldName('name') : null;
      const value = child.childForFieldName('value');
      if (key && value) {
        named.set(key.text, pythonValue(value));
      } else {
        bases.push(pythonValue(child));
      }
    }
    const body = this.all(node.childForFieldName('body'), depth);
    return { kind: 'class', name: name?.text ?? '', bases, named, body, offset: (name ?? node).startIndex };
  }

  private functionOf(node: Node, depth: number, decorators: readonly string[]): PythonFunction {
    const named = node.childForFieldName('name');
    const name = named?.text ?? '';
    const isRead = this.readsFunction(name, decorators);
    const list = isRead ? node.childForFieldName('parameters') : null;
    const parameters = list ? children(list).map(parameterName) : [];
    const body = isRead ? this.all(node.childForFieldName('body'), depth) : [];
    return { kind: 'function', name, parameters, decorators, body, offset: (named ?? node).startIndex };
  }

  private loopOf(node: Node, depth: number): PythonBlock {
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    const body = this.branches(node, depth);
    const loop = left && right ? { loop: { targets: pythonValue(left), over: pythonValue(right) } } : {};
    return { kind: 'block', ...loop, opened: [], body, offset: node.startIndex };
  }
}

function parameterName(node: Node): string {
  const named =
    node.childForFieldName('name') ?? (node.type === 'typed_parameter' ? children(node)[0] : undefined) ?? node;
  return named.endIndex - named.startIndex < 100 ? named.text : '';
}

function openedBy(node: Node): PythonBlock['opened'] {
  const clause = children(node).find(({ type }) => type === 'with_clause');
  return (clause ? children(clause) : []).flatMap((item) => {
    const value = item.childForFieldName('value');
    if (value?.type !== 'as_pattern') {
      return value ? [{ value: pythonValue(value), name: '' }] : [];
    }
    const [opened] = children(value);
    const name = value.childForFieldName('alias')?.text ?? '';
    return opened ? [{ value: pythonValue(opened), name }] : [];
  });
}

function imported(node: Node): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const module = node.childForFieldName('module_name')?.text.replace(/\s/g, '');
  for (const child of node.childrenForFieldName('name')) {
    const isAlias = child.type === 'aliased_import';
    const name = (isAlias ? child.childForFieldName('name')?.text : child.text) ?? '';
    const alias = isAlias ? child.childForFieldName('alias')?.text : undefined;
    if (module === undefined) {
      // `import sqlalchemy.orm` makes `sqlalchemy` known.
      names.set(alias ?? name.split('.')[0] ?? name, alias === undefined ? (name.split('.')[0] ?? name) : name);
    } else {
      names.set(alias ?? name, module.endsWith('.') ? module + name : `${module}.${name}`);
    }
  }
  return names;
}

/** An argument of a call, by its name or its place. */
export function argument(call: PythonCall, name: string, place: number): PythonValue | undefined {
  return call.named.get(name) ?? call.positional[place];
}

/** The last word of a dotted name: `CharField` of `models.CharField`. */
export function lastName(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1);
}
