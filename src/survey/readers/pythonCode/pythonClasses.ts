import type { PythonCode } from './pythonCode';
import type { PythonCall, PythonClass, PythonExpression, PythonFunction, PythonModule } from './pythonModel';
import { calledOn, flatStatements, lastName, wholeName } from './pythonParts';
import { PythonScope } from './pythonScope';

/** A class of the product, and the module where it stands. */
export interface OwnClass {
  readonly definition: PythonClass;
  readonly module: PythonModule;
}

/** What a name stands for: a class of the product, or the whole name of what isn't one. */
export type NamedClass<C extends OwnClass = OwnClass> =
  { readonly found: C; readonly outside?: never } | { readonly outside: string; readonly found?: never };

/** Names given to names given to names… stop somewhere. */
const mostAliases = 5;

/**
 * What a name stands for in a module.
 *
 * @param name with what stands before: `models.Model`
 * @param of the class that it is a base of
 */
export async function namedClass(
  code: PythonCode,
  name: string,
  module: PythonModule,
  of?: PythonClass,
): Promise<NamedClass> {
  let [current, home] = [name, module];
  for (let left = mostAliases; left > 0; left--) {
    const resolved = await (of && left === mostAliases
      ? code.resolveBase(current, of, home)
      : code.resolve(current, home));
    if (resolved?.kind === 'outside') {
      return { outside: resolved.name };
    }
    if (resolved?.kind !== 'found') {
      break;
    }
    const { definition, rest, module: place } = resolved;
    if (definition.kind === 'class' && rest.length === 0) {
      return { found: { definition, module: place } };
    }
    // `Model = db.Model` gives another name to the same class.
    if (definition.kind !== 'assign' || definition.value.kind !== 'name' || rest.length > 0) {
      break;
    }
    [current, home] = [definition.value.name, place];
  }
  return { outside: wholeName(current, home) };
}

/** The name of a base: that of `Generic` for `Generic[T]`; `''` of what isn't named. */
export function baseName(base: PythonExpression): string {
  const named = base.kind === 'index' ? base.of : base;
  return named.kind === 'name' ? named.name : '';
}

/** A class of the product, with what its module's constants stand for. */
export interface PlacedClass extends OwnClass {
  readonly scope: PythonScope;
}

/** The classes of modules that may declare tables, as they know each other. */
export class PythonClasses {
  /** Those of the modules that were added. */
  readonly all: PlacedClass[] = [];
  private readonly placed = new Map<PythonClass, PlacedClass>();
  private readonly byName = new Map<string, PlacedClass[]>();
  private readonly scopes = new Map<PythonModule, PythonScope>();
  private readonly functions = new Map<string, { readonly own: PythonFunction; readonly module: PythonModule }>();

  constructor(private readonly code: PythonCode) {}

  /** Whether a class that wasn't found is the product's own all the same, by its whole name. */
  isOwn(name: string): boolean {
    return this.code.files.isOwn(name);
  }

  add(module: PythonModule): void {
    for (const statement of flatStatements(module.body)) {
      if (statement.kind === 'class') {
        const placed = this.place({ definition: statement, module });
        this.all.push(placed);
        const same = this.byName.get(statement.name);
        if (same) {
          same.push(placed);
        } else {
          this.byName.set(statement.name, [placed]);
        }
      } else if (statement.kind === 'function') {
        this.functions.set(statement.name, { own: statement, module });
      }
    }
  }

  /** The constants of a module: what is worked out for one of its classes counts for all. */
  scopeOf(module: PythonModule): PythonScope {
    const scope = this.scopes.get(module) ?? PythonScope.of(module.body);
    this.scopes.set(module, scope);
    return scope;
  }

  /** What a name stands for in the module of a class. @param name with what stands before: `models.Model` */
  async named(name: string, { definition, module }: OwnClass): Promise<NamedClass<PlacedClass>> {
    const { found, outside } = await namedClass(this.code, name, module, definition);
    if (found) {
      return { found: this.place(found) };
    }
    if (!this.isOwn(outside)) {
      return { outside };
    }
    // A package may gather its modules' classes in ways that only the running product knows.
    const candidates = this.byName.get(lastName(outside)) ?? [];
    const folder = outside
      .slice(0, -lastName(outside).length)
      .replace(/^\.+|\.+$/g, '')
      .replaceAll('.', '/');
    const near = candidates.find(({ module: { path } }) => folder !== '' && `/${path}`.includes(`/${folder}/`));
    const [only, second] = candidates;
    const own = near ?? (second ? undefined : only);
    return own ? { found: own } : { outside };
  }

  /** The class of a name, when the product has one only. */
  only(name: string): PlacedClass | undefined {
    const [found, second] = this.byName.get(name) ?? [];
    return second ? undefined : found;
  }

  /** The call that a function of the product's own makes in place of another: what it gives back, with what it is given. */
  madeBy(call: PythonCall): PythonCall | undefined {
    const found = calledOn(call) ? undefined : this.functions.get(lastName(call.name));
    const given = found?.own.body.find(({ kind }) => kind === 'return');
    const made = found && given?.kind === 'return' ? this.scopeOf(found.module).resolve(given.value) : undefined;
    return made?.kind === 'call' ? { ...made, named: new Map([...made.named, ...call.named]) } : undefined;
  }

  /** What the bases of a class stand for. */
  async bases(of: PlacedClass): Promise<NamedClass<PlacedClass>[]> {
    const names = of.definition.bases.map((base) => baseName(of.scope.resolve(base))).filter((name) => name !== '');
    return Promise.all(names.map(async (name) => this.named(name, of)));
  }

  private place(own: OwnClass): PlacedClass {
    const placed = this.placed.get(own.definition) ?? { ...own, scope: this.scopeOf(own.module) };
    this.placed.set(own.definition, placed);
    return placed;
  }
}
