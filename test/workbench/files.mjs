import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The files of a folder and below whose name ends so, in a stable order; none when the folder does not exist.
 *
 * @param {string} folder
 * @param {string} ending
 * @returns {Promise<string[]>} absolute when folder is
 */
export async function filesUnder(folder, ending) {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  return entries
    .filter((entry) => entry.endsWith(ending))
    .sort()
    .map((entry) => join(folder, entry));
}

/**
 * Reads a JSON file that we or npm wrote.
 *
 * @template T its shape, which the caller states
 * @param {string} path
 * @returns {Promise<T>}
 */
export async function readJson(path) {
  // oxlint-disable-next-line typescript/no-unsafe-return -- checking the shape of our own files would prove nothing
  return JSON.parse(await readFile(path, 'utf8'));
}
