import type { Repository } from '../repository';

const endOfDirectory = 0x06054b50;
const entry = 0x02014b50;

/** The end of the directory is 22 bytes and a comment of 64 KiB at most. */
const farthest = 65_557;

/**
 * The names of the files that a ZIP archive holds, without opening any; undefined when it can't be read as one.
 *
 * @param limit what it may weigh, in bytes
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12 and 4.3.16
 */
export async function zipNames(repository: Repository, path: string, limit: number): Promise<string[] | undefined> {
  const size = await repository.size(path);
  const bytes = size !== undefined && size <= limit ? await repository.bytes(path) : undefined;
  return bytes && zipEntries(bytes)?.map(({ name }) => name);
}

/** A file of an archive. */
export interface ZipEntry {
  readonly name: string;
  /** 0 for what is stored as it is, 8 for what is deflated. */
  readonly method: number;
  /** What it weighs in the archive, in bytes. */
  readonly packedSize: number;
  /** Where its own header stands. */
  readonly offset: number;
}

/** The files of an archive, by its directory; undefined for what isn't one. */
export function zipEntries(bytes: Uint8Array): ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end >= bytes.length - farthest && view.getUint32(end, true) !== endOfDirectory) {
    end--;
  }
  if (end < 0 || end < bytes.length - farthest) {
    return undefined;
  }
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0 && at + 46 <= bytes.length; count--) {
    if (view.getUint32(at, true) !== entry) {
      return undefined;
    }
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (!name.endsWith('/') && !name.startsWith('__MACOSX/')) {
      entries.push({
        name,
        method: view.getUint16(at + 10, true),
        packedSize: view.getUint32(at + 20, true),
        offset: view.getUint32(at + 42, true),
      });
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}
