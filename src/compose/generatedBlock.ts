import { readGeneratedBlocks, type GeneratedBlock } from '../dossier/generatedBlocks';
import { textIn, type LineIndex } from '../outline/lines';
import type { Outline } from '../outline/types';
import { sha256 } from './sha256';

/**
 * What a block's text is worth: eight hexadecimal digits that a formatter doesn't change, and a word does. White space
 * and the signs that formatters add or move count for nothing.
 */
export function blockHash(text: string): string {
  return sha256(text.replace(/[\s|*_`>:-]/g, '')).slice(0, 8);
}

/** A block as it stands in a document, at the margin, blank lines around it left to the caller. */
export function writeBlock(id: string, text: string): string {
  return `<!-- arret:genere ${id} ${blockHash(text)} -->\n\n${text}\n\n<!-- arret:fin -->`;
}

/** Whether nobody has changed a word of a block since it was written. */
export function isUntouched(lines: LineIndex, { hash, bodyRange }: GeneratedBlock): boolean {
  return blockHash(textIn(lines, bodyRange)) === hash;
}

/** The blocks of a document that hold what the repository says, and not a word of a person's. */
export function untouchedBlocks(lines: LineIndex, outline: Outline): GeneratedBlock[] {
  return readGeneratedBlocks(outline).blocks.filter((block) => isUntouched(lines, block));
}
