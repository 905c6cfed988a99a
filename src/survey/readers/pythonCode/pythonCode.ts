import type { Repository } from '../../repository';
import type { SourceText } from '../../sourceText';
import { Syntax } from '../../syntax/syntax';
import { ModuleFiles } from './moduleFiles';
import type { PythonAssignment, PythonClass, PythonFunction, PythonModule, PythonStatement } from './pythonModel';
import { flatStatements, joinDotted, settledStatements } from './pythonParts';
import { readPythonTree } from './pythonTree';

/** What a name declares. */
export type PythonDefinition = PythonClass | PythonFunction | PythonAssignment;

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
  readonly files: ModuleFiles;
  private readonly tables = new WeakMap<PythonModule, ReadonlyMap<string, PythonDefinition>>();
  private readonly resolved = new Map<string, Promise<Resolved | undefined>>();

  private constructor(readonly repository: Repository) {
    this.files = new ModuleFiles(repository);
  }

  /** That of one repository: the same one each time it is asked for, so that each file is read once. */
  static of(repository: Repository): PythonCode {
    const code = codes.get(repository) ?? new PythonCode(repository);
    codes.set(repository, code);
    return code;
  }

  /** The module of a file that is being read; undefined, and noted, when it can't be read as code. */
  async read(source: SourceText): Promise<PythonModule | undefined> {
    const reading =
      this.modules.get(source.path) ??
      Syntax.of(this.repository).read(source, 'python', ({ root }) => readPythonTree(root, source));
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
    const path = this.files.of(dotted, from.path);
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
    for (const statement of settledStatements(module.body)) {
      add(table, statement);
    }
    this.tables.set(module, table);
    return table;
  }

  /** What a base of a class stands for: its own name is another one's there, which is imported. */
  async resolveBase(dotted: string, { name }: PythonClass, module: PythonModule): Promise<Resolved | undefined> {
    const imported = module.imports.get(dotted);
    return dotted === name && imported
      ? this.imported(imported.module, imported.name === undefined ? [] : [imported.name], module, new Set())
      : this.resolve(dotted, module);
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
    const path = this.files.of(dotted, from.path);
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
    const isFile = this.files.of(submodule, from.path) !== undefined;
    if (isFile || (!module && names.length > 1)) {
      const inside = await this.imported(submodule, rest, from, tried);
      if (inside && inside.kind !== 'outside') {
        return inside;
      }
    }
    return found ?? (module ? undefined : { kind: 'outside', name: [dotted, ...names].join('.') });
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

/** A class inside a class, or what a class sets. */
function inside(resolved: Extract<Resolved, { kind: 'found' }>): Resolved {
  let { definition, rest } = resolved;
  while (definition.kind === 'class' && rest.length > 0) {
    const [name] = rest;
    const member: PythonStatement | undefined = [...flatStatements(definition.body)].find((statement) =>
      declares(statement, name),
    );
    if (member?.kind !== 'class' && member?.kind !== 'function' && member?.kind !== 'assign') {
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
