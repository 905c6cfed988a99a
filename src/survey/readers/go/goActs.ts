import type { Evidence } from '../../facts';
import type { GoExpression } from './goCode';
import { handlerSummary, type GoPendingRoute, type GoRouter, type GoRouterAct } from './goRouter';
import { guardName, unknown, wrapperNames, type GoScope, type GoValue } from './goValues';

/** What acts on routers need of the one who follows the code. */
export interface GoFollower {
  evaluate(expression: GoExpression, scope: GoScope): Promise<GoValue>;
  /** The router that an object serves requests with; else the value itself. */
  routerIn(value: GoValue): Promise<GoValue>;
  /** Runs a function that a library would call. */
  give(value: GoValue, given: readonly GoValue[]): Promise<readonly GoValue[]>;
  newRouter(router: GoRouter): GoRouter;
  /** Tells that a path couldn't be told whole. */
  missed(what: 'route' | 'prefix', evidence: Evidence): void;
}

type Call = Extract<GoExpression, { kind: 'call' }>;

/** Does to a router what a call of its method says, and gives what the call returns. */
export async function act(
  follower: GoFollower,
  router: GoRouter,
  act: GoRouterAct,
  call: Call,
  scope: GoScope,
): Promise<GoValue> {
  const evidence = { path: scope.place.path, line: call.line };
  switch (act.act) {
    case 'self':
      return { kind: 'router', router };
    case 'use':
      router.access = [...router.access, ...guardNames(call.given)];
      return { kind: 'router', router };
    case 'with': {
      const inner = follower.newRouter(router);
      router.adopt(inner, '', guardNames(call.given));
      return { kind: 'router', router: inner };
    }
    case 'group':
      return group(follower, router, call, scope, evidence);
    case 'mount':
      return mount(follower, router, call, scope, evidence);
    case 'begin': {
      const name = call.called.kind === 'member' ? call.called.name : '';
      return actOnPending(follower, { router, route: undefined, prefix: '', methods: [] }, name, call, scope);
    }
    case 'route':
      return addRoutes(follower, router, [act.method], call.given, call, scope);
    case 'named':
    case 'several': {
      const [first] = call.given;
      const methods = first ? methodsIn(await follower.evaluate(first, scope)) : [];
      return addRoutes(follower, router, methods.length > 0 ? methods : ['ANY'], call.given.slice(1), call, scope);
    }
    case 'pattern':
      return addRoutes(follower, router, ['ANY'], call.given, call, scope);
  }
}

/** Does what a call chained to a route says: its methods, its path, a router for what begins like it. */
export async function actOnPending(
  follower: GoFollower,
  pending: GoPendingRoute,
  name: string,
  call: Call,
  scope: GoScope,
): Promise<GoValue> {
  const evidence = { path: scope.place.path, line: call.line };
  const same: GoValue = { kind: 'pending', pending };
  if (name === 'Subrouter') {
    const inner = follower.newRouter(pending.router);
    pending.router.adopt(inner, pending.prefix);
    return { kind: 'router', router: inner };
  }
  const values: GoValue[] = [];
  for (const each of call.given) {
    values.push(await follower.evaluate(each, scope));
  }
  if (name === 'Methods') {
    const methods = values
      .flatMap((value) => methodsIn(value))
      .filter((method) => method !== 'OPTIONS' || values.length === 1);
    if (pending.route) {
      const [first, ...others] = methods;
      pending.route.method = first ?? pending.route.method;
      for (const method of others) {
        pending.router.add({ ...pending.route, method });
      }
    }
    return { kind: 'pending', pending: { ...pending, methods } };
  }
  if (name === 'Path' || name === 'PathPrefix') {
    const [path] = values;
    const writtenAt = path?.kind === 'text' && path.isGiven ? { writtenAt: path.evidence } : {};
    const prefix = pending.prefix + textIn(follower, path, evidence);
    return { kind: 'pending', pending: { ...pending, ...writtenAt, prefix } };
  }
  if (name === 'Handler' || name === 'HandlerFunc') {
    const [handler] = values;
    if (handler && (handler.kind === 'router' || handler.kind === 'stripped')) {
      pending.router.adopt(handler.router, handler.kind === 'stripped' ? handler.prefix : '');
      return same;
    }
    let route = pending.route;
    for (const method of pending.methods.length > 0 ? pending.methods : ['ANY']) {
      const access = [...pending.router.access, ...call.given.flatMap(wrapperNames)];
      const told = { path: pending.prefix, evidence: pending.writtenAt ?? evidence, access };
      route = pending.router.add({ method, ...told, summary: summaryIn(handler) });
    }
    // Its methods may be chained after its handler.
    return { kind: 'pending', pending: { ...pending, route } };
  }
  return same;
}

async function group(
  follower: GoFollower,
  router: GoRouter,
  call: Call,
  scope: GoScope,
  evidence: Evidence,
): Promise<GoValue> {
  const inner = follower.newRouter(router);
  let prefix = '';
  const rest: GoExpression[] = [];
  const functions: GoValue[] = [];
  for (const [index, each] of call.given.entries()) {
    const value = await follower.evaluate(each, scope);
    const isInline = each.kind === 'function' || (value.kind === 'function' && takesRouter(value));
    if (index === 0 && !isInline) {
      prefix = textIn(follower, value, evidence);
    } else if (isInline) {
      functions.push(value);
    } else {
      rest.push(each);
    }
  }
  router.adopt(inner, prefix, guardNames(rest));
  for (const value of functions) {
    await follower.give(value, [{ kind: 'router', router: inner }]);
  }
  return { kind: 'router', router: inner };
}

/** A function that is to fill a group, not to stand before its handlers. */
function takesRouter(value: Extract<GoValue, { kind: 'function' }>): boolean {
  const [first] = value.function.parameters;
  return (
    first !== undefined &&
    value.function.parameters.length === 1 &&
    !/^(?:Handler|HandlerFunc|Context|Ctx)$/.test(first.type.name)
  );
}

async function mount(
  follower: GoFollower,
  router: GoRouter,
  call: Call,
  scope: GoScope,
  evidence: Evidence,
): Promise<GoValue> {
  const values: GoValue[] = [];
  for (const each of call.given) {
    values.push(await follower.routerIn(await follower.evaluate(each, scope)));
  }
  const inner = values.find((value) => value.kind === 'router');
  if (inner?.kind === 'router') {
    router.adopt(inner.router, values.length > 1 ? textIn(follower, values[0], evidence) : '');
  }
  return { kind: 'router', router };
}

async function addRoutes(
  follower: GoFollower,
  router: GoRouter,
  methods: readonly string[],
  given: readonly GoExpression[],
  call: Call,
  scope: GoScope,
): Promise<GoValue> {
  const [pathExpression, ...rest] = given;
  const evidence = { path: scope.place.path, line: call.line };
  const path = pathExpression && (await follower.evaluate(pathExpression, scope));
  if (!path) {
    return unknown;
  }
  const handlerAt = router.dialect.handler === 'last' ? rest.length - 1 : 0;
  const handlerExpression = rest[handlerAt];
  const handler = handlerExpression && (await follower.routerIn(await follower.evaluate(handlerExpression, scope)));
  if (handler && (handler.kind === 'router' || handler.kind === 'stripped')) {
    router.adopt(handler.router, handler.kind === 'stripped' ? handler.prefix : '');
    return unknown;
  }
  if (path.kind !== 'text') {
    if (path.kind !== 'unknown' || !path.isParameter) {
      follower.missed('route', evidence);
    }
    return unknown;
  }
  if (path.isPartial) {
    follower.missed('prefix', evidence);
  }
  const pattern = /^(?:([A-Z]+)\s+)?([^/\s]*)(\/.*)?$/.exec(path.text);
  const hasMethod = pattern?.[1] !== undefined;
  const access = [
    ...router.access,
    ...guardNames(rest.filter((_, index) => index !== handlerAt)),
    ...(handlerExpression ? wrapperNames(handlerExpression) : []),
  ];
  let added: GoPendingRoute['route'];
  for (const method of hasMethod ? [pattern[1] ?? ''] : methods) {
    added = router.add({
      method,
      path: (hasMethod ? (pattern[3] ?? '/') : path.text).replace(/\{\$\}$/, ''),
      evidence: path.isGiven ? path.evidence : evidence,
      access,
      summary: summaryIn(handler),
    });
  }
  return { kind: 'pending', pending: { router, route: added, prefix: path.text, methods } };
}

function guardNames(given: readonly GoExpression[]): string[] {
  return given.flatMap((each) => guardName(each) ?? []);
}

/** The methods of HTTP that a text or a list of texts names. */
export function methodsIn(value: GoValue): string[] {
  const texts = value.kind === 'list' ? value.items : [value];
  return texts.flatMap((each) =>
    each.kind === 'text' && /^[A-Za-z]+$/.test(each.text) ? [each.text.toUpperCase()] : [],
  );
}

/** A prefix, empty and told when it isn't known. */
function textIn(follower: GoFollower, value: GoValue | undefined, evidence: Evidence): string {
  if (value?.kind === 'text') {
    if (value.isPartial) {
      follower.missed('prefix', evidence);
    }
    return value.text;
  }
  if (value) {
    follower.missed('prefix', evidence);
  }
  return '';
}

function summaryIn(handler: GoValue | undefined): string | undefined {
  return handler?.kind === 'function' ? handlerSummary(handler.function) : undefined;
}
