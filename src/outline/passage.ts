import type { Token } from 'markdown-it';
import { offsetsOf } from './markdown';

/**
 * A content as markdown-it gives it, without the containers' markers and with its lines' indentation changed, and the
 * way back to the source.
 */
export interface Passage {
  readonly content: string;
  /** Offset in the content of each of its lines. */
  readonly lines: readonly number[];
  /** Offset in the source of the first character of each line that is not a blank. */
  readonly sourceLines: readonly number[];
}

export function passageOf(token: Token): Passage {
  return passage(token.content, offsetsOf(token));
}

export function passage(content: string, sourceLines: readonly number[]): Passage {
  const lines = [0];
  for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) {
    lines.push(at + 1);
  }
  return { content, lines, sourceLines };
}

/** Which line of the passage an offset in its content is on. */
export function lineInPassage({ lines }: Passage, offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((lines[middle] ?? 0) <= offset) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/** Offset in the source of an offset in the content. */
export function sourceOffset(passage: Passage, offset: number): number {
  const line = lineInPassage(passage, offset);
  const first = skipBlanks(passage.content, passage.lines[line] ?? 0);
  return (passage.sourceLines[line] ?? 0) + Math.max(0, offset - first);
}

/** Offset of the first character at or after an offset that is neither a space nor a tab. */
export function skipBlanks(text: string, offset: number): number {
  while (isBlankCode(text.charCodeAt(offset))) {
    offset++;
  }
  return offset;
}

function isBlankCode(code: number): boolean {
  return code === 32 || code === 9;
}
