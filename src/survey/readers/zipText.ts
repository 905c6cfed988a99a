import type { ZipEntry } from './zipNames';

const fileHeader = 0x04034b50;
const stored = 0;
const deflated = 8;

/**
 * The beginning of a text that an archive holds; undefined when it can't be read.
 *
 * @param most how much of it is read, in bytes: an archive may unfold to anything
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7
 */
export async function zipText(archive: Uint8Array, entry: ZipEntry, most: number): Promise<string | undefined> {
  const { offset, packedSize, method } = entry;
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  if (offset + 30 > archive.length || view.getUint32(offset, true) !== fileHeader) {
    return undefined;
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const packed = archive.subarray(start, Math.min(archive.length, start + packedSize));
  const bytes =
    method === stored ? packed.subarray(0, most) : method === deflated ? await inflatedStart(packed, most) : undefined;
  return bytes && new TextDecoder().decode(bytes);
}

/** What deflated bytes unfold to, no more than the first of it. */
async function inflatedStart(packed: Uint8Array, most: number): Promise<Uint8Array | undefined> {
  const found = new Uint8Array(most);
  let length = 0;
  try {
    const raw = new DecompressionStream('deflate-raw');
    const reader = new Blob([Uint8Array.from(packed)]).stream().pipeThrough(raw).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      const taken = value?.subarray(0, most - length);
      if (taken) {
        found.set(taken, length);
        length += taken.length;
      }
      if (done || length >= most) {
        await reader.cancel();
        return found.subarray(0, length);
      }
    }
  } catch {
    return undefined;
  }
}
