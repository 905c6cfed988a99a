/**
 * `npm start [-- FOLDER]`: opens a folder in a VS Code that has the extension, from a fresh clone.
 *
 * Without a folder, the sample product, copied where it can be written in. Options: --embarque (also the ARRET_EMBARQUE
 * variable) for the embedded VS Code even when there is one on the machine, --port N for its port.
 *
 * Imports nothing but Node's own modules before the dependencies are installed.
 */
import { existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sampleProduct } from './fixtures.mjs';
import { ensureServer } from './install.mjs';
import { packageExtension } from './package.mjs';
import { root } from './paths.mjs';
import { Trouble, main, npm, run } from './processes.mjs';
import { startServer } from './server.mjs';
import { checkNode, ensureDependencies } from './setup.mjs';

main(
  async () => {
    checkNode();
    const { folder, embedded, port } = readArguments();
    await ensureDependencies();
    const target = folder ?? (await sampleProduct());
    const code = embedded ? undefined : desktopCode();
    if (code !== undefined && (await openDesktop(code, target))) {
      return 0;
    }
    await openEmbedded(target, port);
    return 0;
  },
  // Ctrl-C is how this program is meant to end.
  { onSignal: 0 },
);

function readArguments() {
  /** @param {string} message */
  const usage = (message) =>
    new Trouble(`${message}\nUsage : npm start [-- DOSSIER] [-- --embarque] [-- --port N]`, { cause: 'usage' });
  /** @type {{ values: { embarque?: boolean, port?: string }, positionals: string[] }} */
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: { embarque: { type: 'boolean' }, port: { type: 'string' } },
    });
  } catch (error) {
    throw usage(`Option inconnue ou incomplète (${error instanceof Error ? error.message : String(error)})`);
  }
  const { values, positionals } = parsed;
  if (positionals.length > 1) {
    throw usage(`Un seul dossier à la fois : ${positionals.join(', ')}`);
  }
  const [given] = positionals;
  // npm runs its scripts at the root; the path was typed somewhere else.
  const folder = given === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '', given);
  if (folder !== undefined && !statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw usage(`Ce dossier n’existe pas : ${folder}`);
  }
  const port = values.port === undefined ? 0 : Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw usage(`Ce n’est pas un port : ${values.port ?? ''}`);
  }
  return { folder, port, embedded: values.embarque === true || Boolean(process.env['ARRET_EMBARQUE']) };
}

/**
 * The desktop VS Code's command, when there is one and it can open a window.
 *
 * @returns {string | undefined}
 */
function desktopCode() {
  // Inside a remote VS Code's terminal, `code` speaks to that window and takes no extension under development.
  if (process.env['VSCODE_IPC_HOOK_CLI']) {
    return undefined;
  }
  const { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = process.env;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY && !WSL_DISTRO_NAME) {
    return undefined;
  }
  const names = process.platform === 'win32' ? ['code.cmd', 'codium.cmd'] : ['code', 'codium'];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/**
 * @param {string} code
 * @param {string} folder
 * @returns {Promise<boolean>} false when it refused
 */
async function openDesktop(code, folder) {
  console.log('▶ Construction de l’extension…');
  const { code: built, output } = await npm(['run', '--silent', 'build'], { cwd: root, quiet: true });
  if (built !== 0) {
    throw new Trouble(`La construction a échoué :\n${output.trim()}`);
  }
  console.log(`▶ Ouverture dans VS Code (${code})…`);
  const args = [`--extensionDevelopmentPath=${root}`, '--new-window', folder];
  const windows = process.platform === 'win32';
  const opened = windows
    ? await run(
        `"${code}"`,
        args.map((arg) => `"${arg}"`),
        { shell: true },
      )
    : await run(code, args);
  if (opened.code === 0) {
    console.log('✔ VS Code est ouvert. (`npm start -- --embarque` ouvre celui qui est embarqué, dans le navigateur.)');
    return true;
  }
  console.log('  VS Code a refusé ; on continue avec celui qui est embarqué.');
  return false;
}

/**
 * @param {string} folder
 * @param {number} port
 */
async function openEmbedded(folder, port) {
  console.log('▶ Construction et empaquetage de l’extension…');
  const vsix = await packageExtension();
  console.log('▶ VS Code embarqué…');
  await ensureServer();
  console.log('▶ Démarrage…');
  const server = await startServer({ vsix, port, reconnect: true });
  console.log('\n✔ Prêt. Ouvrez cette adresse dans votre navigateur :\n');
  console.log(server.address({ folder }));
  console.log('\nDans VS Code : F1, puis « Arrêt: générer dossier technique ». Ctrl-C ici pour arrêter.');
  await server.stopped;
  throw new Trouble('Le serveur VS Code s’est arrêté de lui-même. Relancez `npm start`.');
}
