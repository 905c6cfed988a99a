import { comparePositions } from '../../outline/lines';
import type { TextEdit } from '../../outline/types';

/**
 * The edits of several fixes that can be made together: a fix one of whose edits touches an earlier fix's is left out
 * whole, for a second run.
 */
export function withoutOverlaps(fixes: readonly (readonly TextEdit[])[]): readonly TextEdit[] {
  const kept: TextEdit[] = [];
  for (const edits of fixes) {
    if (!edits.some((edit) => kept.some((other) => touches(edit, other)))) {
      kept.push(...edits);
    }
  }
  return kept;
}

function touches({ range: a }: TextEdit, { range: b }: TextEdit): boolean {
  return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}
