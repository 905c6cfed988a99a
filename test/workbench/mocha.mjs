/**
 * Runs a bundled suite in this very process: `node mocha.mjs unit|e2e RESULTS_FILE`.
 *
 * ARRET_GREP keeps the tests whose title contains it.
 */
import { join } from 'node:path';
import Mocha from 'mocha';
import { filesUnder } from './files.mjs';
import { out, root } from './paths.mjs';
import { main } from './processes.mjs';
import { countingReporter } from './reporter.mjs';

main(async () => {
  const [suite, results] = process.argv.slice(2);
  if ((suite !== 'unit' && suite !== 'e2e') || results === undefined) {
    throw new Error('usage: mocha.mjs unit|e2e RESULTS_FILE');
  }
  process.chdir(root);
  const mocha = new Mocha({
    reporter: countingReporter(Mocha, results),
    timeout: suite === 'e2e' ? 90_000 : 10_000,
    // A key pressed while a busy VS Code redraws may be lost: what fails twice is a failure.
    retries: suite === 'e2e' ? 1 : 0,
    ...(process.env['ARRET_GREP'] ? { fgrep: process.env['ARRET_GREP'] } : {}),
  });
  if (suite === 'e2e') {
    mocha.rootHooks((await import('./session.mjs')).rootHooks);
  }
  for (const file of await filesUnder(join(out, 'test', suite), '.test.mjs')) {
    mocha.addFile(file);
  }
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    mocha.run((failures) => resolve(failures === 0 ? 0 : 1));
  });
});
