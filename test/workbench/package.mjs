import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson } from './files.mjs';
import { cache, root } from './paths.mjs';
import { Trouble, npm, run } from './processes.mjs';

/**
 * Packages the extension as it would be published, but into the cache: the root stays clean.
 *
 * @returns {Promise<string>} the `.vsix` file's path
 */
export async function packageExtension() {
  /** @type {{ version: string, scripts: Record<string, string> }} */
  const manifest = await readJson(join(root, 'package.json'));
  const folder = join(cache, 'paquet');
  await mkdir(folder, { recursive: true });
  const vsix = join(folder, `arret-${manifest.version}.vsix`);
  await rm(vsix, { force: true });
  const { code, output } = manifest.scripts['package']
    ? await npm(['run', 'package', '--', '--out', vsix], { cwd: root, quiet: true })
    : await run(
        process.execPath,
        [join(root, 'node_modules/@vscode/vsce/vsce'), 'package', '--no-dependencies', '--skip-license', '--out', vsix],
        { cwd: root, quiet: true },
      );
  if (code !== 0) {
    throw new Trouble(`L’extension n’a pas pu être empaquetée :\n${output.trim()}`);
  }
  return vsix;
}
