import type { Endpoint, Webhook } from '../facts';

/** What a path calls a place where other products report what happened. */
const hook = /^(?:[\w-]*[-_])?(?:web)?hooks?(?:[-_][\w-]*)?$/i;

/**
 * The webhooks received among the routes of a product: they are posted to, under such a name. Where hooks are also
 * listed or deleted, they are what people subscribe to: nothing is received there.
 */
export function receivedHooks(api: readonly Endpoint[]): Webhook[] {
  const managed = api
    .filter(({ method }) => method === 'GET' || method === 'DELETE' || method === 'PUT' || method === 'PATCH')
    .map(({ path }) => hookFolder(path))
    .filter((folder) => folder !== undefined);
  return api
    .filter(({ method }) => method === 'POST' || method === 'ANY')
    .filter(({ path }) => {
      const folder = hookFolder(path);
      return folder !== undefined && !managed.includes(folder);
    })
    .map(({ path, evidence, certainty }) => ({
      name: path,
      direction: 'received',
      path,
      evidence,
      ...(certainty === undefined ? {} : { certainty }),
    }));
}

/** The path up to the part that says it is a hook. */
function hookFolder(path: string): string | undefined {
  const parts = path.split('/');
  const index = parts.findIndex((part) => hook.test(part));
  return index < 0 ? undefined : parts.slice(0, index + 1).join('/');
}
