import { nearest } from '../django/djangoApps';
import { folderOf } from '../paths';
import { classLine } from './classLine';
import { unbound, type Bound } from './boundStatements';
import type { PythonCode } from './pythonCode';
import type { PythonCall, PythonClass, PythonExpression, PythonModule } from './pythonModel';
import { allStatements, calledName, dottedName, lastName } from './pythonParts';

/** An object that routes are declared on: an application, a router, a blueprint. */
export interface Receiver<Kind extends string> {
  /** The same for one object, whatever it is called where it is imported. */
  readonly key: string;
  readonly kind: Kind;
  /** The call that makes it, and where. */
  readonly made: PythonCall;
  readonly module: PythonModule;
  /** The object that makes it by a method of its own: `api.namespace('visites')`. */
  readonly maker?: string;
}

const deepest = 8;

/** What the objects named in a product's modules are. */
export class Receivers<Kind extends string> {
  private readonly known = new Map<string, Receiver<Kind>>();

  /**
   * @param kindOf what the class of a package makes, by its dotted name
   * @param main the kind of the application itself: what is named `app` and comes from elsewhere is one of that kind
   */
  constructor(
    private readonly code: PythonCode,
    private readonly kindOf: (dotted: string) => Kind | undefined,
    private readonly main: Kind,
    /** What a method of an object makes. */
    private readonly kindOfMethod: (method: string) => Kind | undefined = () => undefined,
  ) {}

  /** All that were met, in the order they were. */
  get all(): readonly Receiver<Kind>[] {
    return [...this.known.values()];
  }

  /** The object that an expression is; undefined when it isn't one of those we look for. */
  async of(
    expression: PythonExpression | undefined,
    module: PythonModule,
    bound: Bound = new Map(),
    depth = 0,
  ): Promise<Receiver<Kind> | undefined> {
    const named = unbound(expression, bound);
    if (!named || depth > deepest) {
      return undefined;
    }
    if (named.kind === 'call') {
      return this.madeByFunction(named, module, depth);
    }
    const resolved = await this.code.resolve(dottedName(named), module);
    if (resolved?.kind !== 'found') {
      return resolved === undefined && /^(?:\w+_)?app(?:lication)?$/.test(dottedName(named))
        ? this.nearestMain(module)
        : undefined;
    }
    const { definition, rest } = resolved;
    return definition.kind === 'assign' && rest.length === 0
      ? this.assigned(definition.target, definition.value, resolved.module, depth)
      : undefined;
  }

  /** What a statement makes and names. */
  async assigned(
    target: string,
    value: PythonExpression,
    module: PythonModule,
    depth = 0,
  ): Promise<Receiver<Kind> | undefined> {
    if (depth > deepest) {
      return undefined;
    }
    if (value.kind !== 'call') {
      return value.kind === 'name' && value.name !== target ? this.of(value, module, new Map(), depth + 1) : undefined;
    }
    const key = `${module.path} ${target}`;
    const known = this.known.get(key);
    if (known) {
      return known;
    }
    const called = receiverAndMethod(value);
    const kindOfMethod = called && this.kindOfMethod(called.method);
    const maker =
      kindOfMethod && depth < deepest ? await this.of(called.receiver, module, new Map(), depth + 1) : undefined;
    const kind = (maker && kindOfMethod) ?? (await this.kindOfClass(calledName(value), module, depth));
    if (kind === undefined) {
      return this.madeByFunction(value, module, depth);
    }
    const receiver = { key, kind, made: value, module, ...(maker ? { maker: maker.key } : {}) };
    this.known.set(key, receiver);
    return receiver;
  }

  /** The application that a module is given by a name alone: when a product runs several, the nearest. */
  private nearestMain({ path }: PythonModule): Receiver<Kind> | undefined {
    const mains = this.all
      .filter(({ kind }) => kind === this.main)
      .map((receiver) => ({ receiver, folder: folderOf(receiver.module.path) }));
    return nearest(mains, folderOf(path))?.receiver;
  }

  private async kindOfClass(name: string, module: PythonModule, depth: number): Promise<Kind | undefined> {
    const resolved = await this.code.resolve(name, module);
    if (resolved?.kind === 'outside') {
      return this.kindOf(resolved.name);
    }
    if (resolved?.kind !== 'found') {
      return undefined;
    }
    const { definition, module: home } = resolved;
    if (definition.kind === 'assign' && depth < deepest) {
      return this.kindOfMadeClass(definition.value, home, depth + 1);
    }
    return definition.kind === 'class' ? this.kindOfBases(definition, home) : undefined;
  }

  private async kindOfBases(definition: PythonClass, module: PythonModule): Promise<Kind | undefined> {
    const { outside } = await classLine(this.code, definition, module);
    return outside.map((base) => this.kindOf(base)).find((kind) => kind !== undefined);
  }

  /** `Router = APIRouter`, or `Router = router_class(…)` where a function declares the class and returns it. */
  private async kindOfMadeClass(
    value: PythonExpression,
    module: PythonModule,
    depth: number,
  ): Promise<Kind | undefined> {
    if (value.kind !== 'call') {
      return value.kind === 'name' ? this.kindOfClass(value.name, module, depth) : undefined;
    }
    const resolved = await this.code.resolve(calledName(value), module);
    if (resolved?.kind !== 'found' || resolved.definition.kind !== 'function') {
      return undefined;
    }
    const own = [...allStatements(resolved.definition.body)];
    const returned = own.find((statement) => statement.kind === 'return');
    const name = returned?.kind === 'return' ? dottedName(returned.value) : '';
    const made = own.find((statement) => statement.kind === 'class' && statement.name === name);
    return made?.kind === 'class' ? this.kindOfBases(made, resolved.module) : undefined;
  }

  /** What a function of the repository makes and returns: `app = create_app()`. */
  private async madeByFunction(
    call: PythonCall,
    module: PythonModule,
    depth: number,
  ): Promise<Receiver<Kind> | undefined> {
    const resolved = await this.code.resolve(calledName(call), module);
    if (resolved?.kind !== 'found' || resolved.definition.kind !== 'function') {
      return undefined;
    }
    const own = [...allStatements(resolved.definition.body)];
    const returned = own.find((statement) => statement.kind === 'return' && statement.value.kind === 'name');
    const name = returned?.kind === 'return' ? dottedName(returned.value) : '';
    const assignment = own.find((statement) => statement.kind === 'assign' && statement.target === name);
    return assignment?.kind === 'assign'
      ? this.assigned(name, assignment.value, resolved.module, depth + 1)
      : this.of(returned?.kind === 'return' ? returned.value : undefined, resolved.module, new Map(), depth + 1);
  }
}

/** What stands before the last dot of what is called, and what comes after. */
export function receiverAndMethod(call: PythonCall): { receiver: PythonExpression; method: string } | undefined {
  const { callee } = call;
  if (callee.kind === 'member') {
    return { receiver: callee.of, method: callee.name };
  }
  const name = dottedName(callee);
  const at = name.lastIndexOf('.');
  return at < 0
    ? undefined
    : { receiver: { kind: 'name', name: name.slice(0, at), line: callee.line }, method: lastName(name) };
}
