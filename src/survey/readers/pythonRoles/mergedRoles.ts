import { tidyEvidence } from '../../evidence';
import type { Role } from '../../facts';
import { compare } from '../../repository';

/** As many places as it takes to be sure. */
const mostPlaces = 4;

/** Each role once, with all the places that declare it, in the order of kinds and names. */
export function mergedRoles(roles: readonly Role[]): Role[] {
  const byKey = new Map<string, Role>();
  for (const role of roles) {
    const key = `${role.kind} ${role.name.toLowerCase()}`;
    const first = byKey.get(key);
    const label = first?.label ?? role.label;
    byKey.set(
      key,
      first
        ? {
            ...first,
            ...(label === undefined ? {} : { label }),
            permissions: [...new Set([...first.permissions, ...role.permissions])],
            evidence: first.evidence.length < 100 ? [...first.evidence, ...role.evidence] : first.evidence,
          }
        : role,
    );
  }
  return [...byKey.values()]
    .map((role) => ({ ...role, evidence: tidyEvidence(role.evidence, mostPlaces) }))
    .sort((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name));
}
