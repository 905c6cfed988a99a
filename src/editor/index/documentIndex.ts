import {
  CancellationTokenSource,
  Disposable,
  EventEmitter,
  Uri,
  workspace,
  type CancellationToken,
  type TextDocument,
} from 'vscode';
import { mayBeOurs } from '../../dossier/mayBeOurs';
import type { Subject } from '../../rules/rule';
import type { ModelStore } from '../models/modelStore';
import { Debouncer } from './debouncer';
import { isCandidate, isMarkdown, openDocument } from './openDocuments';
import { Exclusions } from './exclusions';
import { forgetProductFolders, productPath } from './productPath';
import { findMarkdown, readEach, readSource, type ScanState } from './scan';
import { Parses } from './scanParses';
import { Breather } from './scanPool';
import { MarkdownWatcher } from './scanWatcher';

/** One of our documents, as last read. */
export interface IndexedDocument {
  readonly uri: Uri;
  readonly subject: Subject;
  /** The editor's version when it was read from an open document; undefined when it was read from the disk. */
  readonly version: number | undefined;
}

/** Pause after the last keystroke before a document is read again, in milliseconds. */
const typingPause = 250;

/** What nobody cancels. */
const never = new CancellationTokenSource().token;

/**
 * The documents of the workspace that are ours, open or not, each read once a version. Everything that shows them (help,
 * squiggles, fixes, completions, tree) reads them here; nobody else parses.
 */
export class DocumentIndex implements Disposable {
  private readonly changed = new EventEmitter<readonly Uri[]>();
  /** Documents that were read again, or are no longer ours. */
  readonly onDidChange = this.changed.event;
  private readonly scanned = new EventEmitter<ScanState>();
  /** How the look through the workspace goes. */
  readonly onDidScan = this.scanned.event;
  private readonly closed = new Map<string, IndexedDocument>();
  private readonly open = new Map<
    string,
    { readonly version: number; readonly reading: Promise<IndexedDocument | undefined> }
  >();
  /** Open documents whose file is gone: VS Code keeps their text for a while, and may show it in a tab. */
  private readonly gone = new Set<string>();
  private readonly exclusions = new Exclusions();
  private readonly files = new MarkdownWatcher(this.exclusions);
  private readonly parses = new Parses();
  private readonly breather = new Breather();
  private readonly debouncer = new Debouncer(typingPause);
  /** Reads of files, counted by file: one that ends after a later one has begun is out of date. */
  private readonly generations = new Map<string, number>();
  private readonly subscriptions: Disposable;
  private scanning: Promise<void> | undefined;
  private cancellation = new CancellationTokenSource();

  constructor(private readonly store: ModelStore) {
    this.subscriptions = Disposable.from(
      this.exclusions,
      workspace.onDidOpenTextDocument((document) => this.refreshOpen(document)),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) {
          this.debouncer.schedule(document.uri.toString(), () => this.refreshOpen(document));
        }
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.gone.delete(uri.toString());
        void this.refreshClosed(uri);
      }),
      this.files,
      this.files.onDidChange((uris) => void this.refreshFiles(uris)),
      this.files.onDidDelete((uri) => this.forget(uri)),
      // What is open is read with its folder's models and path as well: VS Code may give a folder after the document.
      workspace.onDidChangeWorkspaceFolders(() => this.readAllAgain()),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('arret.folder')) {
          forgetProductFolders();
          this.readAllAgain();
        }
      }),
      this.exclusions.onDidChange(() => void this.scan()),
      store.onDidChange(() => this.readAllAgain()),
    );
  }

  /** How many texts were parsed so far. */
  get parseCount(): number {
    return this.parses.count;
  }

  /** Reads what is open, then looks through the workspace. */
  start(): void {
    for (const document of workspace.textDocuments) {
      this.refreshOpen(document);
    }
    void this.scan();
  }

  /** Resolves when the workspace has been looked through; starts that if nobody has. */
  async whenScanned(): Promise<void> {
    for (;;) {
      const scanning = this.scanning ?? this.scan();
      await scanning;
      if (this.cancellation.token.isCancellationRequested) {
        this.scanning = undefined;
      } else if (this.scanning === scanning || this.scanning === undefined) {
        return;
      }
    }
  }

  /** Looks through the workspace again. Texts that haven't changed aren't parsed again. */
  async scan(): Promise<void> {
    this.cancellation.cancel();
    this.cancellation = new CancellationTokenSource();
    const scanning = this.lookThrough(this.cancellation.token);
    this.scanning = scanning;
    return scanning;
  }

  /** Ends the look through the workspace where it is; what was read stays. */
  stopScan(): void {
    this.cancellation.cancel();
  }

  /** Every document of ours known now, by address. */
  async all(): Promise<readonly IndexedDocument[]> {
    const found = new Map(this.closed);
    const open = [...this.open].map(async ([key, { reading }]) => [key, await reading] as const);
    for (const [key, document] of await Promise.all(open)) {
      if (document && !this.gone.has(key)) {
        found.set(key, document);
      } else {
        // No longer ours while it is being written, whatever the disk still holds.
        found.delete(key);
      }
    }
    return [...found.values()].sort((a, b) => a.uri.toString().localeCompare(b.uri.toString()));
  }

  /** The same without those that git ignores or a setting excludes, which someone may well have open. */
  async tracked(): Promise<readonly IndexedDocument[]> {
    const all = await this.all();
    const excluded = await Promise.all(all.map(({ uri }) => this.exclusions.excludes(uri)));
    return all.filter((_, index) => !excluded[index]);
  }

  /** An open document as it is now: read for this version if nobody has; undefined when it isn't ours. */
  async read(document: TextDocument): Promise<IndexedDocument | undefined> {
    if (!isCandidate(document)) {
      return undefined;
    }
    const key = document.uri.toString();
    const known = this.open.get(key);
    if (known?.version === document.version) {
      return known.reading;
    }
    const { version } = document;
    const reading = this.readText(document.uri, document.getText(), version);
    this.open.set(key, { version, reading });
    return reading;
  }

  /** A text as if it stood at an address; nothing is kept of it but its reading. */
  async readAs(uri: Uri, text: string): Promise<IndexedDocument | undefined> {
    return this.readText(uri, text, undefined);
  }

  /** Tells at once of a change made by us, without waiting for a pause in the typing. */
  async refresh(document: TextDocument): Promise<void> {
    this.debouncer.cancel(document.uri.toString());
    await this.read(document);
    this.changed.fire([document.uri]);
  }

  /** Tells at once of what we wrote to a closed file, that VS Code's copy, then at that version, may not hold yet. */
  async refreshWritten(document: TextDocument, version: number, text: string): Promise<void> {
    const { uri } = document;
    if (document.version === version && isCandidate(document)) {
      this.open.set(uri.toString(), { version, reading: this.readText(uri, text, version) });
    } else {
      // VS Code has read the file since: our text, or a newer one.
      await this.read(document);
    }
    await this.refreshClosed(uri);
    this.changed.fire([uri]);
  }

  /** What is known of an address, without reading anything. */
  async known(uri: Uri): Promise<IndexedDocument | undefined> {
    const key = uri.toString();
    const open = this.open.get(key);
    return this.gone.has(key) ? undefined : open ? open.reading : this.closed.get(key);
  }

  dispose(): void {
    this.cancellation.cancel();
    Disposable.from(this.subscriptions, this.debouncer, this.changed, this.scanned).dispose();
  }

  private async readText(uri: Uri, text: string, version: number | undefined): Promise<IndexedDocument | undefined> {
    const { models } = await this.store.modelsFor(uri);
    const subject = this.parses.read(uri.toString(), text, productPath(uri)?.path, models, version !== undefined);
    return subject && { uri, subject, version };
  }

  private refreshOpen(document: TextDocument): void {
    const key = document.uri.toString();
    if (document.isDirty) {
      // Someone writes in it: it will have a file again, if they wish.
      this.gone.delete(key);
    }
    if (!isCandidate(document)) {
      // No longer Markdown, perhaps: VS Code tells of another language as of a document just opened.
      if (this.open.delete(key)) {
        this.changed.fire([document.uri]);
      }
    } else if (!this.gone.has(key)) {
      void this.read(document).then(() => this.changed.fire([document.uri]));
    }
  }

  private async refreshFiles(uris: readonly Uri[]): Promise<void> {
    await readEach(uris, async (uri) => this.refreshClosed(uri), never);
  }

  /** Reads a file that isn't open; one that is follows its editor. */
  private async refreshClosed(uri: Uri): Promise<void> {
    const key = uri.toString();
    const document = openDocument(key);
    if (document) {
      // A file that comes back, if this isn't a change told after it went.
      if (this.gone.has(key) && (await readSource(uri)) !== undefined) {
        this.gone.delete(key);
        this.refreshOpen(document);
      }
      return;
    }
    const wasOpen = this.open.delete(key);
    if ((isMarkdown(uri) && (await this.readClosed(uri))) || wasOpen) {
      this.changed.fire([uri]);
    }
    if (!this.closed.has(key)) {
      this.parses.forget(key);
    }
  }

  /**
   * @param isIncluded whether the file is known not to be excluded
   * @returns whether the document is ours now, or was
   */
  private async readClosed(uri: Uri, isIncluded = false): Promise<boolean> {
    const key = uri.toString();
    const generation = (this.generations.get(key) ?? 0) + 1;
    this.generations.set(key, generation);
    const isInside =
      isIncluded || (workspace.getWorkspaceFolder(uri) !== undefined && !(await this.exclusions.excludes(uri)));
    const text = isInside ? await readSource(uri) : undefined;
    const document =
      text === undefined
        ? undefined
        : await this.breather.run(async () => (mayBeOurs(text) ? this.readText(uri, text, undefined) : undefined));
    if (this.generations.get(key) !== generation) {
      return false;
    }
    this.generations.delete(key);
    const was = this.closed.has(key);
    if (document) {
      this.closed.set(key, document);
    } else {
      this.closed.delete(key);
    }
    return was || document !== undefined;
  }

  private forget(uri: Uri): void {
    const key = uri.toString();
    this.parses.forget(key);
    if (this.generations.has(key)) {
      this.generations.set(key, -1);
    }
    // The deletion of a folder tells only of the folder.
    const isGone = (other: string): boolean => other === key || other.startsWith(`${key}/`);
    // Unsaved words are still someone's.
    const open = [...this.open.keys()].filter((other) => isGone(other) && openDocument(other)?.isDirty !== true);
    const gone = new Set([...[...this.closed.keys()].filter(isGone), ...open]);
    for (const other of gone) {
      this.closed.delete(other);
      this.parses.forget(other);
    }
    for (const other of open) {
      this.open.delete(other);
      this.gone.add(other);
    }
    if (gone.size > 0) {
      this.changed.fire([...gone].map((other) => Uri.parse(other)));
    }
  }

  private readAllAgain(): void {
    this.open.clear();
    for (const document of workspace.textDocuments) {
      this.refreshOpen(document);
    }
    void this.scan();
  }

  private async lookThrough(token: CancellationToken): Promise<void> {
    this.scanned.fire({ kind: 'reading', found: 0, read: 0 });
    const before = new Set(this.closed.keys());
    // Reading the models takes as long as a few documents: a turn of their own.
    await this.breather.run(async () => this.store.modelsFor(undefined));
    const files = await findMarkdown(this.exclusions, this.breather, token);
    const report = await readEach(
      files,
      async (uri) => {
        before.delete(uri.toString());
        if (await this.readClosed(uri, true)) {
          this.changed.fire([uri]);
        }
      },
      token,
      (read) => {
        if (!token.isCancellationRequested) {
          this.scanned.fire({ kind: 'reading', found: files.length, read });
        }
      },
    );
    // Another look has begun, or the person has had enough: nothing is known of what wasn't reached.
    if (!report.isCancelled) {
      for (const key of before) {
        this.closed.delete(key);
      }
      this.changed.fire([...before].map((key) => Uri.parse(key)));
    }
    if (token === this.cancellation.token) {
      this.scanned.fire({ kind: 'done', ...report });
    }
  }
}
