import type { GoExpression, GoFunction, GoType } from './goCode';
import { GoRouter, type GoDialect } from './goRouter';
import type { GoPlace, GoSources } from './goSources';
import { asGiven, GoScope, parameter, unknown, type GoValue } from './goValues';

type ObjectValue = Extract<GoValue, { kind: 'object' }>;

/** What names outside of functions are worth while Go code is followed: those of packages, the fields of structs. */
export abstract class GoWorld {
  readonly routers: GoRouter[] = [];
  private readonly ids = new Map<object, number>();
  /** Fields of structs and variables of packages: what was put there last counts for all. */
  private readonly cells = new Map<string, GoValue>();

  protected constructor(
    protected readonly sources: GoSources,
    protected readonly dialects: readonly GoDialect[],
  ) {}

  abstract evaluate(expression: GoExpression, scope: GoScope): Promise<GoValue>;

  newRouter({ dialect }: Pick<GoRouter, 'dialect'>, madeAt?: string): GoRouter {
    const router = new GoRouter(dialect, this.routers.length, madeAt);
    this.routers.push(router);
    return router;
  }

  /** A field or a method of an object, or of what its struct embeds. */
  protected async fieldOf(object: ObjectValue, name: string, depth = 0): Promise<GoValue> {
    const own = object.fields.get(name);
    if (own) {
      return asGiven(own);
    }
    const struct = object.struct;
    if (!struct || depth > 5) {
      return unknown;
    }
    const method = await this.sources.function(struct.folder, name, struct.name);
    if (method) {
      return { kind: 'function', function: method, self: object, scope: undefined };
    }
    const field = struct.fields.find((each) => each.name === name);
    if (field) {
      return this.cellOr(`${struct.folder}.${struct.name}.${name}`, async () => this.typed(field.type, struct));
    }
    for (const embedded of struct.fields.filter(({ isEmbedded }) => isEmbedded)) {
      const cell = await this.cellOr(`${struct.folder}.${struct.name}.${embedded.name}`, async () =>
        this.typed(embedded.type, struct),
      );
      if (cell.kind === 'router') {
        return { kind: 'method', router: cell.router, name };
      }
      const found = cell.kind === 'object' ? await this.fieldOf(cell, name, depth + 1) : unknown;
      if (found.kind !== 'unknown') {
        return found;
      }
    }
    return unknown;
  }

  /** The router that an object serves requests with: one it embeds, or the only one it holds. */
  protected async servedBy({ struct, fields }: ObjectValue): Promise<GoValue | undefined> {
    if (!struct) {
      return undefined;
    }
    const held = struct.fields.flatMap(({ name, isEmbedded }) => {
      const value = fields.get(name) ?? this.cells.get(`${struct.folder}.${struct.name}.${name}`);
      return value?.kind === 'router' ? [{ value, isEmbedded }] : [];
    });
    const isHandler = (await this.sources.function(struct.folder, 'ServeHTTP', struct.name)) !== undefined;
    return (held.find(({ isEmbedded }) => isEmbedded) ?? (isHandler && held.length === 1 ? held[0] : undefined))?.value;
  }

  /** A function, a constant or a variable of a package. */
  protected async packageValue(folder: string, name: string): Promise<GoValue> {
    const cell = this.cells.get(`${folder}.${name}`);
    if (cell) {
      return cell;
    }
    const declared = await this.sources.function(folder, name);
    if (declared) {
      return { kind: 'function', function: declared, self: undefined, scope: undefined };
    }
    const found = await this.sources.value(folder, name);
    if (!found) {
      return unknown;
    }
    const { value, file } = found;
    // A variable that is made of itself must not be looked for again.
    this.cells.set(`${folder}.${name}`, unknown);
    const place = { folder, imports: file.imports, path: file.path };
    const evaluated = value.value
      ? await this.evaluate(value.value, new GoScope(place, undefined))
      : value.type
        ? await this.typed(value.type, place)
        : unknown;
    const known = this.cells.get(`${folder}.${name}`);
    const kept = known && known.kind !== 'unknown' ? known : evaluated;
    this.cells.set(`${folder}.${name}`, kept);
    return kept;
  }

  protected async cellOr(key: string, make: () => Promise<GoValue>): Promise<GoValue> {
    const known = this.cells.get(key);
    if (known) {
      return known;
    }
    const made = await make();
    this.cells.set(key, made);
    return made;
  }

  /** Keeps a value in a field or a variable. A router that was used from there before belongs to the one put there. */
  protected put(key: string, value: GoValue): void {
    const known = this.cells.get(key);
    if (known?.kind === 'router' && value.kind === 'router') {
      if (known.router.madeAt !== undefined) {
        this.cells.set(key, value);
      } else if (known.router !== value.router && !known.router.hasParent) {
        value.router.adopt(known.router, '');
      }
    } else if (value.kind !== 'unknown' || !known) {
      this.cells.set(key, value);
    }
  }

  /** What something is worth when only its type is known. */
  protected async typed(type: GoType, place: GoPlace): Promise<GoValue> {
    const dialect = await this.dialectOf(type, place);
    if (dialect) {
      return { kind: 'router', router: this.newRouter({ dialect }) };
    }
    const struct = await this.sources.struct(type, place);
    return struct ? { kind: 'object', type, place, struct, fields: new Map() } : parameter;
  }

  protected async dialectOf(type: GoType, place: GoPlace, depth = 0): Promise<GoDialect | undefined> {
    const path = place.imports.get(type.package);
    const dialect =
      path === undefined
        ? undefined
        : this.dialects.find((each) => each.isLibrary(path) && each.types.includes(type.name));
    if (dialect || depth > 3 || type.name === '' || type.item) {
      return dialect;
    }
    const struct =
      path === undefined || (await this.sources.folderOf(path)) !== undefined
        ? await this.sources.struct(type, place)
        : undefined;
    return struct?.base ? this.dialectOf(struct.base, struct, depth + 1) : undefined;
  }

  protected async takesRouter({ parameters, folder, imports }: GoFunction): Promise<boolean> {
    for (const { type } of parameters) {
      if (await this.dialectOf(type, { folder, imports })) {
        return true;
      }
    }
    return false;
  }

  protected async object(expression: Extract<GoExpression, { kind: 'object' }>, scope: GoScope): Promise<GoValue> {
    const { type, items } = expression;
    const struct = type.name === '[]' || type.name === 'map' ? undefined : await this.sources.struct(type, scope.place);
    if (!struct || struct.base?.name === '[]') {
      const values: GoValue[] = [];
      for (const { value } of items.slice(0, 500)) {
        values.push(await this.evaluate(value, scope));
      }
      return type.name === '[]' || struct ? { kind: 'list', items: values } : unknown;
    }
    const fields = new Map<string, GoValue>();
    for (const [index, { key, value }] of items.entries()) {
      const name = key ?? struct.fields[index]?.name ?? '';
      const evaluated = await this.evaluate(value, scope);
      fields.set(name, evaluated);
      if (evaluated.kind === 'router') {
        this.put(`${struct.folder}.${struct.name}.${name}`, evaluated);
      }
    }
    return { kind: 'object', type, place: scope.place, struct, fields };
  }

  protected async sum(parts: readonly GoExpression[], scope: GoScope): Promise<GoValue> {
    const values: GoValue[] = [];
    for (const part of parts) {
      values.push(await this.evaluate(part, scope));
    }
    const known = values.filter((value) => value.kind === 'text');
    const [first] = known;
    if (!first) {
      return values.some((value) => value.kind === 'unknown' && value.isParameter) ? parameter : unknown;
    }
    const isWhole = known.length === values.length;
    // What is unknown in the middle of a path, or after it, isn't a prefix that may be empty.
    const isTail = values.slice(1).every(({ kind }) => kind === 'text');
    if (!isWhole && !isTail) {
      return unknown;
    }
    return {
      ...first,
      text: known.map(({ text }) => text).join(''),
      isPartial: !isWhole || known.some((each) => each.isPartial),
    };
  }

  protected library(path: string, name: string, scope: GoScope, line: number): GoValue {
    const method =
      /^Method(Get|Post|Put|Patch|Delete|Head|Options)$/.exec(name)?.[1] ??
      /^(?:GET|POST|PUT|PATCH|DELETE|HEAD)$/.exec(name)?.[0];
    if (method !== undefined) {
      const evidence = { path: scope.place.path, line };
      return { kind: 'text', text: method.toUpperCase(), evidence, isGiven: false, isPartial: false };
    }
    return { kind: 'library', path, name, dialect: this.dialects.find(({ isLibrary }) => isLibrary(path)) };
  }

  protected idOf(thing: object): number {
    const id = this.ids.get(thing) ?? this.ids.size;
    this.ids.set(thing, id);
    return id;
  }

  /** What tells a value from others that a function was given before. */
  protected keyOf(value: GoValue): string {
    switch (value.kind) {
      case 'router':
        return `r${value.router.id}`;
      case 'text':
        return `t${value.evidence.line}${value.text}`;
      case 'object':
        return value.fields.size > 0 ? `o${this.idOf(value)}` : '';
      case 'function':
        return value.scope ? `f${this.idOf(value.function)}` : '';
      case 'list':
        return `l${this.idOf(value)}`;
      default:
        return '';
    }
  }
}
