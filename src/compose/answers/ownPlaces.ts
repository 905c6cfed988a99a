import type { Evidence } from '../../survey/facts';

/** Places that say more than the link to the file, or to the folder, itself. */
export function ownPlaces(path: string, evidence: readonly Evidence[]): Evidence[] {
  return evidence.filter((place) => place.line !== 1 || !(place.path === path || place.path.startsWith(path)));
}
