import type { JsInterpreter } from './jsInterpreter';
import { writtenPart } from './jsStrings';
import type { JsNode } from './jsTree';
import {
  joinTexts,
  nothing,
  textAt,
  unknown,
  type JsEntry,
  type JsPlace,
  type JsScope,
  type JsText,
  type JsValue,
} from './jsValue';

/** What stands in a text for what only a run could tell: no name holds it. */
export const hole = '\u{fffd}';

/** The value that a literal is, or that a list, an object or an enumeration holds. */
export function composite(interpreter: JsInterpreter, node: JsNode, scope: JsScope): JsValue {
  const at = { source: scope.module.source, offset: node.start };
  switch (node.type) {
    case 'string':
    case 'template_string':
      return stringOf(interpreter, node, scope, at);
    case 'number':
      return { kind: 'number', value: Number(textOf(node, scope).replaceAll('_', '')) };
    case 'true':
    case 'false':
      return { kind: 'boolean', value: node.type === 'true' };
    case 'null':
    case 'undefined':
      return nothing;
    case 'array':
      return { kind: 'list', items: interpreter.evaluateAll(node.children, scope) };
    case 'object':
      return recordOf(interpreter, node, scope);
    case 'enum_declaration':
      return enumOf(interpreter, node.fields.get('body'), scope);
    default:
      return unknown;
  }
}

export function textOf(node: JsNode | undefined, scope: JsScope): string {
  return node ? scope.module.textOf(node) : '';
}

/** The name a key of an object or of a class is written with; undefined when it is computed from what isn't known. */
export function keyOf(interpreter: JsInterpreter, node: JsNode | undefined, scope: JsScope): JsText | undefined {
  const at = { source: scope.module.source, offset: node?.start ?? 0 };
  const key = node?.type === 'computed_property_name' ? node.children[0] : node;
  if (key?.type === 'string' || key?.type === 'template_string' || key !== node) {
    const value = interpreter.evaluate(key, scope);
    return value.kind === 'text' && !value.text.includes(hole) ? value : undefined;
  }
  return key && textAt(textOf(key, scope), at);
}

function stringOf(interpreter: JsInterpreter, node: JsNode, scope: JsScope, place: JsPlace): JsValue {
  const parts = node.children.map((part): JsText => {
    const at = { source: place.source, offset: part.start };
    const written = writtenPart(part, place.source.text);
    if (written !== undefined) {
      return textAt(written, at);
    }
    const value = interpreter.evaluate(part.children[0], scope);
    return value.kind === 'text' ? value : textAt(value.kind === 'number' ? String(value.value) : hole, at);
  });
  return joinTexts(parts, place);
}

function recordOf(interpreter: JsInterpreter, node: JsNode, scope: JsScope): JsValue {
  const entries = new Map<string, JsEntry>();
  for (const member of node.children) {
    if (member.type === 'spread_element') {
      const spread = interpreter.evaluate(member.children[0], scope);
      for (const [name, entry] of spread.kind === 'record' ? spread.entries : []) {
        entries.set(name, entry);
      }
      continue;
    }
    const isShort = member.type === 'shorthand_property_identifier';
    const key = keyOf(interpreter, isShort ? member : (member.fields.get('key') ?? member.fields.get('name')), scope);
    if (key) {
      const value = interpreter.evaluate(member.type === 'pair' ? member.fields.get('value') : member, scope);
      // An object's methods are called on it, which only classes need.
      entries.set(key.text, { key, value });
    }
  }
  return { kind: 'record', entries };
}

function enumOf(interpreter: JsInterpreter, body: JsNode | undefined, scope: JsScope): JsValue {
  const entries = new Map<string, JsEntry>();
  for (const member of body?.children ?? []) {
    const key = keyOf(interpreter, member.fields.get('name') ?? member, scope);
    if (key) {
      entries.set(key.text, { key, value: interpreter.evaluate(member.fields.get('value'), scope) });
    }
  }
  return { kind: 'record', entries };
}
