import { FileType, RelativePattern, Uri, workspace, type CancellationToken, type WorkspaceFolder } from 'vscode';
import type { Exclusions } from './exclusions';
import { forEachLimited } from './scanPool';

/** How a look through the workspace went. */
export interface ScanReport {
  /** Markdown files found, those left aside not counted. */
  readonly found: number;
  readonly read: number;
  readonly isCancelled: boolean;
  /** In milliseconds. */
  readonly duration: number;
}

/** Files read at the same time. */
const concurrency = 16;

/** Where no search answers, folders are walked through: no further than this many, each being a question. */
const maxFolders = 2000;

/** Every Markdown file of the workspace that isn't excluded. */
export async function findMarkdown(exclusions: Exclusions, token: CancellationToken): Promise<Uri[]> {
  const found: Uri[] = [];
  for (const folder of workspace.workspaceFolders ?? []) {
    const glob = exclusions.searchGlob(folder);
    let files = await workspace.findFiles(new RelativePattern(folder, '**/*.md'), glob, undefined, token);
    if (files.length === 0 && folder.uri.scheme !== 'file' && folder.uri.scheme !== 'vscode-remote') {
      files = await walk(folder, exclusions, token);
    }
    for (const uri of files) {
      if (!(await exclusions.excludes(uri))) {
        found.push(uri);
      }
    }
  }
  return found;
}

/** The Markdown files in a folder that has just come, as when one is renamed. */
export async function findMarkdownUnder(uri: Uri, exclusions: Exclusions, token: CancellationToken): Promise<Uri[]> {
  const folder = workspace.getWorkspaceFolder(uri);
  if (!folder || (await exclusions.excludes(uri)) || !(await isFolder(uri))) {
    return [];
  }
  return workspace.findFiles(new RelativePattern(uri, '**/*.md'), exclusions.searchGlob(folder), undefined, token);
}

/**
 * Reads files a few at a time.
 *
 * @param progress told now and then how many were read
 */
export async function readEach(
  uris: readonly Uri[],
  read: (uri: Uri) => Promise<void>,
  token: CancellationToken,
  progress: (read: number) => void = () => undefined,
): Promise<ScanReport> {
  const start = performance.now();
  let count = 0;
  const visit = async (uri: Uri): Promise<void> => {
    await read(uri);
    count++;
    if (count % 100 === 0) {
      progress(count);
    }
  };
  const visited = await forEachLimited(uris, concurrency, visit, () => token.isCancellationRequested);
  return {
    found: uris.length,
    read: visited,
    isCancelled: token.isCancellationRequested,
    duration: performance.now() - start,
  };
}

/** For file systems that no search knows, such as some virtual ones. */
async function walk(folder: WorkspaceFolder, exclusions: Exclusions, token: CancellationToken): Promise<Uri[]> {
  const files: Uri[] = [];
  const waiting: Uri[] = [folder.uri];
  for (let asked = 0; asked < maxFolders && !token.isCancellationRequested; asked++) {
    const next = waiting.shift();
    if (!next) {
      break;
    }
    for (const [name, type] of await list(next)) {
      const uri = Uri.joinPath(next, name);
      if (type & FileType.Directory && !(type & FileType.SymbolicLink)) {
        if (!(await exclusions.excludes(uri))) {
          waiting.push(uri);
        }
      } else if (name.endsWith('.md')) {
        files.push(uri);
      }
    }
  }
  return files;
}

async function list(uri: Uri): Promise<[string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(uri);
  } catch {
    return [];
  }
}

async function isFolder(uri: Uri): Promise<boolean> {
  try {
    return ((await workspace.fs.stat(uri)).type & FileType.Directory) !== 0;
  } catch {
    return false;
  }
}
