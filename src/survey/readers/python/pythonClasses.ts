import {
  docstring,
  flat,
  importsOf,
  lastName,
  type PythonClass,
  type PythonFunction,
  type PythonStatement,
} from './pythonModule';
import { PythonScope } from './pythonScope';
import type { PythonCall, PythonValue } from './pythonValues';
import type { SourceText } from '../../sourceText';

/** A class of the product, where it stands. */
export interface PlacedClass {
  readonly source: SourceText;
  readonly own: PythonClass;
  /** What its module imports. */
  readonly imports: ReadonlyMap<string, string>;
  readonly scope: PythonScope;
  readonly docstring: string | undefined;
}

/** What a name in a module stands for: a class of the product, or the whole name of one that isn't. */
export type NamedClass =
  { readonly found: PlacedClass; readonly outside?: never } | { readonly outside: string; readonly found?: never };

/** The classes of a product's modules, as they know each other. */
export class PythonClasses {
  readonly all: PlacedClass[] = [];
  private readonly byName = new Map<string, PlacedClass[]>();
  /** By the last part of their names. */
  private readonly modules = new Map<string, { path: string; imports: ReadonlyMap<string, string> }[]>();
  private readonly functions = new Map<string, { readonly own: PythonFunction; readonly scope: PythonScope }>();

  /** @param ownNames the names of the product's own folders and modules */
  constructor(private readonly ownNames: ReadonlySet<string>) {}

  /** Whether a class that wasn't found is the product's own all the same, by its whole name. */
  isOwn(name: string): boolean {
    return name.startsWith('.') || this.ownNames.has(name.split('.')[0] ?? '');
  }

  add(source: SourceText, body: readonly PythonStatement[]): void {
    const imports = importsOf(body);
    const scope = PythonScope.of(body);
    const name = moduleName(source.path);
    this.modules.set(name, [...(this.modules.get(name) ?? []), { path: source.path, imports }]);
    for (const own of flat(body)) {
      if (own.kind === 'class') {
        const placed = { source, own, imports, scope, docstring: docstring(own.body) };
        this.all.push(placed);
        this.byName.set(own.name, [...(this.byName.get(own.name) ?? []), placed]);
      } else if (own.kind === 'function') {
        this.functions.set(own.name, { own, scope });
      }
    }
  }

  /** What a name stands for in the module of a class. @param name with what stands before: `models.Model` */
  named(name: string, from: PlacedClass): NamedClass {
    const [first = '', ...rest] = name.split('.');
    const imported = from.imports.get(first);
    const whole = imported === undefined ? name : [imported, ...rest].join('.');
    if (imported === undefined) {
      const same = this.byName.get(lastName(whole))?.find(({ source }) => source === from.source);
      return same ? { found: same } : { outside: name };
    }
    return this.imported(whole, 0);
  }

  private imported(whole: string, depth: number): NamedClass {
    const last = lastName(whole);
    const module = whole.slice(0, -last.length).replace(/^\.+|\.+$/g, '');
    const path = module.replaceAll('.', '/');
    const candidates = this.byName.get(last) ?? [];
    const placed =
      candidates.find(({ source }) => isModule(source.path, path)) ??
      candidates.find(({ source }) => path !== '' && `/${source.path}`.includes(`/${path}/`));
    if (placed) {
      return { found: placed };
    }
    // A module of the product's may only pass on what another one, or another package, holds.
    const passedOn = this.modules
      .get(lastName(module))
      ?.find((own) => isModule(own.path, path))
      ?.imports.get(last);
    if (passedOn !== undefined && passedOn !== whole && depth < 10) {
      return this.imported(passedOn, depth + 1);
    }
    const [only, second] = candidates;
    return only && !second && this.isOwn(whole) ? { found: only } : { outside: whole };
  }

  /** The class of a name, when the product has one only. */
  only(name: string): PlacedClass | undefined {
    const [found, second] = this.byName.get(name) ?? [];
    return second ? undefined : found;
  }

  /** The call that a function of the product's own makes in place of another: what it gives back, with what it is given. */
  madeBy(call: PythonCall): PythonCall | undefined {
    const found = this.functions.get(lastName(call.name));
    const given = found?.own.body.find(({ kind }) => kind === 'return');
    const made = given?.kind === 'return' ? found?.scope.resolve(given.value) : undefined;
    return made?.kind === 'call' ? { ...made, named: new Map([...made.named, ...call.named]) } : undefined;
  }

  /** What the bases of a class stand for. */
  bases(of: PlacedClass): NamedClass[] {
    return of.own.bases.flatMap((base) => {
      const name = nameOf(of.scope.resolve(base));
      return name === undefined ? [] : [this.named(name, of)];
    });
  }
}

/** `Generic[T]` is `Generic`. */
function nameOf(base: PythonValue): string | undefined {
  return base.kind === 'name' ? base.name : base.kind === 'index' ? nameOf(base.on) : undefined;
}

function moduleName(file: string): string {
  const path = file.replace(/(?:\/__init__)?\.py$/, '');
  return path.slice(path.lastIndexOf('/') + 1);
}

function isModule(file: string, module: string): boolean {
  const path = `/${file.replace(/(?:\/__init__)?\.py$/, '')}`;
  return module !== '' && path.endsWith(`/${module}`);
}
