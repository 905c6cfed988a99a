import * as assert from 'node:assert/strict';
import { acces } from '../../../src/compose/answers/acces';
import type { AnswerWriter } from '../../../src/compose/answers/answer';
import { isData, resourceOf } from '../../../src/compose/answers/apiResources';
import { automatisations } from '../../../src/compose/answers/automatisations';
import { dependances } from '../../../src/compose/answers/dependances';
import { dettes } from '../../../src/compose/answers/dettes';
import { docMetier } from '../../../src/compose/answers/docMetier';
import { hebergement } from '../../../src/compose/answers/hebergement';
import { installation } from '../../../src/compose/answers/installation';
import { liens } from '../../../src/compose/answers/liens';
import { saas } from '../../../src/compose/answers/saas';
import { testsCi } from '../../../src/compose/answers/testsCi';
import { createPage } from '../../../src/compose/page';
import { nameInTitle } from '../../../src/compose/productName';
import type { Dependency, Inventory } from '../../../src/survey/facts';
import { inventoryOf } from './inventories';

/** The lines of an answer, without links, tables' rules and the padding of cells. */
function write(writer: AnswerWriter, inventory: Inventory): string[] {
  const page = createPage({ inventory, today: '2026-11-24', dossier: 'arret/dossier.md', items: new Map() });
  return writer
    .write(page)
    .blocks.flatMap((block) => block.split('\n'))
    .filter((line) => line !== '' && !/^\|[ |-]*-[ |-]*\|$/.test(line))
    .map((line) =>
      line
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/\u00A0/g, ' ')
        .replace(/ +\|/g, ' |')
        .trim(),
    );
}

const at = (path: string, line = 1): { path: string; line: number }[] => [{ path, line }];

function library(name: string, manifest: string, more: Partial<Dependency>): Dependency {
  return { name, manifest, ecosystem: 'maven', dev: false, evidence: at(manifest, 5), ...more };
}

const modules = ['api', 'batch', 'web'];

describe('An answer', () => {
  it('says of twenty modules tested in one way that they are, in one row', () => {
    const tests = modules.map((part, index) => ({
      name: 'JUnit',
      part,
      files: index + 1,
      command: './mvnw test',
      evidence: at(`${part}/pom.xml`),
    }));
    const other = { name: 'Jest', part: 'web', files: 9, command: 'npm test', evidence: at('web/package.json') };
    assert.deepEqual(write(testsCi, inventoryOf({ tests: [...tests, other] })).slice(0, 3), [
      '| Tests | Commande | Combien | Preuve |',
      '| Jest | `npm test` | 9 fichiers | package.json:1 |',
      '| JUnit (3 parties) | `./mvnw test` | 6 fichiers | api/pom.xml:1, batch/pom.xml:1 |',
    ]);
  });

  it('gives each version of a framework once', () => {
    const dependencies = [
      library('spring-web', 'api/pom.xml', { framework: 'Spring Boot', locked: '3.2.1' }),
      library('spring-parent', 'pom.xml', { framework: 'Spring Boot', constraint: '3.2.1', locked: '3.2.1' }),
      library('spring-jpa', 'web/pom.xml', { framework: 'Spring Boot' }),
      library('spring-old', 'batch/pom.xml', { framework: 'Spring Boot', constraint: '2.7.0' }),
    ];
    assert.deepEqual(write(dependances, inventoryOf({ dependencies })).slice(0, 3), [
      '| Cadre | Déclarée | Verrouillée | Preuve |',
      '| Spring Boot | `3.2.1` | `3.2.1` | pom.xml:5 |',
      '| Spring Boot | `2.7.0` |  | batch/pom.xml:5 |'.replace('  |', ' |'),
    ]);
  });

  it('names the few dependencies that no lock holds, and counts many', () => {
    const unlocked = (count: number): string | undefined =>
      write(
        dependances,
        inventoryOf({
          dependencies: [
            library('vue', 'package.json', { locked: '3.5.0' }),
            ...Array.from({ length: count }, (_, index) => library(`lib-${index}`, 'package.json', {})),
          ],
        }),
      ).find((line) => line.includes('verrouillée'));
    assert.equal(unlocked(2), '2 dépendances sans version verrouillée : `lib-0` et `lib-1`.');
    assert.equal(unlocked(4), '4 dépendances sans version verrouillée.');
  });

  it('counts frameworks and each version of a database among the debts', () => {
    const lines = write(
      dettes,
      inventoryOf({
        dependencies: [
          library('Django', 'pyproject.toml', { framework: 'Django', constraint: '3.2.7', locked: '3.2.7' }),
          library('drf', 'pyproject.toml', { framework: 'Django REST framework', constraint: '3.11.2' }),
          library('vue', 'package.json', { framework: 'Vue.js', constraint: '^2.6.14', locked: '2.6.14', dev: true }),
        ],
        databases: [{ name: 'PostgreSQL', version: '11, 17', endOfLife: '2023-11-09', evidence: at('compose.yml', 4) }],
      }),
    );
    assert.deepEqual(lines.slice(1), [
      '| Composant | Version | Fin de support | Preuve |',
      '| PostgreSQL | `11` | novembre 2023 | compose.yml:4 |',
      '| Django | `3.2.7` | avril 2024 | pyproject.toml:5 |',
    ]);
  });

  it('puts the forge, the platforms and the robots of companies among the accounts', () => {
    const inventory = inventoryOf(
      {
        services: [{ name: 'Matomo', usage: 'mesure d’audience', variables: [], evidence: at('.env.sample') }],
        hosting: [
          { name: 'Heroku', kind: 'platform', evidence: at('app.json') },
          { name: 'uWSGI', kind: 'platform', evidence: at('uwsgi.ini') },
        ],
        robots: [
          { name: 'Snyk', kind: 'updates', does: 'propose des correctifs', evidence: at('.snyk') },
          { name: 'Dependabot', kind: 'updates', evidence: at('.github/dependabot.yml') },
        ],
      },
      { remotes: [{ name: 'origin', url: 'git@github.com:a/b.git', evidence: at('.git/config', 7) }] },
    );
    assert.deepEqual(write(saas, inventory), [
      '| Service | Usage | Preuve |',
      '| GitHub | code source | remote `origin` |',
      '| Heroku | hébergement | app.json:1 |',
      '| Matomo | mesure d’audience | .env.sample:1 |',
      '| Snyk | propose des correctifs | .snyk:1 |',
    ]);
    assert.match(write(acces, inventory)[0] ?? '', /GitHub, Heroku, Matomo et Snyk \(/);
  });

  it('counts notes of versions, which nobody reads one by one', () => {
    const documents = ['glossaire.md', ...['0.1', '1.0', '1.1'].map((name) => `releases/${name}.md`)].map((path) => ({
      name: path.slice(path.lastIndexOf('/') + 1),
      path: `docs/${path}`,
      kind: 'business' as const,
      evidence: at(`docs/${path}`),
    }));
    assert.deepEqual(write(docMetier, inventoryOf({}, { documents })), [
      '- 3 notes de version : docs/releases/',
      '- glossaire.md',
    ]);
  });

  it('names a link by its kind when its words say nothing, and none to the repository’s own files', () => {
    const links = [
      { name: 'ici', url: 'https://docs.google.com/d/1', kind: 'document' as const, evidence: at('README.md', 2) },
      {
        name: 'Voir',
        url: 'https://github.com/a/b/blob/main/x.md',
        kind: 'source' as const,
        evidence: at('README.md'),
      },
      { name: 'le site', url: 'https://github.com/a/site', kind: 'source' as const, evidence: at('README.md', 3) },
    ];
    const remotes = [{ name: 'origin', url: 'https://github.com/a/b.git', evidence: at('.git/config', 7) }];
    assert.deepEqual(write(liens, inventoryOf({}, { links, remotes })).slice(1), [
      '| Code | <https://github.com/a/b> | remote `origin` |',
      '| Document | <https://docs.google.com/d/1> | README.md:2 |',
      '| le site | <https://github.com/a/site> | README.md:3 |',
    ]);
  });

  it('takes no question for a product’s name', () => {
    assert.equal(nameInTitle('What is it ?'), undefined);
    assert.deepEqual(['Introduction', 'À propos', 'About'].map(nameInTitle), [undefined, undefined, undefined]);
    assert.equal(nameInTitle('🚢 Passerelle — les bateaux'), 'Passerelle');
  });

  it('tells planned tasks from robots, and counts those it doesn’t show', () => {
    const task = (name: string, line: number) => ({ name, schedule: '@daily', evidence: at('cron.json', line) });
    const tasks = [task('purge', 1), task('bilan', 2)];
    const robots = Array.from({ length: 12 }, (_, index) => ({
      name: `Robot ${index + 1}`,
      kind: 'bot' as const,
      evidence: at('.bot.yml', index + 1),
    }));
    const lines = write(
      testsCi,
      inventoryOf({
        hosting: tasks.map((each) => ({ ...each, kind: 'cron' as const })),
        robots: [...robots, ...tasks.map((each) => ({ ...each, kind: 'schedule' as const }))],
      }),
    );
    assert.equal(lines.filter((line) => line.startsWith('| Robot ')).length, 11);
    assert.deepEqual(lines.slice(-2), ['Et 2 autres.', '2 tâches planifiées par le produit : `automatisations`.']);
  });

  it('gathers the tasks that one file starts at one time, and counts every one', () => {
    const cron = (name: string, path: string, line: number, schedule: string) => ({
      name,
      kind: 'cron' as const,
      schedule,
      evidence: at(path, line),
    });
    const hosting = [
      ...['a', 'b', 'c', 'd', 'e'].map((name, index) => cron(name, 'rappels.ts', index + 1, '0 18 * * *')),
      ...Array.from({ length: 8 }, (_, index) => cron(`t${index}`, 'purges.ts', index + 1, `${index} 3 * * *`)),
      cron('a', 'autres.ts', 9, '0 7 * * *'),
    ];
    const inventory = inventoryOf({ hosting });
    const lines = write(automatisations, inventory);
    assert.deepEqual(
      [lines[1], lines[2], lines[9]],
      [
        '- `a`, `b`, `c` et 2 autres, `0 18 * * *` (rappels.ts:1, rappels.ts:2, rappels.ts:3)',
        '- `t0`, `0 3 * * *` (purges.ts:1)',
        '- et 2 autres',
      ],
    );
    assert.ok(write(hebergement, inventory).includes('- 14 tâches planifiées : détail en `automatisations`'));
  });

  it('groups operations by what they are about, behind the prefixes of APIs', () => {
    assert.deepEqual(
      ['/bff/v1/navires/{id}/pieces', '/api/2.0/actes', '/{langue}/aide/{id}', '/api', '/'].map(resourceOf),
      ['/bff/v1/navires', '/api/2.0/actes', '/{langue}/aide', '/api', '/'],
    );
    assert.deepEqual(['/bff/v1/navires', '/aide', '/graphql'].map(isData), [true, false, true]);
  });

  it('says once what several files say alike', () => {
    const quote = 'Le service est hébergé par une régie.';
    const lines = write(
      hebergement,
      inventoryOf(
        {},
        {
          statements: ['a.html', 'b.html'].map((path) => ({
            name: 'hébergeur',
            kind: 'hosting' as const,
            quote,
            evidence: at(path, 4),
          })),
        },
      ),
    );
    assert.ok(lines.includes(`Selon la documentation : « ${quote} » (a.html:4, b.html:4).`));
    const node = (path: string, version: string) => ({
      name: 'node',
      version,
      endOfLife: '2026-04-30',
      evidence: at(path),
    });
    const ends = write(
      dettes,
      inventoryOf({ runtimes: [node('a/Dockerfile', '20'), node('b/Dockerfile', '20'), node('.nvmrc', '20.1')] }),
    ).filter((line) => line.startsWith('| Node.js'));
    assert.deepEqual(ends, [
      '| Node.js | `20` | avril 2026 | a/Dockerfile:1, b/Dockerfile:1 |',
      '| Node.js | `20.1` | avril 2026 | .nvmrc:1 |',
    ]);
  });

  it('names the documents that tell how to install, when the README doesn’t', () => {
    const document = (path: string, title?: string) => ({
      name: path.slice(path.lastIndexOf('/') + 1),
      path,
      kind: 'technical' as const,
      ...(title === undefined ? {} : { title }),
      evidence: at(path),
    });
    const lines = write(
      installation,
      inventoryOf(
        {},
        { documents: [document('INSTALL.md'), document('docs/a.md', 'Installation'), document('docs/b.md')] },
      ),
    );
    assert.equal(lines[0], 'Selon la documentation : INSTALL.md (INSTALL.md:1) et Installation (a.md:1).');
  });

  it('takes no dated decision for a note of version, and leaves decisions to their own item', () => {
    const paths = ['docs/1-installer.md', 'docs/2-tester.md', 'docs/3-publier.md', 'docs/adr/2021-05-06.md'];
    const documents = paths.map((path) => ({
      name: path.slice(path.lastIndexOf('/') + 1),
      path,
      kind: 'technical' as const,
      evidence: at(path),
    }));
    const lines = write(
      docMetier,
      inventoryOf({}, { documents, decisions: [{ name: '2021-05-06', evidence: at('docs/adr/2021-05-06.md') }] }),
    );
    assert.deepEqual(lines.slice(-4), [
      'Pour les développeurs, 3 documents :',
      '- 1-installer.md',
      '- 2-tester.md',
      '- 3-publier.md',
    ]);
  });
});
