import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** An error whose message is meant for the person at the terminal: shown alone, without a stack. */
export class Trouble extends Error {}

/** @type {Set<() => unknown>} */
const cleanups = new Set();
let ending = false;

/**
 * Registers what must be undone when this process ends, on a signal as well. Returns the function that forgets it.
 *
 * @param {() => unknown} cleanup may be asynchronous
 * @returns {() => void}
 */
export function atEnd(cleanup) {
  cleanups.add(cleanup);
  return () => {
    cleanups.delete(cleanup);
  };
}

/**
 * Undoes everything registered, last first, then exits. The first caller decides the exit code.
 *
 * @param {number} code
 * @returns {Promise<void>} never resolves in practice: the process is gone
 */
export async function end(code) {
  if (ending) {
    return;
  }
  ending = true;
  for (const cleanup of [...cleanups].reverse()) {
    try {
      await cleanup();
    } catch (error) {
      console.error(error);
      code = code || 1;
    }
  }
  process.exit(code);
}

/**
 * Runs a program's main function: signals end it cleanly, and an error is told in one line when it is ours, with its
 * stack when it is a bug.
 *
 * @param {() => Promise<number>} body resolves to the exit code
 * @param {{ onSignal?: number }} [options] exit code after Ctrl-C or a termination signal, 130 unless told
 */
export function main(body, { onSignal = 130 } = {}) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => void end(onSignal));
  }
  /** @param {unknown} error */
  const fail = (error) => {
    // What fails because we are stopping is no news.
    if (!ending) {
      console.error(error instanceof Trouble ? `\n✖ ${error.message}` : error);
    }
    void end(error instanceof Trouble && error.cause === 'usage' ? 2 : 1);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  // npm passes a termination signal on to the shell it runs us in, and that shell dies without a word to us. The same
  // holds for our own stages when the one that runs them is killed outright; that one names itself, for it may be gone
  // before we look. Windows keeps naming a dead parent.
  const named = process.env['ARRET_FOLLOWS_PARENT'];
  // It speaks of this process, not of those that inherit our environment.
  delete process.env['ARRET_FOLLOWS_PARENT'];
  if (process.platform !== 'win32' && (named !== undefined || process.env['npm_lifecycle_event'] !== undefined)) {
    const parent = named === undefined ? process.ppid : Number(named);
    setInterval(() => {
      if (process.ppid !== parent) {
        void end(onSignal);
      }
    }, 250).unref();
  }
  body().then((code) => void end(code), fail);
}

/**
 * @param {number | undefined} pid
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  if (pid === undefined) {
    return;
  }
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group is already gone.
  }
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] added to this process's own
 * @property {boolean} [quiet] keep the output instead of showing it
 * @property {boolean} [shell]
 * @property {(line: string) => void} [onLine] called for each line of output; implies quiet
 */

/**
 * Runs a program to its end. It gets a process group of its own, so that stopping us stops all that it started.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} output is empty unless quiet; code is 1 for a signal
 */
export function run(command, args, { cwd, env, quiet = false, shell = false, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const piped = quiet || onLine !== undefined;
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      shell,
      stdio: ['ignore', piped ? 'pipe' : 'inherit', piped ? 'pipe' : 'inherit'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    let output = '';
    let rest = '';
    /** @param {string} text */
    const read = (text) => {
      output += text;
      const lines = (rest + text).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) {
        onLine?.(line);
      }
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    /** @type {Promise<void>} */
    const gone = new Promise((settle) => {
      child.once('close', () => settle());
      child.once('error', () => settle());
    });
    const forget = atEnd(() => {
      signalGroup(child.pid, 'SIGTERM');
      return gone;
    });
    child.once('error', (error) => {
      forget();
      reject(error);
    });
    child.once('close', (code) => {
      forget();
      if (rest !== '') {
        onLine?.(rest);
      }
      resolve({ code: code ?? 1, output });
    });
  });
}

/**
 * Runs npm with this very Node, wherever npm is: on Windows it is a batch file, which only a shell can start.
 *
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function npm(args, options = {}) {
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const fromNpm = process.env['npm_execpath'];
  // npm_execpath may be another package manager's.
  const cli = fromNpm !== undefined && /npm-cli\.[cm]?js$/.test(fromNpm) ? fromNpm : beside;
  if (existsSync(cli)) {
    return run(process.execPath, [cli, ...args], options);
  }
  if (process.platform !== 'win32') {
    return run('npm', args, options);
  }
  return run(
    'npm.cmd',
    args.map((arg) => (/[\s"]/.test(arg) ? `"${arg.replaceAll('"', '\\"')}"` : arg)),
    { ...options, shell: true },
  );
}

/**
 * Calls `check` until it gives something, at most `seconds` long.
 *
 * For what gives no event to wait on: another process's file, a port that opens.
 *
 * @template T
 * @param {string} what named in the error, in French
 * @param {() => T | undefined | false | Promise<T | undefined | false>} check
 * @param {{ seconds?: number, every?: number }} [options] every: milliseconds between two calls
 * @returns {Promise<T>}
 */
export async function until(what, check, { seconds = 30, every = 50 } = {}) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== false) {
      return found;
    }
    if (Date.now() > deadline) {
      throw new Trouble(`Toujours rien après ${seconds} s : ${what}.`);
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
