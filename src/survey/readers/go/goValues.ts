import type { Evidence } from '../../facts';
import type { GoExpression, GoFunction, GoStruct, GoType } from './goCode';
import type { GoDialect, GoPendingRoute, GoRouter } from './goRouter';
import type { GoPlace } from './goSources';

/** What an expression is worth, as far as routes need it. */
export type GoValue =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly evidence: Evidence;
      /** Given by who called the function: the place that names it is there. */
      readonly isGiven: boolean;
      /** Something before or in it couldn't be told. */
      readonly isPartial: boolean;
    }
  | { readonly kind: 'router'; readonly router: GoRouter }
  | { readonly kind: 'pending'; readonly pending: GoPendingRoute }
  /** A router served under a prefix that is taken off first. */
  | { readonly kind: 'stripped'; readonly prefix: string; readonly router: GoRouter }
  | { readonly kind: 'method'; readonly router: GoRouter; readonly name: string }
  | { readonly kind: 'pendingMethod'; readonly pending: GoPendingRoute; readonly name: string }
  | {
      readonly kind: 'function';
      readonly function: GoFunction;
      readonly self: GoValue | undefined;
      readonly scope: GoScope | undefined;
    }
  | {
      readonly kind: 'object';
      readonly type: GoType;
      readonly place: GoPlace;
      readonly struct: GoStruct | undefined;
      readonly fields: ReadonlyMap<string, GoValue>;
    }
  | { readonly kind: 'list'; readonly items: readonly GoValue[] }
  /** Something of a library. */
  | { readonly kind: 'library'; readonly path: string; readonly name: string; readonly dialect: GoDialect | undefined }
  | { readonly kind: 'unknown'; readonly isParameter: boolean };

export const unknown: GoValue = { kind: 'unknown', isParameter: false };
export const parameter: GoValue = { kind: 'unknown', isParameter: true };

/** The names known where code runs. */
export class GoScope {
  private readonly values = new Map<string, GoValue>();

  constructor(
    readonly place: GoPlace & { readonly path: string },
    readonly parent: GoScope | undefined,
  ) {}

  get(name: string): GoValue | undefined {
    return this.values.get(name) ?? this.parent?.get(name);
  }

  set(name: string, value: GoValue): void {
    if (name !== '_' && name !== '') {
      this.values.set(name, value);
    }
  }

  /** Gives a new value to a name where it was declared; false when it wasn't. */
  assign(name: string, value: GoValue): boolean {
    if (this.values.has(name)) {
      this.values.set(name, value);
      return true;
    }
    return this.parent?.assign(name, value) ?? false;
  }
}

/** Middleware that says who may pass. */
const guards =
  /auth(?!or(?!i))|jwt|login|permission|role|guard|admin|api_?key|protect|acl\b|rbac|casbin|token|signed_?in|^require/i;
const noGuards = /unauth|limit|optional|csrf|cors|callback|logger|recover/i;

/** A handler wrapped into another: names of wrappers that say who may pass, not of handlers that are called. */
const wrappers =
  /^(?!login|logout|register|oauth|new)\w*(?:(?:with|require|ensure|must|check|need|only|valid)\w*(?:auth|login|admin|role|perm|user|session|token)|auth(?:enticat\w*|oriz\w*)?(?:ed|middleware|required|wrap|guard|only|mw)?$|protect|middleware)/i;

/** The name of middleware that says who may pass; undefined when it doesn't. */
export function guardName(expression: GoExpression): string | undefined {
  const name = calledName(expression);
  // `AuthMiddleware(false)` lets everybody pass.
  const isOff =
    expression.kind === 'call' &&
    expression.given.some((each) =>
      each.kind === 'other' ? each.text === 'false' : each.kind === 'name' && each.name === 'false',
    );
  return !isOff && guards.test(name) && !noGuards.test(name) ? name : undefined;
}

/** The names of the guards that a handler is wrapped into. */
export function wrapperNames(expression: GoExpression): string[] {
  const names: string[] = [];
  let inner: GoExpression | undefined = expression;
  for (let depth = 0; inner?.kind === 'call' && depth < 8; depth++) {
    const name = calledName(inner);
    const isWrapping: boolean = inner.given.some(({ kind }) => kind !== 'text' && kind !== 'other');
    if (isWrapping && wrappers.test(name.replace(/\(.*/, '')) && !noGuards.test(name)) {
      names.push(name);
    }
    inner = inner.given.find(({ kind }) => kind === 'call') ?? inner.given.at(-1);
  }
  return names;
}

/** What is called, with the texts it is given: `RequireRole(admin)`. */
function calledName(expression: GoExpression): string {
  if (expression.kind === 'call') {
    const texts = expression.given.flatMap((each) =>
      each.kind === 'text' && each.text.length < 40 ? [each.text] : [],
    );
    const of = expression.called;
    const name =
      of.kind === 'member' && /^(?:New|Default|Handler|Middleware)$/.test(of.name) ? calledName(of.of) : calledName(of);
    return texts.length > 0 ? `${name}(${texts.join(', ')})` : name;
  }
  return expression.kind === 'name' || expression.kind === 'member' ? expression.name : '';
}

/** `fmt.Sprintf("%s/x", base)`, `path.Join(base, "x")`. */
export function textCall(name: string, values: readonly GoValue[]): GoValue {
  const [first, ...rest] = values;
  const known = values.filter((value) => value.kind === 'text');
  const isGivenUnknown = values.some((value) => value.kind === 'unknown' && value.isParameter);
  if (name !== 'Sprintf') {
    // What can't be told at the beginning of a path is most often nothing.
    const isTail = rest.every(({ kind }) => kind === 'text');
    const [start] = known;
    return start && isTail
      ? { ...start, text: known.map(({ text }) => text).join('/'), isPartial: known.length < values.length }
      : isGivenUnknown
        ? parameter
        : unknown;
  }
  if (first?.kind !== 'text' || known.length < values.length) {
    return isGivenUnknown ? parameter : unknown;
  }
  let index = 0;
  const text = first.text.replace(/%[svdq]/g, () => {
    const value = rest[index++];
    return value?.kind === 'text' ? value.text : '';
  });
  return { ...first, text };
}

/** What a function is given stands where it was given. */
export function asGiven(value: GoValue): GoValue {
  return value.kind === 'text' ? { ...value, isGiven: true } : value;
}

/** What middleware of the product's own gives back stands for the router it was given. */
export function passedThrough(
  { results }: GoFunction,
  given: readonly GoValue[],
  result: GoValue | undefined,
): GoValue | undefined {
  const isHandler = results.length === 1 && results[0]?.name === 'Handler';
  const isKnown = result?.kind === 'router' || result?.kind === 'stripped';
  return isHandler && !isKnown ? given.find(({ kind }) => kind === 'router' || kind === 'stripped') : undefined;
}
