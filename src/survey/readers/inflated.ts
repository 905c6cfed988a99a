/**
 * What bytes that zlib deflated hold.
 *
 * @param size what it must weigh, in bytes: no more is ever read
 * @returns undefined when the bytes hold something else
 */
export async function inflated(bytes: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  const known = await start(bytes, size);
  return known?.length === size ? known : undefined;
}

/** The same, of something that may weigh less. @param most in bytes */
export async function inflatedUpTo(bytes: Uint8Array, most: number): Promise<Uint8Array | undefined> {
  return start(bytes, most);
}

async function start(bytes: Uint8Array, most: number): Promise<Uint8Array | undefined> {
  const reader = new Blob([Uint8Array.from(bytes)])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
    .getReader();
  const found = new Uint8Array(most);
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return found.subarray(0, length);
      }
      if (length + value.length > most) {
        await reader.cancel();
        return undefined;
      }
      found.set(value, length);
      length += value.length;
    }
  } catch {
    return undefined;
  }
}
