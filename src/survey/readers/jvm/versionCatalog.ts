import type { Evidence } from '../../facts';
import { entryAt, textAt, valueAt, type Located, type LocatedEntry } from '../located';

export interface CatalogVersion {
  readonly version: string;
  readonly evidence: Evidence;
}

export interface CatalogEntry {
  /** `group:artifact`, or a plugin's id. */
  readonly name: string;
  readonly evidence: Evidence;
  readonly version: CatalogVersion | undefined;
}

/** A catalogue of versions (`libs.versions.toml`); what scripts call an entry, in lower case with dots, → the entry. */
export interface VersionCatalog {
  readonly libraries: ReadonlyMap<string, CatalogEntry>;
  readonly bundles: ReadonlyMap<string, readonly CatalogEntry[]>;
  readonly plugins: ReadonlyMap<string, CatalogEntry>;
  readonly versions: ReadonlyMap<string, CatalogVersion>;
}

/** @param path of the file, for the evidence @param root its value */
export function readVersionCatalog(path: string, root: Located): VersionCatalog {
  const versions = new Map(
    (valueAt(root, 'versions')?.entries ?? []).flatMap(({ key, line, value }) => {
      const version = versionText(value);
      return version === undefined ? [] : [[accessor(key), { version, evidence: { path, line } }] as const];
    }),
  );
  const entryOf = ({ line, value }: LocatedEntry, nameKey: string): CatalogEntry | undefined => {
    const written = value.kind === 'text' ? value.text.split(':') : [];
    const isPlugin = nameKey === 'id';
    const group = textAt(value, 'group');
    const name =
      value.kind === 'text'
        ? written.slice(0, isPlugin ? 1 : 2).join(':')
        : (textAt(value, nameKey) ?? (group === undefined ? undefined : `${group}:${textAt(value, 'name') ?? ''}`));
    const own = value.kind === 'text' ? written[isPlugin ? 1 : 2] : versionText(valueAt(value, 'version'));
    const reference = textAt(value, 'version', 'ref');
    const nameLine = entryAt(value, nameKey)?.line ?? entryAt(value, 'name')?.line ?? line;
    const evidence = { path, line: nameLine };
    const shared = reference === undefined ? undefined : versions.get(accessor(reference));
    const version = shared ?? (own === undefined ? undefined : { version: own, evidence });
    return name ? { name, evidence, version } : undefined;
  };
  const table = (key: string, nameKey: string): Map<string, CatalogEntry> =>
    new Map(
      (valueAt(root, key)?.entries ?? []).flatMap((entry) => {
        const found = entryOf(entry, nameKey);
        return found ? [[accessor(entry.key), found] as const] : [];
      }),
    );
  const libraries = table('libraries', 'module');
  return {
    libraries,
    plugins: table('plugins', 'id'),
    versions,
    bundles: new Map(
      (valueAt(root, 'bundles')?.entries ?? []).map(({ key, value }) => [
        accessor(key),
        value.items.flatMap(({ text }) => libraries.get(accessor(text)) ?? []),
      ]),
    ),
  };
}

/** What scripts call an alias: `spring-boot_web` is `spring.boot.web`. */
export function accessor(alias: string): string {
  return alias.toLowerCase().replace(/[-_]/g, '.');
}

function versionText(value: Located | undefined): string | undefined {
  if (value?.kind === 'text') {
    return value.text;
  }
  return ['strictly', 'require', 'prefer'].flatMap((key) => textAt(value, key) ?? []).at(0);
}
