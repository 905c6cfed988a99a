import type { GoRouterAct } from './goRouter';

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;

/** A method of the router for each one of HTTP: `GET(path, …)`. */
export const upperVerbs: Readonly<Record<string, GoRouterAct>> = verbActs((verb) => verb);

/** The same, written `Get(path, …)`. */
export const capitalVerbs: Readonly<Record<string, GoRouterAct>> = verbActs(
  (verb) => verb.charAt(0) + verb.slice(1).toLowerCase(),
);

function verbActs(nameOf: (verb: string) => string): Record<string, GoRouterAct> {
  return Object.fromEntries(verbs.map((verb) => [nameOf(verb), { act: 'route', method: verb }]));
}
