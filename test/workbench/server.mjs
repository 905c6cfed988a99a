import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureServer } from './install.mjs';
import { root } from './paths.mjs';
import { Trouble, atEnd, until } from './processes.mjs';

/**
 * A VS Code that says nothing of itself: no welcome, no chat, no question, no network. Some of these settings are the
 * application's, which only the user's own file may hold.
 */
export const calmSettings = {
  'workbench.startupEditor': 'none',
  'window.autoDetectColorScheme': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.enableExperiments': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'files.autoSave': 'off',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'npm.fetchOnlinePackageInfo': false,
};

/**
 * @typedef {object} ServerOptions
 * @property {boolean} [driver] accept extensions under development from the page's address; leave out for a person
 * @property {string} [vsix] a packaged extension to install
 * @property {Record<string, unknown>} [settings] user settings, over {@link calmSettings}; fixed once started
 * @property {number} [port] a free one unless told
 * @property {boolean} [token] refuse pages that do not know a secret, which {@link Server.address} adds
 * @property {NodeJS.ProcessEnv} [env] added to this process's own; the extension host sees it
 * @property {boolean} [reconnect] keep a closed page's extension host for when it comes back
 * @property {(line: string) => void} [onLog] the server's own log
 */

/**
 * @typedef {object} Opening what a page opens; nothing for an empty window
 * @property {string} [folder] absolute path
 * @property {string} [workspace] absolute path of a `.code-workspace`
 * @property {readonly string[]} [extensionDevelopmentPaths] needs the server's driver
 * @property {string} [extensionTestsPath] needs the server's driver
 * @property {string} [file] absolute path of a file to open
 */

/**
 * @typedef {object} Server
 * @property {string} origin such as `http://127.0.0.1:4321`
 * @property {(opening?: Opening) => string} address the page to open
 * @property {(settings: Record<string, unknown>) => Promise<void>} writeSettings replaces the machine settings, which
 *   win over the user's and which open windows follow within a moment; application settings have no effect there
 * @property {Promise<void>} stopped resolves when it is gone, asked or not
 * @property {() => Promise<void>} stop the process tree is gone and the temporary folders removed when it resolves
 */

/**
 * Starts a VS Code server with fresh data folders and waits until its page answers.
 *
 * User settings are a file of the server here (`data/User/settings.json`), not the browser's storage as in other web
 * builds: hence they can be given before the first page is open, and apply to all pages of this server. They are read
 * when a page opens and not watched; machine settings (`data/Machine/settings.json`) are.
 *
 * @param {ServerOptions} [options]
 * @returns {Promise<Server>}
 */
export async function startServer(options = {}) {
  const { driver = false, vsix, settings = {}, port = 0, token = false, env, reconnect = false, onLog } = options;
  const { node, main } = await ensureServer();
  const folder = await mkdtemp(join(tmpdir(), 'arret-vscode-'));
  // Until the process that removes it has started.
  const forgetFolder = atEnd(() => rm(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  /** @param {Record<string, unknown>} own */
  const writeSettings = (own) => writeFile(join(data, 'Machine', 'settings.json'), JSON.stringify(own, null, 2));
  await mkdir(join(data, 'Machine'), { recursive: true });
  await mkdir(join(data, 'User'), { recursive: true });
  await writeFile(join(data, 'User', 'settings.json'), JSON.stringify({ ...calmSettings, ...settings }, null, 2));

  const secret = randomUUID();
  const secretFile = join(folder, 'token');
  // A file: the command line is readable by everyone on the machine.
  if (token) {
    await writeFile(secretFile, secret, { mode: 0o600 });
  }

  const args = [
    main,
    '--host=127.0.0.1',
    `--port=${port}`,
    token ? `--connection-token-file=${secretFile}` : '--without-connection-token',
    '--accept-server-license-terms',
    `--server-data-dir=${folder}`,
    `--extensions-dir=${join(folder, 'extensions')}`,
    '--disable-workspace-trust',
    '--telemetry-level=off',
    ...(driver ? ['--enable-smoke-test-driver'] : []),
    ...(vsix === undefined ? [] : [`--install-extension=${vsix}`, '--start-server']),
    ...(reconnect ? [] : ['--reconnection-grace-time=1']),
  ];
  const supervisor = spawn(process.execPath, [join(root, 'test/workbench/supervise.mjs'), folder, node, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    // Out of the terminal's reach: Ctrl-C is ours to handle.
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  forgetFolder();
  /** @type {Promise<void>} */
  const stopped = new Promise((settle) => {
    supervisor.once('exit', () => settle());
    supervisor.once('error', () => settle());
  });
  const stop = async () => {
    forget();
    supervisor.stdin.end();
    await stopped;
  };
  const forget = atEnd(stop);
  supervisor.stdin.on('error', () => undefined);

  try {
    const log = /** @type {string[]} */ ([]);
    /** @type {Promise<number>} */
    const listening = new Promise((settle, reject) => {
      let rest = '';
      /** @param {string} text */
      const read = (text) => {
        const lines = (rest + text).split(/\r?\n/);
        rest = lines.pop() ?? '';
        for (const line of lines) {
          log.push(line);
          if (log.length > 200) {
            log.shift();
          }
          onLog?.(line);
          const found = /^Extension host agent listening on (\d+)/.exec(line);
          if (found) {
            settle(Number(found[1]));
          }
        }
      };
      supervisor.stdout.setEncoding('utf8').on('data', read);
      supervisor.stderr.setEncoding('utf8').on('data', read);
      supervisor.once('close', () =>
        reject(new Trouble(`Le serveur VS Code s’est arrêté au démarrage :\n${log.slice(-20).join('\n')}`)),
      );
    });
    const origin = `http://127.0.0.1:${await listening}`;
    await until(`la page de VS Code (${origin})`, async () => {
      const answer = await fetch(origin, {
        headers: token ? { cookie: `vscode-tkn=${secret}` } : {},
        signal: AbortSignal.timeout(10_000),
      }).catch(() => undefined);
      await answer?.arrayBuffer();
      return answer?.status === 200;
    });
    return {
      origin,
      address: (opening = {}) => address(origin, token ? secret : undefined, opening),
      writeSettings,
      stopped,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * @param {string} origin
 * @param {string | undefined} secret
 * @param {Opening} opening
 */
function address(origin, secret, { folder, workspace, extensionDevelopmentPaths = [], extensionTestsPath, file }) {
  const authority = new URL(origin).host;
  /** @param {string} path */
  const urlPath = (path) => pathToFileURL(resolve(path)).pathname;
  /** @param {string} path */
  const remote = (path) => `vscode-remote://${authority}${urlPath(path)}`;
  /** @type {[string, string][]} */
  const payload = extensionDevelopmentPaths.map((path) => ['extensionDevelopmentPath', remote(path)]);
  if (extensionTestsPath !== undefined) {
    payload.push(['extensionTestsPath', remote(extensionTestsPath)]);
  }
  if (file !== undefined) {
    payload.push(['openFile', remote(file)]);
  }
  // Written by hand: the query must keep its slashes readable, for it is shown to a person.
  const query = [
    ...(secret === undefined ? [] : [`tkn=${secret}`]),
    // Without it an empty address opens the last folder again.
    ...(folder === undefined && workspace === undefined ? ['ew=true'] : []),
    ...(folder === undefined ? [] : [`folder=${encodeQuery(urlPath(folder))}`]),
    ...(workspace === undefined ? [] : [`workspace=${encodeQuery(urlPath(workspace))}`]),
    ...(payload.length === 0 ? [] : [`payload=${encodeURIComponent(JSON.stringify(payload))}`]),
  ];
  return `${origin}/?${query.join('&')}`;
}

/**
 * @param {string} path already percent-encoded as a URL's path
 */
function encodeQuery(path) {
  return decodeURIComponent(path)
    .split('/')
    .map((part) => encodeURIComponent(part))
    .join('/');
}
