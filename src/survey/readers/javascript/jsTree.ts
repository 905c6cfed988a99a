import type { Node, TreeCursor } from 'web-tree-sitter';

/**
 * A node of a syntax tree as plain data, that outlives the tree: what a file declares often needs a constant or a
 * function of another.
 */
export interface JsNode {
  /** As tree-sitter's grammars of JavaScript and TypeScript call it. */
  readonly type: string;
  /** In UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  /** The named ones, comments left out. */
  readonly children: readonly JsNode[];
  /** Those that the grammar names, the first of each name. */
  readonly fields: ReadonlyMap<string, JsNode>;
}

/** Real code is a few tens of levels deep; a text put together by `+`, a level a piece. */
const deepest = 1000;

const ignored = new Set(['comment', 'html_comment', 'type_arguments', 'type_parameters']);

interface Growing extends JsNode {
  readonly children: JsNode[];
  readonly fields: Map<string, JsNode>;
}

/** Copies a tree; what lies too deep is left out. */
export function plainTree(root: Node): JsNode {
  const cursor = root.walk();
  try {
    const top = growing(cursor.nodeType, cursor.startIndex, cursor.endIndex);
    const parents: Growing[] = [top];
    let isMore = cursor.gotoFirstChild();
    while (isMore) {
      const node = taken(cursor, parents[parents.length - 1] ?? top);
      if (node && parents.length < deepest && cursor.gotoFirstChild()) {
        parents.push(node);
      } else {
        isMore = goOn(cursor, parents);
      }
    }
    return top;
  } finally {
    cursor.delete();
  }
}

/** Gives the cursor's node to its parent; undefined when it doesn't matter. */
function taken(cursor: TreeCursor, parent: Growing): Growing | undefined {
  const field = cursor.currentFieldName;
  if ((!cursor.nodeIsNamed && field === null) || ignored.has(cursor.nodeType)) {
    return undefined;
  }
  const node = growing(cursor.nodeType, cursor.startIndex, cursor.endIndex);
  if (cursor.nodeIsNamed) {
    parent.children.push(node);
  }
  if (field !== null && !parent.fields.has(field)) {
    parent.fields.set(field, node);
  }
  return node;
}

/** Goes to what follows, in the node's parents if it must; false at the end. */
function goOn(cursor: TreeCursor, parents: Growing[]): boolean {
  while (!cursor.gotoNextSibling()) {
    parents.pop();
    if (parents.length === 0 || !cursor.gotoParent()) {
      return false;
    }
  }
  return true;
}

function growing(type: string, start: number, end: number): Growing {
  return { type, start, end, children: [], fields: new Map() };
}
