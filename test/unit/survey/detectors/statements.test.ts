import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { statements } from '../../../../src/survey/detectors/statements';
import { npmDependencies } from '../../../../src/survey/detectors/npmDependencies';
import { git } from '../../../../src/survey/detectors/git';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const refs = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.git/config': '',
  '.git/refs/heads/main': `${'a'.repeat(40)}\n`,
  '.git/refs/heads/prod': `${'b'.repeat(40)}\n`,
};

async function found(files: MemoryFiles): Promise<string[]> {
  const inventory = await surveyFiles({ ...refs, ...files }, [git, npmDependencies, statements]);
  return inventory.repository.statements.map(
    ({ kind, name, quote, evidence: [place] }) =>
      `${kind} ${name} | ${quote} | ${place?.path ?? ''}:${String(place?.line)}`,
  );
}

describe('What documents say, in their own words', () => {
  it('is what a branch is for, why a choice was made, where it runs and what is dangerous', async () => {
    const lines = [
      '# Produit',
      '',
      'Jenkins déploie la branche **prod**. La branche main est celle du travail.',
      '',
      'Nous avons fait le choix de [Vue](https://vuejs.org), plus simple que React.',
      'Le site est hébergé par une administration centrale.',
      '',
      '- `make reset` (will remove all data of the base)',
    ];
    for (const ending of ['\n', '\r\n']) {
      assert.deepEqual(
        await found({ 'README.md': lines.join(ending), 'package.json': '{"dependencies":{"vue":"3"}}' }),
        [
          'branch prod | Jenkins déploie la branche prod. | README.md:3',
          'choice Vue.js | Nous avons fait le choix de Vue, plus simple que React. | README.md:5',
          'hosting hébergement | Le site est hébergé par une administration centrale. | README.md:6',
          'warning attention | make reset (will remove all data of the base) | README.md:8',
        ],
      );
    }
  });

  it('is neither code, nor what guides tell their reader, nor a reason about nothing known', async () => {
    const text = [
      '```sh',
      'echo we chose this because of that and that',
      '```',
      'We chose this format, please open an issue if you disagree.',
      'It fails because no cookie was sent by anyone at all.',
      '| we chose | this table because of that |',
    ];
    assert.deepEqual(await found({ 'docs/guide.md': text.join('\n') }), []);
  });

  it('is found in any text, in no time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 500 }), async (text) => {
        await found({ 'README.md': text });
      }),
      { numRuns: 200 },
    );
  });
});
