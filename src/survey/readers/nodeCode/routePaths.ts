import type { Evidence } from '../../facts';
import { accessNames } from './accessNames';
import { labelOf, type Expression } from './program';
import type { RouteGraph, RouteNode } from './routeGraph';
import type { Call, Value } from './values';

/** The paths that an argument gives: a text, or a list of them. */
export interface WrittenPaths {
  /** What isn't known of a path is a gap. */
  readonly paths: readonly { readonly text: string; readonly place: Evidence }[];
  /** Whether it can be a path at all. */
  readonly isPath: boolean;
}

/** Reads what stands where a path is expected; one that is no text is noted, since it may be any. */
export async function pathsIn(value: Value, graph: RouteGraph, call: Call): Promise<WrittenPaths> {
  if (value.kind === 'text') {
    return { paths: [value], isPath: true };
  }
  if (value.kind === 'regex') {
    graph.noteComputed(call.place);
    return { paths: [], isPath: true };
  }
  if (value.kind !== 'list') {
    return { paths: [], isPath: false };
  }
  const paths: { text: string; place: Evidence }[] = [];
  for (const item of value.items) {
    const path = await item.get();
    if (path.kind === 'text') {
      paths.push(path);
    } else if (path.kind !== 'regex') {
      return { paths: [], isPath: false };
    }
  }
  return { paths, isPath: value.items.length > 0 };
}

/** Declares the routes of one call: each method on each path, what stands before the last handler guarding them. */
export function addRoutes(
  graph: RouteGraph,
  node: RouteNode,
  methods: readonly string[],
  paths: WrittenPaths['paths'],
  handlers: readonly Expression[],
  call: Call,
): void {
  const last = handlers[handlers.length - 1];
  for (const { text, place } of paths) {
    for (const method of methods) {
      graph.add({
        node,
        method,
        path: text,
        access: accessNames(handlers.slice(0, -1)),
        evidence: routeEvidence(call, place),
        handler: labelOf(last ?? { kind: 'other', line: 1 }),
      });
    }
  }
}

/** Where a route is declared: from its method to its path, when both stand in the call. */
export function routeEvidence(call: Call, path: Evidence | undefined): Evidence {
  const { place } = call;
  const isNear = path?.path === place.path && path.line > place.line && path.line - place.line < 6;
  return isNear ? { ...place, endLine: path.line } : place;
}

/** Whether an argument may handle requests: not a text, nor a map of options. */
export function mayHandle(expression: Expression | undefined): boolean {
  return expression !== undefined && !/^(?:text|joined|regex)$/.test(expression.kind);
}
