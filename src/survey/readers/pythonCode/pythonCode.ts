import type { Repository, SurveyedFile } from '../../repository';
import type { SourceText } from '../../sourceText';
import { Syntax } from '../../syntax/syntax';
import {
  flatStatements,
  type PythonClass,
  type PythonFunction,
  type PythonModule,
  type PythonStatement,
} from './pythonModel';
import { readPythonTree } from './pythonTree';

type Assignment = Extract<PythonStatement, { kind: 'assign' }>;

/** What a name declares. */
export type PythonDefinition = PythonClass | PythonFunction | Assignment;

/** What a dotted name stands for. */
export type Resolved =
  | {
      readonly kind: 'found';
      readonly module: PythonModule;
      readonly definition: PythonDefinition;
      /** What follows it: `['as_view']`. */
      readonly rest: readonly string[];
    }
  | { readonly kind: 'module'; readonly module: PythonModule }
  /** Of a package that isn't in the repository. */
  | { readonly kind: 'outside'; readonly name: string };

const codes = new WeakMap<Repository, PythonCode>();

/** The Python code of a repository: its modules, read when something leads to them, and what their names stand for. */
export class PythonCode {
  private readonly modules = new Map<string, Promise<PythonModule | undefined>>();
  private readonly files = new Map<string, string | undefined>();
  private byName: Map<string, readonly string[]> | undefined;
  private readonly tables = new WeakMap<PythonModule, ReadonlyMap<string, PythonDefinition>>();
  private readonly resolved = new Map<string, Promise<Resolved | undefined>>();

  private constructor(readonly repository: Repository) {}

  static of(repository: Repository): PythonCode {
    const code = codes.get(repository) ?? new PythonCode(repository);
    codes.set(repository, code);
    return code;
  }

  /** Whether a file may hold the product's own code. */
  static isOwn(file: SurveyedFile): boolean {
    return file.name.endsWith('.py') && !file.isTest;
  }

  /** Reads the module of a file that is being read; undefined, and noted, when it can't be. */
  async read(source: SourceText): Promise<PythonModule | undefined> {
    const known = this.modules.get(source.path);
    if (known) {
      return known;
    }
    const reading = Syntax.of(this.repository).read(source, 'python', ({ root }) => readPythonTree(root, source));
    this.modules.set(source.path, reading);
    return reading;
  }

  /** The module of a file of the repository, from the root. */
  async load(path: string): Promise<PythonModule | undefined> {
    const known = this.modules.get(path);
    if (known) {
      return known;
    }
    const source = await this.repository.text(path);
    return source ? this.read(source) : undefined;
  }

  /** The module that a dotted name is, as `from` imports it. */
  async module(dotted: string, from: PythonModule): Promise<PythonModule | undefined> {
    const path = this.fileOf(dotted, from.path);
    return path === undefined ? undefined : this.load(path);
  }

  /** Every name that a module declares at its top: the last to declare it counts. Else in its functions. */
  definitions(module: PythonModule): ReadonlyMap<string, PythonDefinition> {
    const known = this.tables.get(module);
    if (known) {
      return known;
    }
    const table = new Map<string, PythonDefinition>();
    for (const statement of inFunctions(module.body, false)) {
      add(table, statement);
    }
    for (const statement of flatStatements(module.body)) {
      add(table, statement);
    }
    this.tables.set(module, table);
    return table;
  }

  /** What a dotted name stands for in a module; undefined when nothing declares it. */
  async resolve(dotted: string, module: PythonModule): Promise<Resolved | undefined> {
    const key = `${module.path} ${dotted}`;
    const resolving = this.resolved.get(key) ?? this.search(dotted, module, new Set());
    this.resolved.set(key, resolving);
    return resolving;
  }

  /** @param tried where the name was looked for already: modules import one another in circles */
  private async search(dotted: string, module: PythonModule, tried: Set<string>): Promise<Resolved | undefined> {
    const key = `${module.path} ${dotted}`;
    if (dotted === '' || tried.has(key)) {
      return undefined;
    }
    tried.add(key);
    const parts = dotted.split('.');
    const [first = '', ...rest] = parts;
    const own = this.definitions(module).get(first);
    const imported = module.imports.get(first);
    if (own && !(imported && (own.kind === 'assign' || !module.body.includes(own)))) {
      return inside({ kind: 'found', module, definition: own, rest });
    }
    if (imported) {
      return this.imported(
        imported.module,
        [...(imported.name === undefined ? [] : [imported.name]), ...rest],
        module,
        tried,
      );
    }
    for (const dottedModule of module.wholly) {
      const other = await this.module(dottedModule, module);
      const found = other && other !== module ? await this.search(dotted, other, tried) : undefined;
      if (found) {
        return found;
      }
    }
    return undefined;
  }

  /** What names taken from a module stand for: submodules first followed, then what the last one declares. */
  private async imported(
    dotted: string,
    names: readonly string[],
    from: PythonModule,
    tried: Set<string>,
  ): Promise<Resolved | undefined> {
    const path = this.fileOf(dotted, from.path);
    const module = path === undefined ? undefined : await this.load(path);
    const [next, ...rest] = names;
    if (next === undefined) {
      return module ? { kind: 'module', module } : { kind: 'outside', name: dotted };
    }
    const found = module && (await this.search(names.join('.'), module, tried));
    if (found && found.kind !== 'outside') {
      return found;
    }
    // A module of the package, or of a folder that is one without saying so.
    const submodule = joinDotted(dotted, next);
    const isFile = this.fileOf(submodule, from.path) !== undefined;
    if (isFile || (!module && names.length > 1)) {
      const inside = await this.imported(submodule, rest, from, tried);
      if (inside && inside.kind !== 'outside') {
        return inside;
      }
    }
    return found ?? (module ? undefined : { kind: 'outside', name: [dotted, ...names].join('.') });
  }

  /** The file of a module; undefined when it isn't the repository's. @param from the path of who imports it */
  fileOf(dotted: string, from: string): string | undefined {
    const key = `${from.slice(0, from.lastIndexOf('/') + 1)} ${dotted}`;
    if (this.files.has(key)) {
      return this.files.get(key);
    }
    const found = this.findFile(dotted, from);
    this.files.set(key, found);
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
        if (PythonCode.isOwn(file)) {
          const whole = file.name === '__init__.py' ? file.folder : file.path.slice(0, -'.py'.length);
          const name = whole.slice(whole.lastIndexOf('/') + 1);
          this.byName.set(name, [...(this.byName.get(name) ?? []), file.path]);
        }
      }
    }
    return this.byName;
  }
}

function add(table: Map<string, PythonDefinition>, statement: PythonStatement): void {
  if (statement.kind === 'class' || statement.kind === 'function') {
    table.set(statement.name, statement);
  } else if (statement.kind === 'assign' && statement.operator === '=') {
    table.set(statement.target, statement);
  }
}

/** What functions declare, whatever their depth; what classes do is theirs. */
function* inFunctions(body: readonly PythonStatement[], isInside: boolean): Generator<PythonStatement> {
  for (const statement of flatStatements(body)) {
    if (statement.kind === 'function') {
      yield* inFunctions(statement.body, true);
    }
    if (isInside) {
      yield statement;
    }
  }
}

function joinDotted(module: string, name: string): string {
  return module.endsWith('.') ? `${module}${name}` : `${module}.${name}`;
}

/** A class inside a class, or what a class sets. */
function inside(resolved: Extract<Resolved, { kind: 'found' }>): Resolved {
  let { definition, rest } = resolved;
  while (definition.kind === 'class' && rest.length > 0) {
    const [name] = rest;
    const member = [...flatStatements(definition.body)].find((statement) => declares(statement, name));
    if (!member || member.kind === 'expression' || member.kind === 'return') {
      break;
    }
    definition = member;
    rest = rest.slice(1);
  }
  return { ...resolved, definition, rest };
}

function declares(statement: PythonStatement, name: string | undefined): boolean {
  return statement.kind === 'class' || statement.kind === 'function'
    ? statement.name === name
    : statement.kind === 'assign' && statement.target === name;
}
