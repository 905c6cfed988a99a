import {
  commands,
  Disposable,
  TreeItemCheckboxState,
  window,
  type LogOutputChannel,
  type Memento,
  type TextEditor,
  type TreeView,
} from 'vscode';
import { sumProgress } from '../../dossier/status';
import { registerCommands } from '../commands/command';
import { Debouncer } from '../index/debouncer';
import type { DocumentIndex } from '../index/documentIndex';
import { UserError } from '../userError';
import { SectionDecorations } from './decorations';
import { sayRemaining } from './describe';
import { DocumentTree, type TreeNode } from './documentTree';
import { documentProgress, placeAtLine, remaining, type TreeOptions } from './nodes';
import { ScanProgress } from './scanProgress';
import type { TrackedDocuments } from './trackedDocuments';
import { TreeActions } from './treeCommands';

export const viewId = 'arret.documents';

/** Pause after the last move of the cursor before the tree follows, in milliseconds. */
const cursorPause = 100;

/** The sidebar: the documents' progress, and what can be done from it. */
export function registerTree(
  index: DocumentIndex,
  documents: TrackedDocuments,
  memory: Memento,
  log: LogOutputChannel,
): Disposable {
  let options = remembered(memory);
  const tree = new DocumentTree(documents, options);
  const view = window.createTreeView(viewId, {
    treeDataProvider: tree,
    showCollapseAll: true,
    manageCheckboxStateManually: true,
  });
  const actions = new TreeActions(index, tree, view);
  const cursor = new Debouncer(cursorPause);
  const scan = new ScanProgress(index, view, log);

  const show = async (next: Partial<TreeOptions>): Promise<void> => {
    options = { ...options, ...next };
    setContexts(options);
    tree.show(options);
    await memory.update('tree', options);
  };
  const follow = (editor: TextEditor | undefined): void => {
    cursor.schedule('cursor', () => void revealCursor(editor, documents, tree, view));
  };
  const count = (): void => {
    const left = remaining(sumProgress(documents.all.map(documentProgress)));
    view.badge = left === 0 ? undefined : { value: left, tooltip: sayRemaining(left) };
    void commands.executeCommand('setContext', 'arret.hasDocuments', documents.all.length > 0);
  };
  setContexts(options);

  return Disposable.from(
    tree,
    view,
    new SectionDecorations(documents, tree),
    cursor,
    scan,
    documents.onDidChange(count),
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [node, state] of items) {
        await tick(actions, node, state === TreeItemCheckboxState.Checked);
      }
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) {
        follow(window.activeTextEditor);
      }
    }),
    window.onDidChangeActiveTextEditor(follow),
    window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === window.activeTextEditor) {
        follow(textEditor);
      }
    }),
    ...forTests(tree, actions),
    ...registerCommands([
      ...actions.commands,
      { id: 'arret.refreshDocuments', execute: async () => index.scan() },
      { id: '_arret.stopScan', execute: async () => Promise.resolve(index.stopScan()) },
      { id: 'arret.showOnlyRemaining', execute: async () => show({ onlyRemaining: true }) },
      { id: 'arret.showEverything', execute: async () => show({ onlyRemaining: false }) },
      { id: 'arret.groupByDocument', execute: async () => show({ grouping: 'document' }) },
      { id: 'arret.groupBySection', execute: async () => show({ grouping: 'section' }) },
    ]),
  );
}

/** For our tests alone, which can't see the sidebar from an extension host: the tree as drawn, its changes, a tick. */
function forTests(tree: DocumentTree, actions: TreeActions): Disposable[] {
  const draw = (nodes: readonly TreeNode[]): unknown[] =>
    nodes.map((node) => {
      const { label, description, box } = node.view;
      return { id: node.id, label, description, isChecked: box?.isChecked, children: draw(tree.getChildren(node)) };
    });
  return [
    commands.registerCommand('_arret.drawTree', () => draw(tree.getChildren())),
    commands.registerCommand(
      '_arret.treeChanged',
      async () =>
        new Promise<void>((resolve) => {
          const subscription = tree.onDidRedraw(() => {
            subscription.dispose();
            resolve();
          });
        }),
    ),
    commands.registerCommand('_arret.tick', async (id: unknown, isChecked: unknown) => {
      const node = tree.byId(id);
      if (node) {
        await tick(actions, node, isChecked === true);
      }
    }),
  ];
}

/** A box turned in the tree is no command: its failure is told here. */
async function tick(actions: TreeActions, node: TreeNode, isChecked: boolean): Promise<void> {
  try {
    await actions.tick(node, isChecked);
  } catch (error) {
    if (!(error instanceof UserError)) {
      throw error;
    }
    void window.showErrorMessage(error.message);
  }
}

/** Shows in the tree where the cursor is, without taking the keyboard. */
async function revealCursor(
  editor: TextEditor | undefined,
  documents: TrackedDocuments,
  tree: DocumentTree,
  view: TreeView<TreeNode>,
): Promise<void> {
  const document = editor && documents.find(editor.document.uri);
  if (!view.visible || !document || editor !== window.activeTextEditor) {
    return;
  }
  const node = tree.find(placeAtLine(document, editor.selection.active.line));
  if (node && view.selection[0] !== node) {
    await view.reveal(node, { select: true, focus: false, expand: false });
  }
}

function setContexts({ grouping, onlyRemaining }: TreeOptions): void {
  void commands.executeCommand('setContext', 'arret.grouping', grouping);
  void commands.executeCommand('setContext', 'arret.onlyRemaining', onlyRemaining);
}

/** What the person chose last in this workspace; anything else counts as the default. */
function remembered(memory: Memento): TreeOptions {
  const { grouping, onlyRemaining } = memory.get<Partial<TreeOptions>>('tree', {});
  return { grouping: grouping === 'section' ? 'section' : 'document', onlyRemaining: onlyRemaining === true };
}
