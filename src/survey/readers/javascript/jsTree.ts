import type { Node, TreeCursor } from 'web-tree-sitter';
import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import { grammarOf } from '../../syntax/grammars';
import { Syntax } from '../../syntax/syntax';

/** In UTF-16 code units. */
export interface JsSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * A node of a syntax tree as plain data, that outlives the tree: what a file declares often needs a constant or a
 * function of another.
 */
export interface JsNode extends JsSpan {
  /** As tree-sitter's grammars of JavaScript and TypeScript call it. */
  readonly type: string;
  /** The named ones, comments left out. */
  readonly children: readonly JsNode[];
  /** Those that the grammar names, the first of each name. */
  readonly fields: ReadonlyMap<string, JsNode>;
  /** The comment that stands right before it. */
  readonly comment?: JsSpan | undefined;
}

/** Real code is a few tens of levels deep; a text put together by `+`, a level a piece. */
const deepest = 1000;

const ignored = new Set(['comment', 'html_comment', 'type_arguments', 'type_parameters']);

interface Growing extends JsNode {
  readonly children: JsNode[];
  readonly fields: Map<string, JsNode>;
  /** Of the child to come. */
  before?: JsSpan | undefined;
}

/** The tree of a file; undefined when it isn't JavaScript or TypeScript, or, noted, when it can't be read. */
export async function treeOf(repository: Repository, source: SourceText): Promise<JsNode | undefined> {
  const grammar = grammarOf(source.path)?.grammar;
  return grammar === 'tsx' || grammar === 'javascript'
    ? Syntax.of(repository).read(source, grammar, ({ root }) => plainTree(root))
    : undefined;
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
  const isNamed = cursor.nodeIsNamed;
  if (!isNamed && field === null) {
    return undefined;
  }
  const type = cursor.nodeType;
  if (ignored.has(type)) {
    parent.before = type === 'comment' ? { start: cursor.startIndex, end: cursor.endIndex } : parent.before;
    return undefined;
  }
  const node = growing(type, cursor.startIndex, cursor.endIndex, parent.before);
  if (isNamed) {
    parent.children.push(node);
    parent.before = undefined;
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

function growing(type: string, start: number, end: number, comment?: JsSpan): Growing {
  return { type, start, end, children: [], fields: new Map(), comment };
}
