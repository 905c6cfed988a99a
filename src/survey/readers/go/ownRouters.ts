import { methodsIn } from './goActs';
import type { GoExpression, GoFunction, GoParameter, GoStruct, GoType } from './goCode';
import { GoInterpreter } from './goInterpreter';
import { handlerSummary, type GoDialect, type GoRouter } from './goRouter';
import type { GoPlace } from './goSources';
import { unknown, type GoScope, type GoValue } from './goValues';
import { capitalVerbs, upperVerbs } from './goVerbs';

/** A router that the product wrote itself, with the names that all libraries give to what it does. */
const ownDialect: GoDialect = {
  from: 'Go',
  isLibrary: () => false,
  creators: [],
  types: [],
  acts: {
    ...upperVerbs,
    ...capitalVerbs,
    Any: { act: 'route', method: 'ANY' },
    Group: { act: 'group' },
    Use: { act: 'use' },
    With: { act: 'with' },
    Bind: { act: 'use' },
  },
  handler: 'first',
  ignoresLastSlash: false,
};

/** How many methods of HTTP a type must have a method for, to be a router. */
const fewestVerbs = 3;

const pathName = /^(?:path|pattern|route|url|uri|endpoint)$/i;
const methodName = /^(?:http)?(?:methods?|verbs?)$/i;
const prefixName = /^(?:\w*prefix|base|basePath)$/i;

/** Where the arguments of a function that registers a route stand. */
interface Registrar {
  readonly path: number;
  readonly methods: number;
  /** Negative for none. */
  readonly prefix: number;
  readonly handler: number;
}

/**
 * Follows code that uses no known library of routes: types that have a method for each one of HTTP, and functions that
 * are given a path, its methods and what answers.
 */
export class OwnRoutersInterpreter extends GoInterpreter {
  private readonly own = new Map<GoStruct, Promise<boolean>>();
  private registered: GoRouter | undefined;

  protected override async dialectOf(type: GoType, place: GoPlace, depth = 0): Promise<GoDialect | undefined> {
    const known = await super.dialectOf(type, place, depth);
    if (known || type.name === '' || type.item) {
      return known;
    }
    const struct = await this.sources.struct(type, place);
    return struct && (await this.isRouter(struct)) ? ownDialect : undefined;
  }

  protected override async object(
    expression: Extract<GoExpression, { kind: 'object' }>,
    scope: GoScope,
  ): Promise<GoValue> {
    const struct = await this.sources.struct(expression.type, scope.place);
    return struct && (await this.isRouter(struct))
      ? {
          kind: 'router',
          router: this.newRouter({ dialect: ownDialect }, `${scope.place.path}:${String(expression.line)}`),
        }
      : super.object(expression, scope);
  }

  protected override async registers(called: GoFunction, values: readonly GoValue[]): Promise<boolean> {
    const registrar = registrarOf(called);
    const [path, prefix] = [values[registrar?.path ?? -1], values[registrar?.prefix ?? -1]];
    const methods = registrar ? methodsIn(values[registrar.methods] ?? unknown) : [];
    const isTold = prefix === undefined || prefix.kind === 'text';
    if (!registrar || path?.kind !== 'text' || methods.length === 0 || !isTold || (await this.leadsOn(called))) {
      return false;
    }
    this.registered ??= this.newRouter({ dialect: ownDialect });
    const handler = values[registrar.handler];
    for (const method of methods.filter((each) => each !== 'OPTIONS' || methods.length === 1)) {
      this.registered.add({
        method,
        path: prefix?.kind === 'text' ? `${prefix.text}/${path.text}` : path.text,
        evidence: path.evidence,
        access: [],
        summary: handler?.kind === 'function' ? handlerSummary(handler.function) : undefined,
      });
    }
    return true;
  }

  /** Whether a function that is told a route tells it to another one: that one knows more of it. */
  private async leadsOn({ body, folder }: GoFunction): Promise<boolean> {
    for (const statement of body) {
      const called = statement.kind === 'run' && statement.value.kind === 'call' ? statement.value.called : undefined;
      const other = called?.kind === 'name' ? await this.sources.function(folder, called.name) : undefined;
      if (other && registrarOf(other)) {
        return true;
      }
    }
    return false;
  }

  private async isRouter(struct: GoStruct): Promise<boolean> {
    const known = this.own.get(struct);
    if (known) {
      return known;
    }
    // A type that embeds itself is none for that.
    this.own.set(struct, Promise.resolve(false));
    const reading = this.hasVerbs(struct);
    this.own.set(struct, reading);
    return reading;
  }

  private async hasVerbs(struct: GoStruct): Promise<boolean> {
    let count = 0;
    for (const verb of [...Object.keys(upperVerbs), ...Object.keys(capitalVerbs)]) {
      const method = await this.sources.function(struct.folder, verb, struct.name);
      count += method && takesRoute(method) ? 1 : 0;
    }
    if (count >= fewestVerbs) {
      return true;
    }
    for (const { type } of struct.fields.filter(({ isEmbedded }) => isEmbedded)) {
      const inner = await this.sources.struct(type, struct);
      if (inner && inner.folder === struct.folder && (await this.isRouter(inner))) {
        return true;
      }
    }
    return false;
  }
}

/** `GET(path string, action func(…) error) *Route`: a client's `Get(path string) (Answer, error)` is none. */
function takesRoute({ parameters, results }: GoFunction): boolean {
  const [path, handler] = parameters;
  return path?.type.name === 'string' && handler !== undefined && isHandler(handler) && !results.some(isError);
}

function isError({ package: from, name }: GoType): boolean {
  return from === '' && name === 'error';
}

/** A function has no name as a type; what isn't named after handlers is none. */
function isHandler({ name, type, isRest }: GoParameter): boolean {
  return (
    /Handler|Func$|Action$|Endpoint$/.test(type.name) ||
    (type.name === '' &&
      (isRest || /^(?:h|fn|f|\w*(?:handler|handle|action|func|callback|endpoint|next)s?)$/i.test(name)))
  );
}

function registrarOf({ parameters }: GoFunction): Registrar | undefined {
  const [path, methods, prefix] = [pathName, methodName, prefixName].map((name) =>
    parameters.findIndex((each) => name.test(each.name) && (each.type.name === 'string' || name === methodName)),
  );
  const handler = parameters.findIndex((each) => isHandler(each) || /Fn$|Func$|Handler$/i.test(each.name));
  return path === undefined || methods === undefined || prefix === undefined || path < 0 || methods < 0 || handler < 0
    ? undefined
    : { path, methods, prefix, handler };
}
