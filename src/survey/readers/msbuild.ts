import type { XmlElement } from './xml';

/** A package that a project of .NET names, as it is written. */
export interface PackageItem {
  /** What stands it in: `PackageReference`, `PackageVersion`, `GlobalPackageReference`. */
  readonly kind: string;
  readonly name: string;
  readonly version: string | undefined;
  readonly line: number;
  /** Whether whoever uses the project gets nothing of it: analysers, tools. */
  readonly isPrivate: boolean;
}

export interface MsBuildFile {
  readonly items: readonly PackageItem[];
  /** By name in lower case. */
  readonly properties: ReadonlyMap<string, string>;
}

/** Reads a project (`.csproj`…) or a file of properties. @param root its outermost element */
export function readMsBuild(root: XmlElement): MsBuildFile {
  const items: PackageItem[] = [];
  const properties = new Map<string, string>();
  const visit = (element: XmlElement): void => {
    if (element.name === 'PropertyGroup') {
      for (const { name, text } of element.children) {
        properties.set(name.toLowerCase(), text);
      }
    } else if (element.name === 'ItemGroup') {
      items.push(...element.children.flatMap(itemsOf));
    } else {
      element.children.forEach(visit);
    }
  };
  visit(root);
  return { items, properties };
}

function itemsOf(element: XmlElement): PackageItem[] {
  if (!/^(?:PackageReference|PackageVersion|GlobalPackageReference)$/.test(element.name)) {
    return [];
  }
  const include = element.attributes.find(({ name }) => name === 'Include');
  const metadata = (key: string): string | undefined =>
    element.attributes.find(({ name }) => name === key)?.value.trim() ??
    element.children.find(({ name }) => name === key)?.text;
  return (include?.value.split(';') ?? [])
    .map((name) => name.trim())
    .filter((name) => /^[\w.-]+$/.test(name))
    .map((name) => ({
      kind: element.name,
      name,
      version: (metadata('VersionOverride') ?? metadata('Version')) || undefined,
      line: include?.line ?? element.line,
      isPrivate: /^all$/i.test(metadata('PrivateAssets') ?? ''),
    }));
}

/** A text with what its `$(…)` stand for; undefined when one of them isn't known. */
export function resolveProperties(text: string, files: readonly MsBuildFile[]): string | undefined {
  let resolved = text;
  for (let step = 0; resolved.includes('$('); step++) {
    const name = /\$\(([\w.]+)\)/.exec(resolved)?.[1];
    const value = files.map(({ properties }) => properties.get((name ?? '').toLowerCase())).find((found) => found);
    if (name === undefined || value === undefined || step > 20 || value.length > 500 || resolved.length > 5000) {
      return undefined;
    }
    resolved = resolved.split(`$(${name})`).join(value);
  }
  return resolved;
}
