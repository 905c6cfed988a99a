import type { Repository, SurveyedFile } from '../../repository';
import { plainName, readGradle, type GradleScript } from './gradleScript';
import { foldersUp, inFolder, pathFrom } from '../paths';
import { tomlFile } from '../toml';
import { accessor, readVersionCatalog, type CatalogEntry, type VersionCatalog } from './versionCatalog';

/** A script, with all that its names may stand for. */
export interface GradleFile {
  readonly file: SurveyedFile;
  readonly script: GradleScript;
}

/** A folder of Gradle's own that holds scripts of the whole build. */
const sharedFolders = /(?:^|\/)(?:gradle|buildSrc(?:\/src\/main\/\w+(?:\/\w+)*)?)$/;

/** The Gradle builds of a repository: scripts, properties, catalogues. */
export class GradleBuild {
  private readonly neighbours = new Map<GradleFile, readonly GradleFile[]>();

  private constructor(
    /** In the order of their paths. */
    readonly files: readonly GradleFile[],
    private readonly properties: ReadonlyMap<string, ReadonlyMap<string, string>>,
    private readonly catalogs: ReadonlyMap<string, VersionCatalog>,
  ) {}

  static async read(repository: Repository): Promise<GradleBuild> {
    const files: GradleFile[] = [];
    for (const file of repository.files) {
      const isCode = /\.(?:kt|groovy|java)$/.test(file.name) && /(?:^|\/)buildSrc\//.test(file.path);
      if (/\.gradle(?:\.kts)?$/.test(file.name) || isCode) {
        const source = await repository.text(file.path);
        if (source) {
          files.push({ file, script: readGradle(source) });
        }
      }
    }
    const properties = new Map<string, ReadonlyMap<string, string>>();
    const catalogs = new Map<string, VersionCatalog>();
    for (const { path, folder } of files.length > 0 ? repository.named('gradle.properties') : []) {
      const source = await repository.text(path);
      const pairs = (source?.lines ?? []).map((line) => /^\s*([\w.-]+)\s*[=:]\s*(.*?)\s*$/.exec(line));
      properties.set(folder, new Map(pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', pair[2] ?? '']] : []))));
    }
    for (const { path } of files.length > 0 ? repository.named(/\.versions\.toml$/) : []) {
      const root = await tomlFile(repository, path);
      if (root) {
        catalogs.set(path, readVersionCatalog(path, root));
      }
    }
    return new GradleBuild(files, properties, catalogs);
  }

  /** The scripts whose values one knows: its own, then those of the folders above it. */
  around(gradle: GradleFile): readonly GradleFile[] {
    const known = this.neighbours.get(gradle) ?? this.findAround(gradle);
    this.neighbours.set(gradle, known);
    return known;
  }

  private findAround({ file }: GradleFile): readonly GradleFile[] {
    const own = this.files.filter((other) => other.file.path === file.path);
    const above = foldersUp(file.folder).flatMap((folder) =>
      this.files.filter(
        ({ file: other }) =>
          other.path !== file.path &&
          (other.folder === folder || (sharedFolders.test(other.folder) && isBelow(other, folder))),
      ),
    );
    return [...new Set([...own, ...above])];
  }

  /** What a catalogue says of a name in a script: `libs.spring.boot`, `libs.bundles.tests`; undefined when it's none. */
  catalogued(gradle: GradleFile, name: string, table: 'libraries' | 'plugins'): readonly CatalogEntry[] | undefined {
    const [first = '', ...rest] = name.split('.');
    const catalog = this.catalogOf(gradle, first);
    const alias = accessor(rest.join('.'));
    const found = catalog?.[table].get(alias.replace(/^plugins\./, ''));
    return catalog && (alias.startsWith('bundles.') ? catalog.bundles.get(alias.slice(8)) : found && [found]);
  }

  /**
   * A text with what its `$name` and `${…}` stand for.
   *
   * @returns undefined when one of them isn't written out in the repository
   */
  resolve(gradle: GradleFile, text: string): string | undefined {
    const around = this.around(gradle);
    let resolved = text;
    for (let step = 0; resolved.includes('$'); step++) {
      const found = /\$\{([^{}]*)\}|\$([A-Za-z_][\w]*(?:\.[A-Za-z_]\w*)*)/.exec(resolved);
      const value = found ? this.valueOf(gradle, around, (found[1] ?? found[2] ?? '').trim()) : undefined;
      if (!found || value === undefined || step > 20 || value.length > 500 || resolved.length > 5000) {
        return undefined;
      }
      resolved = resolved.slice(0, found.index) + value + resolved.slice(found.index + found[0].length);
    }
    return resolved;
  }

  /** What a name stands for: in its own script, those above it, the properties. */
  valueOf(gradle: GradleFile, around: readonly GradleFile[], written: string): string | undefined {
    const quoted = /["']([\w.-]+)["']/.exec(written)?.[1];
    const name = plainName(quoted ?? written.replace(/(?:\.get\(\)|\.toString\(\)|\s+as\s+String|!!)+$/, ''));
    const catalogued = /^(\w+)\.versions\.(.+)$/.exec(name);
    if (catalogued) {
      return this.catalogOf(gradle, catalogued[1] ?? '')?.versions.get(accessor(catalogued[2] ?? ''))?.version;
    }
    const last = name.slice(name.lastIndexOf('.') + 1);
    for (const wanted of new Set([name, last])) {
      for (const { script } of around) {
        const value = script.values.get(wanted);
        if (value !== undefined) {
          return value;
        }
      }
      for (const folder of foldersUp(gradle.file.folder)) {
        const value = this.properties.get(folder)?.get(wanted);
        if (value !== undefined) {
          return value;
        }
      }
    }
    return undefined;
  }

  /** The catalogue of a name, in the nearest folder `gradle`. */
  private catalogOf({ file }: GradleFile, name: string): VersionCatalog | undefined {
    return foldersUp(file.folder)
      .map((folder) => this.catalogs.get(inFolder(folder, `gradle/${name}.versions.toml`)))
      .find((catalog) => catalog !== undefined);
  }
}

/** Whether a shared script is of the build whose root is a folder. */
function isBelow({ folder }: SurveyedFile, root: string): boolean {
  return /^(?:gradle|buildSrc)(?:\/|$)/.test(pathFrom(root, folder) ?? '');
}
