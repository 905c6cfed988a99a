import type { Endpoint, Webhook } from '../facts';

/** What a path calls a place where other products report what happened. */
const hook = /^(?:[\w-]*[-_])?(?:web)?hooks?(?:[-_][\w-]*)?$/i;

/** What is done to hooks, and those that Git calls on the same server. */
const noHook =
  /(?:^|\/)(?:reset|sync|test|run|retry|create|add|list|register|delete|remove|update)[-_](?:web)?hooks?(?:\/|$)|hooks?\/(?:pre|post)[-_](?:receive|commit|push)/i;

/** A folder of hooks of which each has its own number, and what is done with one. */
const several = /^\/\{\w+\}(?:\/|$)/;

/**
 * Tells the routes by which hooks are managed. Where hooks are also listed or deleted, they are what people subscribe to:
 * nothing is received there. A route that takes all methods says nothing of that: where several hooks are kept in one
 * folder, or where it is the folder itself, they are managed.
 */
export function hooksManaged(api: readonly Endpoint[]): (endpoint: Endpoint) => boolean {
  const managed = api
    .filter(
      ({ method, path }) =>
        method === 'GET' || method === 'DELETE' || (/^(?:PUT|PATCH)$/.test(method) && !isOneHook(path)),
    )
    .map(({ path }) => hookFolder(path))
    .filter((folder) => folder !== undefined);
  const paths = new Set(api.map(({ path }) => path.replace(/\/$/, '')));
  return ({ method, path }) => {
    const folder = hookFolder(path);
    if (folder === undefined || noHook.test(path)) {
      return noHook.test(path);
    }
    const isFolder = /hooks$/i.test(folder) && path.replace(/\/$/, '') === folder;
    const isOne = paths.has(folder) && several.test(path.slice(folder.length));
    return managed.includes(folder) || (method === 'ANY' && (isFolder || isOne));
  };
}

/** The webhooks received among the routes of a product: they are posted to, under such a name, and not managed there. */
export function receivedHooks(api: readonly Endpoint[]): Webhook[] {
  const isManaged = hooksManaged(api);
  const found = api
    .filter(({ method }) => method === 'POST' || method === 'ANY')
    .filter((endpoint) => hookFolder(endpoint.path) !== undefined && !isManaged(endpoint));
  return [...new Map(found.map((endpoint) => [endpoint.path, endpoint])).values()].map(
    ({ path, evidence, certainty }) => ({
      name: path,
      direction: 'received',
      path,
      evidence,
      ...(certainty === undefined ? {} : { certainty }),
    }),
  );
}

/** Whether a path ends by one hook, which may be told of what happened by more than one method. */
function isOneHook(path: string): boolean {
  return /hook\/?$/i.test(path) && hookFolder(path) === path.replace(/\/$/, '');
}

/** The path up to the part that says it is a hook. */
function hookFolder(path: string): string | undefined {
  const parts = path.split('/');
  const index = parts.findIndex((part) => hook.test(part));
  return index < 0 ? undefined : parts.slice(0, index + 1).join('/');
}
