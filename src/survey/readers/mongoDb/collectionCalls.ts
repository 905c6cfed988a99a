import type { JsModule } from '../javascript/jsModules';
import type { JsNode } from '../javascript/jsTree';

/** A call that names a collection, or may. */
export interface CollectionCall {
  /** What is called: `collection`, `createCollection`, or a function of the product's. */
  readonly name: string;
  /** The text of what it is called on; empty for a function alone. */
  readonly receiver: string;
  readonly args: readonly JsNode[];
  /** `User`, of `db.collection<User>('users')`. */
  readonly type: string | undefined;
  /** The function that the call stands in, when it passes on its own first parameter. */
  readonly wrapper: string | undefined;
}

interface Around {
  readonly name: string | undefined;
  readonly parameter: string | undefined;
}

const functions = /^(?:function_declaration|function_expression|function|arrow_function|method_definition)$/;

/** The calls of a file whose names speak of collections, in no order. */
export function collectionCalls(module: JsModule): CollectionCall[] {
  const calls: CollectionCall[] = [];
  const pending: { node: JsNode; around: Around | undefined }[] = [{ node: module.root, around: undefined }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { node } = next;
    const around = functions.test(node.type) ? aroundOf(module, node, next.around) : next.around;
    const call = node.type === 'call_expression' ? callOf(module, node, around) : undefined;
    if (call) {
      calls.push(call);
    }
    const isNamed = node.type === 'variable_declarator';
    const inside = isNamed ? { name: nameOf(module, node), parameter: undefined } : around;
    pending.push(...node.children.map((child) => ({ node: child, around: inside })));
  }
  return calls;
}

/** The first parameter of a function that has a name of its own, or that a variable holds. */
function aroundOf(module: JsModule, node: JsNode, outside: Around | undefined): Around {
  const [first = node.fields.get('parameter')] = node.fields.get('parameters')?.children ?? [];
  const pattern = first?.fields.get('pattern') ?? first;
  return {
    name: nameOf(module, node) ?? (outside?.parameter === undefined ? outside?.name : undefined),
    parameter: pattern?.type === 'identifier' ? module.textOf(pattern) : undefined,
  };
}

function nameOf(module: JsModule, node: JsNode): string | undefined {
  const name = node.fields.get('name');
  return name && module.textOf(name);
}

function callOf(module: JsModule, node: JsNode, around: Around | undefined): CollectionCall | undefined {
  const target = node.fields.get('function');
  const called = target?.type === 'member_expression' ? target.fields.get('property') : target;
  const given = node.fields.get('arguments');
  const name = called?.type === 'identifier' || called?.type === 'property_identifier' ? module.textOf(called) : '';
  if (!target || !called || given?.type !== 'arguments' || !/collection/i.test(name)) {
    return undefined;
  }
  const object = target.fields.get('object');
  const [first] = given.children;
  const between = module.source.text.slice(called.end, given.start);
  const [, type] = /^\s{0,9}<([^(){};]{1,200})>\s{0,9}$/.exec(between.slice(0, 250)) ?? [];
  const isPassed = first !== undefined && around?.parameter !== undefined && module.textOf(first) === around.parameter;
  return {
    name,
    receiver: object ? module.textOf(object).slice(-80) : '',
    args: given.children,
    type,
    wrapper: isPassed ? around.name : undefined,
  };
}
