/** The constants of FIPS 180-4: the first 32 bits of the fractional parts of the primes' cube and square roots. */
const roundConstants = fractionsOfRoots(64, Math.cbrt);
const initialState = fractionsOfRoots(8, Math.sqrt);

/**
 * SHA-256 of a text in UTF-8, as 64 lower-case hexadecimal digits. The platform's own is asynchronous, and documents
 * are composed in one go.
 */
export function sha256(text: string): string {
  const data = new DataView(padded(new TextEncoder().encode(text)).buffer);
  const state = Uint32Array.from(initialState);
  const words = new Uint32Array(64);
  for (let offset = 0; offset < data.byteLength; offset += 64) {
    for (let i = 0; i < 64; i++) {
      words[i] = i < 16 ? data.getUint32(offset + i * 4) : extended(words, i);
    }
    compress(state, words);
  }
  return Array.from(state, (word) => word.toString(16).padStart(8, '0')).join('');
}

/** A one, zeros, then the length in bits: a whole number of blocks of 64 bytes. */
function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  result.set(bytes);
  result[bytes.length] = 0x80;
  new DataView(result.buffer).setBigUint64(result.length - 8, BigInt(bytes.length) * 8n);
  return result;
}

function extended(words: Uint32Array, i: number): number {
  const [first, second] = [words[i - 15] ?? 0, words[i - 2] ?? 0];
  const low = rotate(first, 7) ^ rotate(first, 18) ^ (first >>> 3);
  const high = rotate(second, 17) ^ rotate(second, 19) ^ (second >>> 10);
  return ((words[i - 16] ?? 0) + low + (words[i - 7] ?? 0) + high) | 0;
}

function compress(state: Uint32Array, words: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const mixed = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice;
    const first = (mixed + (roundConstants[i] ?? 0) + (words[i] ?? 0)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  for (const [i, value] of [a, b, c, d, e, f, g, h].entries()) {
    state[i] = ((state[i] ?? 0) + value) | 0;
  }
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function fractionsOfRoots(count: number, root: (prime: number) => number): number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) {
      primes.push(candidate);
    }
  }
  return primes.map((prime) => Math.floor((root(prime) % 1) * 2 ** 32));
}
