import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { Detector } from '../../../../src/survey/detector';
import { readme } from '../../../../src/survey/detectors/readme';
import type { Readme } from '../../../../src/survey/facts';
import { surveyFiles, type MemoryFiles } from '../memoryTree';

const parts: Detector = {
  name: 'parts',
  start: () => ({
    find: () => ({ repository: { parts: [{ name: 'api', evidence: [{ path: 'api/package.json', line: 1 }] }] } }),
  }),
};

async function survey(files: MemoryFiles): Promise<Readme[]> {
  return (await surveyFiles(files, [parts, readme])).readme;
}

async function stopLine(text: string): Promise<number | undefined> {
  return (await survey({ 'README.md': text }))[0]?.stopped?.line;
}

describe('The detector of READMEs', () => {
  it('gives sections with their lines, of the root and of parts', async () => {
    const found = await survey({
      'README.md': '\uFEFFUn mot.\r\n\r\n# Produit\r\n\r\n## Installation\r\n\r\nnpm ci\r\n\r\n## Licence\r\n',
      'api/README.md': '# API\n',
      'src/README.md': '# Non\n',
      'docs/README.md': '# Non plus\n',
    });
    assert.deepEqual(found, [
      {
        name: 'README.md',
        path: 'README.md',
        title: 'Produit',
        evidence: [{ path: 'README.md', line: 3 }],
        sections: [
          { title: 'Produit', level: 1, line: 3, endLine: 9 },
          { title: 'Installation', level: 2, line: 5, endLine: 8 },
          { title: 'Licence', level: 2, line: 9, endLine: 9 },
        ],
      },
      {
        name: 'README.md',
        path: 'api/README.md',
        title: 'API',
        evidence: [{ path: 'api/README.md', line: 1 }],
        sections: [{ title: 'API', level: 1, line: 1, endLine: 1 }],
      },
    ]);
  });

  it('finds a title where there is one', async () => {
    const titles = await Promise.all(
      [
        '<h1 align="center">\n  <b>Produit</b>\n</h1>\n\n## Installation\n',
        '![Logo](logo.png)\n\n## Installation\n\n## Licence\n',
        '## Produit\n\n### Installation\n',
        '',
      ].map(async (text) => (await survey({ 'readme.md': text }))[0]?.title),
    );
    assert.deepEqual(titles, ['Produit', undefined, 'Produit', undefined]);
  });

  it('reads the headings of other formats', async () => {
    const [rst] = await survey({
      'README.rst': 'Produit\n=======\n\nInstallation\n------------\n\npip\n\nLicence\n-------\n',
    });
    const [adoc] = await survey({ 'README.adoc': '= Produit\n\n== Installation\n\ntexte\n' });
    assert.deepEqual(
      [rst, adoc].map((each) => each?.sections.map(({ title, level, line, endLine }) => [title, level, line, endLine])),
      [
        [
          ['Produit', 1, 1, 11],
          ['Installation', 2, 4, 8],
          ['Licence', 2, 9, 11],
        ],
        [
          ['Produit', 1, 1, 6],
          ['Installation', 2, 3, 6],
        ],
      ],
    );
  });

  it('gives what its installation sections tell to type, and nothing that opens something', async () => {
    const text = [
      '# Produit',
      '',
      '## Installer',
      '',
      '```sh',
      '# un commentaire',
      '$ cp .env.sample .env   # puis remplir',
      'npm ci',
      'export SECRET_KEY=abc',
      'psql -c "create user x with password \'y\'"',
      'docker run -e POSTGRES_PASSWORD=abc postgres',
      'docker run \\',
      '  --name a b',
      'npm ci',
      'Serveur prêt',
      '```',
      '',
      '### Lancer en production',
      '',
      '```',
      'npm run prod',
      '```',
      '',
      '### Développer',
      '',
      '    make dev',
      '',
      '```json',
      'npm non',
      '```',
      '',
      '## Tests',
      '',
      '```bash',
      'npm test',
      '```',
    ].join('\r\n');
    const [found] = await survey({ 'README.md': text });
    assert.deepEqual(found?.commands, [
      { line: 7, endLine: 8, text: 'cp .env.sample .env\nnpm ci' },
      { line: 26, endLine: 26, text: 'make dev' },
    ]);
  });

  it('completes what Compose is told by the form that the text gives elsewhere, and leaves out what only shows a version', async () => {
    const text = [
      '# Produit',
      '## Installation',
      '```sh',
      'docker-compose --version',
      'docker-compose version 1.25.5, build 8a1c60f6',
      'docker-compose build',
      'docker-compose web dev',
      'docker-compose autre',
      'equipe/image',
      '```',
      'Avec un port : `docker-compose run -p 8080:8080 web dev`.',
    ].join('\n');
    const [found] = await survey({ 'README.md': text });
    assert.deepEqual(
      found?.commands?.map((block) => block.text),
      ['docker-compose build\ndocker-compose run -p 8080:8080 web dev\ndocker-compose autre'],
    );
  });

  it('takes commands from sentences where no block gives any, a dozen lines at most', async () => {
    const spans = 'Faire `docker-compose up -d`, puis `yarn` et `yarn dev`, pas `README.md` ni `API_URL`.';
    const [found] = await survey({ 'README.md': `# P\n\n## Installation\n\n${spans}\n\n## API\n\n\`npm x\`\n` });
    assert.deepEqual(
      found?.commands?.map(({ line, text }) => `${String(line)} ${text}`),
      ['5 docker-compose up -d', '5 yarn', '5 yarn dev'],
    );
    const many = Array.from({ length: 30 }, (_, index) => `npm run a${String(index)}`).join('\n');
    const [long] = await survey({ 'README.md': `# P\n\n## Installation\n\n\`\`\`\n${many}\n\`\`\`\n` });
    assert.equal(long?.commands?.[0]?.text.split('\n').length, 12);
    const [value] = await survey({ 'README.md': '## Lancer\n\n```sh\nnpm start -- PORT=3000 --user jeanne\n```\n' });
    assert.equal(value?.commands?.[0]?.text, 'npm start -- PORT=… --user …');
  });

  it('sees that a stop or a move is announced', async () => {
    const announced = [
      '# Produit\n\n> Ce dépôt est archivé.\n',
      '# Produit\n\n> **Ce projet n’est plus maintenu** depuis 2022.\n',
      '# Produit\n\n⚠️ **DEPRECATED**\n',
      '# Produit\n\nThis repository has been archived.\n',
      '# Produit\n\nThis project is no longer maintained\n',
      '# Produit\n\nLe code a déménagé vers une autre forge.\n',
      '# Produit\n\n![statut](https://img.shields.io/badge/status-unmaintained-red)\n',
      '# [ARCHIVÉ] Produit\n\nligne\n',
      '# Produit\n\n## Moved to https://exemple.fr\n',
      '# Produit\n\nLe projet a été abandonné en 2021.\n',
      '# Produit\n\n**No longer supported**\n',
      '# Produit\n\nPlease note that this tool is not supported anymore.\n',
    ];
    const lines = await Promise.all(announced.map(stopLine));
    assert.deepEqual(lines, [3, 3, 3, 3, 3, 3, 3, 1, 3, 3, 3, 3]);
    assert.equal(await stopLine(`# Produit\n${'\ntexte\n'.repeat(50)}\n# Moved\n`), 103);
  });

  it('doesn’t take what the product does for its end', async () => {
    const others = [
      'Permet de consulter les dossiers archivés et abandonnés.',
      'Le module `deprecated` liste les appels.',
      '```\nThis repository has been archived.\n```',
      'The documentation has moved to https://docs.exemple.fr.',
      'L’option `--x` is deprecated.',
      'Ce projet n’est pas abandonné.',
      'Unarchived files and moved lines are shown.',
      'Un agent arrêté peut revenir.',
      'Quand le service est arrêté, relancez-le.',
      'Internet Explorer is not supported anymore (it should work).',
    ];
    const found = await Promise.all(others.map(async (text) => [text, await stopLine(`# Produit\n\n${text}\n`)]));
    assert.deepEqual(
      found,
      others.map((text) => [text, undefined]),
    );
    assert.equal(await stopLine(`# Produit\n${'\n'.repeat(60)}Ce dépôt est archivé.\n`), undefined);
  });

  it('never throws, whatever the text', async () => {
    const words = fc.constantFrom(
      '#',
      'archivé',
      'est',
      'n’est plus maintenu',
      '```',
      '![',
      '](',
      '\n',
      '<h1>',
      '===',
      'moved to ',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.array(words).map((all) => all.join(' ')),
        ),
        async (text) => {
          const { notes, readme: found } = await surveyFiles({ 'README.md': text, 'README.rst': text }, [readme]);
          assert.ok(notes.every(({ message }) => !message.startsWith('lecture interrompue')));
          const count = text.split(/\r\n|\r|\n/).length;
          for (const { sections } of found) {
            assert.ok(sections.every(({ line, endLine }) => line >= 1 && line <= endLine && endLine <= count));
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
