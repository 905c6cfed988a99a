import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** A Git object as it lies in a file of its own: where, from Git's folder, and what it holds. */
export interface LooseObject {
  readonly hash: string;
  readonly path: string;
  readonly bytes: Uint8Array;
}

export function gitObject(kind: 'commit' | 'tag', content: string): LooseObject {
  const body = Buffer.from(content);
  const whole = Buffer.concat([Buffer.from(`${kind} ${body.length}\0`), body]);
  const hash = createHash('sha1').update(whole).digest('hex');
  return { hash, path: `objects/${hash.slice(0, 2)}/${hash.slice(2)}`, bytes: new Uint8Array(deflateSync(whole)) };
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
