import { Disposable, EventEmitter, workspace, type Uri } from 'vscode';
import type { Diagnostics } from '../diagnostics/diagnostics';
import { Debouncer } from '../index/debouncer';
import type { DocumentIndex } from '../index/documentIndex';
import { productPath } from '../index/productPath';
import {
  assignProducts,
  isFollowed,
  sortProblems,
  type FoundProblems,
  type Product,
  type TrackedDocument,
} from './products';

/** Pause after which changes are shown together, in milliseconds: a scan or a change of branch tells of many files. */
const pause = 30;

/** The longest that a change waits for the others, in milliseconds: a scan goes on for a while. */
const patience = 200;

const none: FoundProblems = { all: [], byPart: new Map() };

/** The documents followed up, with their products and problems, as the tree and the status bar show them. */
export class TrackedDocuments implements Disposable {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly debouncer = new Debouncer(pause);
  private readonly subscriptions: Disposable;
  private documents: readonly TrackedDocument[] = [];
  /** Those of the last check, by document, sorted once. */
  private readonly problems = new Map<string, { readonly verdict: object; readonly found: FoundProblems }>();
  private waitingSince: number | undefined;
  private generation = 0;

  constructor(
    private readonly index: DocumentIndex,
    private readonly diagnostics: Diagnostics,
  ) {
    this.subscriptions = Disposable.from(
      index.onDidChange(() => this.refreshSoon()),
      diagnostics.onDidChange(() => this.refreshSoon()),
    );
  }

  get all(): readonly TrackedDocument[] {
    return this.documents;
  }

  find(uri: Uri | string): TrackedDocument | undefined {
    const key = uri.toString();
    return this.documents.find((document) => document.uri === key);
  }

  /** Takes the index as it is now. */
  async refresh(): Promise<void> {
    this.debouncer.cancel('refresh');
    this.waitingSince = undefined;
    const generation = ++this.generation;
    const indexed = await this.index.tracked();
    if (generation !== this.generation) {
      return;
    }
    this.documents = assignProducts(
      indexed
        .filter(({ subject }) => isFollowed(subject))
        .map(({ uri, subject }) => ({
          uri: uri.toString(),
          path: workspace.asRelativePath(uri),
          subject,
          root: rootOf(uri),
          problems: this.problemsOf(uri),
        })),
    );
    this.changed.fire();
  }

  dispose(): void {
    Disposable.from(this.subscriptions, this.debouncer, this.changed).dispose();
  }

  private refreshSoon(): void {
    const now = Date.now();
    this.waitingSince ??= now;
    if (now - this.waitingSince >= patience) {
      void this.refresh();
    } else {
      this.debouncer.schedule('refresh', () => void this.refresh());
    }
  }

  private problemsOf(uri: Uri): FoundProblems {
    const verdict = this.diagnostics.known(uri);
    if (!verdict) {
      return none;
    }
    const known = this.problems.get(uri.toString());
    if (known?.verdict === verdict) {
      return known.found;
    }
    const found = sortProblems(verdict.document.subject, verdict.problems);
    this.problems.set(uri.toString(), { verdict, found });
    return found;
  }
}

function rootOf(uri: Uri): Product {
  const root = productPath(uri)?.root;
  const folder = workspace.getWorkspaceFolder(uri);
  if (!root || !folder) {
    return { key: 'outside', name: 'Hors du dossier ouvert' };
  }
  const isFolder = root.toString() === folder.uri.toString();
  return {
    key: root.toString(),
    name: isFolder ? folder.name : (root.path.split('/').findLast((segment) => segment !== '') ?? folder.name),
  };
}
