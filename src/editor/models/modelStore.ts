import {
  Diagnostic,
  DiagnosticSeverity,
  Disposable,
  EventEmitter,
  FileType,
  languages,
  RelativePattern,
  Uri,
  workspace,
  type DiagnosticCollection,
  type FileSystemWatcher,
} from 'vscode';
import { buildLibrary, type ModelLibrary, type ModelSource } from '../../models/library';
import { readShippedModels } from '../../models/shipped';
import { typeset } from '../../rules/sentences';
import type { ModelProblem } from '../../models/types';
import { readText } from '../documents/readText';
import { Debouncer } from '../index/debouncer';
import { toRange } from '../ranges';

/** Where a team keeps its own models, below a workspace folder. */
export const modelsFolder = ['.arret', 'models'] as const;

/** Pause after the last keystroke in a model before it is read again, in milliseconds. */
const typingPause = 250;

const modelFile = /\.ya?ml$/i;

/**
 * The models in force for each product: those shipped, and those of the workspace folder's `.arret/models`. A folder's
 * files are read when first asked for, then again only after one of them changed; their mistakes show as squiggles.
 */
export class ModelStore implements Disposable {
  private readonly changed = new EventEmitter<void>();
  /** The models in force somewhere are no longer the same. */
  readonly onDidChange = this.changed.event;
  private readonly folders = new Map<string, Folder>();
  private readonly diagnostics: DiagnosticCollection = languages.createDiagnosticCollection('arret.models');
  private readonly debouncer = new Debouncer(typingPause);
  private readonly subscriptions: Disposable;

  constructor() {
    this.watchFolders();
    this.subscriptions = Disposable.from(
      workspace.onDidChangeWorkspaceFolders(() => this.watchFolders()),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) {
          this.refreshIfModel(document.uri);
        }
      }),
      // A document closed without being saved gives its place back to the file.
      workspace.onDidCloseTextDocument(({ uri }) => this.refreshIfModel(uri)),
      // The watcher may miss what happens in folders made one inside the other at once; VS Code's own doings it tells itself.
      workspace.onDidCreateFiles(({ files }) => files.forEach((uri) => this.refreshIfModel(uri))),
      workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.refreshIfModel(uri))),
      workspace.onDidRenameFiles(({ files }) =>
        files.forEach(({ oldUri, newUri }) => {
          this.refreshIfModel(oldUri);
          this.refreshIfModel(newUri);
        }),
      ),
    );
  }

  /** The models for a file or folder, by the workspace folder it lies in; outside of any, those shipped. */
  async modelsFor(uri: Uri | undefined): Promise<ModelLibrary> {
    const key = (uri && workspace.getWorkspaceFolder(uri)?.uri)?.toString();
    if (key === undefined) {
      return shippedLibrary();
    }
    this.debouncer.flush(key);
    return (await this.folders.get(key)?.reading)?.library ?? shippedLibrary();
  }

  dispose(): void {
    Disposable.from(
      this.subscriptions,
      this.debouncer,
      this.changed,
      this.diagnostics,
      ...[...this.folders.values()].map(({ watcher }) => watcher),
    ).dispose();
  }

  private watchFolders(): void {
    const uris = new Map((workspace.workspaceFolders ?? []).map(({ uri }) => [uri.toString(), uri]));
    for (const [key, folder] of this.folders) {
      if (!uris.has(key)) {
        folder.watcher.dispose();
        this.folders.delete(key);
        this.publish(folder, []);
      }
    }
    for (const [key, uri] of uris) {
      if (!this.folders.has(key)) {
        // Of a folder that appears or goes, VS Code may tell the folder alone.
        const watcher = workspace.createFileSystemWatcher(
          new RelativePattern(uri, '{.arret,.arret/models,.arret/models/*}'),
        );
        const folder: Folder = { uri, watcher, reading: read(uri), flagged: [] };
        const refresh = (): void => this.refreshSoon(folder);
        watcher.onDidChange(refresh);
        watcher.onDidCreate(refresh);
        watcher.onDidDelete(refresh);
        this.folders.set(key, folder);
        this.publishWhenRead(folder);
      }
    }
  }

  private refreshIfModel(uri: Uri): void {
    const root = workspace.getWorkspaceFolder(uri)?.uri;
    const folder = root && this.folders.get(root.toString());
    if (folder && modelFile.test(uri.path) && uri.path.startsWith(`${Uri.joinPath(root, ...modelsFolder).path}/`)) {
      this.refreshSoon(folder);
    }
  }

  /** Reads a folder's models anew after a burst of changes; whoever asks in between has those of before. */
  private refreshSoon(folder: Folder): void {
    this.debouncer.schedule(folder.uri.toString(), () => {
      folder.reading = read(folder.uri);
      this.publishWhenRead(folder);
    });
  }

  private publishWhenRead(folder: Folder): void {
    const { reading } = folder;
    void reading.then(({ library, files }) => {
      // A newer reading is under way, or the folder is gone: this one is out of date.
      if (folder.reading === reading && this.folders.get(folder.uri.toString()) === folder) {
        this.publish(
          folder,
          files.map(({ uri, file }) => [
            uri,
            library.problems.filter((problem) => problem.file === file).map(toDiagnostic),
          ]),
        );
        const models = JSON.stringify(library.models);
        if (folder.models !== models) {
          // The models of a folder are shipped ones until its own are read: then too, what was read before is told.
          const isNews = folder.models !== undefined || files.length > 0;
          folder.models = models;
          if (isNews) {
            this.changed.fire();
          }
        }
      }
    });
  }

  private publish(folder: Folder, entries: readonly [Uri, Diagnostic[]][]): void {
    for (const uri of folder.flagged) {
      this.diagnostics.delete(uri);
    }
    this.diagnostics.set(entries);
    folder.flagged = entries.map(([uri]) => uri);
  }
}

interface Folder {
  readonly uri: Uri;
  readonly watcher: FileSystemWatcher;
  reading: Promise<Reading>;
  /** The models last read, to tell whether a change matters. */
  models?: string;
  /** Files that may carry squiggles now. */
  flagged: readonly Uri[];
}

interface Reading {
  readonly library: ModelLibrary;
  readonly files: readonly { readonly uri: Uri; readonly file: string }[];
}

let shipped: ModelLibrary | undefined;

/** The same object each time: what was read with it need not be read again. */
function shippedLibrary(): ModelLibrary {
  shipped ??= buildLibrary(readShippedModels(), []);
  return shipped;
}

async function read(folder: Uri): Promise<Reading> {
  const files = await readModelFiles(Uri.joinPath(folder, ...modelsFolder));
  return {
    files: files.map(({ uri, source }) => ({ uri, file: source.file })),
    library:
      files.length === 0
        ? shippedLibrary()
        : buildLibrary(
            readShippedModels(),
            files.map(({ source }) => source),
          ),
  };
}

function toDiagnostic({ message, key, range }: ModelProblem): Diagnostic {
  const diagnostic = new Diagnostic(
    toRange(range),
    typeset(key === '' ? message : `${key} : ${message}`),
    DiagnosticSeverity.Error,
  );
  diagnostic.source = 'Arrêt';
  diagnostic.code = 'modele-invalide';
  return diagnostic;
}

/** The team's model files, by name; none when the folder doesn't exist. */
async function readModelFiles(folder: Uri): Promise<readonly { uri: Uri; source: ModelSource }[]> {
  let names: readonly string[];
  try {
    names = (await workspace.fs.readDirectory(folder))
      .filter(([name, type]) => type & FileType.File && modelFile.test(name))
      .map(([name]) => name)
      .sort();
  } catch {
    return [];
  }
  const files = await Promise.all(
    names.map(async (file) => {
      const uri = Uri.joinPath(folder, file);
      const text = await readText(uri);
      return text === undefined ? [] : [{ uri, source: { file, text } }];
    }),
  );
  return files.flat();
}
