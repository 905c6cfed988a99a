import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../../package.json';
import { today } from '../compose/today';
import { run } from './run';

void run(process.argv.slice(2), {
  version,
  today: today(),
  readAsset: async (name) => readFile(join(__dirname, 'grammars', name)),
  terminal: {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isOutWatched: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    isErrWatched: process.stderr.isTTY && process.env['NO_COLOR'] === undefined,
  },
}).then((code) => {
  // Not process.exit: what a pipe hasn't taken yet would be lost.
  process.exitCode = code;
});
