import { frameworkOf } from '../data/frameworks';
import type { Detector } from '../detector';
import { dependenciesOf, lockedByPlatform, type Declared, type Locked } from '../readers/declaredDependency';
import { isDevFolder } from '../readers/devNames';
import { folderOf } from '../readers/paths';
import { Poms, type ManagedEntry, type Pom, type PomEntry } from '../readers/jvm/pom';

/** The artifacts that the product's own Maven projects ask for. */
export const mavenDependencies: Detector = {
  name: 'mavenDependencies',
  start: (repository) => ({
    async find() {
      const poms = await Poms.read(repository);
      return {
        dependencies: poms.all.flatMap((pom) => {
          const asked = [...frameworksOf(pom), ...pom.dependencies];
          const declared = asked.flatMap((entry) => declaredBy(poms, pom, entry) ?? []);
          return dependenciesOf('maven', pom.path, lockedByPlatform(declared, platformsOf(poms, pom)));
        }),
      };
    },
  }),
};

/** @returns undefined when it is another of the repository's own projects */
function declaredBy(poms: Poms, pom: Pom, entry: PomEntry): Declared | undefined {
  const groupId = poms.resolve(pom, entry.groupId) ?? entry.groupId;
  const artifactId = poms.resolve(pom, entry.artifactId) ?? entry.artifactId;
  if (poms.named(groupId, artifactId)) {
    return undefined;
  }
  const managed = poms.managedBy(pom, groupId, artifactId);
  const scope = entry.scope ?? managed?.entry.scope;
  const version = versionOf(poms, pom, entry, managed);
  return {
    name: `${groupId}:${artifactId}`,
    line: entry.line,
    constraint: version?.version,
    dev: scope === 'test' || isDevFolder(folderOf(pom.path)),
    ...(version && isConcrete(version.version) ? { locked: version } : {}),
  };
}

/** The version of an entry, with where it is written when that is elsewhere. */
function versionOf(poms: Poms, pom: Pom, entry: PomEntry, managed: ManagedEntry | undefined): Locked | undefined {
  if (entry.version !== undefined) {
    const version = poms.resolve(pom, entry.version);
    return version === undefined ? undefined : { version, evidence: poms.propertyPlace(pom, entry.version) };
  }
  const written = managed?.entry.version;
  const version = managed && written !== undefined ? poms.resolve(managed.reader, written) : undefined;
  return managed && written !== undefined && version !== undefined
    ? {
        version,
        evidence: poms.propertyPlace(managed.reader, written) ?? { path: managed.path, line: managed.entry.line },
      }
    : undefined;
}

/** The versions of the platforms that a project builds on, by group: what is of the same group has the same. */
function platformsOf(poms: Poms, pom: Pom): Map<string, Locked> {
  const platforms = new Map<string, Locked>();
  for (const owner of poms.lineOf(pom)) {
    for (const entry of frameworksOf(owner)) {
      const version = entry.version === undefined ? undefined : poms.resolve(pom, entry.version);
      if (version !== undefined && isConcrete(version)) {
        const evidence = poms.propertyPlace(pom, entry.version ?? '') ?? { path: owner.path, line: entry.line };
        const locked = { version, evidence };
        for (const group of [entry.groupId, entry.groupId.replace(/\.platform$/, '')]) {
          platforms.set(group, platforms.get(group) ?? locked);
        }
      }
    }
  }
  return platforms;
}

/** A parent or a list of versions from elsewhere isn't a library, but may be what says the framework's version. */
function frameworksOf({ parent, managed }: Pom): PomEntry[] {
  return [...(parent ? [parent] : []), ...managed.filter(({ scope }) => scope === 'import')].filter(
    ({ groupId, artifactId }) => frameworkOf('maven', `${groupId}:${artifactId}`) !== undefined,
  );
}

/** Whether Maven takes this version and no other. */
function isConcrete(version: string): boolean {
  return /^[\w.+-]+$/.test(version) && !/^(?:LATEST|RELEASE)$/.test(version);
}
