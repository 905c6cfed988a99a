/**
 * What the editor's launch configurations need: `prepare.mjs exemple` copies the sample product where it can be written
 * in, `prepare.mjs essai` builds all and makes a fresh copy for the integration tests.
 */
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyFixture, sampleProduct } from './fixtures.mjs';
import { cache, root } from './paths.mjs';
import { Trouble, main, npm } from './processes.mjs';

main(async () => {
  const [what] = process.argv.slice(2);
  if (what === 'exemple') {
    await sampleProduct();
    return 0;
  }
  if (what !== 'essai') {
    throw new Trouble('Usage : prepare.mjs exemple|essai', { cause: 'usage' });
  }
  const { code } = await npm(['run', '--silent', 'build'], { cwd: root });
  if (code !== 0) {
    return code;
  }
  const { bundleTests } = await import('./bundle.mjs');
  await bundleTests();
  const product = join(cache, 'essai', 'passerelle');
  await rm(product, { recursive: true, force: true });
  await mkdir(dirname(product), { recursive: true });
  await copyFixture('passerelle', product);
  return 0;
});
