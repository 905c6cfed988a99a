/** Whether a path is one that programs call, and not a page. */
export function isData(path: string): boolean {
  return /(?:^|\/)(?:api|apis|bff|rest|graphql|v\d+)(?:\/|$)/i.test(path);
}

/** `/api/v1/actes/{id}/pieces` is about `/api/v1/actes`. */
export function resourceOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const own = parts.findIndex((part) => !/^(?:api|apis|bff|rest|v?\d+(?:\.\d+)*|\{.*\})$/i.test(part));
  return `/${(own < 0 ? parts : parts.slice(0, own + 1)).join('/')}`;
}
