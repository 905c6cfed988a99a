import type { SurveyedFile } from '../repository';

/** The folder of a path from the root; `''` for the root itself. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** @param folder `''` is the root */
export function inFolder(folder: string, name: string): string {
  return folder === '' ? name : name === '' ? folder : `${folder}/${name}`;
}

/** A folder, then each of those it lies in, up to the root `''`. */
export function foldersUp(folder: string): string[] {
  const folders = [folder];
  for (let up = folder; up !== '';) {
    up = folderOf(up);
    folders.push(up);
  }
  return folders;
}

/** A path as seen from a folder above it; undefined when it lies elsewhere. */
export function pathFrom(folder: string, path: string): string | undefined {
  if (folder === '' || path === folder) {
    return folder === '' ? path : '';
  }
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}

/** Where a relative path leads from a folder; undefined when it is out of the repository. */
export function resolvePath(folder: string, relative: string): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of relative.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) {
        return undefined;
      }
    } else if (part !== '' && part !== '.') {
      parts.push(part);
    }
  }
  return parts.join('/');
}

/** A folder of tests, and in it one that isn't named after a kind of tests. */
const underTests =
  /(?:^|\/)(?:tests?|specs?|__tests__)\/(?!(?:e2e|end-to-end|cypress|playwright|load|perf(?:ormance)?|integration|functional|acceptance|smoke|api)(?:\/|$))./i;

/**
 * Whether a manifest is of something that tests are tried on: `tests/cases/shop/package.json`. That of the tests
 * themselves, `e2e/package.json` or `tests/e2e/package.json`, is the product's.
 */
export function isTriedOut({ folder, isTest }: SurveyedFile): boolean {
  return isTest && underTests.test(folder);
}

/** Whether a file is one that documentation shows to others: `docs/installation/docker/Dockerfile`. */
export function isDocumented(path: string): boolean {
  return /(?:^|\/)(?:docs?|documentation)\/.+\//.test(path);
}
