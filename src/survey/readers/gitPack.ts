import type { Repository } from '../repository';
import { inflated } from './inflated';

/** What Git keeps under a hash. */
export interface GitObject {
  readonly kind: 'commit' | 'tree' | 'blob' | 'tag';
  readonly bytes: Uint8Array;
}

/** The objects that Git packed into one file. */
export interface GitPack {
  /** @returns undefined when the pack doesn't hold it, or can't be read */
  find(hash: string): Promise<GitObject | undefined>;
}

/** A commit or a tag that weighs more is nobody's work. In bytes. */
const biggest = 1_000_000;

/** How many objects may be told by what they change in another. */
const longestChain = 60;

const kinds: Readonly<Record<number, GitObject['kind']>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' };
const asChangeAt = 6;
const asChangeOf = 7;

/** The first bytes of an index: its magic number, its version, then 256 counts. */
const headLength = 8 + 256 * 4;

/**
 * Looks into one pack through its index, second version: what Git has written since 2007. Only the parts that lead to an
 * object are read: a pack weighs more than all the rest of a repository.
 *
 * @param path of both files, without `.idx` nor `.pack`
 */
export function openPack(repository: Repository, path: string): GitPack {
  const index = repository.partsOf(`${path}.idx`);
  const pack = repository.partsOf(`${path}.pack`);
  let head: Promise<DataView | undefined> | undefined;
  let allOffsets: Promise<Int32Array | undefined> | undefined;
  let sorted: Int32Array | undefined;

  const countUpTo = (counts: DataView, first: number): number => (first < 0 ? 0 : counts.getUint32(8 + first * 4));

  /** Where an object begins in the pack. */
  const offsetOf = async (hash: string): Promise<number | undefined> => {
    const counts = await (head ??= index(0, headLength).then(headOf));
    if (!counts) {
      return undefined;
    }
    const wanted = bytesOf(hash);
    const [first = 0] = wanted;
    const low = countUpTo(counts, first - 1);
    const many = countUpTo(counts, first) - low;
    const names = many > 0 ? await index(headLength + low * wanted.length, many * wanted.length) : undefined;
    const at = names ? placeOf(wanted, names) : -1;
    const offsets = at < 0 ? undefined : await (allOffsets ??= readOffsets(counts, wanted.length));
    return offsets?.[low + at];
  };

  const readOffsets = async (counts: DataView, hashLength: number): Promise<Int32Array | undefined> => {
    const many = countUpTo(counts, 255);
    const bytes = await index(headLength + many * (hashLength + 4), many * 4);
    const view = bytes && viewOf(bytes);
    // An offset beyond two gigabytes is written elsewhere: no object is looked for there.
    return view && Int32Array.from({ length: many }, (_, at) => view.getInt32(at * 4));
  };

  /** Where the object that begins at an offset ends: where another begins, or before the pack's own hash. */
  const endOf = async (offset: number, hashLength: number): Promise<number> => {
    sorted ??= (await allOffsets)?.toSorted();
    const next = sorted?.[placeAfter(offset, sorted)];
    return next ?? ((await repository.size(`${path}.pack`)) ?? 0) - hashLength;
  };

  const readAt = async (offset: number, hashLength: number, left: number): Promise<GitObject | undefined> => {
    const length = (await endOf(offset, hashLength)) - offset;
    if (offset < 0 || left === 0 || length <= 0 || length > biggest) {
      return undefined;
    }
    const bytes = await pack(offset, length);
    const entry = bytes && entryOf(bytes);
    if (!bytes || !entry || entry.size > biggest) {
      return undefined;
    }
    const kind = kinds[entry.kind];
    if (kind !== undefined) {
      const content = await inflated(bytes.subarray(entry.end), entry.size);
      return content && { kind, bytes: content };
    }
    let base: number | undefined;
    let start = entry.end;
    if (entry.kind === asChangeAt) {
      const distance = distanceAt(bytes, start);
      base = offset - distance.value;
      start = distance.end;
    } else if (entry.kind === asChangeOf) {
      base = await offsetOf(hexOf(bytes.subarray(start, start + hashLength)));
      start += hashLength;
    }
    const from = base === undefined ? undefined : await readAt(base, hashLength, left - 1);
    const change = from && (await inflated(bytes.subarray(start), entry.size));
    const changed = from && change && applied(from.bytes, change);
    return changed && { kind: from.kind, bytes: changed };
  };

  return {
    async find(hash) {
      const offset = await offsetOf(hash);
      return offset === undefined ? undefined : readAt(offset, hash.length / 2, longestChain);
    },
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function headOf(bytes: Uint8Array | undefined): DataView | undefined {
  const view = bytes && viewOf(bytes);
  return view?.getUint32(0) === 0xff744f63 && view.getUint32(4) === 2 ? view : undefined;
}

function bytesOf(hash: string): Uint8Array {
  return Uint8Array.from({ length: hash.length / 2 }, (_, at) => Number.parseInt(hash.slice(at * 2, at * 2 + 2), 16));
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Which of the hashes, one after the other, is the wanted one; -1 when none is. */
function placeOf(wanted: Uint8Array, hashes: Uint8Array): number {
  for (let start = 0; start < hashes.length; start += wanted.length) {
    if (wanted.every((byte, at) => hashes[start + at] === byte)) {
      return start / wanted.length;
    }
  }
  return -1;
}

/** The place of the first of sorted numbers that is bigger than another. */
function placeAfter(number: number, sorted: Int32Array): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > number) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** The head of an object in a pack: its kind, and its size once inflated, seven bits a byte. */
function entryOf(bytes: Uint8Array): { kind: number; size: number; end: number } {
  const [first = 0] = bytes;
  const rest = first >= 0x80 ? littleAt(bytes, 1) : { value: 0, end: 1 };
  return { kind: (first >> 4) & 7, size: (first & 15) + rest.value * 16, end: rest.end };
}

/** A number written seven bits a byte, the smallest first, the last byte below 128. */
function littleAt(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  let at = start;
  for (let weight = 1; at < bytes.length; weight *= 128) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 127) * weight;
    if (byte < 128) {
      break;
    }
  }
  return { value, end: at };
}

/** How far before an object lies the one that it is a change of: the biggest first, each following byte counted from one. */
function distanceAt(bytes: Uint8Array, start: number): { value: number; end: number } {
  let at = start;
  let byte = bytes[at++] ?? 0;
  let value = byte & 127;
  while (byte >= 128 && at < bytes.length) {
    byte = bytes[at++] ?? 0;
    value = (value + 1) * 128 + (byte & 127);
  }
  return { value, end: at };
}

/** What a change makes of what it changes: parts of it, and bytes of its own. */
function applied(from: Uint8Array, change: Uint8Array): Uint8Array | undefined {
  const size = littleAt(change, littleAt(change, 0).end);
  if (size.value > biggest) {
    return undefined;
  }
  const made = new Uint8Array(size.value);
  let length = 0;
  for (let at = size.end; at < change.length;) {
    const order = change[at++] ?? 0;
    let part: Uint8Array;
    if (order < 128) {
      part = change.subarray(at, at + order);
      at += order;
    } else {
      let start = 0;
      let many = 0;
      for (let bit = 0; bit < 7; bit++) {
        if (order & (1 << bit)) {
          const byte = change[at++] ?? 0;
          start += bit < 4 ? byte * 256 ** bit : 0;
          many += bit < 4 ? 0 : byte * 256 ** (bit - 4);
        }
      }
      part = from.subarray(start, start + (many || 0x10000));
    }
    if (part.length === 0 || length + part.length > made.length) {
      return undefined;
    }
    made.set(part, length);
    length += part.length;
  }
  return length === made.length ? made : undefined;
}
