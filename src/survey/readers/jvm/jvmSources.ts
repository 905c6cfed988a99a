import { compare, type Repository, type SurveyedFile } from '../../repository';
import type { SourceText } from '../../sourceText';
import { Syntax } from '../../syntax/syntax';
import { readJavaTypes } from './javaTypes';
import {
  lastName,
  type JvmField,
  type JvmFile,
  type JvmImports,
  type JvmType,
  type JvmTypeUse,
  type JvmValue,
} from './jvmTypes';
import { readKotlinTypes } from './kotlinTypes';

/** Where a name is used: what it means depends on it. */
export type JvmPlace = Pick<JvmType, 'path' | 'package' | 'imports'> & Partial<Pick<JvmType, 'outer' | 'name'>>;

/** How many names may stand for one another, one by one, before we give up. */
const longestChain = 12;

/** The most a class may have above it. */
const mostAbove = 30;

const known = new WeakMap<Repository, JvmSources>();

/** Whether a file is Java or Kotlin that the product runs. */
export function isJvmSource({ name, isTest }: SurveyedFile): boolean {
  return !isTest && /\.(?:java|kt)$/.test(name) && name !== 'package-info.java';
}

/**
 * What a repository's Java and Kotlin declare, shared by all that read it. A file is read once; one that nobody wanted
 * is read when a name leads to it.
 */
export class JvmSources {
  private readonly files = new Map<string, Promise<JvmFile | undefined>>();
  private readonly done = new Map<string, JvmFile>();
  private readonly byName = new Map<string, JvmType[]>();
  private readonly packages = new Set<string>();
  private kotlin: readonly SurveyedFile[] | undefined;

  private constructor(private readonly repository: Repository) {}

  static of(repository: Repository): JvmSources {
    const sources = known.get(repository) ?? new JvmSources(repository);
    known.set(repository, sources);
    return sources;
  }

  /** Every type read so far, in the order of paths, then of lines. */
  get types(): readonly JvmType[] {
    return [...this.done.values()]
      .sort((a, b) => compare(a.path, b.path))
      .flatMap(({ types }) => types)
      .filter(({ kind }) => kind !== 'annotation');
  }

  /** Reads a file, unless that is done. */
  async read(source: SourceText): Promise<JvmFile | undefined> {
    const reading = this.files.get(source.path) ?? this.readFile(source);
    this.files.set(source.path, reading);
    return reading;
  }

  private async readFile(source: SourceText): Promise<JvmFile | undefined> {
    const file = source.path.endsWith('.kt')
      ? readKotlinTypes(source)
      : await Syntax.of(this.repository).read(source, 'java', ({ root }) => {
          const read = readJavaTypes(source, root);
          if (root.hasError && read.types.length === 0) {
            this.repository.note('code mal formé : non lu', source.path);
          }
          return read;
        });
    if (file) {
      this.done.set(file.path, file);
      for (const type of file.types) {
        this.byName.set(type.name, [...(this.byName.get(type.name) ?? []), type]);
      }
    }
    return file;
  }

  /** The types that a name may mean where it is used; Kotlin's companion comes after its class. Empty: it isn't the product's. */
  async typesNamed(name: string, place: JvmPlace): Promise<readonly JvmType[]> {
    const parts = name.split('.').filter((part) => part !== '');
    const start = parts.findIndex((part) => /^\p{Lu}/u.test(part));
    const [first] = parts.slice(Math.max(0, start));
    const simple = parts.at(-1);
    if (first === undefined || simple === undefined || parts.length > longestChain) {
      return [];
    }
    await this.load(first);
    const tried = [
      ...(start > 0 ? [name] : []),
      ...[...enclosing(place), ...(place.package === '' ? [''] : [])].map((around) =>
        around === '' ? name : `${around}.${name}`,
      ),
      ...namesBy(place.imports, first, name),
    ];
    const found = this.firstOf(simple, tried);
    if (found.length > 0) {
      return found;
    }
    // A file of Kotlin may hold types of other names.
    if (await this.loadPackages(place, first)) {
      const later = this.firstOf(simple, tried);
      if (later.length > 0) {
        return later;
      }
    }
    if (start > 0 || place.imports.named.has(first)) {
      return [];
    }
    // A type inside of a class above this one needs no import.
    const nested = (this.byName.get(simple) ?? []).filter(
      ({ outer }) => outer.length > 0 && (parts.length === 1 || outer.at(-1) === parts.at(-2)),
    );
    return nested.length === 1 ? nested : [];
  }

  async typeNamed(name: string, place: JvmPlace): Promise<JvmType | undefined> {
    return (await this.typesNamed(name, place))[0];
  }

  /** What a type extends or implements, of the product's own, with what each gives for its parameters: the nearest first. */
  async above(type: JvmType): Promise<readonly { readonly type: JvmType; readonly use: JvmTypeUse }[]> {
    const found: { type: JvmType; use: JvmTypeUse }[] = [];
    const seen = new Set([type]);
    let pending: readonly JvmType[] = [type];
    while (pending.length > 0 && found.length < mostAbove) {
      const next: JvmType[] = [];
      for (const below of pending) {
        for (const use of below.superTypes) {
          const above = await this.typeNamed(use.name, below);
          if (above && !seen.has(above)) {
            seen.add(above);
            found.push({ type: above, use });
            next.push(above);
          }
        }
      }
      pending = next;
    }
    return found;
  }

  /** The text that a value is; undefined when it can't be told. */
  async textOf(value: JvmValue | undefined, place: JvmPlace, depth = 0): Promise<string | undefined> {
    if (value?.kind === 'text') {
      return value.text;
    }
    if (value?.kind === 'sum' && value.parts.length > 0) {
      let text = '';
      for (const part of value.parts) {
        const told =
          part.kind === 'other' && /^\d+$/.test(part.text) ? part.text : await this.textOf(part, place, depth);
        if (told === undefined) {
          return undefined;
        }
        text += told;
      }
      return text;
    }
    if (value?.kind === 'name' && depth < longestChain) {
      const found = await this.constant(value.name, place);
      return found && this.textOf(found.field.value, found.place, depth + 1);
    }
    return undefined;
  }

  /** Where a constant is declared: `USERS` of this class, of those above or imported, or `Paths.USERS`. */
  async constant(name: string, place: JvmPlace): Promise<{ field: JvmField; place: JvmPlace } | undefined> {
    const simple = lastName(name);
    const owner = name.slice(0, Math.max(0, name.length - simple.length - 1));
    const owners: JvmType[] = [];
    if (owner !== '') {
      owners.push(...(await this.typesNamed(owner, place)));
    } else {
      for (const around of enclosing(place)) {
        owners.push(...(await this.typesNamed(around, place)));
      }
      const imported = place.imports.named.get(simple);
      for (const from of [
        ...(imported === undefined ? [] : [imported.slice(0, -simple.length - 1)]),
        ...place.imports.whole,
      ]) {
        if (/(?:^|\.)\p{Lu}\w*$/u.test(from)) {
          owners.push(...(await this.typesNamed(from, place)));
        }
      }
    }
    for (const type of owners) {
      for (const each of [type, ...(await this.above(type)).map((above) => above.type)]) {
        const field = each.fields.find((one) => one.name === simple && one.value);
        if (field) {
          return { field, place: each };
        }
      }
    }
    if (owner !== '') {
      return undefined;
    }
    await this.loadPackages(place, simple);
    return this.topLevel(simple, place);
  }

  /** A constant that Kotlin declares outside of any type. */
  private topLevel(name: string, place: JvmPlace): { field: JvmField; place: JvmPlace } | undefined {
    const wanted = place.imports.named.get(name)?.slice(0, -name.length - 1) ?? place.package;
    for (const file of this.done.values()) {
      if (file.package === wanted || place.imports.whole.includes(file.package)) {
        const field = file.fields.find((each) => each.name === name && each.value);
        if (field) {
          return { field, place: file };
        }
      }
    }
    return undefined;
  }

  private firstOf(simple: string, wholeNames: readonly string[]): readonly JvmType[] {
    const candidates = this.byName.get(simple) ?? [];
    for (const whole of wholeNames) {
      const found = candidates.filter((type) => wholeName(type) === whole);
      if (found.length > 0) {
        return found;
      }
    }
    return [];
  }

  /** Reads all Kotlin of the packages where a name may be declared. @returns whether something new was read */
  private async loadPackages({ package: own, imports }: JvmPlace, name: string): Promise<boolean> {
    const imported = imports.named.get(name);
    const packages = imported === undefined ? [own, ...imports.whole] : [imported.slice(0, -name.length - 1)];
    const before = this.done.size;
    for (const each of packages.filter((one) => !this.packages.has(one))) {
      this.packages.add(each);
      const folder = lastName(each);
      this.kotlin ??= this.repository.files.filter((file) => file.name.endsWith('.kt') && !file.isTest);
      for (const file of this.kotlin.filter((one) => one.folder.slice(one.folder.lastIndexOf('/') + 1) === folder)) {
        await this.readPath(file.path);
      }
    }
    return this.done.size > before;
  }

  private async readPath(path: string): Promise<void> {
    const source = this.files.has(path) ? undefined : await this.repository.text(path);
    if (source) {
      await this.read(source);
    }
  }

  /** Reads the files that a type's name is also the name of. */
  private async load(name: string): Promise<void> {
    for (const file of [...this.repository.named(`${name}.java`), ...this.repository.named(`${name}.kt`)]) {
      if (!file.isTest) {
        await this.readPath(file.path);
      }
    }
  }
}

/** With its package and the types around it. */
function wholeName({ package: inPackage, outer, name }: JvmType): string {
  return [inPackage, ...outer, name].filter((part) => part !== '').join('.');
}

/** The scopes around a place, the nearest first: `app.web.Users.Paths`, `app.web.Users`, `app.web`. */
function enclosing({ package: inPackage, outer = [], name }: JvmPlace): Set<string> {
  const parts = [inPackage, ...outer, ...(name === undefined ? [] : [name])].filter((part) => part !== '');
  const scopes = parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
  return new Set(inPackage === '' ? scopes : scopes.slice(0, outer.length + (name === undefined ? 1 : 2)));
}

/** The whole names that imports give to a name whose first part they may hold. */
function namesBy({ named, whole }: JvmImports, first: string, name: string): string[] {
  const imported = named.get(first);
  return [
    ...(imported === undefined ? [] : [imported + name.slice(first.length)]),
    ...whole.map((from) => `${from}.${name}`),
  ];
}
