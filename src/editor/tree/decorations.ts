import { Disposable, EventEmitter, FileDecoration, ThemeColor, Uri, window, type FileDecorationProvider } from 'vscode';
import type { DocumentTree, TreeNode } from './documentTree';
import type { Place } from './nodes';
import type { TrackedDocuments } from './trackedDocuments';

/** Sections have no file of their own to carry a count: they get an address that no one else decorates. */
const scheme = 'arret-section';

export function decorationUri({ uri, section = '' }: Place): Uri {
  return Uri.from({ scheme, path: '/', query: uri, fragment: section });
}

/**
 * The count of problems beside a section, as the explorer shows it beside a file; a document's own comes from VS Code,
 * by its address.
 */
export class SectionDecorations implements FileDecorationProvider, Disposable {
  private readonly changed = new EventEmitter<Uri[] | undefined>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private readonly subscriptions: Disposable;

  constructor(
    private readonly documents: TrackedDocuments,
    tree: DocumentTree,
  ) {
    this.subscriptions = Disposable.from(
      window.registerFileDecorationProvider(this),
      tree.onDidRedraw((nodes) => this.changed.fire(nodes.length === 0 ? undefined : nodes.flatMap(sectionsUnder))),
    );
  }

  provideFileDecoration({ scheme: asked, query, fragment }: Uri): FileDecoration | undefined {
    const problems = asked === scheme ? (this.documents.find(query)?.problems.byPart.get(fragment) ?? []) : [];
    if (problems.length === 0) {
      return undefined;
    }
    const hasError = problems.some(({ severity }) => severity === 'error');
    return new FileDecoration(
      problems.length > 9 ? '9+' : String(problems.length),
      problems.length === 1 ? '1 problème dans cette section' : `${problems.length} problèmes dans cette section`,
      new ThemeColor(hasError ? 'list.errorForeground' : 'list.warningForeground'),
    );
  }

  dispose(): void {
    Disposable.from(this.subscriptions, this.changed).dispose();
  }
}

function sectionsUnder({ node, children }: TreeNode): Uri[] {
  return node.kind === 'section'
    ? [decorationUri({ uri: node.document.uri, section: node.section.matched.section.id })]
    : (children ?? []).flatMap(sectionsUnder);
}
