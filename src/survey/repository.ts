import { foreignness, isSkippedFolder, isTestFile } from './classify';
import type { Note } from './facts';
import type { FileTree } from './fileTree';
import { IgnoreRules } from './ignoreRules';
import { decodeText, SourceText } from './sourceText';

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

/** Beyond, the rest isn't read, and a note says so. */
const mostFiles = 300_000;

export interface SurveyOptions {
  readonly signal?: AbortSignal;
  /** Reads one of the product's own assets: a grammar. @param name `tree-sitter-python.wasm` */
  readAsset(name: string): Promise<Uint8Array>;
  /** Today, as AAAA-MM-JJ: what is past its end of life depends on it. */
  readonly today: string;
  /** The name of the root folder. */
  readonly name: string;
}

/** A repository as detectors read it. */
export class Repository {
  private readonly byName = new Map<string, SurveyedFile[]>();
  private readonly byPath: ReadonlyMap<string, SurveyedFile>;
  private readonly kept = new Map<string, Promise<SourceText | undefined>>();
  private readonly weights = new Map<string, number>();
  private weight = 0;
  private readonly noted = new Map<string, Note>();

  private constructor(
    private readonly tree: FileTree,
    readonly options: SurveyOptions,
    /** The product's own files, in the order of their paths. */
    readonly files: readonly SurveyedFile[],
    /** Every folder that holds one of them, at any depth; `''` is the root. */
    readonly folders: ReadonlySet<string>,
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
    for (const { message, path, line } of notes) {
      this.note(message, path, line);
    }
  }

  /** Lists a repository's files: what Git ignores, what is vendored, generated, a fixture or an example left out. */
  static async open(tree: FileTree, options: SurveyOptions): Promise<Repository> {
    const { files, folders, notes } = await listFiles(tree, options.signal);
    return new Repository(tree, options, files, folders, notes);
  }

  /** What couldn't be read, in the order of paths. */
  get notes(): readonly Note[] {
    return [...this.noted.values()].sort(
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
    this.options.signal?.throwIfAborted();
    const known = this.kept.get(path);
    if (known) {
      return known;
    }
    const reading = this.readText(path, limit);
    this.kept.set(path, reading);
    const weight = (await reading)?.text.length ?? 0;
    this.weights.set(path, weight);
    this.weight += weight;
    for (const [oldest, weighs] of this.weights) {
      if (this.weight <= keptAtMost) {
        break;
      }
      this.weights.delete(oldest);
      this.kept.delete(oldest);
      this.weight -= weighs;
    }
    return reading;
  }

  /** The size of a file in bytes; undefined when it can't be told. */
  async size(path: string): Promise<number | undefined> {
    return this.tree.size(path).catch(() => undefined);
  }

  /** The bytes of any file, also those of Git's own folder; undefined when it doesn't exist. @param path as in `FileTree` */
  async bytes(path: string): Promise<Uint8Array | undefined> {
    return this.tree.read(path).catch(() => undefined);
  }

  /** The names in any folder, also of Git's own; empty when it doesn't exist. */
  async names(path: string): Promise<readonly string[]> {
    return this.tree.list(path).then(
      (entries) => entries.map(({ name, kind }) => (kind === 'folder' ? `${name}/` : name)).sort(compare),
      () => [],
    );
  }

  /** Notes what couldn't be read. @param message in French, one line, never with a value */
  note(message: string, path?: string, line?: number): void {
    this.noted.set([path, line, message].join('\n'), {
      ...(path === undefined ? {} : { path }),
      ...(line === undefined ? {} : { line }),
      message,
    });
  }

  private async readText(path: string, limit: number): Promise<SourceText | undefined> {
    try {
      if ((await this.tree.size(path)) > limit) {
        this.note(`fichier trop gros pour être lu (plus de ${Math.round(limit / 1000)} ko)`, path);
        return undefined;
      }
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
): Promise<{ files: SurveyedFile[]; folders: Set<string>; notes: Note[] }> {
  const files: SurveyedFile[] = [];
  const folders = new Set<string>();
  const notes: Note[] = [];
  const rules = new IgnoreRules();
  const pending = [''];
  while (pending.length > 0 && files.length < mostFiles) {
    signal?.throwIfAborted();
    const folder = pending.pop() ?? '';
    let entries;
    try {
      entries = await tree.list(folder);
    } catch {
      notes.push({ path: folder || '.', message: 'dossier illisible' });
      continue;
    }
    if (entries.some(({ name, kind }) => name === '.gitignore' && kind === 'file')) {
      const path = folder ? `${folder}/.gitignore` : '.gitignore';
      rules.set(folder, await tree.read(path).then(decodeText, () => undefined));
    }
    for (const { name, kind } of entries) {
      const path = folder ? `${folder}/${name}` : name;
      if (kind === 'folder') {
        if (!isSkippedFolder(name) && !rules.ignores(`${path}/`) && path.split('/').length <= deepest) {
          pending.push(path);
        }
      } else if (kind === 'file' && foreignness(path) === undefined && !rules.ignores(path)) {
        files.push({ path, name, folder, isTest: isTestFile(path) });
        for (let up = folder; !folders.has(up); up = up.slice(0, Math.max(0, up.lastIndexOf('/')))) {
          folders.add(up);
        }
      }
    }
  }
  if (pending.length > 0) {
    notes.push({ message: `dépôt trop grand : seuls ${files.length} fichiers ont été listés` });
  }
  files.sort((a, b) => compare(a.path, b.path));
  return { files, folders, notes };
}
