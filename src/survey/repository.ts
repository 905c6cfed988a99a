import { foreignness, isSkippedFolder, isTestFile } from './classify';
import type { Note } from './facts';
import type { FileTree, FileTreeEntry } from './fileTree';
import type { GitFacts } from './gitFacts';
import { IgnoreRules } from './ignoreRules';
import { pauses } from './pauses';
import { decodeText, SourceText } from './sourceText';
import { trackedPaths } from './trackedFiles';

/** A file of the product's own. */
export interface SurveyedFile {
  /** From the root, with `/`. */
  readonly path: string;
  /** The last part of the path. */
  readonly name: string;
  /** The folder, without `/` at its end; `''` for the root. */
  readonly folder: string;
  readonly isTest: boolean;
}

/** What a text may weigh, in bytes, before a detector says that it wants more: what people write is smaller. */
const usualLimit = 1_000_000;

/** What texts kept for the next detector may weigh together, in UTF-16 code units. */
const keptAtMost = 16_000_000;

/** How many folders and files lie one in another before we stop: no product is that deep, a loop is. */
const deepest = 40;

/** Folders asked for at the same time: in an editor each is a question to another process. */
const listedTogether = 32;

/** Beyond, the rest isn't read, and a note says so. */
const mostFiles = 300_000;

export interface SurveyOptions {
  readonly signal?: AbortSignal;
  /** Reads one of the product's own assets: a grammar. @param name `tree-sitter-python.wasm` */
  readonly readAsset: (name: string) => Promise<Uint8Array>;
  /** Today, as AAAA-MM-JJ: what is past its end of life depends on it. */
  readonly today: string;
  /** The name of the root folder. */
  readonly name: string;
  /** What an editor's own Git says, preferred to what we read in Git's folder; undefined when it knows nothing. */
  git?(): Promise<GitFacts | undefined>;
}

/** A repository as detectors read it. */
export class Repository {
  private readonly byName = new Map<string, SurveyedFile[]>();
  private readonly byPath: ReadonlyMap<string, SurveyedFile>;
  private readonly kept = new Map<string, Promise<SourceText | undefined>>();
  /** What is kept, the oldest first. */
  private readonly weights: { readonly path: string; readonly weight: number }[] = [];
  private weight = 0;
  /** Bytes of the files that were asked about: several detectors ask, and in an editor each is a question to another process. */
  private readonly sizes = new Map<string, number>();
  private readonly noted = new Map<string, Note>();
  /** Files that were asked for and left unread, with what they might have weighed at most. */
  private readonly tooBig = new Map<string, number>();
  private readonly pause = pauses();

  private constructor(
    private readonly tree: FileTree,
    readonly options: SurveyOptions,
    /** The product's own files, in the order of their paths. */
    readonly files: readonly SurveyedFile[],
    /** Every folder that holds one of them, at any depth; `''` is the root. */
    readonly folders: ReadonlySet<string>,
    /** Fixtures and examples, in the order of their paths: only what the product gives its data and its API with is looked for there. */
    readonly asides: readonly SurveyedFile[],
    notes: readonly Note[],
  ) {
    this.byPath = new Map(files.map((file) => [file.path, file]));
    for (const file of files) {
      const same = this.byName.get(file.name);
      if (same) {
        same.push(file);
      } else {
        this.byName.set(file.name, [file]);
      }
    }
    for (const { message, path, line, about } of notes) {
      this.note(message, path, line, about);
    }
  }

  /** Lists a repository's files: what Git ignores and doesn't track, what is vendored, generated, a fixture or an example left out. */
  static async open(tree: FileTree, options: SurveyOptions): Promise<Repository> {
    const { files, folders, asides, notes } = await listFiles(tree, options.signal);
    return new Repository(tree, options, files, folders, asides, notes);
  }

  /**
   * Lets what else waits have its turn, a cancellation for instance, when the last time is a while ago: to be called
   * between two pieces of work of which there may be thousands.
   *
   * @returns what to wait for; undefined while it isn't time
   * @throws the signal's reason when cancelled
   */
  turn(): Promise<void> | undefined {
    const { signal } = this.options;
    signal?.throwIfAborted();
    return this.pause()?.then(() => signal?.throwIfAborted());
  }

  /** What couldn't be read, in the order of paths. */
  get notes(): readonly Note[] {
    const tooBig = [...this.tooBig].map(([path, limit]): Note => ({
      path,
      message: `fichier trop gros pour être lu (plus de ${Math.round(limit / 1000)} ko)`,
    }));
    return [...this.noted.values(), ...tooBig].sort(
      (a, b) => compare(a.path ?? '', b.path ?? '') || (a.line ?? 0) - (b.line ?? 0),
    );
  }

  /** @param path from the root, with `/` */
  has(path: string): boolean {
    return this.byPath.has(path);
  }

  hasFolder(path: string): boolean {
    return this.folders.has(path);
  }

  /** The files of a name, or whose name matches, in the order of their paths: those nearest to the root come first. */
  named(name: string | RegExp): readonly SurveyedFile[] {
    const found =
      typeof name === 'string' ? (this.byName.get(name) ?? []) : this.files.filter((file) => name.test(file.name));
    return [...found].sort((a, b) => depth(a.path) - depth(b.path) || compare(a.path, b.path));
  }

  /** The files whose whole path matches, in the order of their paths. */
  matching(path: RegExp): readonly SurveyedFile[] {
    return this.files.filter((file) => path.test(file.path));
  }

  /**
   * The text of a file; undefined, and noted, when it is too big, binary or unreadable.
   *
   * @param limit what it may weigh, in bytes
   */
  async text(path: string, limit = usualLimit): Promise<SourceText | undefined> {
    await this.turn();
    const known = this.kept.get(path);
    // Too big for what asked first, it may not be for what asks now.
    if (known && ((await known) || limit <= (this.tooBig.get(path) ?? limit))) {
      return known;
    }
    const reading = this.readText(path, limit);
    this.kept.set(path, reading);
    const weight = (await reading)?.text.length ?? 0;
    this.weights.push({ path, weight });
    this.weight += weight;
    while (this.weight > keptAtMost) {
      const oldest = this.weights.shift();
      this.kept.delete(oldest?.path ?? path);
      this.weight -= oldest?.weight ?? this.weight;
    }
    return reading;
  }

  /** The size of a file in bytes; undefined when it can't be told. */
  async size(path: string): Promise<number | undefined> {
    await this.turn();
    return this.sizes.get(path) ?? this.sizeOf(path).catch(() => undefined);
  }

  /** The bytes of any file, also those of Git's own folder; undefined when it doesn't exist. @param path as in `FileTree` */
  async bytes(path: string): Promise<Uint8Array | undefined> {
    return this.tree.read(path).catch(() => undefined);
  }

  /** Whether some bytes of a file can be read without the rest. */
  get readsParts(): boolean {
    return this.tree.readPart !== undefined;
  }

  /**
   * Reads some bytes of one file, any as with `bytes`: each part when it is asked for where that can be done, else out
   * of the whole file, which the function then keeps.
   */
  partsOf(path: string): (start: number, length: number) => Promise<Uint8Array | undefined> {
    let whole: Promise<Uint8Array | undefined> | undefined;
    return async (start, length) => {
      const bytes = this.tree.readPart
        ? await this.tree.readPart(path, start, length).catch(() => undefined)
        : (await (whole ??= this.bytes(path)))?.subarray(start, start + length);
      return bytes?.length === length ? bytes : undefined;
    };
  }

  /** The names in any folder, also of Git's own; empty when it doesn't exist. */
  async names(path: string): Promise<readonly string[]> {
    return this.tree.list(path).then(
      (entries) => entries.map(({ name, kind }) => (kind === 'folder' ? `${name}/` : name)).sort(compare),
      () => [],
    );
  }

  /**
   * Notes what couldn't be read.
   *
   * @param message in French, one line, never with a value
   * @param about the list that lacks something for it
   */
  note(message: string, path?: string, line?: number, about?: Note['about']): void {
    this.noted.set([path, line, message].join('\n'), {
      ...(path === undefined ? {} : { path }),
      ...(line === undefined ? {} : { line }),
      ...(about === undefined ? {} : { about }),
      message,
    });
  }

  private async sizeOf(path: string): Promise<number> {
    const size = await this.tree.size(path);
    this.sizes.set(path, size);
    return size;
  }

  private async readText(path: string, limit: number): Promise<SourceText | undefined> {
    try {
      if ((this.sizes.get(path) ?? (await this.sizeOf(path))) > limit) {
        this.tooBig.set(path, limit);
        return undefined;
      }
      this.tooBig.delete(path);
      const text = decodeText(await this.tree.read(path));
      if (text === undefined) {
        this.note('fichier binaire, non lu', path);
        return undefined;
      }
      return new SourceText(path, text);
    } catch {
      this.note('fichier illisible', path);
      return undefined;
    }
  }
}

/** By code unit: the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function depth(path: string): number {
  return path.split('/').length;
}

async function listFiles(
  tree: FileTree,
  signal: AbortSignal | undefined,
): Promise<{ files: SurveyedFile[]; folders: Set<string>; asides: SurveyedFile[]; notes: Note[] }> {
  const files: SurveyedFile[] = [];
  const asides: SurveyedFile[] = [];
  const folders = new Set<string>();
  const notes: Note[] = [];
  const rules = new IgnoreRules();
  // Asked for when a rule first says no: most files obey the rules.
  let tracked: Promise<ReadonlySet<string>> | undefined;
  const isTracked = async (path: string): Promise<boolean> => (await (tracked ??= trackedPaths(tree))).has(path);
  const pause = pauses();
  let pending = [''];
  while (pending.length > 0 && files.length < mostFiles) {
    await pause();
    signal?.throwIfAborted();
    const batch = pending.slice(0, listedTogether);
    pending = pending.slice(listedTogether);
    const listings = await Promise.all(batch.map(async (folder) => listFolder(tree, folder)));
    for (const { folder, entries, ignored } of listings) {
      if (!entries) {
        notes.push({ path: folder || '.', message: 'dossier illisible' });
        continue;
      }
      if (ignored !== undefined) {
        rules.set(folder, ignored);
      }
      for (const { name, kind } of entries) {
        const path = folder ? `${folder}/${name}` : name;
        if (kind === 'folder') {
          const isListed = !isSkippedFolder(name) && path.split('/').length <= deepest;
          if (isListed && (!rules.ignores(`${path}/`) || (await isTracked(`${path}/`)))) {
            pending.push(path);
          }
        } else if (kind === 'file' && (!rules.ignores(path) || (await isTracked(path)))) {
          const foreign = foreignness(path);
          const file = { path, name, folder, isTest: isTestFile(path) };
          if (foreign === 'fixture' || foreign === 'example') {
            asides.push(file);
          }
          if (foreign !== undefined) {
            continue;
          }
          files.push(file);
          for (let up = folder; !folders.has(up); up = up.slice(0, Math.max(0, up.lastIndexOf('/')))) {
            folders.add(up);
          }
        }
      }
    }
  }
  if (pending.length > 0) {
    notes.push({ message: `dépôt trop grand : seuls ${files.length} fichiers ont été listés` });
  }
  files.sort((a, b) => compare(a.path, b.path));
  asides.sort((a, b) => compare(a.path, b.path));
  return { files, folders, asides, notes };
}

interface Listing {
  readonly folder: string;
  /** Undefined when the folder can't be read. */
  readonly entries: readonly FileTreeEntry[] | undefined;
  /** What its `.gitignore` holds. */
  readonly ignored: string | undefined;
}

async function listFolder(tree: FileTree, folder: string): Promise<Listing> {
  try {
    const entries = await tree.list(folder);
    const hasRules = entries.some(({ name, kind }) => name === '.gitignore' && kind === 'file');
    const bytes = hasRules ? await tree.read(folder ? `${folder}/.gitignore` : '.gitignore') : undefined;
    return { folder, entries, ignored: bytes && decodeText(bytes) };
  } catch {
    return { folder, entries: undefined, ignored: undefined };
  }
}
