import { frameworkOf } from '../data/frameworks';
import { tidyEvidence } from '../evidence';
import type { Dependency, Evidence } from '../facts';

/** One line of a manifest. */
export interface Declared {
  readonly name: string;
  /** That of the name, counted from 1. */
  readonly line: number;
  /** As it is written, without any credential. */
  readonly constraint?: string | undefined;
  readonly dev: boolean;
  /** Whether the constraint lets in one version only, which others around it don't. */
  readonly isExact?: boolean | undefined;
  readonly locked?: Locked | undefined;
  /** The framework it brings, where its name doesn't say so. */
  readonly framework?: string | undefined;
  /** Where else it is named: in a catalogue that the manifest refers to. */
  readonly also?: readonly Evidence[] | undefined;
}

export interface Locked {
  readonly version: string;
  /** Undefined when the manifest's own line gives the version. */
  readonly evidence?: Evidence | undefined;
}

/**
 * What one manifest declares, one fact a package, in the order of its lines.
 *
 * @param keyOf what makes two names the same package: by default, being the same
 */
export function dependenciesOf(
  ecosystem: Dependency['ecosystem'],
  manifest: string,
  declared: readonly Declared[],
  keyOf: (name: string) => string = (name) => name,
): Dependency[] {
  const groups = new Map<string, Declared[]>();
  for (const entry of declared) {
    const key = keyOf(entry.name);
    const same = groups.get(key);
    if (same) {
      same.push(entry);
    } else {
      groups.set(key, [entry]);
    }
  }
  return [...groups.values()].flatMap((group) => {
    // What the product runs with says more than what its tests add.
    const main = group.filter(({ dev }) => !dev);
    const first = main[0] ?? group[0];
    if (!first) {
      return [];
    }
    const told = main.length > 0 ? main : group;
    const constraints = [...new Set(told.flatMap(({ constraint }) => constraint ?? []))];
    const locked = told.find((entry) => entry.locked)?.locked;
    const framework = first.framework ?? frameworkOf(ecosystem, first.name);
    return [
      {
        name: first.name,
        evidence: [
          ...tidyEvidence(group.map(({ line }) => ({ path: manifest, line }))),
          ...tidyEvidence(group.flatMap(({ also }) => also ?? [])),
        ],
        ecosystem,
        ...(constraints.length > 0 ? { constraint: constraints.join(' || ') } : {}),
        ...(locked ? { locked: locked.version } : {}),
        dev: main.length === 0,
        manifest,
        ...(locked?.evidence ? { lockEvidence: locked.evidence } : {}),
        ...(told.every(({ isExact }) => isExact) ? { pinned: 'exact' as const } : {}),
        ...(framework === undefined ? {} : { framework }),
      },
    ];
  });
}

/**
 * Gives what asks for no version of its own the one of the platform that it is a part of.
 *
 * @param platforms versions by group: `org.springframework.boot`
 */
export function lockedByPlatform(declared: readonly Declared[], platforms: ReadonlyMap<string, Locked>): Declared[] {
  return declared.map((entry) => {
    const group = entry.name.split(':', 1)[0] ?? '';
    const locked = entry.locked ?? (entry.constraint === undefined ? platforms.get(group) : undefined);
    return locked ? { ...entry, locked } : entry;
  });
}

/** An address of a package without what lets one in: no user, no password, no query. */
export function withoutCredentials(address: string): string {
  const [path = ''] = address.split(/[?#]/, 1);
  return path.replace(/^((?:[a-z]+\+)?[a-z]+:\/\/)[^/]*@/i, '$1');
}
