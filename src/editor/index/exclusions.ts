import { Disposable, EventEmitter, RelativePattern, Uri, workspace, type WorkspaceFolder } from 'vscode';
import { readText } from '../documents/readText';
import { globMatcher, globsIn } from './exclusionsGlob';
import { IgnoreRules } from '../../survey/ignoreRules';

/** What is known of one workspace folder. */
interface Rules {
  readonly ignored: IgnoreRules;
  readonly excluded: readonly ((path: string) => boolean)[];
}

/**
 * Which files of the workspace are never looked at: those that git ignores, and those of `files.exclude` and
 * `search.exclude`. One answer for the whole look through and for each file that changes later.
 */
export class Exclusions implements Disposable {
  private readonly changed = new EventEmitter<void>();
  /** Other files are excluded than before. */
  readonly onDidChange = this.changed.event;
  private readonly folders = new Map<string, Promise<Rules>>();
  private readonly subscriptions: Disposable;

  constructor() {
    const watcher = workspace.createFileSystemWatcher('**/.gitignore');
    const refresh = (uri: Uri): void => void this.readAgain(uri);
    this.subscriptions = Disposable.from(
      watcher,
      watcher.onDidCreate(refresh),
      watcher.onDidChange(refresh),
      watcher.onDidDelete(refresh),
      workspace.onDidChangeWorkspaceFolders(({ removed }) => {
        for (const { uri } of removed) {
          this.folders.delete(uri.toString());
        }
      }),
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('files.exclude') || event.affectsConfiguration('search.exclude')) {
          this.folders.clear();
          this.changed.fire();
        }
      }),
    );
  }

  /** Whether a file is left aside; one outside of the workspace isn't. */
  async excludes(uri: Uri): Promise<boolean> {
    const folder = workspace.getWorkspaceFolder(uri);
    if (!folder) {
      return false;
    }
    const path = pathIn(folder, uri);
    const { ignored, excluded } = await this.rulesOf(folder);
    return excluded.some((matches) => matches(path)) || ignored.ignores(path);
  }

  /** What a search through a folder can leave aside by itself, before {@link excludes} is asked. */
  searchGlob(folder: WorkspaceFolder): string | undefined {
    // Braces don't go inside braces.
    const globs = globsIn(workspace.getConfiguration('search', folder).get<unknown>('exclude')).filter(
      (glob) => !/[{}]/.test(glob),
    );
    return globs.length === 0 ? undefined : `{${globs.join(',')}}`;
  }

  dispose(): void {
    Disposable.from(this.subscriptions, this.changed).dispose();
  }

  private rulesOf(folder: WorkspaceFolder): Promise<Rules> {
    const key = folder.uri.toString();
    let rules = this.folders.get(key);
    if (!rules) {
      rules = this.readRules(folder);
      this.folders.set(key, rules);
    }
    return rules;
  }

  private async readRules(folder: WorkspaceFolder): Promise<Rules> {
    const excluded = ['files', 'search'].flatMap((section) =>
      globsIn(workspace.getConfiguration(section, folder).get<unknown>('exclude')).map(globMatcher),
    );
    const ignored = new IgnoreRules();
    // A file system that can't be searched still tells what stands at the root.
    const files = await Promise.resolve(
      workspace.findFiles(new RelativePattern(folder, '**/.gitignore'), this.searchGlob(folder)),
    ).catch((): Uri[] => []);
    const all = files.length > 0 ? files : [Uri.joinPath(folder.uri, '.gitignore')];
    await Promise.all(all.map(async (uri) => ignored.set(folderOf(folder, uri), await readText(uri))));
    return { ignored, excluded };
  }

  private async readAgain(uri: Uri): Promise<void> {
    const folder = workspace.getWorkspaceFolder(uri);
    const rules = folder && this.folders.get(folder.uri.toString());
    if (folder && rules) {
      (await rules).ignored.set(folderOf(folder, uri), await readText(uri));
      this.changed.fire();
    }
  }
}

/** A file's path from its workspace folder, with `/`. */
function pathIn(folder: WorkspaceFolder, uri: Uri): string {
  return uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
}

function folderOf(folder: WorkspaceFolder, uri: Uri): string {
  return pathIn(folder, uri).replace(/\/?[^/]*$/, '');
}
