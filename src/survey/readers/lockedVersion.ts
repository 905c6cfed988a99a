import type { Evidence } from '../facts';

/** What a lock file says of one package. */
export interface LockedVersion {
  /** Undefined when the package is a folder of the same repository. */
  readonly version: string | undefined;
  /** From the line that names the package to the one that gives its version. */
  readonly evidence: Evidence;
}

/** A lock file, as a manifest asks it for what it declares. */
export interface LockFile {
  /** Whether it is the lock of the manifest in a folder. @param folder from the lock's own folder; `''` is that one */
  covers(folder: string): boolean;
  /**
   * @param folder that of the manifest, from the lock's own folder
   * @param constraint as the manifest writes it
   * @returns undefined when the lock doesn't hold it
   */
  find(folder: string, name: string, constraint: string): LockedVersion | undefined;
}

/**
 * The version in what a lock says of a package: `1.2.3`, `npm:other@1.2.3`, `git+ssh://…#commit`, `1.2.3(react@18.0.0)`.
 *
 * @returns undefined when it is a folder or an address without a version
 */
export function versionIn(written: string): string | undefined {
  const withoutPeers = written.replace(/[(_][^]*$/, '');
  if (/^(?:link|file|workspace|portal):/.test(written)) {
    return undefined;
  }
  const [address = '', commit] = written.split('#', 2);
  if (/^(?:[\w+.-]+:)?\/\//.test(address) || /^(?:github|gitlab|bitbucket|git\+\w+|git):/.test(address)) {
    return commit;
  }
  return /(?:^|[@/])v?(\d[\w.+-]*)$/.exec(withoutPeers)?.[1];
}
