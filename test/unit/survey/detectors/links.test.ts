import * as assert from 'node:assert/strict';
import { links } from '../../../../src/survey/detectors/links';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

async function found(files: MemoryFiles): Promise<string[]> {
  const { repository } = await surveyFiles(files, [links]);
  return repository.links.map(
    ({ kind, name, url, evidence }) =>
      `${kind} ${name} ${url} ${evidence.map(({ path, line }) => `${path}:${line}`).join(' ')}`,
  );
}

describe('The links detector', () => {
  it('reads the README’s links by what they lead to', async () => {
    const text = [
      '# Boussole',
      '',
      '[![build](https://ci.example/x.svg)](https://github.com/a/b/actions)',
      '',
      'En ligne sur <https://boussole.beta.gouv.fr/>, [maquettes](https://www.figma.com/file/1?token=abc).',
      'Voir [le suivi](https://sentry.incubateur.net/1), [écrire](mailto:contact@boussole.beta.gouv.fr)',
      'ou [Jeanne](mailto:jeanne.martin@beta.gouv.fr), [une lib](https://expressjs.com) et [la démo](https://demo.example.org/).',
      '',
      '```',
      'https://boussole.beta.gouv.fr/api',
      '```',
    ].join('\n');
    assert.deepEqual(await found({ 'README.md': text, 'docs/README.md': '[x](https://y.gouv.fr)' }), [
      'site boussole.beta.gouv.fr https://boussole.beta.gouv.fr/ README.md:5',
      'document maquettes https://www.figma.com/file/1 README.md:5',
      'tool le suivi https://sentry.incubateur.net/1 README.md:6',
      'contact contact@boussole.beta.gouv.fr contact@boussole.beta.gouv.fr README.md:6',
      'site la démo https://demo.example.org/ README.md:7',
    ]);
  });

  it('reads the cards of a product, without who signs in', async () => {
    assert.deepEqual(
      await found({
        'package.json':
          '{\n  "homepage": "https://me:pass@boussole.fr/?key=1",\n  "repository": { "url": "https://github.com/a/b" }\n}',
        'publiccode.yml':
          'landingURL: "https://boussole.fr/"\nurl: https://github.com/a/b\ndocumentation: https://guide.example/\n',
      }),
      [
        'site homepage https://boussole.fr/ package.json:2 publiccode.yml:1',
        'document documentation https://guide.example/ publiccode.yml:3',
      ],
    );
  });
});
