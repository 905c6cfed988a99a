import { comparePositions } from '../outline/lines';
import type { Comment, Outline, Range } from '../outline/types';

/** A part of a document that the product wrote: `<!-- arret:genere ID HASH -->` … `<!-- arret:fin -->`. */
export interface GeneratedBlock {
  /** What it answers: an item's id, or a name of its own. */
  readonly id: string;
  /** What its text was worth when it was written: eight hexadecimal digits. */
  readonly hash: string;
  /** From the start of the first comment to the end of the last one. */
  readonly range: Range;
  /** Where the hash itself stands. */
  readonly hashRange: Range;
  /** Between the two comments. */
  readonly bodyRange: Range;
}

/** A comment of ours that starts or ends no block that can be told: the person's business. */
export interface StrayComment {
  readonly kind: 'unreadable' | 'unclosed' | 'nested' | 'unopened';
  readonly range: Range;
  /** The id it gives, if any. */
  readonly id: string | undefined;
}

export interface GeneratedBlocks {
  /** In the document's order; they don't overlap. */
  readonly blocks: readonly GeneratedBlock[];
  readonly strays: readonly StrayComment[];
}

/** Kept for each outline: several readers ask, at each change of a document. */
const known = new WeakMap<Outline, GeneratedBlocks>();

/** Finds the generated blocks of a document. Blocks in a list or a quote, or whose comments were edited, are none. */
export function readGeneratedBlocks(outline: Outline): GeneratedBlocks {
  let found = known.get(outline);
  if (!found) {
    found = pairComments(outline.comments);
    known.set(outline, found);
  }
  return found;
}

const startWords = /^arret:genere(?![\p{L}\p{N}_-])/u;
const endWords = /^arret:fin(?![\p{L}\p{N}_-])/u;

/** Exactly as it is written: `arret:genere architecture 65061d89`. */
const wholeStart = /^arret:genere (\S+) ([0-9a-f]{8})$/;

function pairComments(comments: readonly Comment[]): GeneratedBlocks {
  const blocks: GeneratedBlock[] = [];
  const strays: StrayComment[] = [];
  const open: Comment[] = [];
  for (const comment of comments) {
    if (startWords.test(comment.text)) {
      open.push(comment);
    } else if (endWords.test(comment.text)) {
      const start = open.pop();
      const block = start && blockOf(start, comment);
      if (block) {
        blocks.push(block);
      } else {
        strays.push(start ? stray('unreadable', start) : stray('unopened', comment));
      }
    }
  }
  strays.push(...open.map((comment) => stray('unclosed', comment)));
  return withoutNested(blocks, strays);
}

function blockOf(start: Comment, end: Comment): GeneratedBlock | undefined {
  const [, id, hash] = wholeStart.exec(start.text) ?? [];
  if (id === undefined || hash === undefined || !isAsWritten(start) || !isAsWritten(end) || end.text !== 'arret:fin') {
    return undefined;
  }
  const { line, character } = start.range.end;
  const hashEnd = character - ' -->'.length;
  return {
    id,
    hash,
    range: { start: start.range.start, end: end.range.end },
    hashRange: { start: { line, character: hashEnd - hash.length }, end: { line, character: hashEnd } },
    bodyRange: { start: start.range.end, end: end.range.start },
  };
}

/** At the margin (after the byte order mark if there is one), on one line, with single spaces. */
function isAsWritten({ text, range: { start, end } }: Comment): boolean {
  const isAtMargin = start.character === 0 || (start.line === 0 && start.character === 1);
  return isAtMargin && start.line === end.line && end.character - start.character === `<!-- ${text} -->`.length;
}

function stray(kind: StrayComment['kind'], { range, text }: Comment): StrayComment {
  return { kind, range, id: /^arret:genere\s+(\S+)/.exec(text)?.[1] };
}

/** One in another can't be replaced without it: neither is ours any more. */
function withoutNested(blocks: readonly GeneratedBlock[], strays: readonly StrayComment[]): GeneratedBlocks {
  const sorted = [...blocks].sort((a, b) => comparePositions(a.range.start, b.range.start));
  const nested = new Set<GeneratedBlock>();
  let outer: GeneratedBlock | undefined;
  for (const block of sorted) {
    if (outer && comparePositions(block.range.start, outer.range.end) < 0) {
      nested.add(outer).add(block);
    } else {
      outer = block;
    }
  }
  return {
    blocks: sorted.filter((block) => !nested.has(block)),
    strays: [...strays, ...[...nested].map(({ range, id }): StrayComment => ({ kind: 'nested', range, id }))].sort(
      (a, b) => comparePositions(a.range.start, b.range.start),
    ),
  };
}
