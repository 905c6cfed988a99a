import * as assert from 'node:assert/strict';
import type { Detector } from '../../../src/survey/detector';
import type { Findings, Inventory } from '../../../src/survey/facts';
import type { FileTree } from '../../../src/survey/fileTree';
import { surveyRepository } from '../../../src/survey/survey';
import { memoryTree, readAsset, surveyFiles } from './memoryTree';
import { plantedRepository } from './plantedRepository';

const options = { readAsset, today: '2026-11-24', name: 'produit' };

/** The same files, listed in an order that changes with a seed. */
function shuffled(tree: FileTree, seed: number): FileTree {
  let state = seed;
  return {
    ...tree,
    async list(path) {
      const entries = [...(await tree.list(path))];
      for (let last = entries.length - 1; last > 0; last--) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        const other = state % (last + 1);
        const [a, b] = [entries[last], entries[other]];
        if (a && b) {
          entries[last] = b;
          entries[other] = a;
        }
      }
      return entries;
    },
  };
}

/** A detector that finds what it is told to. */
const finding = (findings: Findings, name = 'fait'): Detector => ({ name, start: () => ({ find: () => findings }) });

const service = (name: string, path = 'a.txt'): Inventory['services'][number] => ({
  name,
  evidence: [{ path, line: 1 }],
  variables: [],
});

describe('A survey', () => {
  it('hides the values of variables, but for the product’s own name', async () => {
    const files = {
      '.env': 'DB_PASSWORD=cerfa-libre\nMAIL_PASSWORD=tournesol-bleu\n',
      'README.md': '# cerfa-libre, ou tournesol-bleu\n',
    };
    const remote = {
      name: 'origin',
      url: 'https://github.com/equipe/cerfa-libre.git',
      evidence: [{ path: 'README.md', line: 1 }],
    };
    const document = {
      name: 'README.md',
      path: 'README.md',
      kind: 'technical' as const,
      title: 'cerfa-libre, ou tournesol-bleu, sur demo.tournesol-bleu.fr/',
      evidence: [{ path: 'README.md', line: 1 }],
    };
    const detector: Detector = {
      name: 'fait',
      start: () => ({
        wants: () => true,
        find: () => ({ repository: { remotes: [remote], documents: [document] } }),
      }),
    };
    const { repository } = await surveyFiles(files, [detector]);
    assert.equal(repository.remotes[0]?.url, 'https://github.com/equipe/cerfa-libre.git');
    assert.equal(repository.documents[0]?.title, 'cerfa-libre, ou …, sur demo.tournesol-bleu.fr/');
  });

  it('gives the same bytes whatever the order in which folders are listed', async function () {
    this.timeout(60_000);
    const { files } = plantedRepository();
    const tree = memoryTree(files);
    const first = JSON.stringify(await surveyRepository(tree, options));
    for (const seed of [1, 2]) {
      assert.equal(JSON.stringify(await surveyRepository(shuffled(tree, seed), options)), first);
    }
  });

  it('reads each file once in its common pass, and says how far it is', async () => {
    const tree = memoryTree({ 'a.txt': 'a', 'b.txt': 'b', 'c.md': 'c' });
    const reads: string[] = [];
    const seen: string[] = [];
    const counting: FileTree = {
      ...tree,
      async read(path) {
        reads.push(path);
        return tree.read(path);
      },
    };
    const reader = (name: string): Detector => ({
      name,
      start: () => ({
        wants: (file) => file.name.endsWith('.txt'),
        read: ({ text, path }) => void seen.push(`${name} ${path} ${text}`),
        find: () => ({}),
      }),
    });
    const progress: string[] = [];
    await surveyRepository(counting, options, ({ read, total }) => progress.push(`${read}/${total}`), [
      reader('un'),
      reader('deux'),
    ]);
    assert.deepEqual(reads, ['a.txt', 'b.txt']);
    assert.deepEqual(seen, ['un a.txt a', 'deux a.txt a', 'un b.txt b', 'deux b.txt b']);
    assert.deepEqual(progress, ['0/2', '1/2', '2/2']);
  });

  it('notes what goes wrong in one detector, and keeps the others’ facts', async () => {
    const failing: Detector = {
      name: 'cassé',
      start: () => ({
        wants: () => true,
        read: () => {
          throw new Error('read');
        },
        find: () => {
          throw new Error('find');
        },
      }),
    };
    const { services, notes } = await surveyFiles({ 'a.txt': 'a' }, [failing, finding({ services: [service('S3')] })]);
    assert.deepEqual(services, [service('S3')]);
    assert.deepEqual(notes, [
      { message: 'lecture interrompue par une erreur (cassé)' },
      { path: 'a.txt', message: 'lecture interrompue par une erreur (cassé)' },
    ]);
  });

  it('refuses a fact without evidence, or that isn’t as the schema says', async () => {
    for (const wrong of [
      { ...service('S3'), evidence: [] },
      { ...service('S3'), evidence: [{ path: 'a.txt', line: 0 }] },
    ]) {
      const { services, notes } = await surveyFiles({ 'a.txt': 'a' }, [
        finding({ services: [wrong] }, 'fautif'),
        finding({ services: [service('Brevo')] }),
      ]);
      assert.deepEqual(services, [service('Brevo')]);
      assert.deepEqual(notes, [{ message: 'lecture interrompue par une erreur (fautif)' }]);
    }
  });

  it('joins lists in the order of the detectors, and shows each what the others found', async () => {
    const second: Detector = {
      name: 'second',
      start: () => ({
        find: ({ services }) => ({ services: [service(`après ${services.map(({ name }) => name).join()}`)] }),
      }),
    };
    const { services } = await surveyFiles({ 'a.txt': 'a' }, [finding({ services: [service('un')] }), second]);
    assert.deepEqual(
      services.map(({ name }) => name),
      ['un', 'après un'],
    );
  });

  it('says which part each fact belongs to, when there are several', async () => {
    const part = (name: string): Inventory['repository']['parts'][number] => ({
      name,
      evidence: [{ path: 'a', line: 1 }],
    });
    const found = {
      services: [
        service('un', 'web/a.txt'),
        service('deux', 'web/api/a.txt'),
        service('trois'),
        service('quatre', 'webapp/a'),
      ],
    };
    const inSeveral = await surveyFiles({}, [
      finding({ repository: { parts: ['.', 'web', 'web/api'].map(part) } }),
      finding(found),
    ]);
    assert.deepEqual(
      inSeveral.services.map((fact) => fact.part),
      ['web', 'web/api', '.', '.'],
    );
    const inOne = await surveyFiles({}, [finding({ repository: { parts: [part('.')] } }), finding(found)]);
    assert.deepEqual(
      inOne.services.map((fact) => fact.part),
      [undefined, undefined, undefined, undefined],
    );
  });

  it('finds nothing in what is ignored, vendored, generated, a fixture or an example', async () => {
    const product = {
      'package.json': '{ "dependencies": { "express": "4.0.0", "@sentry/node": "7.0.0" }, "scripts": { "a": "b" } }',
      '.env': 'CLE=1\n',
      Dockerfile: 'FROM node:20\n',
      'a.js': 'process.env.MOT; // TODO x\nfetch("https://api.brevo.com/v3");\n',
    };
    const folders = [
      'node_modules/a',
      'vendor/a',
      'test/fixtures/a',
      'essais/vcr',
      'examples/a',
      'ignore',
      '.venv/a',
      'third_party',
      '.adonisjs',
      'public/tarteaucitron',
    ];
    const files: Record<string, string> = { '.gitignore': '/ignore/\n*.secret\n', 'a.min.js': 'process.env.MOT' };
    for (const folder of folders) {
      for (const [name, text] of Object.entries(product)) {
        files[`${folder}/${name}`] = text;
      }
    }
    const { repository, notes, schema, ...lists } = await surveyFiles(files);
    const { name, files: count, ...own } = repository;
    assert.deepEqual([name, count, schema], ['produit', 1, 1]);
    for (const [list, facts] of Object.entries({ ...own, ...lists })) {
      assert.deepEqual([list, facts], [list, []]);
    }
    assert.deepEqual(
      notes.map(({ message }) => message),
      ['pas de dépôt Git ici : adresse, branches et étiquettes inconnues'],
    );
  });

  it('stops as soon as it is cancelled, with the reason', async () => {
    const { files } = plantedRepository();
    for (const after of [0, 1, 30, 60]) {
      const controller = new AbortController();
      const reason = new Error('assez');
      const tree = memoryTree(files);
      let reads = 0;
      let readsSince = 0;
      const cancelling: FileTree = {
        ...tree,
        async read(path) {
          readsSince += controller.signal.aborted ? 1 : 0;
          if (reads++ === after) {
            controller.abort(reason);
          }
          return tree.read(path);
        },
      };
      await assert.rejects(surveyRepository(cancelling, { ...options, signal: controller.signal }), reason);
      assert.ok(readsSince <= 64, `${readsSince} files read after the end`);
    }
  });

  it('notes what can’t be read, and goes on', async () => {
    const tree = memoryTree({ 'a/package.json': '{}', 'b.py': 'import os\nos.environ["CLE"]\n', 'c.py': '' });
    const broken: FileTree = {
      async list(path) {
        if (path === 'a') {
          throw new Error('denied');
        }
        return tree.list(path);
      },
      async size(path) {
        return tree.size(path);
      },
      async read(path) {
        if (path === 'c.py') {
          throw new Error('denied');
        }
        return tree.read(path);
      },
    };
    const { notes, env } = await surveyRepository(broken, options);
    assert.deepEqual(
      notes.filter(({ path }) => path !== undefined),
      [
        { path: 'a', message: 'dossier illisible' },
        { path: 'c.py', message: 'fichier illisible' },
      ],
    );
    assert.deepEqual(
      env.map(({ name }) => name),
      ['CLE'],
    );
  });

  it('hides what detectors let through', async () => {
    const { hosting, repository } = await surveyFiles(
      { '.env': 'MOT=bonjour-les-amis-42\nCOULEUR=rouge\nAPP=app.main:app\n', 'app/main.py': '' },
      [
        { name: 'lecteur', start: () => ({ wants: () => true, find: () => ({}) }) },
        finding({
          hosting: [
            { name: './a rouge bonjour-les-amis-42', kind: 'cron', evidence: [{ path: '.env', line: 1 }] },
            {
              name: 'web',
              kind: 'process',
              command: 'PORT=3000 serve app.main:app',
              evidence: [{ path: '.env', line: 1 }],
            },
          ],
          repository: {
            links: [
              {
                name: 'bonjour-les-amis-42',
                url: 'https://u:p4ss@a.fr/?b=c',
                kind: 'site',
                evidence: [{ path: 'x', line: 1 }],
              },
            ],
          },
        }),
      ],
    );
    assert.deepEqual(
      hosting.map(({ name, command }) => [name, command]),
      [
        ['./a rouge …', undefined],
        ['web', 'PORT=… serve app.main:app'],
      ],
    );
    assert.deepEqual(
      repository.links.map(({ name, url }) => [name, url]),
      [['…', 'https://a.fr/?b=…']],
    );
  });
});
