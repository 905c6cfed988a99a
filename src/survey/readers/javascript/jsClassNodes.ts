import type { JsNode } from './jsTree';

/** A member of a class, and the decorators before it. */
export interface JsMemberNode {
  readonly node: JsNode;
  readonly name: JsNode | undefined;
  readonly decorators: readonly JsNode[];
}

/** What a class extends; undefined when it extends nothing. */
export function superclassOf({ children }: JsNode): JsNode | undefined {
  const heritage = children.find(({ type }) => type === 'class_heritage');
  const clause = heritage?.children.find(({ type }) => type === 'extends_clause');
  return clause ? clause.fields.get('value') : heritage?.children.find(({ type }) => type !== 'implements_clause');
}

/** The decorators that are written in a class or a member, or in the `export` before it. */
export function decoratorsIn(...nodes: readonly JsNode[]): JsNode[] {
  return nodes.flatMap(({ children }) => children.filter(({ type }) => type === 'decorator'));
}

/** The members of a class, in their order: a decorator stands before its member or in it. */
export function memberNodes(made: JsNode): JsMemberNode[] {
  const members: JsMemberNode[] = [];
  let before: JsNode[] = [];
  for (const node of made.fields.get('body')?.children ?? []) {
    if (node.type === 'decorator') {
      before.push(node);
    } else {
      const name = node.fields.get('name') ?? node.fields.get('property');
      members.push({ node, name, decorators: [...before, ...decoratorsIn(node)] });
      before = [];
    }
  }
  return members;
}
