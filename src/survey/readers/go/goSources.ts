import { compare, type Repository, type SurveyedFile } from '../../repository';
import type { SourceText } from '../../sourceText';
import { Syntax } from '../../syntax/syntax';
import { folderOf } from '../paths';
import type { GoExpression, GoFile, GoFunction, GoStruct, GoType, GoValue } from './goCode';
import { readGoFile } from './goFile';

const known = new WeakMap<Repository, GoSources>();

/** Where a name is used. */
export interface GoPlace {
  readonly folder: string;
  readonly imports: ReadonlyMap<string, string>;
}

export interface GoDeclaredValue {
  readonly value: GoValue;
  readonly file: GoFile;
}

/** What a package declares, by name; methods as `Type.name`, functions as `.name`. */
interface GoPackage {
  readonly functions: ReadonlyMap<string, GoFunction>;
  readonly structs: ReadonlyMap<string, GoStruct>;
  readonly values: ReadonlyMap<string, GoDeclaredValue>;
}

/** Whether a file is Go that the product runs. */
export function isGoSource({ name, isTest }: SurveyedFile): boolean {
  return name.endsWith('.go') && !isTest;
}

/** What a repository's Go declares, shared by all that read it. */
export class GoSources {
  private readonly done = new Map<string, Promise<GoFile | undefined>>();
  private readonly byFolder = new Map<string, GoFile[]>();
  private readonly packages = new Map<string, Promise<GoPackage>>();
  private paths: Map<string, SurveyedFile[]> | undefined;
  private modules: Promise<readonly { readonly folder: string; readonly name: string }[]> | undefined;

  private constructor(private readonly repository: Repository) {}

  static of(repository: Repository): GoSources {
    const sources = known.get(repository) ?? new GoSources(repository);
    known.set(repository, sources);
    return sources;
  }

  async read(source: SourceText): Promise<GoFile | undefined> {
    const reading = this.done.get(source.path) ?? this.readFile(source);
    this.done.set(source.path, reading);
    return reading;
  }

  /** The files of a package read so far, in the order of their paths. */
  filesIn(folder: string): readonly GoFile[] {
    return this.byFolder.get(folder) ?? [];
  }

  /** What a package declares, in all its files, also those nobody wanted. */
  async package(folder: string): Promise<GoPackage> {
    const reading = this.packages.get(folder) ?? this.readPackage(folder);
    this.packages.set(folder, reading);
    return reading;
  }

  /** The folder of an imported package; undefined when it isn't the product's. */
  async folderOf(path: string): Promise<string | undefined> {
    this.modules ??= this.readModules();
    for (const { folder, name } of await this.modules) {
      if (path === name || path.startsWith(`${name}/`)) {
        const inside = path.slice(name.length + 1);
        const whole = [folder, inside].filter((part) => part !== '').join('/');
        return this.repository.hasFolder(whole) ? whole : undefined;
      }
    }
    return undefined;
  }

  /** The folder a name's package is in: that of the place when the name has none. */
  async folderFor(packageName: string, place: GoPlace): Promise<string | undefined> {
    if (packageName === '') {
      return place.folder;
    }
    const path = place.imports.get(packageName);
    return path === undefined ? undefined : this.folderOf(path);
  }

  async struct(type: GoType, place: GoPlace): Promise<GoStruct | undefined> {
    const folder = type.name === '' ? undefined : await this.folderFor(type.package, place);
    if (folder === undefined) {
      return undefined;
    }
    return (await this.package(folder)).structs.get(type.name);
  }

  /** A function of a package. @param receiver the type it is a method of; `''` for none */
  async function(folder: string, name: string, receiver = ''): Promise<GoFunction | undefined> {
    return (await this.package(folder)).functions.get(`${receiver}.${name}`);
  }

  /** Functions and methods of a name, of all packages read so far, in the order of their paths. */
  functionsNamed(name: string): readonly GoFunction[] {
    return [...this.byFolder.values()]
      .flatMap((files) => files.flatMap(({ functions }) => functions))
      .filter((each) => each.name === name)
      .sort((a, b) => compare(a.path, b.path));
  }

  /** A constant or a variable of a package. */
  async value(folder: string, name: string): Promise<GoDeclaredValue | undefined> {
    return (await this.package(folder)).values.get(name);
  }

  /** The text of a constant expression; undefined when it can't be told. */
  async textOf(value: GoExpression | undefined, place: GoPlace, depth = 0): Promise<string | undefined> {
    if (!value || depth > 10) {
      return undefined;
    }
    if (value.kind === 'text') {
      return value.text;
    }
    if (value.kind === 'sum' && value.parts.length > 0) {
      const parts: string[] = [];
      for (const part of value.parts) {
        const text = await this.textOf(part, place, depth + 1);
        if (text === undefined) {
          return undefined;
        }
        parts.push(text);
      }
      return parts.join('');
    }
    const isOther = value.kind === 'member' && value.of.kind === 'name';
    const packageName = isOther && value.of.kind === 'name' ? value.of.name : '';
    const name = value.kind === 'name' || isOther ? value.name : undefined;
    const folder = name === undefined ? undefined : await this.folderFor(packageName, place);
    const found = folder === undefined || name === undefined ? undefined : await this.value(folder, name);
    return found?.value.value && this.textOf(found.value.value, found.file, depth + 1);
  }

  private async readPackage(folder: string): Promise<GoPackage> {
    for (const file of this.sourcesIn(folder)) {
      const source = this.done.has(file.path) ? undefined : await this.repository.text(file.path);
      if (source) {
        await this.read(source);
      }
    }
    const index = {
      functions: new Map<string, GoFunction>(),
      structs: new Map<string, GoStruct>(),
      values: new Map<string, GoDeclaredValue>(),
    };
    for (const file of this.filesIn(folder)) {
      for (const each of file.functions) {
        setFirst(index.functions, `${each.receiver?.type.name ?? ''}.${each.name}`, each);
      }
      for (const each of file.structs) {
        setFirst(index.structs, each.name, each);
      }
      for (const value of file.values) {
        setFirst(index.values, value.name, { value, file });
      }
    }
    return index;
  }

  private sourcesIn(folder: string): readonly SurveyedFile[] {
    if (!this.paths) {
      this.paths = new Map();
      for (const file of this.repository.files.filter(isGoSource)) {
        this.paths.set(file.folder, [...(this.paths.get(file.folder) ?? []), file]);
      }
    }
    return this.paths.get(folder) ?? [];
  }

  private async readFile(source: SourceText): Promise<GoFile | undefined> {
    const file = await Syntax.of(this.repository).read(source, 'go', ({ root }) => {
      const read = readGoFile(source, root);
      if (root.hasError && read.functions.length + read.structs.length + read.values.length === 0) {
        this.repository.note('code mal formé : non lu', source.path);
      }
      return read;
    });
    if (file) {
      const others = this.byFolder.get(file.folder) ?? [];
      this.byFolder.set(
        file.folder,
        [...others, file].sort((a, b) => compare(a.path, b.path)),
      );
    }
    return file;
  }

  private async readModules(): Promise<{ folder: string; name: string }[]> {
    const modules: { folder: string; name: string }[] = [];
    for (const { path } of this.repository.named('go.mod')) {
      const name = /^module\s+"?([^\s"]+)/m.exec((await this.repository.text(path))?.text ?? '')?.[1];
      if (name !== undefined) {
        modules.push({ folder: folderOf(path), name });
      }
    }
    return modules.sort((a, b) => b.name.length - a.name.length);
  }
}

function setFirst<T>(map: Map<string, T>, key: string, value: T): void {
  if (!map.has(key)) {
    map.set(key, value);
  }
}
