import { FileType, RelativePattern, Uri, workspace, type CancellationToken, type WorkspaceFolder } from 'vscode';
import type { Exclusions } from './exclusions';
import { forEachLimited, type Breather } from './scanPool';

/** How a look through the workspace went. */
export interface ScanReport {
  /** Markdown files found, those left aside not counted. */
  readonly found: number;
  readonly read: number;
  readonly isCancelled: boolean;
  /** In milliseconds. */
  readonly duration: number;
}

/** The look through the workspace: under way, with how many files are read of how many, or over. */
export type ScanState =
  | { readonly kind: 'reading'; readonly found: number; readonly read: number }
  | ({ readonly kind: 'done' } & ScanReport);

/**
 * Files read at the same time. Each read is a question to the window first, so few at a time is slow whatever the disk:
 * 2,000 files take 2.8 s by 16 and 0.4 s by 64, and no less by 256.
 */
const concurrency = 64;

/** Paths judged before the host gets its turn if it is due. */
const chunk = 200;

/** Beyond this a text is not one of ours. In bytes. */
const maxBytes = 10_000_000;

/** Where no search answers, folders are walked through: no further than this many, each being a question. */
const maxFolders = 2000;

/** Every Markdown file of the workspace that isn't excluded. */
export async function findMarkdown(
  exclusions: Exclusions,
  breather: Breather,
  token: CancellationToken,
): Promise<Uri[]> {
  const found: Uri[] = [];
  for (const folder of workspace.workspaceFolders ?? []) {
    const glob = exclusions.searchGlob(folder);
    const searched = await search(new RelativePattern(folder, '**/*.md'), glob, token);
    const isLocal = folder.uri.scheme === 'file' || folder.uri.scheme === 'vscode-remote';
    const files = searched.length > 0 || isLocal ? searched : await walk(folder, exclusions, token);
    for (let at = 0; at < files.length; at += chunk) {
      await breather.run(async () => {
        for (const uri of files.slice(at, at + chunk)) {
          if (!(await exclusions.excludes(uri))) {
            found.push(uri);
          }
        }
      });
    }
  }
  return [...found.filter(isLikely), ...found.filter((uri) => !isLikely(uri))];
}

/** Where ours mostly are: those are read first, so that they show at once. */
function isLikely({ path }: Uri): boolean {
  return /\/arret\/|\/_startups\/|dossier|post-?mortem|procedure/i.test(path);
}

/**
 * What a file holds: the words of its editor while they aren't saved, else what is stored, as UTF-8.
 *
 * @returns undefined when it doesn't exist, is too big, or can't be read
 */
export async function readSource(uri: Uri): Promise<string | undefined> {
  const key = uri.toString();
  const unsaved = workspace.textDocuments.find((document) => document.isDirty && document.uri.toString() === key);
  if (unsaved) {
    return unsaved.getText();
  }
  try {
    // Asking for the size first would double the questions.
    const bytes = await workspace.fs.readFile(uri);
    return bytes.length > maxBytes ? undefined : new TextDecoder().decode(bytes);
  } catch {
    return undefined;
  }
}

/** The Markdown files in a folder that has just come, as when one is renamed. */
export async function findMarkdownUnder(uri: Uri, exclusions: Exclusions, token: CancellationToken): Promise<Uri[]> {
  const folder = workspace.getWorkspaceFolder(uri);
  if (!folder || (await exclusions.excludes(uri)) || !(await isFolder(uri))) {
    return [];
  }
  return search(new RelativePattern(uri, '**/*.md'), exclusions.searchGlob(folder), token);
}

/** What the editor's search finds; nothing in a folder that is gone by now, which is an error to it. */
async function search(pattern: RelativePattern, glob: string | undefined, token: CancellationToken): Promise<Uri[]> {
  try {
    return await workspace.findFiles(pattern, glob, undefined, token);
  } catch {
    return [];
  }
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
