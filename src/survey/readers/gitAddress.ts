/** `git@host:owner/repo.git`: what SSH and Git call a scp-like address. */
const scpLike = /^(?:([^\s/@:]+)@)?([\w.-]{2,}):(?!\/\/)(.+)$/;

/**
 * A remote's address without user, password nor token: only `git@`, which everyone shares, stays in a scp-like one. The
 * query and the fragment go too, since some hosts take a token there.
 */
export function cleanAddress(url: string): string {
  const trimmed = url.trim();
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(trimmed)?.[0];
  if (scheme !== undefined) {
    const [address = ''] = trimmed.slice(scheme.length).split(/[?#]/);
    const slash = address.indexOf('/');
    const authority = slash < 0 ? address : address.slice(0, slash);
    const host = authority.slice(authority.lastIndexOf('@') + 1);
    return scheme + host + (slash < 0 ? '' : address.slice(slash));
  }
  const [, user, host, path] = scpLike.exec(trimmed) ?? [];
  if (host === undefined || path === undefined) {
    return trimmed;
  }
  return `${user === 'git' ? 'git@' : ''}${host}:${path}`;
}

/** Whether an address is a folder of somebody's machine: it leads nobody else anywhere, and often holds their name. */
export function isLocalAddress(url: string): boolean {
  return /^(?:file:|[/\\~.]|[a-z]:[\\/])/i.test(url.trim());
}

/**
 * Where a person sees the repository of a clean address: `git@github.com:o/r.git` → `https://github.com/o/r`.
 *
 * @returns undefined for a folder of a machine, or an address that says no host
 */
export function webAddress(url: string): string | undefined {
  const address = cleanAddress(url);
  const [, scheme, host, path] = /^([a-z][a-z0-9+.-]*):\/\/([^/:]+)(?::\d+)?\/(.+)$/i.exec(address) ?? [];
  if (scheme !== undefined && host !== undefined && path !== undefined) {
    return /^(?:https?|ssh|git|git\+ssh)$/i.test(scheme) ? asPage(host, path) : undefined;
  }
  const [, , scpHost, scpPath] = scpLike.exec(address) ?? [];
  return scpHost?.includes('.') && scpPath !== undefined ? asPage(scpHost, scpPath) : undefined;
}

function asPage(host: string, path: string): string {
  const bare = path
    .replace(/^\//, '')
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
  return `https://${host.toLowerCase()}/${bare}`;
}
