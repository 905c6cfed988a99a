import { frameworkOf } from '../data/frameworks';
import type { Detector } from '../detector';
import type { Dependency } from '../facts';
import { readComposerLock } from '../readers/composerLock';
import { jsonFile } from '../readers/json';
import { textAt, valueAt } from '../readers/located';
import { inFolder, isTriedOut } from '../readers/paths';

/** In bytes. */
const largestLock = 10_000_000;

/** `php`, `ext-intl` and `composer-plugin-api` are asked of the machine: they have no `/`. */
const packageName = /^[\w.-]+\/[\w.-]+$/;

/** The packages that the product's own `composer.json` files ask for. */
export const composerDependencies: Detector = {
  name: 'composerDependencies',
  start: (repository) => ({
    async find() {
      const dependencies: Dependency[] = [];
      const manifests = [];
      for (const file of repository.named('composer.json')) {
        const value = isTriedOut(file) ? undefined : await jsonFile(repository, file.path);
        if (value) {
          manifests.push({ file, value });
        }
      }
      const internal = new Set(manifests.flatMap(({ value }) => textAt(value, 'name')?.toLowerCase() ?? []));
      for (const { file, value } of manifests) {
        const lockPath = inFolder(file.folder, 'composer.lock');
        const lockSource = repository.has(lockPath) ? await repository.text(lockPath, largestLock) : undefined;
        const lock = lockSource && readComposerLock(lockSource);
        const named = new Set<string>();
        for (const [list, dev] of [
          ['require', false],
          ['require-dev', true],
        ] as const) {
          for (const { key, line, value: constraint } of valueAt(value, list)?.entries ?? []) {
            const name = key.toLowerCase();
            const locked = lock?.get(name);
            const isInside = internal.has(name) && locked?.version === undefined;
            if (packageName.test(key) && constraint.kind === 'text' && !named.has(name) && !isInside) {
              named.add(name);
              const framework = frameworkOf('packagist', name);
              dependencies.push({
                name: key,
                evidence: [{ path: file.path, line }],
                ecosystem: 'packagist',
                constraint: constraint.text,
                ...(locked?.version === undefined ? {} : { locked: locked.version, lockEvidence: locked.evidence }),
                dev,
                manifest: file.path,
                ...(/^=?v?\d+(?:\.\d+)*(?:-[\w.]+)?$/.test(constraint.text) ? { pinned: 'exact' as const } : {}),
                ...(framework === undefined ? {} : { framework }),
              });
            }
          }
        }
      }
      return { dependencies };
    },
  }),
};
