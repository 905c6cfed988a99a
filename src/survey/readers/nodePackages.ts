import picomatch from 'picomatch';
import type { Repository, SurveyedFile } from '../repository';
import { jsonFile } from './json';
import { entryAt, textAt, valueAt, type Located } from './located';
import { foldersUp, inFolder, isTriedOut, pathFrom } from './paths';
import { yamlFile } from './yaml';

/** One of the product's own `package.json`. */
export interface NodePackage {
  readonly path: string;
  readonly folder: string;
  readonly name: string | undefined;
  readonly manifest: Located;
  /** The folder whose manifest makes a workspace of it: its own when none does. */
  readonly workspace: string;
  /** `pnpm-workspace.yaml` of that folder. */
  readonly pnpm: Located | undefined;
}

/** Workspaces list folders by pattern; no real one has that many. */
const mostPatterns = 200;

/** A pattern of many stars can take for ever to say no. */
const mostStars = 6;

const known = new WeakMap<Repository, Promise<readonly NodePackage[]>>();

/**
 * The product's own `package.json` files, those nearest to the root first. Those which a package manager wrote, those
 * of a template and those put in a test's folder to be tested are left out.
 */
export async function nodePackages(repository: Repository): Promise<readonly NodePackage[]> {
  const reading = known.get(repository) ?? readPackages(repository);
  known.set(repository, reading);
  return reading;
}

async function readPackages(repository: Repository): Promise<NodePackage[]> {
  const manifests: { file: SurveyedFile; manifest: Located }[] = [];
  for (const file of repository.named('package.json')) {
    const manifest = await jsonFile(repository, file.path);
    if (manifest?.kind === 'map' && !isInstalled(manifest)) {
      manifests.push({ file, manifest });
    }
  }
  const workspaces = new Map<string, (folder: string) => boolean>();
  const pnpms = new Map<string, Located>();
  for (const { file, manifest } of manifests) {
    const pnpm = await siblingYaml(repository, file.folder, 'pnpm-workspace.yaml');
    const lerna = await siblingJson(repository, file.folder, 'lerna.json');
    if (pnpm) {
      pnpms.set(file.folder, pnpm);
    }
    const lists = [
      valueAt(manifest, 'workspaces'),
      valueAt(manifest, 'workspaces', 'packages'),
      valueAt(pnpm, 'packages'),
      valueAt(lerna, 'packages'),
    ];
    const patterns = lists
      .flatMap((list) => list?.items ?? [])
      .map(({ text }) => text)
      .filter((text) => text !== '' && text.length < 300 && text.split('*').length <= mostStars);
    if (patterns.length > 0) {
      workspaces.set(file.folder, matcher(patterns.slice(0, mostPatterns)));
    }
  }
  return manifests.flatMap(({ file, manifest }) => {
    const { path, folder } = file;
    const workspace = foldersUp(folder).find((up) => {
      const inside = pathFrom(up, folder);
      return inside !== undefined && inside !== '' && workspaces.get(up)?.(inside);
    });
    if (workspace === undefined && isTriedOut(file)) {
      return [];
    }
    const root = workspace ?? folder;
    return [{ path, folder, name: textAt(manifest, 'name'), manifest, workspace: root, pnpm: pnpms.get(root) }];
  });
}

/** npm used to write where a package came from into its manifest. */
function isInstalled(manifest: Located): boolean {
  return ['_id', '_resolved', '_from'].some((key) => entryAt(manifest, key) !== undefined);
}

/** @returns whether a folder, from the workspace's, is one of its members */
function matcher(patterns: readonly string[]): (folder: string) => boolean {
  const clean = (pattern: string): string => pattern.replace(/^\.\//, '').replace(/\/+$/, '');
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).map(clean);
  const unwanted = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => clean(pattern.slice(1)));
  try {
    const isWanted = picomatch(wanted, { noextglob: true });
    const isUnwanted = picomatch(unwanted, { noextglob: true });
    return (folder) => isWanted(folder) && !(unwanted.length > 0 && isUnwanted(folder));
  } catch {
    return (folder) => wanted.includes(folder);
  }
}

async function siblingYaml(repository: Repository, folder: string, name: string): Promise<Located | undefined> {
  const path = inFolder(folder, name);
  return repository.has(path) ? yamlFile(repository, path) : undefined;
}

async function siblingJson(repository: Repository, folder: string, name: string): Promise<Located | undefined> {
  const path = inFolder(folder, name);
  return repository.has(path) ? jsonFile(repository, path) : undefined;
}
