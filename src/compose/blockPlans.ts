import { readGeneratedBlocks, type GeneratedBlock, type StrayComment } from '../dossier/generatedBlocks';
import { applyEdits } from '../outline/edits';
import { indexLines, lineEnd, lineStart, textIn, type LineIndex } from '../outline/lines';
import { readOutline } from '../outline/outline';
import type { Outline, TextEdit } from '../outline/types';
import { blockHash, isUntouched, writeBlock } from './generatedBlock';

/** What bringing a document's generated blocks up to date comes to. */
export interface BlockChanges {
  /** In document order; none when nothing has changed. Only what the product wrote is replaced. */
  readonly edits: readonly TextEdit[];
  /** The blocks written anew, by their ids, those just inserted included. */
  readonly changed: readonly string[];
  /** The blocks that a person made theirs. */
  readonly kept: readonly string[];
  /** Of these, the ones beside which new facts are proposed. */
  readonly offered: readonly string[];
  /** In French, what else was left alone and why. */
  readonly notes: readonly string[];
}

/** What a block should hold. */
export interface FreshText {
  readonly id: string;
  readonly text: string;
  /** The same facts as they were written the last time: at another date. */
  readonly earlier: string;
  /** Whether new facts are proposed beside the person's; else theirs simply stands. */
  readonly isOffered: boolean;
  /** Whether an older text says the same but for the date it was written on. */
  isSame(older: string): boolean;
}

export interface TextInDocument {
  readonly lines: LineIndex;
  readonly outline: Outline;
}

/** Text to put under a line, a blank line apart on both sides. */
export interface Insertion {
  readonly line: number;
  readonly text: string;
}

/** What becomes of the blocks of one id. */
export interface BlockPlan {
  readonly id: string;
  /** `dated`: says the same at another date, and is only worth writing when something else is. */
  readonly outcome: 'same' | 'dated' | 'changed' | 'kept' | 'offered';
  readonly isKept: boolean;
  readonly edits: readonly TextEdit[];
  readonly insertions: readonly Insertion[];
  /** How many blocks of that id the document then has. */
  readonly count: number;
}

const proposal = '**Proposition du dépôt, à fusionner\u00A0:**';

/** Works out what to do of the blocks that stand. @returns undefined when there is none of that id, nor a trace of one */
export function planBlock(document: TextInDocument, fresh: FreshText): BlockPlan | undefined {
  const { lines, outline } = document;
  const { id, text, earlier, isOffered } = fresh;
  const found = readGeneratedBlocks(outline);
  const blocks = found.blocks.filter((block) => block.id === id);
  const [first, second] = blocks;
  const plan = (
    outcome: BlockPlan['outcome'],
    isKept: boolean,
    edits: readonly TextEdit[] = [],
    insertions: readonly Insertion[] = [],
  ): BlockPlan => ({ id, outcome, isKept, edits, insertions, count: blocks.length + insertions.length });

  if (found.strays.some((stray) => stray.id === id) || blocks.length > 2) {
    return plan('kept', true);
  }
  if (first === undefined) {
    return undefined;
  }
  const hash = blockHash(text);
  if (second !== undefined) {
    if (isUntouched(lines, first) || !isUntouched(lines, second)) {
      return plan('kept', true);
    }
    if (second.hash === hash) {
      return plan('same', true);
    }
    const edits = [withHash(first, hash), ...rewritten(second, text, outline)];
    return plan(fresh.isSame(textIn(lines, second.bodyRange)) ? 'dated' : 'offered', true, edits);
  }
  const body = textIn(lines, first.bodyRange);
  if (isUntouched(lines, first)) {
    return first.hash === hash
      ? plan('same', false)
      : plan(fresh.isSame(body) ? 'dated' : 'changed', false, rewritten(first, text, outline));
  }
  if (blockHash(body) === hash) {
    return plan('changed', false, [withHash(first, hash)]);
  }
  // The hash of a block that a person edited tells which facts they have been shown: these aren't proposed again.
  if (first.hash === hash || !isOffered) {
    return plan('same', true);
  }
  if (first.hash === blockHash(earlier)) {
    return plan('dated', true, [withHash(first, hash)]);
  }
  const insertion = { line: first.range.end.line, text: `${proposal}\n\n${writeBlock(id, text)}` };
  return plan('offered', true, [withHash(first, hash)], [insertion]);
}

/** The changes that plans make together: none when no fact has changed. */
export function changesOf(document: TextInDocument, plans: readonly BlockPlan[]): BlockChanges {
  const settled = withoutLost(document, plans);
  const idsOf = (wanted: (plan: BlockPlan) => boolean): string[] => settled.filter(wanted).map(({ id }) => id);
  const kept = idsOf(({ isKept }) => isKept);
  const notes = readGeneratedBlocks(document.outline).strays.map(noteOf);
  if (!settled.some(({ outcome }) => outcome === 'changed' || outcome === 'offered')) {
    return { edits: [], changed: [], kept, offered: [], notes };
  }
  return {
    edits: editsOf(document, settled),
    changed: idsOf(({ outcome }) => outcome === 'changed'),
    kept,
    offered: idsOf(({ outcome }) => outcome === 'offered'),
    notes,
  };
}

/**
 * Leaves out what wouldn't be a block where it goes: under something that a person left open, it would be code, and be
 * added again the next time.
 */
function withoutLost(document: TextInDocument, plans: readonly BlockPlan[]): readonly BlockPlan[] {
  if (!plans.some(({ insertions }) => insertions.length > 0)) {
    return plans;
  }
  const after = readGeneratedBlocks(readOutline(applyEdits(document.lines.text, editsOf(document, plans)))).blocks;
  const isThere = ({ id, count, insertions }: BlockPlan): boolean =>
    insertions.length === 0 || after.filter((block) => block.id === id).length === count;
  const there = plans.filter(isThere);
  return there.length === plans.length ? plans : withoutLost(document, there);
}

function editsOf({ lines, outline }: TextInDocument, plans: readonly BlockPlan[]): TextEdit[] {
  const byLine = new Map<number, string[]>();
  for (const { line, text } of plans.flatMap(({ insertions }) => insertions)) {
    byLine.set(line, [...(byLine.get(line) ?? []), text]);
  }
  const inserted = [...byLine].map(([line, texts]) => insertUnder(lines, line, texts.join('\n\n'), outline.eol));
  return [...plans.flatMap(({ edits }) => edits), ...inserted].sort(
    (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
  );
}

function insertUnder(lines: LineIndex, line: number, text: string, eol: string): TextEdit {
  const end = { line, character: lineEnd(lines, line) - lineStart(lines, line) };
  const next = lines.text.slice(lineStart(lines, line + 1), lineEnd(lines, line + 1));
  const after = next.trim() === '' ? '' : eol;
  return { range: { start: end, end }, newText: `${eol}${eol}${text.replaceAll('\n', eol)}${after}` };
}

function rewritten(block: GeneratedBlock, text: string, { eol }: Outline): TextEdit[] {
  const newText = `\n\n${text}\n\n`.replaceAll('\n', eol);
  return [withHash(block, blockHash(text)), { range: block.bodyRange, newText }];
}

function withHash({ hashRange }: GeneratedBlock, hash: string): TextEdit {
  return { range: hashRange, newText: hash };
}

function noteOf({ kind, id, range }: StrayComment): string {
  const name = id === undefined ? 'un bloc généré' : `le bloc généré « ${id} »`;
  const why = {
    unreadable: 'ses commentaires ont été modifiés ou déplacés',
    unclosed: 'son commentaire de fin manque',
    nested: 'il en contient un autre, ou se trouve dans un autre',
    unopened: 'son commentaire de début manque',
  }[kind];
  return `ligne ${range.start.line + 1} : ${name} est laissé tel quel, ${why}`;
}

/** A document as its blocks are read. */
export function readDocument(text: string): TextInDocument {
  return { lines: indexLines(text), outline: readOutline(text) };
}
