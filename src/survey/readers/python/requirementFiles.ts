import type { Repository } from '../../repository';
import { isDevFolder, isDevName } from '../devNames';
import { folderOf, foldersUp, resolvePath } from '../paths';
import { isAskedFor, readRequirements, type RequirementLine, type RequirementsText } from './requirementsText';

const usualNames = /^(?:[\w.-]*[-_.])?requirements?(?:[-_.][\w.-]*)?\.(?:txt|in|pip)$/i;
const usualFolders =
  /(?:^|\/)(?:[\w.-]*[-_.])?(?:requirements?|reqs|requires)(?:[-_.][\w.-]*)?\/[^/]+\.(?:txt|in|pip)$/i;

/** A file of pip's requirements and what it is to the others. */
export interface RequirementFile {
  readonly path: string;
  readonly text: RequirementsText;
  readonly dev: boolean;
  /** The files it was compiled from; empty when a person wrote it, or when they aren't in the repository. */
  readonly sources: readonly string[];
  /** The files whose versions it keeps to, as paths. */
  readonly constraints: readonly string[];
}

/**
 * Reads all files of requirements, those that others include too.
 *
 * @param more paths that other manifests name
 */
export async function requirementFiles(repository: Repository, more: readonly string[]): Promise<RequirementFile[]> {
  const usual = repository.files.filter(({ name, path }) => usualNames.test(name) || usualFolders.test(path));
  const pending = [
    ...usual.map(({ path, name, folder }) => ({ path, dev: isDevName(name) || isDevFolder(folder) })),
    ...more.map((path) => ({ path, dev: false })),
  ];
  const found = new Map<string, RequirementFile>();
  for (let next = pending.shift(); next; next = pending.shift()) {
    const { path, dev } = next;
    const source = found.has(path) || !repository.has(path) ? undefined : await repository.text(path);
    if (!source) {
      continue;
    }
    const text = readRequirements(source);
    const folder = folderOf(path);
    const pathsOf = (files: readonly string[]): string[] => files.flatMap((file) => resolvePath(folder, file) ?? []);
    found.set(path, {
      path,
      text,
      dev,
      sources: sourcesOf(repository, path, text),
      constraints: pathsOf(text.constraints),
    });
    pending.push(...pathsOf(text.includes).map((included) => ({ path: included, dev })));
  }
  return [...found.values()];
}

/** The lines of a file that ask for a package themselves; of a compiled one, those that nothing else in it explains. */
export function askedFor({ text, path }: RequirementFile): readonly RequirementLine[] {
  const isCompiled = !path.endsWith('.in') && text.requirements.some(({ via }) => via !== undefined);
  const asked = isCompiled ? text.requirements.filter(({ via }) => isAskedFor(via)) : text.requirements;
  return asked.length > 0 ? asked : text.requirements;
}

function sourcesOf(repository: Repository, path: string, { compiledBy, requirements }: RequirementsText): string[] {
  if (path.endsWith('.in')) {
    return [];
  }
  const folder = folderOf(path);
  const sources = new Set<string>();
  const twin = path.replace(/\.\w+$/, '.in');
  if (repository.has(twin)) {
    sources.add(twin);
  }
  const isExport = /^(?:uv|poetry|pdm)\s+export\b/.test(compiledBy ?? '');
  // An option's value isn't a source; what it was compiled to isn't either.
  const words = (compiledBy ?? '').replace(/\s(?:-o|-c|--output-file|--constraint)[\s=]+\S+/g, '').split(/\s+/);
  const asked = requirements.flatMap(({ via }) =>
    [...(via ?? '').matchAll(/-r\s+([^\s,]+)/g)].map(([, file = '']) => file),
  );
  const projects = requirements.flatMap(
    ({ via }) => /\((pyproject\.toml|setup\.(?:py|cfg))\)/.exec(via ?? '')?.[1] ?? [],
  );
  const named = [
    ...(isExport ? ['pyproject.toml'] : []),
    ...words.filter((word) => /\.(?:in|txt|toml|cfg|py)$/.test(word)),
    ...asked,
    ...projects,
  ];
  for (const file of new Set(named)) {
    // Commands are written from any folder above, often from the root.
    const place = foldersUp(folder)
      .map((up) => resolvePath(up, file))
      .find((at) => at !== undefined && at !== path && repository.has(at));
    if (place !== undefined) {
      sources.add(place);
    }
  }
  return [...sources];
}

/** @returns where a file that another names stands; undefined when it isn't in the repository */
export function neighbour(repository: Repository, path: string, relative: string): string | undefined {
  const at = resolvePath(folderOf(path), relative);
  return at !== undefined && repository.has(at) ? at : undefined;
}
