import { bind } from './jsBinding';
import type { JsInterpreter } from './jsInterpreter';
import { textOf } from './jsLiterals';
import type { JsNode } from './jsTree';
import { JsScope, truth, unknown, type JsValue } from './jsValue';

/** What a statement that leaves its block does: it returns a value, or goes on after a loop (`break`, `continue`). */
export interface JsLeave {
  readonly kind: 'return' | 'break' | 'continue';
  readonly value: JsValue;
}

/** Items of a list that a loop is followed over. */
const mostTurns = 500;

/** Follows statements in their order, functions first as they are declared; undefined when none leaves the block. */
export function executeAll(
  interpreter: JsInterpreter,
  statements: readonly JsNode[],
  scope: JsScope,
): JsLeave | undefined {
  for (const statement of statements) {
    if (/^(?:function|generator_function|class|enum)_declaration$/.test(statement.type)) {
      scope.declare(textOf(statement.fields.get('name'), scope), interpreter.evaluate(statement, scope));
    }
  }
  for (const statement of statements) {
    const left = execute(interpreter, statement, scope);
    if (left) {
      return left;
    }
  }
  return undefined;
}

export function execute(interpreter: JsInterpreter, node: JsNode, scope: JsScope): JsLeave | undefined {
  if (interpreter.isExhausted) {
    return { kind: 'return', value: unknown };
  }
  const field = (name: string): JsNode | undefined => node.fields.get(name);
  switch (node.type) {
    case 'expression_statement':
      interpreter.evaluateAll(node.children, scope);
      return undefined;
    case 'lexical_declaration':
    case 'variable_declaration':
      for (const declarator of node.children) {
        const value = declarator.fields.get('value');
        bind(
          interpreter,
          declarator.fields.get('name'),
          value ? interpreter.evaluate(value, scope) : unknown,
          scope,
          [],
        );
      }
      return undefined;
    case 'return_statement':
      return { kind: 'return', value: interpreter.evaluateAll(node.children, scope)[0] ?? unknown };
    case 'throw_statement':
      return { kind: 'return', value: unknown };
    case 'break_statement':
      return { kind: 'break', value: unknown };
    case 'continue_statement':
      return { kind: 'continue', value: unknown };
    case 'statement_block':
      return executeAll(interpreter, node.children, new JsScope(scope.module, scope));
    case 'if_statement':
      return executeIf(interpreter, node, scope);
    case 'for_in_statement':
      return executeForIn(interpreter, node, scope);
    case 'try_statement': {
      const body = field('body');
      const last = field('finalizer')?.fields.get('body');
      const left = body && execute(interpreter, body, scope);
      return (last && execute(interpreter, last, scope)) ?? left;
    }
    case 'for_statement':
    case 'while_statement':
    case 'do_statement':
      return executeOnce(interpreter, node, scope);
    case 'switch_statement':
      for (const each of field('body')?.children ?? []) {
        executeAll(
          interpreter,
          each.children.slice(each.fields.has('value') ? 1 : 0),
          new JsScope(scope.module, scope),
        );
      }
      return undefined;
    case 'labeled_statement': {
      const body = field('body');
      return body && execute(interpreter, body, scope);
    }
    default:
      return undefined;
  }
}

function executeIf(interpreter: JsInterpreter, node: JsNode, scope: JsScope): JsLeave | undefined {
  const condition = truth(interpreter.evaluate(node.fields.get('condition'), scope));
  const yes = node.fields.get('consequence');
  const no = node.fields.get('alternative')?.children[0];
  if (condition !== undefined) {
    const branch = condition ? yes : no;
    return branch && execute(interpreter, branch, scope);
  }
  // Whether it leaves isn't known: what follows is looked at all the same.
  for (const branch of [yes, no]) {
    if (branch) {
      execute(interpreter, branch, scope);
    }
  }
  return undefined;
}

function executeForIn(interpreter: JsInterpreter, node: JsNode, scope: JsScope): JsLeave | undefined {
  const over = interpreter.evaluate(node.fields.get('right'), scope);
  const isKeys = textOf(node.fields.get('operator'), scope) === 'in';
  const items = isKeys
    ? over.kind === 'record'
      ? [...over.entries.values()].map(({ key }) => key)
      : []
    : itemsOf(over);
  const body = node.fields.get('body');
  const isKnown = isKeys ? over.kind === 'record' : over.kind === 'list';
  for (const item of isKnown ? items.slice(0, mostTurns) : [unknown]) {
    const inner = new JsScope(scope.module, scope);
    bind(interpreter, node.fields.get('left'), item, inner, []);
    const left = body && execute(interpreter, body, inner);
    if (isKnown && left && left.kind !== 'continue') {
      return left.kind === 'break' ? undefined : left;
    }
  }
  return undefined;
}

function itemsOf(value: JsValue): readonly JsValue[] {
  return value.kind === 'list' ? value.items : [];
}

function executeOnce(interpreter: JsInterpreter, node: JsNode, scope: JsScope): undefined {
  const inner = new JsScope(scope.module, scope);
  const first = node.fields.get('initializer');
  const body = node.fields.get('body');
  if (first) {
    execute(interpreter, first, inner);
    // Its count goes up at each turn: it has no one value.
    for (const declarator of first.children) {
      bind(interpreter, declarator.fields.get('name'), unknown, inner, []);
    }
  }
  if (body) {
    execute(interpreter, body, inner);
  }
  return undefined;
}
