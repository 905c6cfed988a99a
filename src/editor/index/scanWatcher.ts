import { CancellationTokenSource, Disposable, EventEmitter, workspace, type Uri } from 'vscode';
import { Debouncer } from './debouncer';
import type { Exclusions } from './exclusions';
import { isMarkdown } from './openDocuments';
import { findMarkdownUnder } from './scan';

/** Pause after which files that changed together, as a change of branch does, are told of together; in milliseconds. */
const pause = 50;

/**
 * The Markdown files of the workspace that come, change and go, by whatever means. A folder that comes or goes, as when
 * it is renamed, may tell only of itself: then its files are looked for.
 */
export class MarkdownWatcher implements Disposable {
  private readonly changed = new EventEmitter<readonly Uri[]>();
  /** Files that came or changed, gathered. */
  readonly onDidChange = this.changed.event;
  private readonly deleted = new EventEmitter<Uri>();
  /** A file or a folder that went, told at once. */
  readonly onDidDelete = this.deleted.event;
  private readonly debouncer = new Debouncer(pause);
  private readonly waiting = new Map<string, { readonly uri: Uri; readonly mayBeFolder: boolean }>();
  private readonly cancellation = new CancellationTokenSource();
  private readonly subscriptions: Disposable;

  constructor(private readonly exclusions: Exclusions) {
    const files = workspace.createFileSystemWatcher('**/*.md');
    const everything = workspace.createFileSystemWatcher('**/*', false, true, false);
    this.subscriptions = Disposable.from(
      files,
      files.onDidCreate((uri) => this.gather(uri, false)),
      files.onDidChange((uri) => this.gather(uri, false)),
      files.onDidDelete((uri) => this.deleted.fire(uri)),
      everything,
      everything.onDidCreate((uri) => {
        if (!isMarkdown(uri)) {
          this.gather(uri, true);
        }
      }),
      everything.onDidDelete((uri) => this.deleted.fire(uri)),
    );
  }

  dispose(): void {
    this.cancellation.cancel();
    Disposable.from(this.subscriptions, this.debouncer, this.changed, this.deleted).dispose();
  }

  private gather(uri: Uri, mayBeFolder: boolean): void {
    this.waiting.set(uri.toString(), { uri, mayBeFolder });
    this.debouncer.schedule('files', () => void this.tell());
  }

  private async tell(): Promise<void> {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    const found = await Promise.all(
      all.map(async ({ uri, mayBeFolder }) =>
        mayBeFolder ? findMarkdownUnder(uri, this.exclusions, this.cancellation.token) : [uri],
      ),
    );
    this.changed.fire(found.flat());
  }
}
