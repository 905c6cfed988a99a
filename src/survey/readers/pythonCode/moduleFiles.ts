import type { Repository, SurveyedFile } from '../../repository';
import { firstName } from './pythonParts';

/** Whether a file may hold the product's own code. */
export function isOwnModule({ name, isTest }: SurveyedFile): boolean {
  return name.endsWith('.py') && !isTest;
}

/** Where the modules of a repository are, by the names they are imported by. */
export class ModuleFiles {
  private readonly known = new Map<string, string | undefined>();
  private byName: Map<string, string[]> | undefined;
  private own: ReadonlySet<string> | undefined;

  constructor(private readonly repository: Repository) {}

  /** Whether what is imported by a dotted name is the product's: relative, or from one of its folders or modules. */
  isOwn(dotted: string): boolean {
    if (!this.own) {
      const { folders, files } = this.repository;
      this.own = new Set([
        ...files.flatMap(({ name }) => (name.endsWith('.py') ? [name.slice(0, -'.py'.length)] : [])),
        ...[...folders].map((folder) => folder.slice(folder.lastIndexOf('/') + 1)),
      ]);
    }
    return dotted.startsWith('.') || this.own.has(firstName(dotted));
  }

  /** The file of a module; undefined when it isn't the repository's. @param from the path of who imports it */
  of(dotted: string, from: string): string | undefined {
    const key = `${from.slice(0, from.lastIndexOf('/') + 1)} ${dotted}`;
    if (this.known.has(key)) {
      return this.known.get(key);
    }
    const found = this.findFile(dotted, from);
    this.known.set(key, found);
    return found;
  }

  private findFile(dotted: string, from: string): string | undefined {
    const [, dots = '', name = ''] = /^(\.*)(.*)$/.exec(dotted) ?? [];
    const folders = from.split('/').slice(0, -1);
    const parts = name === '' ? [] : name.split('.');
    if (dots !== '') {
      return dots.length - 1 > folders.length
        ? undefined
        : this.fileAt([...folders.slice(0, folders.length - dots.length + 1), ...parts].join('/'));
    }
    if (parts.length === 0) {
      return undefined;
    }
    const up = folders.map((_, index) => folders.slice(0, folders.length - index));
    const roots = [...up, []];
    const isPackage = (root: readonly string[]): boolean => this.repository.has([...root, '__init__.py'].join('/'));
    // What Python starts from is no package itself.
    const ordered = [...roots.filter((root) => !isPackage(root)), ...roots.filter(isPackage)];
    for (const root of ordered) {
      const found = this.fileAt([...root, ...parts].join('/')) ?? this.fileAt([...root, 'src', ...parts].join('/'));
      if (found !== undefined) {
        return found;
      }
    }
    return this.onlyFileEnding(parts);
  }

  private fileAt(path: string): string | undefined {
    return [`${path}.py`, `${path}/__init__.py`].find((file) => this.repository.has(file));
  }

  /** Where nothing says from which folder the product is run. */
  private onlyFileEnding(parts: readonly string[]): string | undefined {
    if (parts.length < 2) {
      return undefined;
    }
    const path = parts.join('/');
    const files = (this.byLastPart().get(parts.at(-1) ?? '') ?? []).filter(
      (file) => file.endsWith(`/${path}.py`) || file.endsWith(`/${path}/__init__.py`),
    );
    return files.length === 1 ? files[0] : undefined;
  }

  /** The paths of modules by the last part of their names: that of the folder for a package. */
  private byLastPart(): ReadonlyMap<string, readonly string[]> {
    if (!this.byName) {
      this.byName = new Map();
      for (const file of this.repository.files) {
        if (isOwnModule(file)) {
          const whole = file.name === '__init__.py' ? file.folder : file.path.slice(0, -'.py'.length);
          const name = whole.slice(whole.lastIndexOf('/') + 1);
          const same = this.byName.get(name);
          if (same) {
            same.push(file.path);
          } else {
            this.byName.set(name, [file.path]);
          }
        }
      }
    }
    return this.byName;
  }
}
