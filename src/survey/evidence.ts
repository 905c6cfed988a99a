import type { Evidence } from './facts';
import { compare } from './repository';
import type { SourceText } from './sourceText';

/** Where an offset of a text stands. @param offset in UTF-16 code units */
export function evidenceAt(source: SourceText, offset: number): Evidence {
  return { path: source.path, line: source.lineAt(offset) };
}

/** By path, then line, each place once. @param limit how many are enough: the first ones are kept */
export function tidyEvidence(evidence: readonly Evidence[], limit = Number.POSITIVE_INFINITY): Evidence[] {
  const sorted = [...evidence].sort((a, b) => compare(a.path, b.path) || a.line - b.line);
  return sorted
    .filter(
      ({ path, line }, index) => index === 0 || path !== sorted[index - 1]?.path || line !== sorted[index - 1]?.line,
    )
    .slice(0, limit);
}
