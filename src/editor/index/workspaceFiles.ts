import { EventEmitter, FileType, RelativePattern, Uri, workspace, type Disposable } from 'vscode';
import type { Surroundings } from '../../rules/rule';
import { readText } from '../documents/readText';

/**
 * What rules ask of the files around a document, answered once until a file changes: a document being typed asks for
 * the same links at each pause.
 */
export class WorkspaceFiles implements Disposable {
  private readonly changed = new EventEmitter<void>();
  /** A file of the workspace was created, changed, renamed or deleted. */
  readonly onDidChange = this.changed.event;
  private readonly types = new Answers(async (uri) => (await workspace.fs.stat(uri)).type);
  private readonly texts = new Answers(readText);
  private readonly folders = new Answers(list);
  private watchers: readonly Disposable[] = [];
  private readonly onFolders = workspace.onDidChangeWorkspaceFolders(() => this.watch());

  constructor() {
    this.watch();
  }

  /** The surroundings of a document; without a folder, nothing exists. */
  around(root: Uri | undefined): Surroundings {
    return {
      exists: async (path) => (await this.types.at(root, path)) !== undefined,
      readText: (path) => this.texts.at(root, path),
      list: async (path) => (await this.folders.at(root, path)) ?? [],
    };
  }

  dispose(): void {
    for (const disposable of [this.changed, this.onFolders, ...this.watchers]) {
      disposable.dispose();
    }
  }

  private watch(): void {
    for (const watcher of this.watchers) {
      watcher.dispose();
    }
    // A file that nobody asked about, as most are, changes nothing of what was found.
    const forget = (uri: Uri): void => {
      const forgotten = [this.types, this.texts, this.folders].map((answers) => answers.forget(uri));
      if (forgotten.includes(true)) {
        this.changed.fire();
      }
    };
    this.watchers = (workspace.workspaceFolders ?? []).flatMap((folder) => {
      const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, '**/*'));
      return [watcher, watcher.onDidCreate(forget), watcher.onDidChange(forget), watcher.onDidDelete(forget)];
    });
  }
}

/** What was found at an address, kept until something changes; undefined where nothing could be read. */
class Answers<Answer> {
  private readonly known = new Map<string, Promise<Answer | undefined>>();

  constructor(private readonly find: (uri: Uri) => Promise<Answer | undefined>) {}

  async at(root: Uri | undefined, path: string): Promise<Answer | undefined> {
    if (root === undefined || path.split('/').includes('..')) {
      return undefined;
    }
    const uri = Uri.joinPath(root, path);
    const key = uri.toString();
    let answer = this.known.get(key);
    if (!answer) {
      answer = this.find(uri).catch(() => undefined);
      this.known.set(key, answer);
    }
    return answer;
  }

  /**
   * Forgets what was found at an address, below it and in the folder that holds it.
   *
   * @returns whether anything was
   */
  forget(uri: Uri): boolean {
    const key = uri.toString();
    const parent = key.slice(0, key.lastIndexOf('/'));
    let isForgotten = false;
    for (const known of this.known.keys()) {
      if (known === key || known === parent || known.startsWith(`${key}/`)) {
        this.known.delete(known);
        isForgotten = true;
      }
    }
    return isForgotten;
  }
}

async function list(uri: Uri): Promise<readonly string[]> {
  return (await workspace.fs.readDirectory(uri)).map(([name, type]) => (type & FileType.Directory ? `${name}/` : name));
}
