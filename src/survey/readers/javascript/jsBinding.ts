import { memberNodes, superclassOf } from './jsClassNodes';
import type { JsInterpreter } from './jsInterpreter';
import { keyOf, textOf } from './jsLiterals';
import type { JsNode } from './jsTree';
import {
  JsScope,
  textAt,
  unknown,
  type JsClass,
  type JsEntry,
  type JsPlace,
  type JsRecord,
  type JsValue,
} from './jsValue';

/** How many classes extend one another. */
const deepestClass = 12;

/**
 * Gives the names of a pattern their values.
 *
 * @param rest what a `...rest` holds
 */
export function bind(
  interpreter: JsInterpreter,
  pattern: JsNode | undefined,
  value: JsValue,
  scope: JsScope,
  rest: readonly JsValue[],
): void {
  switch (pattern?.type) {
    case 'identifier':
      scope.declare(textOf(pattern, scope), value);
      return;
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const fallback = pattern.fields.get('right');
      const isMissing = value.kind === 'unknown' || value.kind === 'nothing';
      bind(
        interpreter,
        pattern.fields.get('left'),
        isMissing ? interpreter.evaluate(fallback, scope) : value,
        scope,
        [],
      );
      return;
    }
    case 'rest_pattern':
      bind(interpreter, pattern.children[0], { kind: 'list', items: [...rest] }, scope, []);
      return;
    case 'array_pattern':
      for (const [index, item] of pattern.children.entries()) {
        const items = value.kind === 'list' ? value.items : [];
        bind(interpreter, item, items[index] ?? unknown, scope, items.slice(index));
      }
      return;
    case 'object_pattern':
      for (const member of pattern.children) {
        bindMember(interpreter, member, value, scope);
      }
      return;
    case 'shorthand_property_identifier_pattern':
      scope.declare(textOf(pattern, scope), value);
      return;
    default:
      return;
  }
}

/** Gives a value to what stands at the left of `=`: a variable, a pattern, or a property. */
export function assign(interpreter: JsInterpreter, target: JsNode | undefined, value: JsValue, scope: JsScope): void {
  if (target?.type === 'identifier') {
    scope.assign(textOf(target, scope), value);
    return;
  }
  const key = target?.type === 'member_expression' ? target.fields.get('property') : undefined;
  if (!target || !key) {
    bind(interpreter, target, value, scope, []);
    return;
  }
  const object = interpreter.evaluate(target.fields.get('object'), scope);
  const name = textOf(key, scope);
  if (object.kind === 'host') {
    object.set?.(name, value);
  } else if (object.kind === 'class') {
    interpreter.statics.set(object, name, value);
  } else if (object.kind === 'record') {
    object.entries.set(name, { key: textAt(name, { source: scope.module.source, offset: key.start }), value });
  }
}

function bindMember(interpreter: JsInterpreter, member: JsNode, value: JsValue, scope: JsScope): void {
  const name = member.type === 'pair_pattern' ? member.fields.get('key') : (member.fields.get('left') ?? member);
  const key = keyOf(interpreter, name, scope);
  const at: JsPlace = { source: scope.module.source, offset: member.start };
  const own = key ? interpreter.member(value, key.text, at) : unknown;
  bind(interpreter, member.type === 'pair_pattern' ? member.fields.get('value') : member, own, scope, [value]);
}

/**
 * An object of a class of the product's: its fields, its parents' first, and its methods.
 *
 * @param given what a library's class gives it before
 */
export function instanceOf(interpreter: JsInterpreter, made: JsClass, given: ReadonlyMap<string, JsValue>): JsRecord {
  const entries = new Map<string, JsEntry>();
  const instance: JsRecord = { kind: 'record', entries };
  const at: JsPlace = { source: made.scope.module.source, offset: made.node.start };
  for (const [name, value] of given) {
    entries.set(name, { key: textAt(name, at), value });
  }
  for (const { node, scope } of lineage(interpreter, made)) {
    const inside = new JsScope(scope.module, scope, instance);
    for (const { node: member, name } of memberNodes(node)) {
      const key = keyOf(interpreter, name, inside);
      const value = member.fields.get('value');
      if (key && member.type === 'method_definition') {
        entries.set(key.text, { key, value: { kind: 'function', node: member, scope: inside, self: instance } });
      } else if (key && value) {
        entries.set(key.text, { key, value: interpreter.evaluate(value, inside) });
      }
    }
  }
  return instance;
}

/** A class and those of the product that it extends, the farthest first. */
export function lineage(interpreter: JsInterpreter, made: JsClass): JsClass[] {
  const classes = [made];
  for (let parent = parentOf(interpreter, made); parent?.kind === 'class'; parent = parentOf(interpreter, parent)) {
    if (classes.length >= deepestClass) {
      break;
    }
    classes.unshift(parent);
  }
  return classes;
}

/** What a class extends; undefined when it extends nothing. */
export function parentOf(interpreter: JsInterpreter, { node, scope }: JsClass): JsValue | undefined {
  const parent = superclassOf(node);
  return parent && interpreter.evaluate(parent, scope);
}
