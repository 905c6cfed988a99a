import type { Evidence, Tool } from '../facts';

/** How many places are enough to prove one. */
const mostEvidence = 5;

/** How many of these may say the version: each manifest of a monorepo repeats it. */
const mostVersioned = 2;

interface Found {
  readonly unversioned: Evidence[];
  readonly versions: Map<string, Evidence[]>;
  isProven: boolean;
}

/** Tools by name, in the order they are found in: a version said in several places is one fact, two versions are two. */
export class FoundTools {
  private readonly found = new Map<string, Found>();

  has(name: string): boolean {
    return this.found.has(name);
  }

  hasVersion(name: string): boolean {
    return (this.found.get(name)?.versions.size ?? 0) > 0;
  }

  add(name: string, evidence: Evidence, version?: string): void {
    this.record(name, evidence, version).isProven = true;
  }

  addProbable(name: string, evidence: Evidence): void {
    this.record(name, evidence, undefined);
  }

  /** The places that say no version go with the version found first. */
  tools(): Tool[] {
    return [...this.found].flatMap(([name, { unversioned, versions, isProven }]): Tool[] => {
      const certainty = isProven ? {} : { certainty: 'probable' as const };
      return versions.size === 0
        ? [{ name, evidence: places(unversioned), ...certainty }]
        : [...versions].map(([version, evidence], index) => ({
            name,
            version,
            evidence: places([...evidence.slice(0, mostVersioned), ...(index === 0 ? unversioned : [])]),
          }));
    });
  }

  private record(name: string, evidence: Evidence, version: string | undefined): Found {
    const tool = this.found.get(name) ?? { unversioned: [], versions: new Map<string, Evidence[]>(), isProven: false };
    this.found.set(name, tool);
    if (version === undefined) {
      tool.unversioned.push(evidence);
    } else {
      const same = tool.versions.get(version);
      if (same) {
        same.push(evidence);
      } else {
        tool.versions.set(version, [evidence]);
      }
    }
    return tool;
  }
}

/** Each once, the first ones only. */
function places(evidence: readonly Evidence[]): Evidence[] {
  const byPlace = new Map(evidence.map((place) => [`${place.path}:${String(place.line)}`, place]));
  return [...byPlace.values()].slice(0, mostEvidence);
}
