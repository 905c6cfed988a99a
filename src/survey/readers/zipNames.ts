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
  return bytes && namesIn(bytes);
}

function namesIn(bytes: Uint8Array): string[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && end >= bytes.length - farthest && view.getUint32(end, true) !== endOfDirectory) {
    end--;
  }
  if (end < 0 || end < bytes.length - farthest) {
    return undefined;
  }
  const names: string[] = [];
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count > 0 && at + 46 <= bytes.length; count--) {
    if (view.getUint32(at, true) !== entry) {
      return undefined;
    }
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (!name.endsWith('/') && !name.startsWith('__MACOSX/')) {
      names.push(name);
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return names;
}
