import type { Repository } from '../../repository';

/** The names of a product's own folders and modules: what is imported from there is no package's. */
export function ownPythonNames({ folders, files }: Repository): ReadonlySet<string> {
  const modules = files.flatMap(({ name }) => (name.endsWith('.py') ? [name.slice(0, -3)] : []));
  return new Set([...modules, ...[...folders].map((folder) => folder.slice(folder.lastIndexOf('/') + 1))]);
}
