/** The phases of the public site today, in the order a product goes through them. */
export const phaseNames: readonly string[] = [
  'investigation',
  'construction',
  'acceleration',
  'consolidation',
  'opere',
  'transfere',
  'abandon',
  'abandon-investigation',
];

/** A service that people used has been closed: the post-mortem's case. */
export const stoppedProduct = 'abandon';
/** A problem was looked into and no service came out of it. */
export const stoppedInvestigation = 'abandon-investigation';

export function isStop(name: unknown): boolean {
  return name === stoppedProduct || name === stoppedInvestigation;
}

/**
 * Names that the site knew (`death` until 2020, `alumni`, `success` and `transfer` until May 2026) and what their
 * sheets say since, the most frequent first. Those that split have several.
 */
const renamed: ReadonlyMap<string, readonly string[]> = new Map([
  ['perennisation', ['consolidation']],
  ['transfer', ['consolidation', 'transfere']],
  ['transfert', ['consolidation', 'transfere']],
  ['success', ['transfere', 'opere']],
  ['death', [stoppedProduct, stoppedInvestigation]],
  ['alumni', [stoppedProduct, stoppedInvestigation, 'transfere']],
]);

export type PhaseNameReading =
  | { readonly kind: 'known' }
  /** Another spelling of a name: accents, capitals, blanks. */
  | { readonly kind: 'misspelt'; readonly name: string }
  /** A name of old; `names` has one at least. */
  | { readonly kind: 'obsolete'; readonly names: readonly string[] }
  | { readonly kind: 'unknown' };

/**
 * Tells a phase of today from one of old.
 *
 * @param others the names of the sheet's other phases: a product that was built didn't stop at its investigation
 */
export function readPhaseName(name: string, others: readonly string[]): PhaseNameReading {
  if (phaseNames.includes(name)) {
    return { kind: 'known' };
  }
  const folded = fold(name);
  if (phaseNames.includes(folded)) {
    return { kind: 'misspelt', name: folded };
  }
  const names = renamed.get(folded);
  if (!names) {
    return { kind: 'unknown' };
  }
  const isInvestigationOnly = others.every((other) => fold(other) === 'investigation');
  const first = isInvestigationOnly && names.includes(stoppedInvestigation) ? stoppedInvestigation : names[0];
  return { kind: 'obsolete', names: [...names].sort((a, b) => Number(b === first) - Number(a === first)) };
}

function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .trim()
    .replace(/[\s_-]+/g, '-');
}
