/**
 * `npm test`: all that must hold, from a fresh clone. `node test.mjs STAGE…` runs only these.
 *
 * Options: --grep TEXT keeps the tests whose title contains it.
 *
 * Ends with the line `N passed, N failed`: the tests of all suites, plus one failure for each other stage that failed.
 */
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { filesUnder, readJson } from './files.mjs';
import { out, root } from './paths.mjs';
import { Trouble, main, npm, run } from './processes.mjs';
import { checkNode, ensureDependencies } from './setup.mjs';

const results = join(out, 'results');
/** @typedef {{ name: string, title: string, suite?: boolean, byDefault?: boolean, go: () => Promise<{ code: number }> }} Stage */

/**
 * @param {string} script
 * @param {readonly string[]} args
 */
const node = (script, ...args) =>
  run(process.execPath, ['--enable-source-maps', join(root, 'test', 'workbench', script), ...args], {
    cwd: root,
    env: { ARRET_FOLLOWS_PARENT: String(process.pid) },
  });

/** @type {readonly Stage[]} */
const stages = [
  { name: 'lint', title: 'Règles', go: () => npm(['run', '--silent', 'lint'], { cwd: root }) },
  { name: 'format', title: 'Mise en forme', go: () => npm(['run', '--silent', 'format:check'], { cwd: root }) },
  { name: 'types', title: 'Types', go: () => npm(['run', '--silent', 'types'], { cwd: root }) },
  {
    name: 'unit',
    title: 'Tests unitaires',
    suite: true,
    go: () => node('mocha.mjs', 'unit', join(results, 'unit.json')),
  },
  {
    name: 'integration',
    title: 'Tests d’intégration, dans VS Code',
    suite: true,
    go: () => node('integration.mjs', results),
  },
  {
    name: 'e2e',
    title: 'Tests de bout en bout, à l’écran',
    suite: true,
    go: () => node('mocha.mjs', 'e2e', join(results, 'e2e.json')),
  },
  {
    name: 'desktop',
    title: 'Tests d’intégration, dans le VS Code de bureau',
    suite: true,
    byDefault: false,
    go: () => node('integration.mjs', results, '--desktop'),
  },
];

main(async () => {
  checkNode();
  const { chosen, everything } = chooseStages(process.argv.slice(2));
  let passed = 0;
  let failed = 0;
  /** @type {string[]} */
  const summary = [];

  /**
   * @param {string} title
   * @param {() => Promise<{ code: number }>} go
   */
  const timed = async (title, go) => {
    console.log(`\n▶ ${title}`);
    const start = Date.now();
    const { code } = await go();
    const line = `${code === 0 ? '✔' : '✖'} ${title} (${((Date.now() - start) / 1000).toFixed(1)} s)`;
    console.log(line);
    summary.push(line);
    return code === 0;
  };
  const close = () => {
    console.log(`\n${summary.join('\n')}\n\n${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  };

  // Asked for some stages, it is someone at work, perhaps on the dependencies themselves.
  await ensureDependencies({ onlyIfMissing: !everything });
  const built = await timed('Construction', async () => {
    // Frozen: what is derived from the models stays as it was committed, for the tests to judge.
    const { code } = await npm(['run', '--silent', 'build', '--', '--frozen'], { cwd: root });
    if (code !== 0) {
      return { code };
    }
    const { bundleTests } = await import('./bundle.mjs');
    return bundleTests().then(
      () => ({ code: 0 }),
      () => ({ code: 1 }),
    );
  });
  if (!built) {
    failed += 1;
    return close();
  }

  for (const stage of chosen) {
    await rm(results, { recursive: true, force: true });
    await mkdir(results, { recursive: true });
    const ok = await timed(stage.title, stage.go);
    if (!stage.suite) {
      failed += ok ? 0 : 1;
      continue;
    }
    const counts = await readResults();
    passed += counts.passes;
    failed += counts.failures;
    // A suite that broke outside of its tests, or that found none, has no failure of its own to count.
    if (counts.failures === 0 && (!ok || counts.passes === 0)) {
      console.log(ok ? '  Aucun test n’a été exécuté.' : '  La suite s’est interrompue.');
      failed += 1;
    }
  }
  return close();
});

/** The counts of the stage that has just run, over its launches. */
async function readResults() {
  const sum = { passes: 0, failures: 0 };
  for (const file of await filesUnder(results, '.json')) {
    /** @type {import('./reporter.mjs').Results} */
    const counts = await readJson(file);
    sum.passes += counts.passes;
    sum.failures += counts.failures;
  }
  return sum;
}

/**
 * @param {string[]} args
 * @returns {{ chosen: readonly Stage[], everything: boolean }}
 */
function chooseStages(args) {
  const grep = args.indexOf('--grep');
  if (grep !== -1) {
    process.env['ARRET_GREP'] = args.splice(grep, 2)[1] ?? '';
  }
  if (args.length === 0) {
    return { chosen: stages.filter(({ byDefault = true }) => byDefault), everything: true };
  }
  const chosen = args.map((arg) => {
    const stage = stages.find(({ name }) => name === arg);
    if (stage) {
      return stage;
    }
    const names = stages.map(({ name }) => name).join(', ');
    throw new Trouble(`Étape inconnue : ${arg}. Les étapes sont : ${names}.`, { cause: 'usage' });
  });
  return { chosen, everything: false };
}
