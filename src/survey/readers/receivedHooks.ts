import type { Endpoint, Webhook } from '../facts';

/** What a path calls a place where other products report what happened. */
const hook = /^(?:[\w-]*[-_])?(?:web)?hooks?(?:[-_][\w-]*)?$/i;

/** What is done to hooks, and those that Git calls on the same server. */
const noHook =
  /(?:^|\/)(?:reset|sync|test|run|retry|create|add|list|register|delete|remove|update)[-_](?:web)?hooks?(?:\/|$)|hooks?\/(?:pre|post)[-_](?:receive|commit|push)/i;

/** A folder of hooks of which each has its own number, and what is done with one. */
const several = /^\/\{\w+\}(?:\/|$)/;

/**
 * The webhooks received among the routes of a product: they are posted to, under such a name. Where hooks are also
 * listed or deleted, they are what people subscribe to: nothing is received there. A route that takes all methods says
 * nothing of that: where several hooks are kept in one folder, or where it is the folder itself, they are managed.
 */
export function receivedHooks(api: readonly Endpoint[]): Webhook[] {
  const managed = api
    .filter(({ method }) => method === 'GET' || method === 'DELETE' || method === 'PUT' || method === 'PATCH')
    .map(({ path }) => hookFolder(path))
    .filter((folder) => folder !== undefined);
  const paths = new Set(api.map(({ path }) => path.replace(/\/$/, '')));
  const isManaged = ({ method, path }: Endpoint, folder: string): boolean => {
    const isFolder = /hooks$/i.test(folder) && path.replace(/\/$/, '') === folder;
    const isOne = paths.has(folder) && several.test(path.slice(folder.length));
    return managed.includes(folder) || (method === 'ANY' && (isFolder || isOne));
  };
  const found = api
    .filter(({ method }) => method === 'POST' || method === 'ANY')
    .filter((endpoint) => {
      const folder = hookFolder(endpoint.path);
      return folder !== undefined && !noHook.test(endpoint.path) && !isManaged(endpoint, folder);
    });
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

/** The path up to the part that says it is a hook. */
function hookFolder(path: string): string | undefined {
  const parts = path.split('/');
  const index = parts.findIndex((part) => hook.test(part));
  return index < 0 ? undefined : parts.slice(0, index + 1).join('/');
}
