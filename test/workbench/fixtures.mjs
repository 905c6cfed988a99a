import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fixtures, sample } from './paths.mjs';
import { Trouble, atEnd } from './processes.mjs';

/**
 * @typedef {object} Copies
 * @property {string} base the temporary folder that holds them
 * @property {() => Promise<void>} remove
 */

/**
 * Copies products of `test/fixtures` side by side into a temporary folder, so that a run can write in them.
 *
 * @param {Readonly<Record<string, string | null>>} products name of each copy → fixture, or null for an empty folder
 * @returns {Promise<Copies>}
 */
export async function copyFixtures(products) {
  const base = await mkdtemp(join(tmpdir(), 'arret-produit-'));
  const forget = atEnd(() => rm(base, { recursive: true, force: true }));
  for (const [name, fixture] of Object.entries(products)) {
    if (fixture === null) {
      await mkdir(join(base, name));
    } else {
      await copyFixture(fixture, join(base, name));
    }
  }
  return {
    base,
    remove: async () => {
      forget();
      await rm(base, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * @param {string} fixture
 * @param {string} target must not exist
 */
export async function copyFixture(fixture, target) {
  const source = join(fixtures, fixture);
  if (!existsSync(source) || (await readdir(source)).length === 0) {
    throw new Trouble(`Le produit d’exemple manque : test/fixtures/${fixture} n’existe pas ou est vide.`);
  }
  await cp(source, target, { recursive: true });
}

/**
 * @param {string} base
 * @param {readonly string[]} folders relative to base
 * @returns {Promise<string>} the `.code-workspace` file's path
 */
export async function writeWorkspaceFile(base, folders) {
  const file = join(base, 'produits.code-workspace');
  await writeFile(file, JSON.stringify({ folders: folders.map((path) => ({ path })) }, null, 2));
  return file;
}

/**
 * The demonstration's copy of the sample product. One that exists is left alone: it may hold someone's words.
 *
 * @returns {Promise<string>} its path
 */
export async function sampleProduct() {
  if (existsSync(sample)) {
    console.log(`▶ Produit d’exemple : votre copie est reprise telle quelle (${sample}).`);
    console.log('  Supprimez ce dossier pour repartir de l’original.');
    return sample;
  }
  console.log(`▶ Produit d’exemple : copié dans ${sample}`);
  await mkdir(dirname(sample), { recursive: true });
  const copying = `${sample}.${process.pid}`;
  try {
    await copyFixture('passerelle', copying);
    await rename(copying, sample);
  } finally {
    await rm(copying, { recursive: true, force: true });
  }
  return sample;
}
