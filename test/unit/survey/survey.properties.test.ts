import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { inventorySchema } from '../../../src/survey/schema';
import { knownNames } from './knownNames';
import { surveyFiles, type MemoryFiles } from './memoryTree';
import { plantedRepository } from './plantedRepository';

/** Surveys files that may hold anything, and makes sure that no detector broke. */
async function surveySafely(files: MemoryFiles): Promise<void> {
  const { notes } = inventorySchema.parse(await surveyFiles(files));
  assert.deepEqual(
    notes.filter(({ message }) => message.startsWith('lecture interrompue')),
    [],
  );
}

describe('A survey of anything', () => {
  it('never fails, whatever files hold, and always gives what its schema says', async function () {
    this.timeout(120_000);
    const content = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.uint8Array({ maxLength: 300 }),
      fc
        .array(
          fc.constantFrom(
            ...'{}[]()<>"\'`:=-#,.\n\r\t|&*!?%@\\/$ a1'.split(''),
            'name',
            ': ',
            '- ',
            '\n  ',
            '<a>',
            '${',
            '{{',
            'version',
            '==',
            '# ',
            '<<: *a',
            '&a ',
            'services:\n',
            'FROM ',
            '\u0000',
            '\uFEFF',
            'é',
            '__proto__',
            'constructor',
          ),
          { maxLength: 80 },
        )
        .map((parts) => parts.join('')),
    );
    const files = fc.dictionary(fc.constantFrom(...knownNames), content, { minKeys: 5, maxKeys: 40 });
    await fc.assert(fc.asyncProperty(files, surveySafely), { numRuns: 40 });
  });

  it('never fails on manifests whose keys hold anything', async function () {
    this.timeout(120_000);
    const keys =
      'name version scripts dependencies devDependencies workspaces packages engines packageManager services image build ports command environment env jobs steps on run uses with schedule cron include stages script variables kind apiVersion metadata spec data addons formation require config targets frameworks libraries plugins plugin tool project poetry tasks value path url paths info servers license updates extends';
    const key = fc.constantFrom(...keys.split(' '), '__proto__', '', '<<');
    const { tree: value } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'medium', withCrossShrink: true },
        fc.constantFrom<unknown>(
          '',
          'a',
          '1.10',
          '*',
          '${A}',
          '../..',
          'https://a.fr',
          'web: node .',
          null,
          true,
          3,
          -1.5,
          '0 3 * * * a',
        ),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.array(fc.tuple(key, tie('tree')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
      ),
    }));
    const names = knownNames.filter((name) => /\.(?:json|ya?ml|lock)$|Pipfile\.lock$/.test(name));
    const files = fc.dictionary(
      fc.constantFrom(...names),
      value.map((each) => JSON.stringify(each) ?? ''),
      { minKeys: 8, maxKeys: 40 },
    );
    await fc.assert(fc.asyncProperty(files, surveySafely), { numRuns: 40 });
  });

  it('never fails on files cut short, doubled or mixed up', async function () {
    this.timeout(120_000);
    const { files } = plantedRepository();
    const paths = Object.keys(files);
    const cut = fc.record({
      path: fc.constantFrom(...paths),
      other: fc.constantFrom(...paths),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      to: fc.double({ min: 0, max: 1, noNaN: true }),
      inserted: fc.constantFrom(
        '',
        '"',
        "'",
        '{',
        '[',
        '\n',
        '\r\n',
        '\uFEFF',
        '<<: *a\n',
        '\\',
        '`',
        '<',
        '---\n',
        '{{ a }}',
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(cut, { minLength: 10, maxLength: 40 }), async (cuts) => {
        const written: Record<string, string> = {};
        for (const { path, other, from, to, inserted } of cuts) {
          const text = String(files[path]);
          const end = String(files[other]);
          written[path] =
            text.slice(0, from * text.length) +
            inserted +
            (to > 0.5 ? text.slice(to * text.length) : end.slice(to * end.length));
        }
        await surveySafely(written);
      }),
      { numRuns: 40 },
    );
  });
});
