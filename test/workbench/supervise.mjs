/**
 * Keeps one VS Code server for exactly as long as the process that wanted it.
 *
 * The link is this process's standard input: when the other end closes it, on purpose or because it died in whatever
 * way (even killed outright), the server's whole process group is stopped and its temporary folder is removed.
 *
 * Usage: node supervise.mjs TEMPORARY_FOLDER COMMAND [ARGS…]
 */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { signalGroup } from './processes.mjs';

const [folder, command, ...args] = process.argv.slice(2);
if (folder === undefined || command === undefined) {
  throw new Error('usage: supervise.mjs FOLDER COMMAND [ARGS…]');
}

// Ctrl-C reaches everyone in the terminal; what it means for the server is its owner's decision.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => undefined);
}
// Its owner may be gone, and nobody left to read what the server says.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', () => undefined);
}

const server = spawn(command, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: process.platform !== 'win32',
  windowsHide: true,
});
/** @type {Promise<number>} */
const exited = new Promise((resolve) => {
  server.once('exit', (code) => resolve(code ?? 1));
  server.once('error', (error) => {
    console.error(error.message);
    resolve(1);
  });
});
/** @type {Promise<undefined>} */
const released = new Promise((resolve) => {
  process.stdin.once('close', () => resolve(undefined));
  process.stdin.resume();
});

const code = await Promise.race([exited, released]);
// Extension hosts outlive the server's main process by a few instants, hence the group, not the process.
signalGroup(server.pid, 'SIGTERM');
const patience = Date.now() + 1000;
while (groupIsAlive(server.pid)) {
  if (Date.now() > patience) {
    signalGroup(server.pid, 'SIGKILL');
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
}
await exited;
await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
process.exit(code ?? 0);

/**
 * @param {number | undefined} pid
 */
function groupIsAlive(pid) {
  if (pid === undefined || process.platform === 'win32') {
    return false;
  }
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}
