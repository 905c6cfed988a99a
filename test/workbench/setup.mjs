import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './files.mjs';
import { lock } from './lock.mjs';
import { root } from './paths.mjs';
import { Trouble, npm } from './processes.mjs';

/** Refuses a Node that is too old for the project's tools, in words a person can act on. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) {
    return;
  }
  throw new Trouble(
    `Node ${process.versions.node} est trop ancien : il faut Node 20.19 ou plus récent (https://nodejs.org, ou \`nvm install 20\`).`,
  );
}

/**
 * Runs `npm ci` when the installed packages are not those of the lock file.
 *
 * @param {{ onlyIfMissing?: boolean }} [options] onlyIfMissing: leave a folder that is there as it is, and say so
 * @returns {Promise<void>}
 */
export async function ensureDependencies({ onlyIfMissing = false } = {}) {
  if (await dependenciesAreThere()) {
    return;
  }
  if (onlyIfMissing && existsSync(join(root, 'node_modules'))) {
    console.log('▶ node_modules ne correspond pas à package-lock.json : lancez `npm ci`.');
    return;
  }
  const unlock = await lock('npm-ci');
  try {
    if (!(await dependenciesAreThere())) {
      await installDependencies();
    }
  } finally {
    await unlock();
  }
}

async function installDependencies() {
  console.log('▶ Installation des dépendances (npm ci)…');
  const { code, output } = await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, quiet: true });
  if (code === 0) {
    return;
  }
  throw new Trouble(
    [
      'L’installation des dépendances a échoué :',
      // npm says what is wrong first, then how it is used.
      output.trim().split('\n').slice(0, 10).join('\n'),
      'Si c’est le réseau, vérifiez l’accès au registre npm (`npm ping`), puis relancez la même commande.',
    ].join('\n'),
  );
}

/**
 * Compares npm's own record of what is installed with the lock file. Dates would not do: a checkout changes them.
 *
 * @returns {Promise<boolean>}
 */
async function dependenciesAreThere() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) {
    return false;
  }
  /** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */
  /** @type {Lock} */
  const wanted = await readJson(join(root, 'package-lock.json'));
  /** @type {Lock} */
  const installed = await readJson(record);
  return Object.entries(wanted.packages).every(([path, { version, optional }]) => {
    // The project itself, and binaries for other platforms.
    if (path === '' || (optional && !installed.packages[path])) {
      return true;
    }
    return installed.packages[path]?.version === version;
  });
}
