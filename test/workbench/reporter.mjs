import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** @typedef {{ tests: number, passes: number, failures: number, pending: number }} Results */

/**
 * Mocha's usual report on screen, plus the counts in a JSON file for the one who sums the suites up.
 *
 * It takes mocha instead of importing it: an extension host can only import it in its own way.
 *
 * @param {typeof import('mocha')} Mocha
 * @param {string} file
 * @returns {import('mocha').ReporterConstructor}
 */
export function countingReporter(Mocha, file) {
  return class extends Mocha.reporters.Spec {
    /**
     * @param {import('mocha').Runner} runner
     * @param {import('mocha').MochaOptions} options
     */
    constructor(runner, options) {
      super(runner, options);
      runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
        const { tests, passes, failures, pending } = this.stats;
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, JSON.stringify({ tests, passes, failures, pending }));
      });
    }
  };
}
