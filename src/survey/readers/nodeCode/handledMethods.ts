import type { Node } from 'web-tree-sitter';
import type { SourceText } from '../../sourceText';
import { plainTree } from '../javascript/jsTree';
import { checksIn } from './accessNames';
import { writtenKey, type Expression } from './program';
import { ProgramReader } from './readExpressions';

/** A method that a handler of all methods answers to. */
export interface HandledMethod {
  /** The method's name, or a constant that holds it. */
  readonly value: Expression;
  readonly line: number;
  /** What is checked before answering that method. */
  readonly access: readonly string[];
}

export interface HandledMethods {
  readonly methods: readonly HandledMethod[];
  /** What is checked whatever the method. */
  readonly access: readonly string[];
}

export const httpMethods = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;

/** What wraps a handler, at most. */
const mostWrappers = 6;

/** `req.method`, `method`, `req.method?.toUpperCase()`. */
const ofRequest = /(?:^|\.)\s*method\s*!?(?:\??\.toUpperCase\(\))?\s*\)?$/;

/** Reads which methods one function answers to, by what it compares the request's method with. */
export function handledMethods(root: Node, source: SourceText): HandledMethods {
  const reader = new ProgramReader(source);
  const locals = localFunctions(root);
  const methods: HandledMethod[] = [];
  const inside: Node[] = [];
  let first: Node | undefined;
  const add = (value: Node | null, body: Node | null): void => {
    if (value) {
      first ??= value;
      const access = body ? accessIn(reader, body, locals) : [];
      methods.push({ value: reader.expression(plainTree(value)), line: source.lineAt(value.startIndex), access });
      if (body) {
        inside.push(body);
      }
    }
  };
  for (const node of root.descendantsOfType('switch_case')) {
    const statement = node.parent?.parent;
    if (statement && isMethod(statement.childForFieldName('value'))) {
      add(node.childForFieldName('value'), withStatements(node));
    }
  }
  for (const node of root.descendantsOfType('binary_expression')) {
    const operator = node.childForFieldName('operator')?.text ?? '';
    const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')];
    if (/^[=!]==?$/.test(operator) && isMethod(left)) {
      add(right, operator.startsWith('!') ? null : consequenceOf(node));
    } else if (/^[=!]==?$/.test(operator) && isMethod(right)) {
      add(left, operator.startsWith('!') ? null : consequenceOf(node));
    }
  }
  for (const node of root.descendantsOfType('call_expression')) {
    const callee = node.childForFieldName('function');
    const [argument] = node.childForFieldName('arguments')?.namedChildren ?? [];
    const list = callee?.childForFieldName('object');
    if (
      callee?.childForFieldName('property')?.text === 'includes' &&
      isMethod(argument ?? null) &&
      list?.type === 'array'
    ) {
      for (const item of list.namedChildren) {
        add(item, null);
      }
    }
  }
  const handler = (first && enclosingFunction(first)) ?? root;
  const exported = root.children.filter(
    ({ type, text }) => type === 'export_statement' && text.startsWith('export default'),
  );
  const isInside = (call: Node): boolean =>
    inside.some((body) => body.startIndex <= call.startIndex && call.endIndex <= body.endIndex);
  const outside = [handler, ...exported.filter((node) => node.descendantsOfType('statement_block').length === 0)]
    .flatMap((node) => node.descendantsOfType('call_expression'))
    .filter((call) => !isInside(call))
    .concat(wrappersOf(handler));
  return { methods, access: unique(outside.flatMap((call) => checksOf(reader, call, locals, 0))) };
}

/** The functions of a file by their names, with what they do. */
export function localFunctions(root: Node): ReadonlyMap<string, Node> {
  const functions = new Map<string, Node>();
  for (const node of root.descendantsOfType(['function_declaration', 'variable_declarator'])) {
    const name = node.childForFieldName('name')?.text;
    const value = node.childForFieldName('value');
    const body = /^(?:arrow_function|function_expression)$/.test(value?.type ?? '')
      ? value
      : node.childForFieldName('body');
    if (name !== undefined && body) {
      functions.set(name, body);
    }
  }
  return functions;
}

/** What one function checks of who calls it. @param locals the functions of its file */
export function accessIn(reader: ProgramReader, body: Node, locals: ReadonlyMap<string, Node>): string[] {
  return unique(body.descendantsOfType('call_expression').flatMap((call) => checksOf(reader, call, locals, 0)));
}

/** Of a function of the same file, what it checks counts, not what it is called. */
function checksOf(reader: ProgramReader, call: Node, locals: ReadonlyMap<string, Node>, depth: number): string[] {
  const local = locals.get(call.childForFieldName('function')?.text ?? '');
  if (!local) {
    return checksIn(reader.expression(plainTree(call)));
  }
  return depth < 2
    ? local.descendantsOfType('call_expression').flatMap((inner) => checksOf(reader, inner, locals, depth + 1))
    : [];
}

/** The calls that a function is given to: `withAuth(handler)`. */
function wrappersOf(handler: Node): Node[] {
  const wrappers: Node[] = [];
  for (let at = handler.parent; at && wrappers.length < mostWrappers; at = at.parent) {
    if (at.type === 'call_expression') {
      wrappers.push(at);
    }
  }
  return wrappers;
}

function enclosingFunction(node: Node): Node | undefined {
  let at: Node | null = node;
  while (at && !/^(?:arrow_function|function_expression|function_declaration|method_definition)$/.test(at.type)) {
    at = at.parent;
  }
  return at ?? undefined;
}

/** Methods that are the keys of a map given to what makes a handler: `handler({ GET: list, POST: create })`. */
export function methodKeys(expression: Expression, depth = 0): Expression[] {
  if (depth > 4) {
    return [];
  }
  if (expression.kind === 'map') {
    return expression.entries.flatMap(({ key }) =>
      key && httpMethods.test((writtenKey(key) ?? '').toUpperCase()) ? [key] : [],
    );
  }
  if (expression.kind === 'list') {
    return expression.items.filter((item) => item.kind === 'text' && httpMethods.test(item.text));
  }
  return expression.kind === 'call' ? expression.args.flatMap((argument) => methodKeys(argument, depth + 1)) : [];
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}

function isMethod(node: Node | null): boolean {
  return node !== null && node.endIndex - node.startIndex < 80 && ofRequest.test(node.text);
}

/** A case without statements falls into the next that has some. */
function withStatements(node: Node): Node {
  let found = node;
  for (let next: Node | null = node; next && next.namedChildCount <= 1; next = next.nextNamedSibling) {
    found = next.nextNamedSibling ?? next;
  }
  return found;
}

/** What runs when a comparison holds. */
function consequenceOf(node: Node): Node | null {
  let at: Node | null = node.parent;
  for (let up = 0; at && up < 5; up++, at = at.parent) {
    if (at.type === 'if_statement') {
      return at.childForFieldName('consequence');
    }
  }
  return null;
}
