import type { JsInterpreter } from './jsInterpreter';
import { hole, textOf } from './jsLiterals';
import type { JsNode } from './jsTree';
import { joinTexts, textAt, truth, unknown, type JsPlace, type JsScope, type JsText, type JsValue } from './jsValue';

/** What an operator makes of its operands. */
export function operate(interpreter: JsInterpreter, node: JsNode, scope: JsScope): JsValue {
  const operator = textOf(node.fields.get('operator'), scope);
  const place = { source: scope.module.source, offset: node.start };
  if (node.type === 'unary_expression') {
    const value = interpreter.evaluate(node.fields.get('argument'), scope);
    const isTrue = truth(value);
    if (operator === '-' && value.kind === 'number') {
      return { kind: 'number', value: -value.value };
    }
    return operator === '!' && isTrue !== undefined ? { kind: 'boolean', value: !isTrue } : unknown;
  }
  const left = interpreter.evaluate(node.fields.get('left'), scope);
  if (node.type === 'augmented_assignment_expression') {
    const right = interpreter.evaluate(node.fields.get('right'), scope);
    const target = node.fields.get('left');
    const value = operator === '+=' ? sum(left, right, place) : unknown;
    if (target?.type === 'identifier') {
      scope.assign(textOf(target, scope), value);
    }
    return value;
  }
  const isTrue = truth(left);
  if (operator === '&&') {
    return isTrue === false ? left : withUnknown(isTrue, interpreter.evaluate(node.fields.get('right'), scope));
  }
  if (operator === '||' || operator === '??') {
    const isKept = operator === '||' ? isTrue === true : left.kind !== 'nothing' && left.kind !== 'unknown';
    return isKept ? left : interpreter.evaluate(node.fields.get('right'), scope);
  }
  const right = interpreter.evaluate(node.fields.get('right'), scope);
  if (operator === '+') {
    return sum(left, right, place);
  }
  const same = isSame(left, right);
  if (same !== undefined && /^[!=]==?$/.test(operator)) {
    return { kind: 'boolean', value: same === operator.startsWith('=') };
  }
  return unknown;
}

/** `a && b` is b only when a is known to be true. */
function withUnknown(left: boolean | undefined, right: JsValue): JsValue {
  return left === undefined && truth(right) !== false ? unknown : right;
}

function sum(left: JsValue, right: JsValue, place: JsPlace): JsValue {
  if (left.kind === 'number' && right.kind === 'number') {
    return { kind: 'number', value: left.value + right.value };
  }
  if (left.kind !== 'text' && right.kind !== 'text') {
    return unknown;
  }
  const parts = [left, right].map((value): JsText => {
    if (value.kind === 'text') {
      return value;
    }
    return textAt(value.kind === 'number' ? String(value.value) : hole, place);
  });
  const [first] = parts;
  return joinTexts(parts, first?.place ?? place);
}

function isSame(left: JsValue, right: JsValue): boolean | undefined {
  if (left.kind === 'text' && right.kind === 'text') {
    return left.text === right.text;
  }
  if ((left.kind === 'number' && right.kind === 'number') || (left.kind === 'boolean' && right.kind === 'boolean')) {
    return left.value === right.value;
  }
  return left.kind === 'nothing' && right.kind === 'nothing' ? true : undefined;
}
