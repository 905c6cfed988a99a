import { indexLines, readOutline, textIn } from '../../../src/outline';
import type { Outline, Range } from '../../../src/outline';

/** An outline, and a way to see what stands at its ranges. */
export interface Reading extends Outline {
  readonly at: (range: Range) => string;
}

export function reading(text: string): Reading {
  const lines = indexLines(text);
  const outline = readOutline(text);
  return { ...outline, at: (range) => textIn(lines, range) };
}

/** A range as `line:character-line:character`. */
export function shown({ start, end }: Range): string {
  return `${start.line}:${start.character}-${end.line}:${end.character}`;
}
