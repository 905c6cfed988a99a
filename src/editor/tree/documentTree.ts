import {
  Disposable,
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCheckboxState,
  TreeItemCollapsibleState,
  Uri,
  type TreeDataProvider,
} from 'vscode';
import { helpMarkdown } from '../helpMarkdown';
import { decorationUri } from './decorations';
import { describeNode, tooltipOf, type NodeView } from './describe';
import { childNodes, leadsTo, placeId, placeOf, rootNodes, type Node, type Place, type TreeOptions } from './nodes';
import type { TrackedDocument } from './products';
import type { TrackedDocuments } from './trackedDocuments';

/** A node on screen. The object stays while its identifier does, so that VS Code keeps focus, selection and expansion. */
export interface TreeNode {
  readonly id: string;
  readonly parent: TreeNode | undefined;
  node: Node;
  view: NodeView;
  /** Absent until someone opens the node. */
  children: TreeNode[] | undefined;
}

/** What is under way in a document: the boxes as they will be, and how many writes have not ended. */
interface Writes {
  count: number;
  readonly boxes: Map<string, boolean>;
}

/**
 * Shows the documents as a tree. Children are worked out when a node is opened; a change is followed in place, and only
 * the topmost nodes that look otherwise are drawn again.
 */
export class DocumentTree implements TreeDataProvider<TreeNode>, Disposable {
  private readonly changed = new EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly redrawn = new EventEmitter<readonly TreeNode[]>();
  /** Nodes that look otherwise; none for the whole tree. */
  readonly onDidRedraw = this.redrawn.event;
  private roots: TreeNode[] | undefined;
  private readonly writes = new Map<string, Writes>();
  /** What is shown of each document: while it is being written, what was before. */
  private shown: readonly TrackedDocument[];
  private readonly subscription: Disposable;

  constructor(
    private readonly documents: TrackedDocuments,
    private options: TreeOptions,
  ) {
    this.shown = documents.all;
    this.subscription = documents.onDidChange(() => this.follow());
  }

  /** Shows the tree another way. */
  show(options: TreeOptions): void {
    this.options = options;
    this.roots = undefined;
    this.changed.fire(undefined);
    this.redrawn.fire([]);
  }

  getTreeItem({ id, node, view }: TreeNode): TreeItem {
    const item = new TreeItem(
      view.label,
      view.isParent ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
    );
    item.id = id;
    item.description = view.description;
    item.iconPath = view.iconColor
      ? new ThemeIcon(view.icon, new ThemeColor(view.iconColor))
      : new ThemeIcon(view.icon);
    item.contextValue = view.context;
    item.accessibilityInformation = { label: view.spoken };
    if (view.box) {
      item.checkboxState = {
        state: view.box.isChecked ? TreeItemCheckboxState.Checked : TreeItemCheckboxState.Unchecked,
        tooltip: view.box.spoken,
        accessibilityInformation: { label: view.box.spoken, role: 'checkbox' },
      };
    }
    if (node.kind === 'document') {
      item.resourceUri = Uri.parse(node.document.uri);
    } else if (node.kind === 'section') {
      item.resourceUri = decorationUri({ uri: node.document.uri, section: node.section.matched.section.id });
    }
    if (!view.isParent) {
      item.command = { command: '_arret.openNode', title: 'Ouvrir', arguments: [id] };
    }
    return item;
  }

  /** The text under the pointer is written only when it is looked at. */
  resolveTreeItem(item: TreeItem, { node, view }: TreeNode): TreeItem {
    const text = tooltipOf(node, view);
    item.tooltip = text === undefined ? view.label : helpMarkdown(text, true);
    return item;
  }

  getChildren(parent?: TreeNode): TreeNode[] {
    if (!parent) {
      this.roots ??= this.build(undefined, rootNodes(this.shown, this.options));
      return this.roots;
    }
    parent.children ??= this.build(parent, childNodes(parent.node, this.options));
    return parent.children;
  }

  getParent({ parent }: TreeNode): TreeNode | undefined {
    return parent;
  }

  /** The node of a place, or the nearest one above it that is shown. */
  find(place: Place): TreeNode | undefined {
    let found: TreeNode | undefined;
    for (
      let next = this.getChildren().find(({ node }) => leadsTo(node, place));
      next;
      next = this.getChildren(next).find(({ node }) => leadsTo(node, place))
    ) {
      found = next;
    }
    return found;
  }

  /** The node with that identifier, among those that were opened. */
  byId(id: unknown): TreeNode | undefined {
    const search = (nodes: readonly TreeNode[]): TreeNode | undefined => {
      for (const node of nodes) {
        const found = node.id === id ? node : search(node.children ?? []);
        if (found) {
          return found;
        }
      }
      return undefined;
    };
    return search(this.roots ?? []);
  }

  /**
   * Shows a box as it will be while a write goes on. The rest waits for the last of the writes under way in the
   * document: between two quick ticks, what the first one wrote says nothing of the second.
   */
  async whileWriting(place: Place, isChecked: boolean, write: () => Promise<void>): Promise<void> {
    const writes = this.writes.get(place.uri) ?? { count: 0, boxes: new Map<string, boolean>() };
    this.writes.set(place.uri, writes);
    writes.count++;
    writes.boxes.set(placeId(place), isChecked);
    const node = this.find(place);
    if (node) {
      this.update([node]);
    }
    try {
      await write();
    } finally {
      writes.count--;
      if (writes.count === 0) {
        this.writes.delete(place.uri);
        await this.documents.refresh();
        // When nothing was written, VS Code still shows the box it turned.
        const still = this.byId(placeId(place));
        if (still) {
          this.changed.fire(still);
        }
      }
    }
  }

  /** Whether a box is shown ticked, be it written or not. */
  isChecked({ view }: TreeNode): boolean {
    return view.box?.isChecked ?? false;
  }

  dispose(): void {
    Disposable.from(this.subscription, this.changed, this.redrawn).dispose();
  }

  private follow(): void {
    const before = new Map(this.shown.map((document) => [document.uri, document]));
    this.shown = this.documents.all.map((document) =>
      this.writes.has(document.uri) ? (before.get(document.uri) ?? document) : document,
    );
    if (!this.roots) {
      this.changed.fire(undefined);
      this.redrawn.fire([]);
      return;
    }
    const next = rootNodes(this.shown, this.options);
    const hasMoved = this.shown.some(({ uri, product }) => {
      const known = before.get(uri);
      return known !== undefined && known.product.key !== product.key;
    });
    if (hasMoved || !sameIds(this.roots, next)) {
      this.roots = this.build(undefined, next, this.roots);
      for (const root of this.roots) {
        this.adopt(root, root.node);
      }
      this.changed.fire(undefined);
      this.redrawn.fire([]);
      return;
    }
    const otherwise = this.roots.flatMap((root, index) => this.adopt(root, next[index] ?? root.node));
    this.draw(otherwise);
  }

  private update(nodes: readonly TreeNode[]): void {
    this.draw(nodes.flatMap((node) => this.adopt(node, node.node)));
  }

  private draw(nodes: readonly TreeNode[]): void {
    for (const node of nodes) {
      this.changed.fire(node);
    }
    if (nodes.length > 0) {
      this.redrawn.fire(nodes);
    }
  }

  /** Takes a node's new data, and gives the topmost nodes under it, itself included, that must be drawn again. */
  private adopt(tree: TreeNode, node: Node): TreeNode[] {
    const isSame = sameView(tree.view, this.viewOf(node));
    tree.node = node;
    tree.view = this.viewOf(node);
    if (!tree.children) {
      return isSame ? [] : [tree];
    }
    const next = childNodes(node, this.options);
    const hasSameChildren = sameIds(tree.children, next);
    if (!hasSameChildren) {
      tree.children = this.build(tree, next, tree.children);
    }
    const below = tree.children.flatMap((child, index) => this.adopt(child, next[index] ?? child.node));
    return isSame && hasSameChildren ? below : [tree];
  }

  private build(parent: TreeNode | undefined, nodes: readonly Node[], known: readonly TreeNode[] = []): TreeNode[] {
    const byId = new Map(known.map((node) => [node.id, node]));
    return nodes.map((node) => {
      const same = byId.get(node.id);
      if (same) {
        same.node = node;
        return same;
      }
      return { id: node.id, parent, node, view: this.viewOf(node), children: undefined };
    });
  }

  private viewOf(node: Node): NodeView {
    const place = placeOf(node);
    return describeNode(node, place && this.writes.get(place.uri)?.boxes.get(placeId(place)));
  }
}

function sameIds(a: readonly { readonly id: string }[], b: readonly { readonly id: string }[]): boolean {
  return a.length === b.length && a.every(({ id }, index) => id === b[index]?.id);
}

function sameView(a: NodeView, b: NodeView): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
