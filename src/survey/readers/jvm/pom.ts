import type { Evidence } from '../../facts';
import { compare, type Repository } from '../../repository';
import { folderOf, inFolder, resolvePath } from '../paths';
import { childOf, childrenOf, xmlFile, type XmlElement } from '../xml';

/** One artifact that a `pom.xml` names, as it is written. */
export interface PomEntry {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string | undefined;
  readonly scope: string | undefined;
  /** That of its `artifactId`. */
  readonly line: number;
}

export interface Pom {
  readonly path: string;
  readonly parent: (PomEntry & { readonly relativePath: string | undefined }) | undefined;
  readonly groupId: string | undefined;
  readonly artifactId: string | undefined;
  readonly version: string | undefined;
  readonly properties: ReadonlyMap<string, { readonly value: string; readonly line: number }>;
  readonly managed: readonly PomEntry[];
  /** The same, by `artifactId` as it is written. */
  readonly managedByArtifact: ReadonlyMap<string, readonly PomEntry[]>;
  readonly dependencies: readonly PomEntry[];
}

export interface ManagedEntry {
  readonly entry: PomEntry;
  /** The file it stands in. */
  readonly path: string;
  /** The project whose properties its version is to be read with. */
  readonly reader: Pom;
}

/** Properties stand for others; a circle of them must end. */
const mostSteps = 20;

/** The repository's Maven projects, each with those above it. */
export class Poms {
  /** In the order of their paths. */
  readonly all: readonly Pom[];
  private readonly byArtifact: ReadonlyMap<string, readonly Pom[]>;
  private readonly lines = new Map<Pom, readonly Pom[]>();
  private readonly imports = new Map<Pom, readonly Pom[]>();

  private constructor(private readonly byPath: ReadonlyMap<string, Pom>) {
    this.all = [...byPath.values()].sort((a, b) => compare(a.path, b.path));
    this.byArtifact = groupBy(this.all, ({ artifactId }) => artifactId ?? '');
  }

  static async read(repository: Repository): Promise<Poms> {
    const byPath = new Map<string, Pom>();
    // Those of an archetype, or of a plugin's tests, are models and not the product's.
    const paths = repository
      .named('pom.xml')
      .map(({ path }) => path)
      .filter((path) => !/(?:^|\/)(?:archetype-resources|src\/it|src\/test)\//.test(path));
    for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
      const root = byPath.has(path) ? undefined : await xmlFile(repository, path);
      if (root?.name === 'project') {
        const pom = readPom(path, root);
        byPath.set(path, pom);
        const above = pom.parent?.relativePath && resolvePath(folderOf(path), pom.parent.relativePath);
        if (above && repository.has(above)) {
          paths.push(above);
        }
      }
    }
    return new Poms(byPath);
  }

  /** A project, its parent, the parent's… as far as they are in the repository. */
  lineOf(pom: Pom): readonly Pom[] {
    const known = this.lines.get(pom);
    if (known) {
      return known;
    }
    const line = [pom];
    for (let above = this.parentOf(pom); above && !line.includes(above); above = this.parentOf(above)) {
      line.push(above);
    }
    this.lines.set(pom, line);
    return line;
  }

  /** The project of a name; undefined when it isn't the repository's own. */
  named(groupId: string, artifactId: string): Pom | undefined {
    return this.byArtifact
      .get(artifactId)
      ?.find((pom) => this.resolve(pom, pom.groupId ?? pom.parent?.groupId ?? '') === groupId);
  }

  /**
   * A text of a project with what its `${…}` stand for.
   *
   * @returns undefined when one of them isn't said in the repository
   */
  resolve(pom: Pom, text: string): string | undefined {
    let resolved = text;
    const line = this.lineOf(pom);
    for (let step = 0; resolved.includes('${'); step++) {
      const name = /\$\{([^{}]+)\}/.exec(resolved)?.[1];
      const value = name === undefined ? undefined : propertyOf(line, name.trim());
      if (step > mostSteps || value === undefined || value.length > 500 || resolved.length > 5000) {
        return undefined;
      }
      resolved = resolved.split(`\${${name}}`).join(value);
    }
    return resolved;
  }

  /** Where the property stands that a version is; undefined when it is written out. */
  propertyPlace(pom: Pom, version: string): Evidence | undefined {
    const name = /^\$\{([^{}]+)\}$/.exec(version.trim())?.[1] ?? '';
    const owner = this.lineOf(pom).find(({ properties }) => properties.has(name));
    const line = owner?.properties.get(name)?.line;
    return owner && line !== undefined ? { path: owner.path, line } : undefined;
  }

  /** What `dependencyManagement` says of an artifact, in a project, above it, or in one whose list it imports. */
  managedBy(pom: Pom, groupId: string, artifactId: string): ManagedEntry | undefined {
    const line = this.lineOf(pom);
    for (const owner of [...line, ...this.importsOf(pom)]) {
      // A list that is imported is read with its own properties, one that is inherited with the heir's.
      const reader = line.includes(owner) ? pom : owner;
      const entry = owner.managedByArtifact
        .get(artifactId)
        ?.find((managed) => managed.scope !== 'import' && this.resolve(reader, managed.groupId) === groupId);
      if (entry) {
        return { reader, entry, path: owner.path };
      }
    }
    return undefined;
  }

  private importsOf(pom: Pom): readonly Pom[] {
    const known = this.imports.get(pom);
    if (known) {
      return known;
    }
    const found = this.lineOf(pom).flatMap((owner) =>
      owner.managed
        .filter(({ scope }) => scope === 'import')
        .flatMap((entry) => this.named(this.resolve(pom, entry.groupId) ?? '', entry.artifactId) ?? []),
    );
    this.imports.set(pom, found);
    return found;
  }

  private parentOf({ path, parent }: Pom): Pom | undefined {
    if (!parent) {
      return undefined;
    }
    const at = resolvePath(folderOf(path), parent.relativePath ?? '../pom.xml');
    const found = at === undefined ? undefined : (this.byPath.get(at) ?? this.byPath.get(inFolder(at, 'pom.xml')));
    return found?.artifactId === parent.artifactId
      ? found
      : this.byArtifact.get(parent.artifactId)?.find((pom) => pom.path !== path);
  }
}

function propertyOf(line: readonly Pom[], name: string): string | undefined {
  const [pom] = line;
  switch (name.replace(/^pom\./, 'project.')) {
    case 'project.version':
    case 'version':
      return pom?.version ?? pom?.parent?.version;
    case 'project.groupId':
      return pom?.groupId ?? pom?.parent?.groupId;
    case 'project.artifactId':
      return pom?.artifactId;
    case 'project.parent.version':
    case 'parent.version':
      return pom?.parent?.version;
    case 'project.parent.groupId':
      return pom?.parent?.groupId;
    default:
      return line.map(({ properties }) => properties.get(name)?.value).find((value) => value !== undefined);
  }
}

function readPom(path: string, root: XmlElement): Pom {
  const profiles = childrenOf(childOf(root, 'profiles'), 'profile');
  const parent = childOf(root, 'parent');
  const parentEntry = entriesIn(parent ? [parent] : [])[0];
  // The project's own properties come after those of its profiles, and count.
  const properties = [...profiles, root].flatMap((owner) => childOf(owner, 'properties')?.children ?? []);
  const managed = [root, ...profiles].flatMap((owner) =>
    entriesIn(childrenOf(childOf(childOf(owner, 'dependencyManagement'), 'dependencies'), 'dependency')),
  );
  return {
    path,
    parent: parentEntry && { ...parentEntry, relativePath: childOf(parent, 'relativePath')?.text },
    groupId: childOf(root, 'groupId')?.text,
    artifactId: childOf(root, 'artifactId')?.text,
    version: childOf(root, 'version')?.text,
    properties: new Map(properties.map(({ name, text, line }) => [name, { value: text, line }])),
    managed,
    managedByArtifact: groupBy(managed, ({ artifactId }) => artifactId),
    dependencies: [root, ...profiles].flatMap((owner) =>
      entriesIn(childrenOf(childOf(owner, 'dependencies'), 'dependency')),
    ),
  };
}

function entriesIn(elements: readonly XmlElement[]): PomEntry[] {
  return elements.flatMap((element) => {
    const artifact = childOf(element, 'artifactId');
    const groupId = childOf(element, 'groupId')?.text;
    if (!artifact?.text || !groupId) {
      return [];
    }
    return [
      {
        groupId,
        artifactId: artifact.text,
        version: childOf(element, 'version')?.text || undefined,
        scope: childOf(element, 'scope')?.text,
        line: artifact.textLine,
      },
    ];
  });
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group) {
      group.push(value);
    } else {
      groups.set(key, [value]);
    }
  }
  return groups;
}
