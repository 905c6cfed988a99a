import { mkdir, open, readFile, rename, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { cache } from './paths.mjs';
import { atEnd, isAlive, until } from './processes.mjs';

/**
 * A lock file that names its holder, so that a dead holder's lock can be taken over.
 *
 * @param {string} name what is locked, among all that this project's cache is used for
 * @returns {Promise<() => Promise<void>>} unlocks
 */
export async function lock(name) {
  await mkdir(cache, { recursive: true });
  const path = join(cache, `${name}.lock`);
  let told = false;
  await until(
    `une autre installation tient ${path} ; supprimez ce fichier si aucune n’est en cours`,
    async () => {
      try {
        const file = await open(path, 'wx');
        await file.writeFile(String(process.pid));
        await file.close();
        return true;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
          throw error;
        }
      }
      const holder = Number(await readFile(path, 'utf8').catch(() => ''));
      // An empty file is a holder between its creation and its first word: wait.
      if (holder > 0 && !isAlive(holder)) {
        // Renaming takes it from exactly one of those who noticed.
        const taken = `${path}.${process.pid}`;
        await rename(path, taken).then(
          () => rm(taken, { force: true }),
          () => undefined,
        );
      } else if (!told) {
        told = true;
        console.log('  Une autre installation est en cours, on attend qu’elle finisse…');
      }
      return false;
    },
    { seconds: 900, every: 200 },
  );
  const release = () => unlink(path).catch(() => undefined);
  const forget = atEnd(release);
  return async () => {
    forget();
    await release();
  };
}
