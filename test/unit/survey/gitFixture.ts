import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** A Git object as it lies in a file of its own: where, from Git's folder, and what it holds. */
export interface LooseObject {
  readonly kind: 'commit' | 'tag';
  readonly body: Buffer;
  readonly hash: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

export function gitObject(kind: 'commit' | 'tag', content: string): LooseObject {
  const body = Buffer.from(content);
  const whole = Buffer.concat([Buffer.from(`${kind} ${body.length}\0`), body]);
  const hash = createHash('sha1').update(whole).digest('hex');
  return {
    kind,
    body,
    hash,
    path: `objects/${hash.slice(0, 2)}/${hash.slice(2)}`,
    bytes: new Uint8Array(deflateSync(whole)),
  };
}

/** @param time in seconds @param zone `+0200` */
export function gitCommit(time: number, zone: string): LooseObject {
  const person = `Camille <camille@exemple.fr> ${time} ${zone}`;
  return gitObject(
    'commit',
    `tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor ${person}\ncommitter ${person}\n\nUn changement\n`,
  );
}

export function gitTag(commit: string): LooseObject {
  return gitObject(
    'tag',
    `object ${commit}\ntype commit\ntag v1\ntagger Camille <camille@exemple.fr> 1700000000 +0100\n\nPremière version\n`,
  );
}

/** What a pack says of an object: whole, or as what it changes in another one of the pack. */
export interface PackedObject {
  readonly object: LooseObject;
  /** The other's place in the pack; without it, the object is whole. */
  readonly changeOf?: number;
  /** Whether the other is named by its hash rather than by how far before it lies. */
  readonly isByHash?: boolean;
}

const kinds = { commit: 1, tag: 4 } as const;

/** A pack and its index, as Git writes them. */
export function gitPack(objects: readonly PackedObject[]): { readonly pack: Uint8Array; readonly idx: Uint8Array } {
  const parts: Buffer[] = [Buffer.from('PACK'), uint32(2), uint32(objects.length)];
  const offsets: number[] = [];
  let length = 12;
  for (const { object, changeOf, isByHash = false } of objects) {
    offsets.push(length);
    const base = changeOf === undefined ? undefined : objects[changeOf]?.object;
    const content = base ? change(base.body, object.body) : object.body;
    const kind = base ? (isByHash ? 7 : 6) : kinds[object.kind];
    const distance = length - (offsets[changeOf ?? 0] ?? 0);
    const link = !base ? [] : isByHash ? [Buffer.from(base.hash, 'hex')] : [farBefore(distance)];
    const entry = Buffer.concat([sizeOf(kind, content.length), ...link, deflateSync(content)]);
    parts.push(entry);
    length += entry.length;
  }
  const pack = withHash(parts);
  const sorted = objects
    .map(({ object }, index) => ({ hash: object.hash, offset: offsets[index] ?? 0 }))
    .sort((a, b) => (a.hash < b.hash ? -1 : 1));
  const counts = Array.from({ length: 256 }, (_, first) =>
    uint32(sorted.filter(({ hash }) => Number.parseInt(hash.slice(0, 2), 16) <= first).length),
  );
  const idx = withHash([
    Buffer.from([0xff, 0x74, 0x4f, 0x63]),
    uint32(2),
    ...counts,
    ...sorted.map(({ hash }) => Buffer.from(hash, 'hex')),
    ...sorted.map(() => uint32(0)),
    ...sorted.map(({ offset }) => uint32(offset)),
    pack.subarray(-20),
  ]);
  return { pack: new Uint8Array(pack), idx: new Uint8Array(idx) };
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function withHash(parts: readonly Buffer[]): Buffer {
  const all = Buffer.concat(parts);
  return Buffer.concat([all, createHash('sha1').update(all).digest()]);
}

function sizeOf(kind: number, size: number): Buffer {
  const rest = Math.floor(size / 16);
  return Buffer.from(rest === 0 ? [(kind << 4) | size] : [0x80 | (kind << 4) | (size % 16), ...little(rest)]);
}

function little(value: number): number[] {
  return value < 128 ? [value] : [0x80 | (value % 128), ...little(Math.floor(value / 128))];
}

function farBefore(distance: number): Buffer {
  const bytes = [distance % 128];
  for (let rest = Math.floor(distance / 128); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.unshift(0x80 | (--rest % 128));
  }
  return Buffer.from(bytes);
}

/** One body told from another: what they begin with alike, then bytes of its own. */
function change(from: Buffer, to: Buffer): Buffer {
  let same = 0;
  while (same < from.length && same < to.length && from[same] === to[same]) {
    same++;
  }
  const own = to.subarray(same);
  // A copy from the start, its length in two bytes; then what is added, at most 127 bytes at a time.
  const added: number[] = [];
  for (let at = 0; at < own.length; at += 127) {
    const piece = own.subarray(at, at + 127);
    added.push(piece.length, ...piece);
  }
  return Buffer.from([...little(from.length), ...little(to.length), 0xb0, same % 256, same >> 8, ...added]);
}
