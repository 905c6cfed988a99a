import { act, actOnPending, type GoFollower } from './goActs';
import type { GoExpression, GoFile, GoFunction, GoStatement } from './goCode';
import type { GoDialect } from './goRouter';
import type { GoSources } from './goSources';
import { asGiven, GoScope, parameter, passedThrough, textCall, unknown, type GoValue } from './goValues';
import { GoWorld } from './goWorld';

/** How deep calls are followed, and how many in all: a product's own start takes a few hundred. */
const deepestCall = 25;
const mostCalls = 40_000;

type FunctionValue = Extract<GoValue, { kind: 'function' }>;

/**
 * Follows Go code as if it ran, every branch taken, to see which routes are put into which routers: from functions that
 * make them to those they are given to, whatever the package.
 */
export class GoInterpreter extends GoWorld implements GoFollower {
  private readonly ran = new Map<string, readonly GoValue[]>();
  private readonly given = new Set<GoFunction>();
  private readonly started = new Set<GoFunction>();
  private readonly literals: FunctionValue[] = [];
  /** Calls of methods of something unknown that is given a router. */
  private readonly byName: { readonly name: string; readonly values: readonly GoValue[] }[] = [];
  private calls = 0;
  private depth = 0;

  constructor(
    sources: GoSources,
    dialects: readonly GoDialect[],
    readonly missed: GoFollower['missed'],
  ) {
    super(sources, dialects);
  }

  /** Runs all that files hold: what makes routers first, then what nothing gave one to. */
  async run(files: readonly GoFile[]): Promise<void> {
    const waiting: GoFunction[] = [];
    for (const file of files) {
      for (const { value } of file.values) {
        if (value && value.kind !== 'text' && value.kind !== 'other') {
          await this.evaluate(value, new GoScope({ ...file }, undefined));
        }
      }
      for (const each of file.functions) {
        if (await this.takesRouter(each)) {
          waiting.push(each);
        } else {
          await this.call({ kind: 'function', function: each, self: undefined, scope: undefined }, []);
        }
      }
    }
    for (let value = this.literals.shift(); value; value = this.literals.shift()) {
      if (!this.started.has(value.function) && !(await this.takesRouter(value.function))) {
        await this.call(value, []);
      }
    }
    const told = new Set(this.given);
    for (let each = this.byName.shift(); each; each = this.byName.shift()) {
      await this.callByName(each.name, each.values, told);
    }
    for (const each of waiting) {
      if (!this.given.has(each)) {
        await this.call({ kind: 'function', function: each, self: undefined, scope: undefined }, []);
      }
    }
  }

  async routerIn(value: GoValue): Promise<GoValue> {
    return value.kind === 'object' ? ((await this.servedBy(value)) ?? value) : value;
  }

  async give(value: GoValue, given: readonly GoValue[]): Promise<readonly GoValue[]> {
    return value.kind === 'function' ? this.call(value, given) : [];
  }

  /** A function without a name: it runs when it is called, else at the end. */
  private literal(written: GoFunction, scope: GoScope): GoValue {
    const value: FunctionValue = { kind: 'function', function: written, self: undefined, scope };
    this.literals.push(value);
    return value;
  }

  async evaluate(expression: GoExpression, scope: GoScope): Promise<GoValue> {
    switch (expression.kind) {
      case 'text': {
        const evidence = { path: scope.place.path, line: expression.line };
        return { kind: 'text', text: expression.text, evidence, isGiven: false, isPartial: false };
      }
      case 'name':
        return scope.get(expression.name) ?? (await this.packageValue(scope.place.folder, expression.name));
      case 'member':
        return this.member(expression, scope);
      case 'call':
        return (await this.callOf(expression, scope))[0] ?? unknown;
      case 'function':
        return this.literal(expression.function, scope);
      case 'sum':
        return this.sum(expression.parts, scope);
      case 'object':
        return this.object(expression, scope);
      case 'other':
        return unknown;
    }
  }

  private async member(expression: Extract<GoExpression, { kind: 'member' }>, scope: GoScope): Promise<GoValue> {
    const { of, name } = expression;
    if (of.kind === 'name' && !scope.get(of.name)) {
      const path = scope.place.imports.get(of.name);
      if (path !== undefined) {
        const folder = await this.sources.folderOf(path);
        return folder === undefined
          ? this.library(path, name, scope, expression.line)
          : this.packageValue(folder, name);
      }
    }
    const value = await this.evaluate(of, scope);
    switch (value.kind) {
      case 'router':
        return { kind: 'method', router: value.router, name };
      case 'pending':
        return { kind: 'pendingMethod', pending: value.pending, name };
      case 'object':
        return this.fieldOf(value, name);
      default:
        return value.kind === 'unknown' ? value : unknown;
    }
  }

  private async callOf(
    expression: Extract<GoExpression, { kind: 'call' }>,
    scope: GoScope,
  ): Promise<readonly GoValue[]> {
    const { called, given } = expression;
    const callee = await this.evaluate(called, scope);
    if (callee.kind === 'method') {
      const what = callee.router.dialect.acts[callee.name];
      if (what) {
        return [await act(this, callee.router, what, expression, scope)];
      }
    }
    if (callee.kind === 'pendingMethod') {
      return [await actOnPending(this, callee.pending, callee.name, expression, scope)];
    }
    if (callee.kind === 'library' && callee.dialect) {
      const made = await this.libraryCall(callee.dialect, callee.name, expression, scope);
      if (made) {
        return [made];
      }
    }
    const values: GoValue[] = [];
    for (const each of given) {
      values.push(await this.evaluate(each, scope));
    }
    if (callee.kind === 'function') {
      if (await this.registers(callee.function, values)) {
        return [unknown];
      }
      const results = await this.call(callee, values);
      return [passedThrough(callee.function, values, results[0]) ?? results[0] ?? unknown, ...results.slice(1)];
    }
    if (callee.kind === 'library' && /^(?:Sprintf|Join|JoinPath)$/.test(callee.name)) {
      return [textCall(callee.name, values)];
    }
    for (const value of values) {
      // What a library is given to call is called.
      if (value.kind === 'function' && value.scope) {
        await this.call(value, []);
      }
    }
    if (called.kind === 'member' && values.some(({ kind }) => kind === 'router')) {
      this.byName.push({ name: called.name, values });
    }
    // Middleware around a router gives the router back.
    return [values.find(({ kind }) => kind === 'router' || kind === 'stripped') ?? unknown];
  }

  /** Whether a call of the product's own is itself the declaration of a route, and is done. */
  protected async registers(_called: GoFunction, _values: readonly GoValue[]): Promise<boolean> {
    return Promise.resolve(false);
  }

  private async libraryCall(
    dialect: GoDialect,
    name: string,
    expression: Extract<GoExpression, { kind: 'call' }>,
    scope: GoScope,
  ): Promise<GoValue | undefined> {
    if (dialect.creators.includes(name)) {
      return { kind: 'router', router: this.newRouter({ dialect }, `${scope.place.path}:${expression.line}`) };
    }
    if (name === 'StripPrefix') {
      const [prefix, handler] = [expression.given[0], expression.given[1]];
      const text = prefix && (await this.evaluate(prefix, scope));
      const value = handler && (await this.routerIn(await this.evaluate(handler, scope)));
      return value?.kind === 'router' && text?.kind === 'text'
        ? { kind: 'stripped', prefix: text.text, router: value.router }
        : unknown;
    }
    const what = dialect.from === 'net/http' ? dialect.acts[name] : undefined;
    if (what?.act === 'pattern') {
      const shared = await this.cellOr('net/http.DefaultServeMux', async () => ({
        kind: 'router',
        router: this.newRouter({ dialect }),
      }));
      return shared.kind === 'router' ? act(this, shared.router, what, expression, scope) : undefined;
    }
    return undefined;
  }

  /**
   * A method of something unknown that is given a router: each of that name that takes one.
   *
   * @param told those that a known receiver was called with, left out
   */
  private async callByName(name: string, values: readonly GoValue[], told: ReadonlySet<GoFunction>): Promise<void> {
    const at = values.findIndex(({ kind }) => kind === 'router');
    for (const each of this.sources.functionsNamed(name)) {
      const type = each.parameters[at]?.type;
      if (each.receiver && type && !told.has(each) && (await this.dialectOf(type, each))) {
        await this.call({ kind: 'function', function: each, self: undefined, scope: undefined }, values);
      }
    }
  }

  private async call(
    { function: called, self, scope }: FunctionValue,
    given: readonly GoValue[],
  ): Promise<readonly GoValue[]> {
    const isGivenRouter = given.some(({ kind }) => kind === 'router');
    if (isGivenRouter) {
      this.given.add(called);
    }
    const key = `${this.idOf(called)} ${scope ? this.idOf(scope) : ''} ${[self ?? unknown, ...given].map((value) => this.keyOf(value)).join(',')}`;
    const known = this.ran.get(key);
    if (known || this.depth >= deepestCall || ++this.calls > mostCalls) {
      return known ?? [];
    }
    this.ran.set(key, []);
    this.started.add(called);
    const place = { folder: called.folder, imports: called.imports, path: called.path };
    const inner = new GoScope(place, scope);
    if (called.receiver) {
      inner.set(called.receiver.name, self ?? (await this.typed(called.receiver.type, place)));
    }
    for (const [index, { name, type, isRest }] of called.parameters.entries()) {
      const rest = given.slice(index).map(asGiven);
      const value: GoValue | undefined =
        isRest && rest[0]?.kind !== 'list' ? { kind: 'list', items: rest } : given[index];
      const isTold = value && value.kind !== 'unknown';
      inner.set(name, isTold ? asGiven(value) : type.name === '' ? parameter : await this.typed(type, place));
    }
    this.depth++;
    const results: GoValue[] = [];
    await this.statements(called.body, inner, results);
    this.depth--;
    for (const [index, type] of called.results.entries()) {
      if ((results[index] ?? unknown).kind === 'unknown' && !(await this.dialectOf(type, place))) {
        const made = await this.typed(type, place);
        results[index] = made.kind === 'object' ? made : unknown;
      }
    }
    this.ran.set(key, results);
    return results;
  }

  private async statements(body: readonly GoStatement[], scope: GoScope, results: GoValue[]): Promise<void> {
    for (const statement of body) {
      switch (statement.kind) {
        case 'run':
          await this.evaluate(statement.value, scope);
          break;
        case 'return':
          for (const [index, value] of statement.values.entries()) {
            const evaluated = await this.evaluate(value, scope);
            if ((results[index] ?? unknown).kind === 'unknown') {
              results[index] = evaluated;
            }
          }
          break;
        case 'assign':
          await this.assign(statement, scope);
          break;
        case 'each':
          await this.each(statement, scope, results);
          break;
        case 'block':
          await this.statements(statement.body, new GoScope(scope.place, scope), results);
          break;
      }
    }
  }

  private async each(
    statement: Extract<GoStatement, { kind: 'each' }>,
    scope: GoScope,
    results: GoValue[],
  ): Promise<void> {
    const over = await this.evaluate(statement.over, scope);
    const items = over.kind === 'list' ? over.items : [unknown];
    for (const item of items) {
      const inner = new GoScope(scope.place, scope);
      inner.set(statement.names[0] ?? '', statement.names.length > 1 ? unknown : asGiven(item));
      inner.set(statement.names[1] ?? '', asGiven(item));
      await this.statements(statement.body, inner, results);
    }
  }

  private async assign(
    { targets, values, type, isNew }: Extract<GoStatement, { kind: 'assign' }>,
    scope: GoScope,
  ): Promise<void> {
    const [only] = values;
    const evaluated: GoValue[] = [];
    if (only?.kind === 'call' && values.length === 1 && targets.length > 1) {
      evaluated.push(...(await this.callOf(only, scope)));
    } else {
      for (const value of values) {
        evaluated.push(await this.evaluate(value, scope));
      }
    }
    for (const [index, target] of targets.entries()) {
      const value = evaluated[index] ?? (type && values.length === 0 ? await this.typed(type, scope.place) : unknown);
      if (target.kind === 'name') {
        await this.assignName(target.name, value, scope, isNew);
      } else if (target.kind === 'member') {
        const owner = await this.evaluate(target.of, scope);
        if (owner.kind === 'object' && owner.struct) {
          this.put(`${owner.struct.folder}.${owner.struct.name}.${target.name}`, value);
        }
      }
    }
  }

  private async assignName(name: string, value: GoValue, scope: GoScope, isNew: boolean): Promise<void> {
    if (!isNew && scope.assign(name, value)) {
      return;
    }
    const isOfPackage =
      !isNew && value.kind === 'router' && (await this.sources.value(scope.place.folder, name)) !== undefined;
    if (isOfPackage) {
      this.put(`${scope.place.folder}.${name}`, value);
    } else {
      scope.set(name, value);
    }
  }
}
